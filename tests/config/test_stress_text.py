"""Shocks asked for in a line of text: what is understood, and what is said of mistakes."""

import pytest
from builders import bot, firm, function, role

from symbio_sim.config import (
    ConfigError,
    LossOfPeople,
    VendorOutage,
    asked_shocks,
    load_config,
    stressor_kinds,
    with_only,
)

CONFIG = firm(
    {"a": function(8, 15.0)},
    {"clerk": role(2, ["a"])},
    {"b": bot(["a"])},
    horizon_days=30,
    mechanisms={"market_shift": {"on": True}},
)


def test_a_shock_is_kind_name_and_values() -> None:
    asked = asked_shocks(CONFIG, ["vendor_outage:acme:day=12:hours=48", "loss_of_people:clerk:share=1"])
    assert [item.kind for item in asked] == ["vendor_outage", "loss_of_people"]
    assert asked[0].stressor == VendorOutage(vendor="acme", day=12, hours=48.0)
    assert asked[1].stressor == LossOfPeople(role="clerk", share=1.0)


@pytest.mark.parametrize("kind", stressor_kinds())
def test_a_kind_alone_is_the_shock_with_all_its_defaults(kind: str) -> None:
    [asked] = asked_shocks(CONFIG, [kind])
    assert asked.stressor == stressor_kinds()[kind]()


def test_what_the_config_plans_has_no_part_in_what_is_asked_for() -> None:
    planned = with_only(CONFIG, "vendor_outage", VendorOutage(vendor="acme", severity=0.2))
    [asked] = asked_shocks(planned, ["vendor_outage:day=3"])
    assert asked.stressor == VendorOutage(day=3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "vendr_outage",
            "'vendr_outage' is not a kind of shock; did you mean 'vendor_outage'? Allowed: vendor_outage,",
        ),
        ("vendor_outage:acm", "stressors.vendor_outage.vendor: 'acm' is not a declared vendor; did you mean 'acme'?"),
        ("vendor_exit:all", "stressors.vendor_exit.vendor: 'all' is not a declared vendor. Allowed: largest, acme"),
        ("loss_of_people:clrk", "stressors.loss_of_people.role: 'clrk' is not a declared role; did you mean 'clerk'?"),
        ("price_spike:acme:fctor=2", "stressors.price_spike.fctor: unknown field; did you mean 'factor'?"),
        ("vendor_outage:acme:day=30", "stressors.vendor_outage.day: must be before the horizon (30 days)"),
        ("vendor_outage:acme:hours=-1", "stressors.vendor_outage.hours: must be more than 0, got -1"),
        ("cyber_incident:acme", "strikes nobody by name; it takes day, days, loss_eur, each as key=value"),
        ("vendor_outage:acme:48", "'48' is not written key=value, as in day=120"),
        ("vendor_outage:acme:day=", "'day=' is not written key=value, as in day=120"),
        ("vendor_outage:acme:day=6:day=7", "day is given twice"),
        ("vendor_outage:largest:vendor=all", "vendor is given twice"),
        ("vendor_outage:hours=3:working_days=2", "hours and working_days both say how long it lasts: give one"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        asked_shocks(CONFIG, [text])
    assert str(refused.value).startswith(f"--stress {text}: {message}")


def test_nothing_is_asked_for_twice() -> None:
    with pytest.raises(ConfigError, match="--stress vendor_exit: is asked for twice"):
        asked_shocks(CONFIG, ["vendor_exit", "vendor_exit"])


def test_a_shock_that_needs_a_mechanism_says_which() -> None:
    without = load_config(CONFIG.to_dict(), ["mechanisms.market_shift.on=false"])
    for text in ("market_shift", "market_shift:share=0.2"):
        with pytest.raises(ConfigError) as refused:
            asked_shocks(without, [text])
        assert str(refused.value).startswith(f"--stress {text}: stressors.market_shift: needs the mechanism: set ")
