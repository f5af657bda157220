"""Both engines on the same Worlds: that they give the same run to the bit, and how long each takes."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .config import Config, load_config
from .differences import Difference, first_difference
from .engines import Engine, choose
from .firm import Firm, prepare, resolve
from .run import Run, fingerprint, simulate
from .world import World, draw_world

ENGINE_NAMES = ("the Mesa engine", "the compiled engine")

Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Verdict:
    """What both engines made of one World.

    Attributes
    ----------
    replication : int
        Number of the World.
    n_tasks : int
        Tasks in it.
    fingerprint : str
        Hash of all that the Mesa engine recorded; where the engines agree, of both.
    difference : Difference or None
        The first thing in which they differ.
    mesa_s, kernel_s : float
        How long each took, from World to run (seconds).
    """

    replication: int
    n_tasks: int
    fingerprint: str
    difference: Difference | None
    mesa_s: float
    kernel_s: float


def verify(
    config: Config | str | Path | Mapping[str, Any],
    seed: int = 1,
    replications: int = 20,
    progress: Progress | None = None,
) -> list[Verdict]:
    """Run both engines on the same Worlds and compare all that they record.

    Parameters
    ----------
    config : Config, str, Path or mapping
        The firm, as for :func:`simulate`.
    seed : int
        Seed of the Worlds.
    replications : int
        How many.
    progress : callable, optional
        Told (done, of) after each World.

    Raises
    ------
    ConfigError
        If the config is not valid.
    EngineError
        If the compiled engine cannot run this firm's own rule.
    """
    firm = resolve(config if isinstance(config, Config) else load_config(config))
    _get_ready(firm)
    verdicts = []
    for replication in range(replications):
        verdicts.append(_verdict(firm, draw_world(firm.config, seed, replication)))
        if progress is not None:
            progress(replication + 1, replications)
    return verdicts


def _get_ready(firm: Firm) -> None:
    """Load or compile the compiled engine, so that no World is charged for it."""
    choose("kernel", firm, 0)
    from .kernel.engine import PROGRAM  # Numba takes its time to import

    PROGRAM.load()


def _verdict(firm: Firm, world: World) -> Verdict:
    prepare(firm, world)  # what both engines remember of a World is paid for by neither
    reference, mesa_s = _timed(firm, world, "mesa")
    compiled, kernel_s = _timed(firm, world, "kernel")
    return Verdict(
        replication=world.replication,
        n_tasks=world.n_tasks,
        fingerprint=fingerprint(reference),
        difference=_difference(reference, compiled),
        mesa_s=mesa_s,
        kernel_s=kernel_s,
    )


def _timed(firm: Firm, world: World, engine: Engine) -> tuple[Run, float]:
    start = time.perf_counter()
    run = simulate(firm.config, world=world, engine=engine)
    return run, time.perf_counter() - start


def _difference(reference: Run, compiled: Run) -> Difference | None:
    if compiled.provenance["engine"] != "kernel":
        return Difference(None, "The firm's own rule", "its answer", ("a number", "a failure"))
    return first_difference(reference, compiled)
