"""People quit, seats stay empty, hires come: held against what is known exactly, on both engines' common laws."""

import itertools
import math

import numpy as np
import pytest
from builders import firm, function, merged, role
from firms_by_hand import with_nights_that_quit
from plain_runs import bytes_of, run_plain
from scipy import stats
from whole_firms import Situation

from symbio_sim.config import Config, load_config
from symbio_sim.firm import prepare, resolve
from symbio_sim.model import SymbioModel
from symbio_sim.run import Run, fingerprint, record, simulate
from symbio_sim.simulation_error import SimulationError
from symbio_sim.world import draw_world

MONTH = 30.4375


def idle_firm(seats: int, days: int, **law: float) -> Config:
    """Return a firm with nothing to do whose people quit at a constant hazard."""
    constant = {"on": True, "overload_effect": 0.0, "engagement_effect": 0.0, "threat_effect": 0.0} | law
    return firm(
        {"a": function(0, 10.0)}, {"p": role(seats, ["a"])}, horizon_days=days, mechanisms={"turnover": constant}
    )


def run_of(config: Config, seed: int = 1) -> Run:
    return simulate(config, seed, engine="mesa")


def quits_of(run: Run) -> np.ndarray:
    return run.extra_days["seat_quits"]


# ---------------------------------------------------------------------------------------------------- exact results


def test_at_a_constant_hazard_quits_are_binomial_and_first_ones_geometric() -> None:
    run = run_of(idle_firm(400, 120, quits_per_month=0.6))
    p = 1.0 - math.exp(-0.6 / MONTH)
    held = int((1.0 - run.extra_days["seat_vacant"]).sum())
    assert stats.binomtest(int(quits_of(run).sum()), held, p).pvalue > 0.001
    first = [int(days[0]) for days in (np.flatnonzero(seat) for seat in quits_of(run).T) if len(days)]
    edges = [0, 10, 20, 40, 80, 120]
    observed = [*np.histogram(first, edges)[0], 400 - len(first)]
    chances = [(1.0 - p) ** low - (1.0 - p) ** high for low, high in itertools.pairwise(edges)]
    assert stats.chisquare(observed, [400 * chance for chance in (*chances, (1.0 - p) ** 120)]).pvalue > 0.001


def test_the_share_of_empty_seats_is_that_of_an_alternating_renewal_process() -> None:
    law = {"quits_per_month": 3.0, "hazard_cap_per_month": 5.0, "time_to_hire_median_days": 10.0}
    run = run_of(idle_firm(250, 260, **law, time_to_hire_sigma_log=0.5))
    held_days = 1.0 / (1.0 - math.exp(-3.0 / MONTH))
    days = np.arange(1, 400)
    normal = stats.norm.cdf(np.log(np.stack((days - 0.5, days + 0.5)) / 10.0) / 0.5)
    normal[0, 0] = 0.0  # what rounds to nothing takes a day
    empty_days = float(days @ (normal[1] - normal[0]))
    share = empty_days / (empty_days + held_days)
    by_seat = run.extra_days["seat_vacant"][80:].mean(axis=0)
    error = by_seat.std(ddof=1) / math.sqrt(len(by_seat))
    assert error < 0.01
    assert abs(by_seat.mean() - share) < 4.0 * error


def test_an_empty_seat_is_taken_after_exactly_the_stated_days() -> None:
    law = {"quits_per_month": 1.0, "time_to_hire_median_days": 7.0, "time_to_hire_sigma_log": 0.0}
    run = run_of(idle_firm(30, 120, **law))
    for seat, vacant in enumerate(run.extra_days["seat_vacant"].T):
        for day in np.flatnonzero(quits_of(run)[:, seat]):
            if day + 8 < len(vacant):
                assert vacant[day + 1 : day + 8].all()
                assert not vacant[day + 8]
                assert run.extra_days["seat_tenure_days"][day + 8, seat] == 1.0


def test_tenure_on_day_0_is_exponential_with_the_mean_that_the_hazard_gives() -> None:
    config = idle_firm(3000, 1, quits_per_month=0.02)
    tenures = prepare(resolve(config), draw_world(config, 1)).tenure_days
    assert stats.kstest(tenures, stats.expon(scale=MONTH / 0.02).cdf).pvalue > 0.001


@pytest.mark.parametrize(
    ("law", "within"),
    [("exponential", 0.02), ("power", 0.02), ("lfcm", 0.04), ("replacement", 0.03), ("logistic", 0.03)],
)
def test_a_firm_without_bots_keeps_its_skill_though_people_come_and_go(
    law: str, within: float, compiled_engine: None
) -> None:
    """All mechanisms are on. Who quits makes a sampling error of about 1 %; `lfcm` minds slack most."""
    config = load_config(
        {
            "business": {"name": "Office"},
            "functions": {"a": {"arrivals": {"per_day": 220}, "effort": {"mean_min": 400.0}, "value_eur": 1.0}},
            "staff": {"p": {"count": 240, "functions": ["a"], "talent_sd": 0.0}},
            "policy": {"rule": "human_only"},
            "mechanisms": {"skill": {"law": law}},
            "horizon_days": 1095,
        }
    )
    run = simulate(config, 1, engine="kernel")
    levels = {}
    for part in ("speed", "accuracy"):
        skill = run.skill_days[part]
        mean = skill.sum(axis=1) / (skill > 0.0).sum(axis=1)
        levels[part] = mean[-365:].mean() / mean[:28].mean()
    assert levels == {"speed": pytest.approx(1.0, abs=within), "accuracy": pytest.approx(1.0, abs=within)}


# ---------------------------------------------------------------------------------------------------- switches


