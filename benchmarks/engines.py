"""Everything that simulates the reference firm, by name; what cannot run here is named with the reason."""

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any

from symbio_sim import Config, simulate
from symbio_sim.world import World

from .cpp.build import NoCompilerError

WORKERS, CUSTOMERS = "SimPy, workers pull", "SimPy, customers ask"
MESA_EVENTS = "Mesa, its own events"
MESA, KERNEL = "symbio_sim, Mesa engine", "symbio_sim, kernel"
CPP, CPP_CALL = "C++", "C++, the call alone"

Simulate = Callable[[Config, World], Any]
"""From a config and a World to what happened, under the names that `Run` has for it."""


def _of(module: str, function: str) -> Callable[[], Simulate]:
    """Return what imports a function of this package when it is wanted."""
    return lambda: getattr(importlib.import_module(f".{module}", __package__), function)


def _mesa() -> Simulate:
    return lambda config, world: simulate(config, world=world, engine="mesa")


def _kernel() -> Simulate:
    importlib.import_module("numba")
    return lambda config, world: simulate(config, world=world, engine="kernel")


def _cpp() -> Simulate:
    module = importlib.import_module(".cpp.simulate", __package__)
    importlib.import_module(".cpp.build", __package__).shared_object()
    return module.simulate_with_cpp


LOADERS: dict[str, Callable[[], Simulate]] = {
    WORKERS: _of("simpy_workers", "simulate_with_workers"),
    CUSTOMERS: _of("simpy_customers", "simulate_with_customers"),
    MESA_EVENTS: _of("mesa_firm", "simulate_with_mesa_events"),
    MESA: _mesa,
    KERNEL: _kernel,
    CPP: _cpp,
}

COMPILED = (KERNEL, CPP)
"""The engines that are asked for a million tasks."""


@cache
def here() -> tuple[dict[str, Simulate], dict[str, str]]:
    """Return what can run here, and of the rest why not."""
    found, missing = {}, {}
    for name, load in LOADERS.items():
        try:
            found[name] = load()
        except ImportError as error:
            missing[name] = f"{error.name} is not installed"
        except NoCompilerError as error:
            missing[name] = str(error)
    return found, missing
