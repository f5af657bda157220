"""The compiled engine's functions as plain Python: what is run to see each of their lines.

`python tests/plain_runs.py` prints the lines that no run has reached.
"""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from builders import bot, firm, function, role
from custom_rules import undecided, weigh_up
from firms_by_hand import firms_by_hand
from hypothesis import Phase, given, seed, settings
from whole_firms import Setting, Situation, settings_of, situations

from symbio_sim.engines import compiled_rule
from symbio_sim.firm import prepare, resolve
from symbio_sim.firm.clock import Clock
from symbio_sim.model import SymbioModel
from symbio_sim.simulation_error import SimulationError
from symbio_sim.world import draw_world

if TYPE_CHECKING:
    from symbio_sim.kernel.state import State


SMALL = 160
"""Most tasks of a drawn firm that plain Python is asked to simulate."""


def drawn(number: int, n: int) -> Iterator[Situation]:
    """Yield small firms in their Worlds, drawn in n settings, always the same ones for a number."""
    for place, setting in enumerate(settings_of(number, n)):
        for situation in _examples(setting | {"horizon_days": 3}, 1000 * number + place):
            if situation.world.n_tasks <= SMALL:
                yield situation


def _examples(setting: Setting, number: int) -> list[Situation]:
    """Return the simplest firm in a setting, and another one."""
    found: list[Situation] = []

    @seed(number)
    @settings(max_examples=2, derandomize=False, database=None, phases=[Phase.generate])
    @given(situations(setting))
    def note(situation: Situation) -> None:
        found.append(situation)

    note()
    return found


def many() -> Iterator[Situation]:
    """Yield firms of many kinds."""
    yield from drawn(24, 36)
    yield from firms_by_hand()


def everything() -> Iterator[Situation]:
    """Yield firms that together reach every line of the engine."""
    yield from drawn(26, 90)
    yield from drawn(27, 90)
    yield from firms_by_hand()


def bytes_of(s: "State") -> dict[tuple[str, str], bytes]:
    """Return all that a run has written down."""
    from symbio_sim.kernel.engine import recorded

    return {
        (group, name): column.tobytes() for group, columns in recorded(s).items() for name, column in columns.items()
    }


def run_plain(situation: Situation) -> "State":
    """Run a firm as plain Python."""
    from symbio_sim.kernel import engine

    numbers = resolve(situation.config)
    rule = weigh_up if situation.config.policy.rule == "custom" else None
    agenda = prepare(numbers, situation.world, situation.skill_restored_day)
    return engine.run_plain(numbers, agenda, situation.world, rule)


def differs(situation: Situation) -> bool:
    """Run a firm compiled and as plain Python, and tell whether any record differs."""
    from symbio_sim.kernel import engine

    numbers = resolve(situation.config)
    agenda = prepare(numbers, situation.world, situation.skill_restored_day)
    compiled = engine.run(numbers, agenda, situation.world, compiled_rule(numbers))
    return bytes_of(compiled) != bytes_of(run_plain(situation))


def fail_in_the_midst() -> None:
    """Run a rule that returns no number."""
    from symbio_sim.kernel import engine

    config = firm(
        {"a": function(20, 10.0)},
        {"p": role(1, ["a"])},
        {"b": bot(["a"])},
        horizon_days=3,
        policy={"rule": "custom", "function": "custom_rules:undecided"},
    )
    world = draw_world(config, 1)
    with contextlib.suppress(engine.RuleFailedError):
        engine.run_plain(resolve(config), prepare(resolve(config), world), world, undecided)


def quit_too_fast() -> None:
    """Run people who quit at a higher rate than their law allows."""
    from symbio_sim.kernel import engine

    laws = {"turnover": {"on": True, "quits_per_month": 0.9, "overload_effect": 10.0}, "load": {"on": True}}
    config = firm({"a": function(500, 10.0)}, {"p": role(1, ["a"])}, horizon_days=5, mechanisms=laws)
    world = draw_world(config, 1)
    with contextlib.suppress(SimulationError):
        engine.run_plain(resolve(config), prepare(resolve(config), world), world)


def clocks_agree() -> bool:
    """Ask the clocks for what no run asks as well, and tell whether all answers are the Mesa engine's."""
    from symbio_sim.kernel import clock, engine, pack, template

    config = firm(
        {"a": function(5, 10.0)},
        {"p": role(1, ["a"], hours={"mon": "09:00-12:00", "tue": "09:00-12:00"})},
        horizon_days=4,
        business={"hours": {"mon-sun": "10:00-12:00"}},
    )
    numbers, world = resolve(config), draw_world(config, 1)
    agenda = prepare(numbers, world)
    s = engine._as_attributes(pack.pack(template.template_of(numbers), agenda, world))
    model = SymbioModel(config, world=world, collect=False)
    right = True
    for now_min in (0.0, 540.0, 600.0, 660.0, 720.0, 1980.0, 2040.0, 5000.0):
        s.firm[0].now_min = model.now_min = now_min
        right &= clock.next_staffed_min(s, 0) == model.next_staffed_min(0)
        for open_min in (0.0, 60.0, 120.0, 1e9):
            answer = clock.open_deadline_min(s, now_min, open_min)
            right &= answer == agenda.open_clock.deadline_of(now_min, open_min)
    s = s._replace(open_hours=s.open_hours[:0])
    return right and clock.open_deadline_min(s, 0.0, 5.0) == Clock.over(np.empty((0, 2))).deadline_of(0.0, 5.0)


def main() -> None:
    """Print which lines of the engine none of the runs has reached, as JSON."""
    import coverage

    import symbio_sim

    folder = Path(symbio_sim.__file__).parent / "kernel"
    tracer = coverage.Coverage(data_file=None, config_file=False, include=[str(folder / "*.py")])
    tracer.start()
    for situation in everything():
        run_plain(situation)
    clocks_agree()
    fail_in_the_midst()
    quit_too_fast()
    tracer.stop()
    modules = [path for path in sorted(folder.glob("*.py")) if _is_compiled(path)]
    missing = {path.stem: lines for path in modules if (lines := tracer.analysis2(str(path))[3])}
    print(json.dumps({"modules": [path.stem for path in modules], "missing": missing}))


def _is_compiled(path: Path) -> bool:
    """Tell whether a module holds functions of the engine."""
    return any(line.startswith(("@jitable", "@inlined")) for line in path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