def busy_firm(**mechanisms: dict[str, object]) -> Config:
    return firm(
        {"a": function(30, 20.0)},
        {"p": role(2, ["a"], hours={"mon-fri": "09:00-17:00"})},
        horizon_days=20,
        mechanisms=merged({"load": {"on": True}, "skill": {"practice": True, "disuse": True}}, mechanisms),
    )


def without_extra(run: Run) -> str:
    import dataclasses

    return fingerprint(dataclasses.replace(run, extra_days={}))


def test_if_nobody_ever_quits_turnover_changes_nothing() -> None:
    plain, on = run_of(busy_firm()), run_of(busy_firm(turnover={"on": True, "quits_per_month": 1e-9}))
    assert quits_of(on).sum() == 0.0
    assert without_extra(on) == fingerprint(plain)


def test_engagement_alone_changes_nothing_that_is_done() -> None:
    plain, on = run_of(busy_firm()), run_of(busy_firm(engagement={"on": True, "resistance": 0.0}))
    assert without_extra(on) == fingerprint(plain)


def test_resistance_to_change_lowers_starting_trust_by_its_share() -> None:
    calm, wary = (
        run_of(busy_firm(engagement={"on": True, "resistance": share})).staff_days["trust"][0] for share in (0.0, 0.25)
    )
    assert wary == pytest.approx(0.75 * calm)


# ---------------------------------------------------------------------------------------------------- engagement


def test_overload_lowers_engagement_and_drives_people_out() -> None:
    laws = {"engagement": {"on": True}, "turnover": {"on": True, "quits_per_month": 0.3}, "load": {"on": True}}
    engaged, quits = [], []
    for per_day in (100.0, 600.0):
        config = firm({"a": function(per_day, 20.0)}, {"p": role(10, ["a"])}, horizon_days=60, mechanisms=laws)
        run = run_of(config)
        engaged.append(np.nanmean(run.extra_days["seat_engagement"][-20:]))
        quits.append(quits_of(run).sum() / (1.0 - run.extra_days["seat_vacant"]).sum())
    assert engaged[1] < engaged[0] - 0.01
    assert quits[1] > quits[0]


def test_the_threat_of_replacement_fades_to_what_habituation_leaves() -> None:
    config = load_config(
        "bakery",
        {
            "mechanisms.engagement.on": True,
            "mechanisms.engagement.habituation": 1.0,
            "mechanisms.engagement.habituation_days": 10.0,
        },
    )
    threat = run_of(config).extra_days["firm_replacement_threat"][:, 0]
    assert threat[:40].max() > 0.1
    assert threat[-40:].max() < 0.1 * threat[:40].max() + 0.05


# ---------------------------------------------------------------------------------------------------- who is there


class CountingModel(SymbioModel):
    """Checks at each midnight that the quick counters are right."""

    def close_day(self, day: int) -> None:
        super().close_day(day)
        if self.days_done == self.world.horizon_days:
            return  # nobody moves any more
        for number, count in enumerate(self.on_shift):
            people = [person for person in self.staff if person.role_number == number]
            assert count == sum(person.on_shift for person in people)
        for person in self.staff:
            assert not (person.job.vacant and person.on_shift)
            assert not (person.job.vacant and person.held >= 0)
        for which, count in enumerate(self.seats_for):
            assert count == sum(not person.job.vacant for person in self.people_of[which])
        for pool in self.idle:
            assert all(self.staff[seat].on_shift for seat in pool)


@pytest.mark.parametrize("interruptible", [True, False])
def test_who_has_left_is_nowhere_at_work_but_for_what_is_finished_as_overtime(interruptible: bool) -> None:
    model = CountingModel(with_nights_that_quit(interruptible=interruptible), collect=False)
    model.run_to_horizon()
    run = record(model)
    vacant = run.extra_days["seat_vacant"] > 0.0
    assert vacant.any()
    assert (run.staff_days["busy_min"][vacant] == 0.0).all()
    assert (run.staff_days["overtime_min"][vacant] > 0.0).any()
    assert (run.skill_days["speed"][-1] > 0.0).sum() == sum(
        not person.job.vacant for person in model.staff for _ in person.role.functions
    )


@pytest.mark.parametrize("interruptible", [True, False])
def test_both_engines_agree_on_who_leaves_in_the_midst_of_a_shift(interruptible: bool) -> None:
    config = with_nights_that_quit(interruptible=interruptible)
    situation = Situation(config, draw_world(config, 1), None)
    mesa = run_of(config)
    groups = {
        **{("tasks", name): column for name, column in mesa.columns.items()},
        **{("staff", name): column for name, column in mesa.staff_days.items()},
        **{("extra", name): column for name, column in mesa.extra_days.items()},
    }
    plain = bytes_of(run_plain(situation))
    assert {place: column.tobytes() for place, column in groups.items()} == {place: plain[place] for place in groups}


# ---------------------------------------------------------------------------------------------------- too high


def too_fast() -> Config:
    """Return a firm with more work than people can do, and people who quit over it."""
    laws = {"on": True, "quits_per_month": 0.9, "overload_effect": 10.0}
    mechanisms = {"turnover": laws, "load": {"on": True}}
    return firm({"a": function(500, 10.0)}, {"p": role(1, ["a"])}, horizon_days=5, mechanisms=mechanisms)


def test_a_hazard_above_its_cap_stops_the_run_and_names_seat_and_day() -> None:
    with pytest.raises(
        SimulationError, match=r"quitting of p/0 reached [\d.]+ a month at the end of day \d, above .*\(1\)"
    ):
        run_of(too_fast())


def test_both_engines_stop_with_the_same_words() -> None:
    config = too_fast()
    with pytest.raises(SimulationError) as mesa:
        run_of(config)
    with pytest.raises(SimulationError) as plain:
        run_plain(Situation(config, draw_world(config, 1), None))
    assert str(mesa.value) == str(plain.value)
