"""A user's rule that cannot be used is refused in a line that says why."""

from pathlib import Path

import pytest
from builders import firm, function, role

from symbio_sim.model import RuleError, find_rule
from symbio_sim.run import simulate

BROKEN = [
    ("def rule(*x)\n    return 1.0\n", "fails when imported (SyntaxError"),
    ("raise RuntimeError('no licence')\n", "fails when imported (RuntimeError: no licence)"),
    ("def rule(a, b):\n    return 1.0\n", "must take 19 positional numbers"),
    ("def other(*x):\n    return 1.0\n", "has no function 'rule'"),
    ("rule = 3\n", "has no function 'rule'"),
]


@pytest.mark.parametrize(("code", "reason"), BROKEN)
def test_a_rule_that_cannot_be_used_is_refused_before_the_run(
    code: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    name = f"broken_rule_{abs(hash(request.node.name))}"
    (tmp_path / f"{name}.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuleError) as refused:
        find_rule("custom", f"{name}:rule")
    assert reason in str(refused.value)


@pytest.mark.parametrize("answer", ["None", "'yes'", "float('nan')"])
def test_a_rule_that_does_not_answer_with_a_number_is_named_with_the_task(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    name = f"odd_rule_{abs(hash(request.node.name))}"
    (tmp_path / f"{name}.py").write_text(f"def rule(*x):\n    return {answer}\n")
    monkeypatch.syspath_prepend(tmp_path)
    bots = {"b": {"technology": "nlp", "vendor": "v", "functions": ["a"]}}
    policy = {"rule": "custom", "function": f"{name}:rule"}
    config = firm(
        {"a": function(5, 10.0)}, {"s": role(1, ["a"])}, bots=bots, vendors={"v": {}}, policy=policy, horizon_days=3
    )
    with pytest.raises(RuleError, match="not a number, for task 0 and bot 'b'"):
        simulate(config, 1)
