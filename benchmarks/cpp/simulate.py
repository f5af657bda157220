"""Simulate with the C++ firm: prepare, call, and give back what happened under the engine's names."""

import ctypes
from typing import Any

import numpy as np

from symbio_sim import Config
from symbio_sim.firm import prepare, resolve
from symbio_sim.world import World

from ..firm_books import FirmRun
from ..firm_scope import refuse_what_is_not_built
from .build import shared_object
from .layout import BOOKS, GIVEN, RESULTS, TASK, Scenario, pointer
from .scenario import given


class Prepared:
    """A firm and a World in C++'s words, with room for what will happen; `call` simulates."""

    def __init__(self, config: Config, world: World) -> None:
        refuse_what_is_not_built(config)
        firm = resolve(config)
        agenda = prepare(firm, world)
        values = given(world, firm, agenda)
        self._given = [np.ascontiguousarray(values[name], dtype=kind) for name, kind in GIVEN]
        self._addresses = tuple(pointer(array) for array in self._given)
        self._counts = {
            "n_functions": len(firm.functions),
            "n_roles": len(firm.roles),
            "n_seats": firm.n_seats,
            "n_bots": len(firm.bots),
            "n_services": len(firm.services),
            "n_tasks": world.n_tasks,
            "n_open": len(agenda.open_clock.starts),
            "n_days": world.horizon_days,
            "n_pairs": sum(role.count * len(role.functions) for role in firm.roles),
        }
        self._library = shared_object()
        assert self._library.size_of_scenario() == ctypes.sizeof(Scenario), "layout.py and scenario.hpp differ"

    def call(self) -> FirmRun:
        """Simulate; nothing that was prepared is changed, so that this may be called again."""
        counts = self._counts
        happened = np.empty(counts["n_tasks"], dtype=TASK)
        books: dict[str, dict[str, Any]] = {
            book: {name: np.empty((counts["n_days"], counts[per]), dtype=kind) for name in names}
            for book, (per, kind, names) in BOOKS.items()
        }
        filled = [happened, *(array for book in books.values() for array in book.values())]
        assert len(filled) == len(RESULTS)
        room = (pointer(array) for array in filled)
        self._library.simulate(ctypes.byref(Scenario(*counts.values(), *self._addresses, *room)))
        return FirmRun({name: happened[name] for name in TASK.names or ()}, **books)


def simulate_with_cpp(config: Config, world: World) -> FirmRun:
    """Simulate a firm in a World, from the config to what happened.

    Raises
    ------
    NoCompilerError
        If the C++ firm cannot be compiled here.
    ValueError
        If the config says more than the reference scenario.
    """
    return Prepared(config, world).call()
