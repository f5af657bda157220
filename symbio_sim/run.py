"""A run: one firm in one World, simulated, and what happened as tables."""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import choreography
from ._version import __version__
from .config import Config, load_config
from .engines import Choice, Engine, choose, compiled_rule
from .extra_days import BOT, FIRM, FUNCTION, PAIR, SEAT, SERVICE, VENDOR, owner_of
from .firm import Agenda, Firm, prepare, resolve
from .world import World, draw_world
from .world.world import EXTRA

if TYPE_CHECKING:
    import pandas as pd

    from .model import SymbioModel

PACKAGES = ("mesa", "numba", "numpy", "scipy", "pandas", "pydantic", "pyarrow")

Arrays = dict[str, NDArray[Any]]

MODEL_OF_YOUR_OWN = Choice("mesa", "a model of your own")


@dataclass(frozen=True)
class Run:
    """What happened to a firm in a World.

    Attributes
    ----------
    config, world, firm, agenda
        What met.
    columns : dict of str to ndarray
        Per task, what happened: see :meth:`tasks`.
    days, staff_days, skill_days, bot_days : dict of str to ndarray
        Per day (rows) and function, seat, (seat, function) pair or bot (columns), as the engine wrote them.
    skill_pairs : tuple of (seat, function)
        What the columns of `skill_days` refer to.
    extra_days : dict of str to ndarray
        Per day and entity, what mechanisms that are on write down beside: see :mod:`symbio_sim.extra_days`.
    provenance : dict
        Version, engine, seed, hashes, packages: what it takes to repeat the run.
    skill_restored_day : float or None
        The intervention, if there was one.
    """

    config: Config
    world: World
    firm: Firm
    agenda: Agenda
    columns: Arrays
    days: Arrays
    staff_days: Arrays
    skill_days: Arrays
    bot_days: Arrays
    skill_pairs: tuple[tuple[int, int], ...]
    extra_days: Arrays = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)
    skill_restored_day: float | None = None

    # ---------------------------------------------------------------- tables

    @cached_property
    def tasks(self) -> "pd.DataFrame":
        """One row a task, losses included.

        Given: function, task_type, arrival_min, effort_min, difficulty, novel, needs_human, due_min. What happened:
        outcome (correct, error, abandoned, unresolved, declined, open), mode (of the result delivered last), visits,
        staff and bot (last), start_min (first work begun), end_min, wait_min (arrival to first work), human_min,
        review_min, bot_min, bot_visits, caught, false_alarms, outage_failures, escaped_human, escaped_bot,
        escaped_reviewed, value_eur (revenue if correct), on_time (correct and by its due time). In a firm in which
        people get advice also escaped_assisted, where they check each other caught_people and false_alarms_people.
        """
        frame = self.world.task_table()
        seats = np.array([*self.world.seats, None], dtype=object)
        bots = np.array([*(bot.name for bot in self.firm.bots), None], dtype=object)
        given = frame[["function", "task_type", "arrival_min", "effort_min", "difficulty", "novel", "needs_human"]]
        columns = self.columns
        happened: dict[str, Any] = {
            "due_min": columns["due_min"],
            "outcome": _named(columns["outcome"], choreography.OUTCOMES),
            "mode": _named(columns["mode"], choreography.MODES),
            "visits": columns["visit"] + 1,
            "staff": seats[columns["staff"]],
            "bot": bots[columns["bot"]],
            "start_min": columns["start_min"],
            "end_min": columns["end_min"],
            "wait_min": columns["start_min"] - self.world.tasks["arrival_min"],
            **{
                name: columns[name]
                for name in (
                    "human_min",
                    "review_min",
                    "bot_min",
                    "bot_visits",
                    "caught",
                    "false_alarms",
                    "outage_failures",
                    "escaped_human",
                    "escaped_bot",
                    "escaped_reviewed",
                    *self.firm.columns_in_use,
                )
            },
            "value_eur": self.value_eur,
            "on_time": self.on_time,
        }
        return given.assign(**happened)

    @cached_property
    def value_eur(self) -> NDArray[np.float64]:
        """Revenue of each task if correct (euros)."""
        values = np.array([function.value_eur for function in self.firm.functions])
        return np.asarray(values[self.world.tasks["function"]])

    @cached_property
    def on_time(self) -> NDArray[np.bool_]:
        """Whether each task was done correctly by its due time."""
        correct = self.columns["outcome"] == choreography.CORRECT
        with np.errstate(invalid="ignore"):
            return np.asarray(correct & (self.columns["end_min"] <= self.columns["due_min"]))

    @cached_property
    def scheduled_min(self) -> NDArray[np.float64]:
        """Minutes that each seat's holder is scheduled on each day, shape (seats, days)."""
        return self.where_held(self.agenda.scheduled_min)

    def where_held(self, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return minutes by seat and day, 0 where nobody holds the seat."""
        vacant = self.extra_days.get("seat_vacant")
        return minutes if vacant is None else np.ascontiguousarray(np.where(vacant.T > 0.0, 0.0, minutes))

    @cached_property
    def per_day(self) -> "pd.DataFrame":
        """One row a day and function: arrivals, returns, ends by outcome, backlog and waiting at the day's end."""
        names = [function.name for function in self.firm.functions]
        return _long(self.days | self.extra(FUNCTION), "function", names)

    @cached_property
    def per_staff(self) -> "pd.DataFrame":
        """One row a day and seat: scheduled, busy and overtime minutes, load, trust."""
        columns = {"scheduled_min": self.scheduled_min.T, **self.staff_days, **self.extra(SEAT)}
        return _long(columns, "staff", list(self.world.seats))

    @cached_property
    def per_skill(self) -> "pd.DataFrame":
        """One row a day, seat and function: current and peak skill in speed and accuracy."""
        names = [function.name for function in self.firm.functions]
        columns = self.skill_days | self.extra(PAIR)
        frame = _long(columns, "pair", list(range(len(self.skill_pairs))))
        pair = frame.pop("pair").to_numpy(dtype=int)
        seats = np.array(self.world.seats, dtype=object)[[seat for seat, _ in self.skill_pairs]]
        functions = np.array(names, dtype=object)[[function for _, function in self.skill_pairs]]
        frame.insert(1, "staff", seats[pair] if len(pair) else [])
        frame.insert(2, "function", functions[pair] if len(pair) else [])
        return frame

    @cached_property
    def per_bot(self) -> "pd.DataFrame":
        """One row a day and bot: slot-minutes at work that day, visits and failed visits since day 0."""
        columns = self.bot_days | self.extra(BOT)
        return _long(columns, "bot", [bot.name for bot in self.firm.bots])

    @cached_property
    def per_vendor(self) -> "pd.DataFrame":
        """One row an outage (or exit) of a service within the horizon: kind, start, fix, tail end, severity."""
        import pandas as pd

        rows = []
        for (vendor, technology), service in zip(self.firm.services, self.agenda.services, strict=True):
            for outage in service.outages:
                if outage.tail_end_min > 0.0 and outage.start_min < self.firm.horizon_min:
                    rows.append(
                        {
                            "vendor": self.firm.vendors[vendor],
                            "technology": technology,
                            "kind": outage.kind,
                            "start_min": outage.start_min,
                            "fix_min": outage.fix_min,
                            "tail_end_min": outage.tail_end_min,
                            "severity": outage.severity,
                        }
                    )
        names = ["vendor", "technology", "kind", "start_min", "fix_min", "tail_end_min", "severity"]
        return pd.DataFrame(rows, columns=names)

    def extra(self, entity: str) -> Arrays:
        """Return the daily columns that mechanisms add for a kind of entity, under their names without that kind."""
        owners = ((*owner_of(name), array) for name, array in self.extra_days.items())
        return {what: array for owner, what, array in owners if owner == entity}

    def names_of(self, entity: str) -> list[str]:
        """Return the names of all entities of a kind, in the order in which daily columns have them."""
        firm, seats = self.firm, self.world.seats
        functions = [function.name for function in firm.functions]
        named = {
            FIRM: [self.config.business.name],
            FUNCTION: functions,
            SEAT: list(seats),
            PAIR: [f"{seats[seat]} in {functions[function]}" for seat, function in self.skill_pairs],
            BOT: [bot.name for bot in firm.bots],
            VENDOR: list(firm.vendors),
            SERVICE: [f"{firm.vendors[vendor]}/{technology}" for vendor, technology in firm.services],
        }
        return named[entity]

    def tables(self) -> "dict[str, pd.DataFrame]":
        """Return all tables by name; daily ones of vendors, services and the firm only where a mechanism adds them."""
        by_day = {
            f"{entity}_days": _long(columns, entity, self.names_of(entity))
            for entity in (FIRM, VENDOR, SERVICE)
            if (columns := self.extra(entity))
        }
        return by_day | {
            "tasks": self.tasks,
            "days": self.per_day,
            "staff": self.per_staff,
            "skill": self.per_skill,
            "bots": self.per_bot,
            "vendors": self.per_vendor,
        }

    def save(self, folder: str | Path) -> Path:
        """Write all tables as Parquet files, the World and the provenance into a folder, and return it."""
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables().items():
            table.to_parquet(target / f"{name}.parquet")
        self.world.save(target / "world.parquet")
        (target / "provenance.json").write_text(json.dumps(self.provenance, indent=2), encoding="utf-8")
        return target

    # ---------------------------------------------------------------- one task

    def trace(self, task: int) -> "pd.DataFrame":
        """Tell one task's story: candidates and the rule's preferences, waits, work, errors, its end.

        The run is repeated with an eye on that task; it is deterministic, so the story is the true one.

        Raises
        ------
        IndexError
            If there is no such task.
        """
        if not 0 <= task < self.world.n_tasks:
            raise IndexError(f"task {task} does not exist: this World has tasks 0 to {self.world.n_tasks - 1}")
        import pandas as pd

        from .model import SymbioModel

        model = SymbioModel(
            self.config,
            world=self.world,
            skill_restored_day=self.skill_restored_day,
            collect=False,
            watch=task,
        )
        model.run_to_horizon()
        return pd.DataFrame(model.story).set_index("time_min")


def simulate(
    config: Config | str | Path | Mapping[str, Any],
    seed: int = 1,
    *,
    replication: int = 0,
    world: World | None = None,
    skill_restored_day: float | None = None,
    engine: Engine = "auto",
) -> Run:
    """Simulate a firm and return what happened.

    Parameters
    ----------
    config : Config, str, Path or mapping
        The firm: a config, a path, the name of a ready-made business, or plain data.
    seed : int
        Seed of the World.
    replication : int
        Number of the World under this seed.
    world : World, optional
        Use this World (a twin, one from a log, one loaded) instead of drawing one; seed and replication then only
        stand in its own record.
    skill_restored_day : float, optional
        Put everyone's skill back to its value on day 0 at this time (days).
    engine : {"auto", "kernel", "mesa"}
        Which engine runs: the compiled kernel, the Mesa model, or whichever is expected to finish sooner. Both give the
        same run to the last bit; the provenance says which it was, and why.

    Raises
    ------
    ConfigError
        If the config is not valid.
    ValueError
        If the World does not fit the config, or the engine is not known or cannot run this firm's own rule.
    """
    firm = resolve(config if isinstance(config, Config) else load_config(config))
    met = draw_world(firm.config, seed, replication) if world is None else world
    choice = choose(engine, firm, met.n_tasks)
    if choice.engine == "kernel":
        run = _in_the_kernel(firm, met, skill_restored_day, choice)
        if run is not None:
            return run
        choice = Choice("mesa", "the firm's own rule has failed in the compiled engine")
    from .model import SymbioModel  # and with it Mesa, which runs in the compiled engine do without

    model = SymbioModel(firm.config, world=met, skill_restored_day=skill_restored_day, collect=False)
    model.run_to_horizon()
    return record(model, choice)


def _in_the_kernel(firm: Firm, world: World, skill_restored_day: float | None, choice: Choice) -> Run | None:
    """Return the compiled engine's run; None if the firm's own rule fails, which the Mesa engine can explain."""
    from .kernel import engine as kernel  # Numba takes its time to import

    agenda = prepare(firm, world, skill_restored_day)
    try:
        books = kernel.recorded(kernel.run(firm, agenda, world, compiled_rule(firm)))
    except kernel.RuleFailedError:
        return None
    return Run(
        config=firm.config,
        world=world,
        firm=firm,
        agenda=agenda,
        columns=books["tasks"],
        days=books["days"],
        staff_days=books["staff"],
        skill_days=books["skill"],
        bot_days=books["bots"],
        extra_days=books["extra"],
        skill_pairs=firm.skill_pairs,
        provenance=provenance(firm.config, world, choice),
        skill_restored_day=skill_restored_day,
    )


def record(model: "SymbioModel", choice: Choice = MODEL_OF_YOUR_OWN) -> Run:
    """Return what has happened in a model so far as a run; for models of your own, subclasses of SymbioModel.

    Raises
    ------
    ValueError
        If the model has not reached its horizon: measures need whole runs.
    """
    if model.days_done < model.world.horizon_days:
        raise ValueError(f"the model has done {model.days_done} of {model.world.horizon_days} days; run it to its end")
    books = model.books.arrays()
    return Run(
        config=model.config,
        world=model.world,
        firm=model.firm,
        agenda=model.agenda,
        columns=model.tasks.recorded(model.firm.columns_in_use),
        days=books["days"],
        staff_days=books["staff"],
        skill_days=books["skill"],
        bot_days=books["bots"],
        extra_days=books["extra"],
        skill_pairs=model.firm.skill_pairs,
        provenance=provenance(model.config, model.world, choice),
        skill_restored_day=model.skill_restored_day,
    )


def provenance(config: Config, world: World | None, choice: Choice | None = None) -> dict[str, Any]:
    """Return what it takes to repeat a result: versions, hashes, seeds; and which engine ran, and why."""
    facts: dict[str, Any] = {
        "symbio_sim": __version__,
        "engine": None if choice is None else choice.engine,
        "engine_choice": None if choice is None else choice.why,
        "config_hash": resolve(config).config_hash,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": _package_versions(),
    }
    if world is not None:
        law = config.mechanisms.customers
        if law.on and law.goodwill_max > 1.0 and EXTRA not in world.tasks:
            facts["demand"] = "this World holds no demand above the base: goodwill can only lower it"
        facts |= {"seed": world.seed, "replication": world.replication, "world_origin": world.origin}
    return facts


@cache
def _package_versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in PACKAGES}


def fingerprint(run: Run) -> str:
    """Return the SHA-256 of everything an engine recorded: equal runs have equal fingerprints."""
    digest = hashlib.sha256()
    groups = (run.columns, run.days, run.staff_days, run.skill_days, run.bot_days, run.extra_days)
    for group in groups:
        for name in sorted(group):
            array = group[name]
            digest.update(f"{name} {array.dtype.str[1:]} {array.shape}".encode())
            digest.update(np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


def _named(codes: NDArray[np.int8], names: tuple[str, ...]) -> "pd.Categorical[str]":
    """Put names in place of codes."""
    import pandas as pd

    return pd.Categorical.from_codes(codes, categories=pd.Index(names))


def _long(columns: Mapping[str, NDArray[Any]], entity: str, names: list[Any]) -> "pd.DataFrame":
    """Turn (days x entities) arrays into one row a day and entity."""
    import pandas as pd

    n_days = max((len(array) for array in columns.values()), default=0)
    frame = {
        "day": np.repeat(np.arange(n_days), len(names)),
        entity: np.tile(np.array(names, dtype=object), n_days),
    }
    for name, array in columns.items():
        frame[name] = array.reshape(-1)
    return pd.DataFrame(frame)
