"""What is compiled must be what the files say: whoever replaces a mechanism in memory gets the Mesa engine."""

import functools

import pytest

from symbio_sim.config import load_config
from symbio_sim.engines import EngineError
from symbio_sim.kernel.unchanged import replaced
from symbio_sim.mechanisms import human_work, skill
from symbio_sim.policies import fixed_share
from symbio_sim.run import fingerprint, simulate

pytestmark = pytest.mark.usefixtures("compiled_engine")


def test_nothing_is_replaced_as_long_as_nobody_does() -> None:
    assert replaced() is None


def test_a_number_replaced_is_named_and_put_back_is_well_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(human_work, "FASTEST", 0.9)
        assert replaced() == "mechanisms.human_work.FASTEST"
    assert replaced() is None


def test_a_function_that_pretends_to_be_the_old_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(peak: float, current: float, floor_share: float, retention: float) -> float:
        return current * 0.9

    monkeypatch.setattr(skill, "forget", functools.update_wrapper(forget, skill.forget))
    assert replaced() == "mechanisms.skill.forget"


def test_new_code_in_an_old_function_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*numbers: float) -> float:
        return -1.0

    monkeypatch.setattr(fixed_share.prefer_bot, "__code__", never.__code__)
    assert replaced() == "policies.fixed_share.prefer_bot"


def test_auto_follows_the_replacement_and_the_compiled_engine_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    bakery = load_config("bakery").model_copy(update={"horizon_days": 35, "warm_up_days": 0})
    assert simulate(bakery).provenance["engine"] == "kernel"
    before = fingerprint(simulate(bakery, engine="kernel"))
    monkeypatch.setattr(human_work, "FASTEST", 0.9)
    run = simulate(bakery)
    assert run.provenance["engine"] == "mesa"
    assert fingerprint(run) == fingerprint(simulate(bakery, engine="mesa")) != before
    with pytest.raises(EngineError, match=r"mechanisms\.human_work\.FASTEST has been replaced"):
        simulate(bakery, engine="kernel")
