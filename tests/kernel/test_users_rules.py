"""Firms with rules of their own: the compiled engine's run, or its error, is the Mesa engine's."""

import importlib
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from builders import bot, firm, function, role

from symbio_sim import engines
from symbio_sim.config import Config
from symbio_sim.engines import EngineError
from symbio_sim.run import fingerprint, simulate

pytestmark = pytest.mark.usefixtures("compiled_engine")

MakeFirm = Callable[..., Config]
_numbers = count()


@pytest.fixture
def firm_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeFirm:
    """Make a firm whose rule is that of a user's module."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(body: str, before: str = "import math") -> Config:
        name = f"rule_of_a_firm_{next(_numbers)}"
        indented = "".join(f"    {line}\n" for line in body.splitlines())
        code = f"{before}\ndef rule(p0, p1, p2, p3, u, difficulty, sure, wait, *rest):\n{indented}"
        (tmp_path / f"{name}.py").write_text(code)
        return firm(
            {"a": function(120, 12.0)},
            {"p": role(1, ["a"])},
            {"first": bot(["a"]), "second": bot(["a"], vendor="globex")},
            horizon_days=3,
            policy={"rule": "custom", "function": f"{name}:rule", "parameters": [0.5, 20.0]},
        )

    return make


@pytest.fixture
def much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `auto` take the compiled engine from the first run on."""
    work = engines._Work()
    work.ask_for(10**9)
    monkeypatch.setattr(engines, "_work", work)


def outcome(config: Config, engine: Any) -> tuple[str, ...]:
    """Return what the world sees of a run: everything recorded, or the error."""
    try:
        return ("run", fingerprint(simulate(config, 1, engine=engine)))
    except Exception as error:
        return (type(error).__name__, str(error))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("return sure - p0 if wait < p1 else 1.0 / (1.0 + wait)", "run"),
        ("return 1 if u < p0 else -1", "run"),
        ("return u < p0", "run"),
        ("return math.exp(-wait) * sure - 0.1", "run"),
        ("return rest[0] - rest[1]", "run"),
        ("return 1.0 / (wait - wait)", "ZeroDivisionError"),
        ("return math.log(-sure)", "ValueError"),
        ("return math.exp(1e6 * sure)", "OverflowError"),
        ("return math.sqrt(0.2 - u)", "ValueError"),
        ("assert u < 0.9, 'too high'\nreturn sure", "AssertionError"),
        ("return float('nan') if u > 0.9 else 1.0", "RuleError"),
        ("return float('inf')", "run"),
    ],
)
@pytest.mark.usefixtures("much_work")
def test_a_compiled_rule_runs_or_fails_as_it_does_in_the_mesa_engine(body: str, kind: str, firm_with: MakeFirm) -> None:
    config = firm_with(body)
    expected = outcome(config, "mesa")
    assert expected[0] == kind
    assert outcome(config, "kernel") == expected
    assert outcome(config, "auto") == expected
    if kind == "run":
        assert simulate(config, 1).provenance["engine"] == "kernel"


@pytest.mark.parametrize(
    ("body", "before", "reason"),
    [
        ("return sure ** 2", "", "sure ** 2"),
        ("if u < p0:\n    return 1.0", "", "without returning"),
        ("return 'yes'", "", "'yes'"),
        ("return None", "", "None"),
        ("seen.append(u)\nreturn len(seen) % 2 - 0.5", "seen = []", "seen.append(u)"),
        ("global asked\nasked += 1\nreturn asked % 2 - 0.5", "asked = 0", "global asked"),
        ("return stream.random() - 0.5", "import random\nstream = random.Random(1)", "stream.random"),
    ],
)
@pytest.mark.usefixtures("much_work")
def test_what_cannot_be_compiled_runs_or_fails_in_the_mesa_engine_which_says_why(
    body: str, before: str, reason: str, firm_with: MakeFirm
) -> None:
    with pytest.raises(EngineError) as refused:
        simulate(firm_with(body, before), 1, engine="kernel")
    assert reason in str(refused.value)
    expected, found = (outcome(firm_with(body, before), engine) for engine in ("mesa", "auto"))
    assert found == expected
    if found[0] == "run":
        facts = simulate(firm_with(body, before), 1).provenance
        assert facts["engine"] == "mesa"
        assert reason in facts["engine_choice"]


def test_two_firms_with_rules_of_their_own_run_side_by_side(firm_with: MakeFirm) -> None:
    configs = [firm_with("return WEIGHT - u", f"WEIGHT = {weight}") for weight in (0.2, 0.8)]
    expected = [outcome(config, "mesa") for config in configs]
    assert expected[0] != expected[1]
    found: dict[int, list[tuple[str, ...]]] = {0: [], 1: []}

    def run(number: int) -> None:
        for _ in range(3):
            found[number].append(outcome(configs[number], "kernel"))

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {0: [expected[0]] * 3, 1: [expected[1]] * 3}


def test_a_constant_of_the_rules_module_that_changes_counts_from_the_next_run_on(firm_with: MakeFirm) -> None:
    config = firm_with("return WEIGHT - u", "WEIGHT = 0.2")
    first = outcome(config, "kernel")
    module = importlib.import_module(config.policy.function.split(":")[0])  # type: ignore[union-attr]
    module.WEIGHT = 0.8  # type: ignore[attr-defined]
    assert outcome(config, "kernel") == outcome(config, "mesa") != first
