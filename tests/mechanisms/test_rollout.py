"""The roadmap and practice on purpose: what bots are offered and when, in both engines, and what it costs."""

from typing import Any

import numpy as np
import pytest
from builders import bot, firm, function, role
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.config import Config, ConfigError
from symbio_sim.firm import resolve
from symbio_sim.mechanisms import core_competence, rollout
from symbio_sim.metrics import measure
from symbio_sim.run import Run, fingerprint, simulate
from symbio_sim.world import draw_world

DAY = 1440.0


# ------------------------------------------------------------------------------------------------------------ the laws


@given(st.floats(0.0, 1e5), st.floats(0.0, 1e4), st.floats(0.0, 1e4), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_what_is_offered_once_is_offered_ever_after(
    now: float, pilot_from: float, length: float, share: float, luck: float
) -> None:
    full = pilot_from + length
    if rollout.is_offered(now, pilot_from, full, share, luck):
        assert now >= pilot_from
        assert rollout.is_offered(now + 1.0, pilot_from, full, share, luck)
    if now >= full:
        assert rollout.is_offered(now, pilot_from, full, share, luck)


def test_manual_days_are_every_so_many_th_day_from_day_0_on() -> None:
    found = [day for day in range(30) if core_competence.is_manual_day(day, 7, 0)]
    assert found == [0, 7, 14, 21, 28]
    assert not any(core_competence.is_manual_day(day, 0, 0) for day in range(30))


def test_a_manual_day_is_put_off_over_days_on_which_nobody_works() -> None:
    assert [days_off for days_off in range(4) if core_competence.is_manual_day(9, 7, days_off)] == [2, 3]


# --------------------------------------------------------------------------------------------------------- in the firm


def shop(*, accuracy: float = 0.999, **changes: Any) -> Config:
    """Two functions, all of whose work goes to bots."""
    plain: dict[str, Any] = {
        "policy": {"rule": "bot_only"},
        "warm_up_days": 0,
    }
    return firm(
        {"a": function(40, 2.0), "b": function(20, 2.0)},
        {"clerk": role(4, ["a", "b"], wage_eur_per_h=20.0), "temp": role(2, ["b"], wage_eur_per_h=10.0)},
        {
            "x": bot(["a"], accuracy=accuracy, subscription_eur_per_month=30.4375, integration_eur=1000.0),
            "y": bot(["b"], accuracy=accuracy, subscription_eur_per_month=60.875, integration_eur=500.0),
        },
        horizon_days=60,
        **plain | changes,
    )


def run(config: Config) -> Run:
    world = draw_world(config, 1)
    here = simulate(config, world=world, engine="mesa")
    assert fingerprint(here) == fingerprint(simulate(config, world=world, engine="kernel"))
    return here


def bot_share(run: Run, function: str, first_day: int, last_day: int, *, every: int = 1, offset: int = 0) -> float:
    tasks = run.tasks
    day = (tasks["arrival_min"] // DAY).astype(int)
    mine = (tasks["function"] == function) & day.between(first_day, last_day - 1) & (day % every == offset)
    return float((tasks["bot_visits"][mine] > 0).mean())


def test_a_phase_begins_with_a_pilot_and_leaves_other_functions_alone() -> None:
    phase = {"functions": ["a"], "start_day": 20, "pilot_days": 20, "pilot_share": 0.25}
    here = run(shop(roadmap=[phase]))
    assert bot_share(here, "a", 0, 20) == 0.0
    assert bot_share(here, "a", 20, 40) == pytest.approx(0.25, abs=0.06)
    assert bot_share(here, "a", 40, 60) == 1.0
    assert bot_share(here, "b", 0, 60) == 1.0


def test_a_roadmap_that_begins_at_once_changes_nothing_but_what_it_costs() -> None:
    config = shop()
    phase = {"functions": ["a", "b"], "start_day": 0, "pilot_days": 0, "training_h_per_person": 3.0, "data_work_eur": 7}
    phased = shop(roadmap=[phase])
    assert fingerprint(run(config)) == fingerprint(run(phased))
    before, after = measure(run(config)), measure(run(phased))
    assert np.isnan(before["roadmap_eur"])
    assert after["roadmap_eur"] == pytest.approx(7.0 + 3.0 * (4 * 20.0 + 2 * 10.0))
    assert after["cost_eur"] - before["cost_eur"] == pytest.approx(after["roadmap_eur"])


def test_bots_are_paid_for_from_their_phase_on_and_never_if_it_does_not_come() -> None:
    late = measure(run(shop(roadmap=[{"functions": ["b"], "start_day": 45, "training_h_per_person": 0.0}])))
    assert late["bot_subscription_eur"] == pytest.approx(60 * 1.0 + 15 * 2.0)
    assert late["bot_integration_eur"] == 1500.0
    never = measure(run(shop(roadmap=[{"functions": ["b"], "start_day": 60}])))
    assert never["bot_subscription_eur"] == pytest.approx(60.0)
    assert never["bot_integration_eur"] == 1000.0
    assert never["roadmap_eur"] == 0.0


@pytest.mark.parametrize(
    ("roadmap", "message"),
    [
        ([{"functions": ["aa"], "start_day": 1}], "'aa' is not a declared function"),
        (
            [{"functions": ["a"], "start_day": 1}, {"functions": ["a"], "start_day": 9}],
            "is in an earlier phase already",
        ),
        ([{"functions": ["a", "a"], "start_day": 1}], "names function 'a' twice"),
        ([{"functions": [], "start_day": 1}], "functions"),
        ([{"functions": ["a"], "start_day": -1}], "start_day"),
    ],
)
def test_a_roadmap_that_cannot_be_is_refused(roadmap: list[Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        shop(roadmap=roadmap)


def test_a_function_that_only_bots_can_do_cannot_wait_for_them() -> None:
    with pytest.raises(ConfigError, match="nobody but bots can do function 'b'"):
        firm(
            {"a": function(40, 2.0), "b": function(20, 2.0)},
            {"clerk": role(4, ["a"])},
            {"y": bot(["b"])},
            horizon_days=60,
            policy={"rule": "bot_only"},
            roadmap=[{"functions": ["b"], "start_day": 5}],
        )


# ---------------------------------------------------------------------------------------------------- core competence


NOTHING = {"practice_share": 0.0, "manual_every_days": None, "training_h_per_person_per_year": 0.0}


def competence(**plan: Any) -> dict[str, Any]:
    return {"safeguards": {"core_competence": NOTHING | plan}}


def test_people_keep_a_share_for_practice() -> None:
    here = run(shop(**competence(practice_share=0.3)))
    assert bot_share(here, "a", 0, 60) == pytest.approx(0.7, abs=0.04)


def test_on_manual_days_bots_get_no_new_work() -> None:
    here = run(shop(**competence(manual_every_days=10)))
    assert bot_share(here, "a", 0, 60, every=10) == 0.0
    assert bot_share(here, "a", 0, 60, every=10, offset=3) == 1.0


FROM_SATURDAY = {"start_date": "2027-01-09", "hours": {"mon-fri": "09:00-17:00"}}


def test_a_manual_day_on_which_nobody_works_moves_to_the_next_working_day() -> None:
    """Day 0 is a Saturday, and so is every seventh day after it: what falls on them is done on Mondays."""
    config = shop(business=FROM_SATURDAY, **competence(manual_every_days=7))
    here = run(config)
    assert bot_share(here, "a", 0, 60, every=7, offset=2) == 0.0
    assert bot_share(here, "a", 0, 60, every=7, offset=3) == 1.0


def test_where_somebody_works_at_the_weekend_manual_days_stay_there() -> None:
    plain = shop(business=FROM_SATURDAY, **competence(manual_every_days=7)).to_dict()
    plain["staff"]["temp"]["hours"] = {"fri": "22:00-02:00"}
    found = np.flatnonzero(resolve(Config.model_validate(plain)).manual_days)
    assert found.tolist() == list(range(0, 61, 7)), "until two on Saturdays"


def test_practice_shares_nest_so_that_more_of_it_moves_no_other_task() -> None:
    less, more = (run(shop(**competence(practice_share=share))) for share in (0.2, 0.5))
    by_people = [set(np.flatnonzero(here.columns["bot_visits"] == 0).tolist()) for here in (less, more)]
    assert by_people[0] < by_people[1]


def test_practice_that_asks_for_nothing_changes_nothing() -> None:
    assert fingerprint(run(shop())) == fingerprint(run(shop(**competence())))


def test_safeguards_cost_what_they_say() -> None:
    plain = measure(run(shop()))
    taken = competence(coaching_eur_per_year=365.25)
    taken["safeguards"]["critical_evaluation"] = {"training_h_per_person_per_year": 36.525}
    found = measure(run(shop(**taken)))
    assert np.isnan(plain["safeguards_eur"])
    assert found["safeguards_eur"] == pytest.approx(60.0 + 6.0 * (4 * 20.0 + 2 * 10.0))
    assert found["cost_eur"] - plain["cost_eur"] == pytest.approx(found["safeguards_eur"])


# ------------------------------------------------------------------------------------------------ critical evaluation


def reviewed(**safeguards: Any) -> Run:
    return run(
        shop(
            policy={"rule": "bot_only", "mode": "reviewed"},
            accuracy=0.9,
            mechanisms={"oversight": {"on": True}, "trust": {"on": True}},
            safeguards=safeguards,
        )
    )


def test_a_culture_of_checking_finds_more_errors() -> None:
    before, after = measure(reviewed()), measure(reviewed(critical_evaluation={}))
    assert after["review_detection_share"] > before["review_detection_share"] + 0.05


def test_a_culture_that_cuts_nothing_changes_nothing() -> None:
    nothing = {"multitasking_cut": 0.0, "prevalence_cut": 0.0}
    assert fingerprint(reviewed()) == fingerprint(reviewed(critical_evaluation=nothing))
