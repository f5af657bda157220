"""What a worker does: `run_job`, the one function that every executor calls.

Worlds and configs are kept for a while, since jobs come in blocks: the cells of a job meet the same Worlds where what
happens to the firm is the same, and the next job of the same cells needs the same configs.
"""

import json
import time
import traceback
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..config import Config, load_config
from ..engines import work_ahead
from ..experiment import config_of, package_sources, sources_of_rule
from ..metrics import evaluate
from ..metrics.money_alone import evaluate_money
from ..world import World, draw_world
from ..world.identity import world_key
from .errors import SweepError
from .files import sha256_of
from .jobs import CellRuns, Job, LogSource, Row, Study
from .rows import done_row, error_text, failed_row

if TYPE_CHECKING:
    from ..world import Log

MOST_CONFIGS = 64
"""Configs a worker keeps: those of two blocks of cells, some 7 MB."""

MOST_TASKS = 10_000
"""Tasks of all Worlds that a worker keeps, the last one in any case: to draw one anew is little beside its runs."""


def run_job(job: Job) -> list[Row]:
    """Run all that a job asks for and return a row for each run; one that breaks is a row like the others.

    Raises
    ------
    SweepError
        If this process has other sources than the sweep was begun with, or the event log has changed.
    """
    if job.study.sources != sources_here(job.study.config):
        raise SweepError(
            "a worker has other sources of symbio_sim, or of the allocation rule, than this process: install the same "
            "version everywhere"
        )
    return list(_rows(job))


def _rows(job: Job) -> Iterator[Row]:
    """Give the rows World by World, so that cells that share Worlds meet each while it is at hand."""
    study, ahead = job.study, job.runs_ahead
    for replication in sorted({number for cell in job.cells for number in cell.replications}):
        for cell in job.cells:
            if replication in cell.replications:
                yield _row(study, cell, replication, ahead)


def _row(study: Study, cell: CellRuns, replication: int, runs_ahead: int) -> Row:
    begin = time.perf_counter()
    try:
        measures = _measured(study, cell, replication, runs_ahead)
    except SweepError:
        raise
    except Exception as error:  # whatever a run breaks on, the others go on
        spent = time.perf_counter() - begin
        return failed_row(cell.key, replication, spent, error_text(error), traceback.format_exc())
    return done_row(cell.key, replication, time.perf_counter() - begin, measures)


def _measured(study: Study, cell: CellRuns, replication: int, runs_ahead: int) -> dict[str, float]:
    config, circumstances = _CONFIGS.get(study, cell)
    world = _WORLDS.get(study, config, circumstances, replication)
    with work_ahead(runs_ahead * study.runs_of_a_row * world.n_tasks):
        if study.money:
            return evaluate_money(config, world, stress=study.stress, engine=study.engine)
        return evaluate(config, world=world, stress=study.stress, engine=study.engine)


class _Configs:
    """Configs of cells, with the digest of all that settles their Worlds; those used last are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[Config, str]] = OrderedDict()

    def get(self, study: Study, cell: CellRuns) -> tuple[Config, str]:
        at = (study.config, cell.key)
        found = self._kept.get(at)
        if found is None:
            config = config_of(_document(study.config), cell.changes)
            found = self._kept[at] = (config, world_key(config))
            if len(self._kept) > MOST_CONFIGS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(at)
        return found


class _Worlds:
    """Worlds by all that settles them; those used last are kept, as many as fit."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, ...], World] = OrderedDict()
        self._n_tasks = 0

    def get(self, study: Study, config: Config, circumstances: str, replication: int) -> World:
        # The same file read by other columns, or with another config, makes other Worlds.
        at = (study.log, circumstances, study.seed, replication)
        world = self._kept.get(at)
        if world is None:
            world = self._kept[at] = _made(study, config, replication)
            self._n_tasks += world.n_tasks
            while self._n_tasks > MOST_TASKS and len(self._kept) > 1:
                self._n_tasks -= self._kept.popitem(last=False)[1].n_tasks
        self._kept.move_to_end(at)
        return world


_CONFIGS, _WORLDS = _Configs(), _Worlds()


@lru_cache(maxsize=2)
def sources_here(config: str) -> str:
    """Return a digest of what this process would run: the package, and the base config's own rule if it has one."""
    rule = _document(config)["policy"].get("function")
    return f"{package_sources()} {None if rule is None else sources_of_rule(rule)}"


def _made(study: Study, config: Config, replication: int) -> World:
    if study.log is None:
        return draw_world(config, study.seed, replication)
    return _log(study.log).world(study.seed, replication, config)


@lru_cache(maxsize=2)
def _document(config: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(config)
    return document


@lru_cache(maxsize=2)
def _log(source: LogSource) -> "Log":
    from ..world import read_log  # and with it pandas, which drawn Worlds do without

    if sha256_of(source.path) != source.sha256:
        raise SweepError(f"{source.path}: the event log has changed since the sweep was begun")
    return read_log(source.path, load_config(json.loads(source.config)), dict(source.columns))
