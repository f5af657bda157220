"""Many firms in many Worlds: pairs evaluated in threads, in order, a few at a time."""

import itertools
import operator
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from ..config import Config
from ..engines import ENGINES, Engine, EngineError, work_ahead
from ..world import World
from . import passes
from .evaluation import RUNS_WITH_STRESS, evaluate

if TYPE_CHECKING:
    import pandas as pd

Pair = tuple[Config, World]
Row = dict[str, Any]

_IN_FLIGHT_PER_THREAD = 2
"""Pairs that are waiting or under way: enough to keep a thread busy, and all that is held in memory."""


def evaluate_many(
    pairs: Iterable[Pair], *, stress: bool = False, threads: int | None = None, engine: Engine = "auto"
) -> "pd.DataFrame":
    """Evaluate pairs of a firm and a World.

    Parameters
    ----------
    pairs : iterable of (Config, World)
        Firms that meet the same World are best given the same object. A generator is drawn from as the work goes on.
    stress : bool
        As in :func:`evaluate`.
    threads : int, optional
        How many evaluations are under way at a time. If left out, as many as there are processors where the compiled
        engine runs, which needs Python's lock only now and then, and one where the Mesa engine runs.
    engine : str
        As in :func:`symbio_sim.simulate`; the measures are the same.

    Returns
    -------
    DataFrame
        One row a pair, in their order: seed, replication, then the measures.

    Raises
    ------
    ValueError
        If there is less than one thread, or the engine is not known.
    TypeError
        If a pair is none.
    Exception
        Whatever an evaluation raises, with a note of whose it was.
    """
    import pandas as pd

    return pd.DataFrame(list(evaluate_each(pairs, stress=stress, threads=threads, engine=engine)))


def evaluate_each(
    pairs: Iterable[Pair],
    *,
    stress: bool = False,
    threads: int | None = None,
    engine: Engine = "auto",
    n_pairs: int | None = None,
) -> Iterator[Row]:
    """Evaluate pairs as :func:`evaluate_many` does, and give the rows one by one, as dicts.

    Only a few pairs are held at a time, so there may be any number of them. `n_pairs` says how many there will be where
    `pairs` does not tell; it matters to the choice of the engine alone. Other parameters and errors as in
    :func:`evaluate_many`.
    """
    _refuse_no_number_of_threads(threads)
    if engine not in ENGINES:
        raise EngineError(f"unknown engine {engine!r}; known: {', '.join(ENGINES)}")
    expected = operator.length_hint(pairs) if n_pairs is None else n_pairs
    source = iter(pairs)
    first = next(source, None)
    if first is None:
        return
    _refuse_no_pair(first)
    runs = expected * (RUNS_WITH_STRESS if stress else 1)
    with work_ahead(runs * first[1].n_tasks):
        remaining, n_threads = itertools.chain((first,), source), 1
        for config, world in remaining:  # the first one alone: it settles which engine runs, and has it ready
            yield _row(config, world, stress, engine)
            n_threads = _n_threads(engine) if threads is None else threads
            if n_threads > 1:
                break
        yield from _in_threads(remaining, n_threads, stress, engine)


def _in_threads(pairs: Iterator[Pair], n_threads: int, stress: bool, engine: Engine) -> Iterator[Row]:
    pool = ThreadPoolExecutor(n_threads, thread_name_prefix="symbio_sim")
    under_way: deque[Future[Row]] = deque()
    try:
        for config, world in pairs:
            under_way.append(pool.submit(_row, config, world, stress, engine))
            if len(under_way) == _IN_FLIGHT_PER_THREAD * n_threads:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _refuse_no_number_of_threads(threads: Any) -> None:
    if threads is not None and (not isinstance(threads, int) or threads < 1):
        raise ValueError(f"threads must be a whole number of at least 1, got {threads!r}")


def _refuse_no_pair(pair: Any) -> None:
    """Refuse what is no firm with its World, before anything of it is asked."""
    kinds = tuple(type(item) for item in pair) if isinstance(pair, tuple | list) else (type(pair),)
    if len(kinds) != 2 or not issubclass(kinds[0], Config) or not issubclass(kinds[1], World):
        names = " and ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"a pair must be a Config and a World, got {names or 'nothing'}")


def _row(config: Config, world: World, stress: bool, engine: Engine) -> Row:
    _refuse_no_pair((config, world))
    try:
        found = evaluate(config, world=world, stress=stress, engine=engine)
    except Exception as error:
        error.add_note(f"in {config.business.name!r}, seed {world.seed}, replication {world.replication}")
        raise
    return {"seed": world.seed, "replication": world.replication, **found}


def _n_threads(engine: Engine) -> int:
    """Return how many processors this process may use, if the compiled engine runs; else one."""
    if engine == "mesa" or not passes.engine_is_compiled():
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
