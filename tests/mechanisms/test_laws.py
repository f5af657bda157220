"""Each mechanism against its equation, computed another way, and the properties that give it its meaning."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from symbio_sim.mechanisms import ability, confidence, exponential, human_work, outage, oversight, skill, trust

UNIT = st.floats(0.01, 0.99)


@given(UNIT, UNIT, UNIT, st.floats(0.0, 3.0), st.floats(1.0, 5.0))
def test_practice_moves_peak_and_gap_by_their_exponentials(
    p: float, gap: float, m: float, e: float, kappa: float
) -> None:
    peak, current = p * m, p * m * gap
    new_peak, new = skill.practise(peak, current, m, e, kappa, 0.2)
    assert new_peak == pytest.approx(m - (m - peak) * math.exp(-e), rel=1e-12)
    assert new_peak - new == pytest.approx((peak - current) * math.exp(-kappa * e), rel=1e-9, abs=1e-12)


@given(UNIT, UNIT, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_practice_in_two_parts_is_practice_in_one(p: float, gap: float, first: float, second: float) -> None:
    once = skill.practise(p, p * gap, 1.0, first + second, 3.0, 0.2)
    twice = skill.practise(*skill.practise(p, p * gap, 1.0, first, 3.0, 0.2), 1.0, second, 3.0, 0.2)
    assert twice == pytest.approx(once, rel=1e-12)


@given(UNIT, UNIT, st.floats(0.0, 3.0))
def test_lost_skill_is_regained_faster_than_new_skill_is_won(p: float, gap: float, e: float) -> None:
    plain = skill.practise(p, p * gap, 1.0, e, 1.0, 0.2)[1]
    assert plain == pytest.approx(1.0 - (1.0 - p * gap) * math.exp(-e), rel=1e-12), "kappa 1 is the plain law"
    assert skill.practise(p, p * gap, 1.0, e, 3.0, 0.2)[1] >= plain - 1e-15


@given(UNIT, UNIT, st.floats(0.0, 3.0), st.floats(0.0, 0.45))
def test_copying_the_machine_wears_skill_down_to_its_floor(p: float, share: float, e: float, floor: float) -> None:
    current = p * share
    peak, new = skill.practise(p, current, 1.0, -e, 3.0, floor)
    assert peak == pytest.approx(p, rel=1e-12)
    expected = floor * p + (current - floor * p) * math.exp(-e) if current > floor * p else current
    assert new == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("floor", [0.0, 0.1, 0.2, 0.4, 0.49])
def test_a_half_life_is_the_time_in_which_half_of_the_gain_goes(floor: float) -> None:
    retention = skill.daily_retention(100.0, floor)
    s = 1.0
    for _ in range(100):
        s = skill.forget(1.0, s, floor, retention)
    assert s == pytest.approx(0.5, rel=1e-12)


@given(st.floats(0.001, 0.1), st.floats(1.0, 5.0), st.floats(50.0, 800.0), st.floats(0.0, 0.45), st.floats(0.5, 1.2))
def test_normal_skill_is_where_practice_and_disuse_balance(
    rate: float, kappa: float, half_life: float, floor: float, talent: float
) -> None:
    """The fixed point of ds/dt = kappa A (m - s) - lambda (s - varphi m)."""
    s = skill.normal_skill(talent, rate, kappa, half_life, floor)
    decay = math.log(2.0) / skill.decay_half_life_days(half_life, floor)
    assert kappa * rate * (talent - s) == pytest.approx(decay * (s - floor * talent), rel=1e-9)


def test_normal_skill_is_also_nearly_the_fixed_point_of_days() -> None:
    start = skill.normal_skill(1.0, 0.0128, 3.0, 198.0, 0.2)
    peak, current = 1.0, start
    retention = skill.daily_retention(198.0, 0.2)
    for _ in range(1000):
        peak, current = skill.practise(peak, current, 1.0, 0.0128, 3.0, 0.2)
        current = skill.forget(peak, current, 0.2, retention)
    assert current == pytest.approx(start, rel=0.005)


def test_load_speeds_people_up_to_the_turning_point_and_slows_them_beyond() -> None:
    loads = np.linspace(0.0, 2.0, 401)
    factors = np.array([human_work.load_speed_factor(load, 0.9, 0.05, 0.5) for load in loads.tolist()])
    assert loads[factors.argmax()] == pytest.approx(0.9)
    assert (np.diff(factors)[loads[1:] <= 0.9] > 0.0).all()
    assert (np.diff(factors)[loads[1:] > 0.9001] <= 0.0).all()
    assert factors.min() == 0.85
    assert human_work.load_speed_factor(0.5, 0.9, 0.05, 0.5) == 1.025
    assert human_work.load_speed_factor(1.1, 0.9, 0.05, 0.5) == pytest.approx(1.0 + 0.045 - 0.1)


def test_overload_costs_accuracy_up_to_a_bound() -> None:
    assert human_work.load_accuracy_drop(0.8, 0.9, 1.0, 0.5) == 0.0
    assert human_work.load_accuracy_drop(1.1, 0.9, 1.0, 0.5) == pytest.approx(0.2)
    assert human_work.load_accuracy_drop(9.0, 0.9, 1.0, 0.5) == 0.5


def test_load_forgets_exponentially() -> None:
    load = 1.0
    for _ in range(5):
        load = human_work.average_load(load, 0.0, 5.0)
    assert load == pytest.approx(math.exp(-1.0), rel=1e-12)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(-3.0, 3.0), st.floats(0.0, 3.0))
def test_skilled_people_err_less_and_hard_tasks_are_failed_more(
    low: float, high: float, b: float, slope: float
) -> None:
    low, high = min(low, high), max(low, high)
    novice, expert = (human_work.ability(s, 0.5, 3.0, 0.0) for s in (low, high))
    assert human_work.accuracy(novice, slope, b) <= human_work.accuracy(expert, slope, b)
    assert human_work.accuracy(novice, slope, b + 1.0) <= human_work.accuracy(novice, slope, b)
    assert human_work.ability(low, 0.5, 3.0, 0.2) == pytest.approx(0.5 + 2.5 * low - 0.2)
    assert human_work.speed(low, 0.3, 1.0) <= human_work.speed(high, 0.3, 1.0)
    assert human_work.speed(1.0, 0.3, 1.0) == pytest.approx(1.0)


@pytest.mark.parametrize("accuracy", [0.02, 0.5, 0.88, 0.97, 0.999])
@pytest.mark.parametrize("spread", [0.5, 1.5, 4.0])
def test_ability_solves_for_the_mean_accuracy_by_another_integration(accuracy: float, spread: float) -> None:
    eta = ability.ability_for(accuracy, spread)
    mean = integrate.quad(lambda z: stats.norm.pdf(z) / (1.0 + math.exp(-(eta - spread * z))), -12, 12, epsabs=1e-13)[0]
    assert mean == pytest.approx(accuracy, abs=1e-9)


@given(UNIT, UNIT, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_misses_follow_their_equation(pi: float, t: float, busy: float, gap: float) -> None:
    rarity = math.log(min(pi, 0.5) / (1.0 - min(pi, 0.5)))
    x = math.log(0.07 / 0.93) - 0.4 * rarity + 2.0 * busy * (t - 0.2) / 0.7 - 1.0 * gap
    found = oversight.miss_probability(0.07, 0.4, pi, busy, t, 0.2, 0.9, 1.0, gap)
    assert found == pytest.approx(1.0 / (1.0 + math.exp(-x)), rel=1e-9)


def test_misses_rise_with_rarity_trust_and_other_work_and_fall_with_skill() -> None:
    base = {
        "miss": 0.07,
        "slope": 0.4,
        "pi": 0.1,
        "busy": 0.5,
        "t": 0.6,
        "low": 0.2,
        "high": 0.9,
        "effect": 1.0,
        "gap": 0.0,
    }

    def miss(**changes: float) -> float:
        return oversight.miss_probability(*(base | changes).values())

    assert miss(pi=0.01) > miss() > miss(pi=0.4)
    assert miss(t=0.9) > miss() > miss(t=0.2)
    assert miss(busy=1.0) > miss() > miss(busy=0.0)
    assert miss(gap=0.3) < miss() < miss(gap=-0.3)
    assert miss(busy=0.0, t=0.9) == miss(busy=0.0, t=0.2)


def test_the_sense_of_prevalence_is_a_beta_mean_over_its_memory() -> None:
    wrong, right = 1.0, 9.0
    for item in range(20000):
        wrong, right = oversight.remember_item(wrong, right, item % 4 == 0, 200.0)
    assert wrong + right == pytest.approx(200.0, rel=1e-9)
    assert wrong / (wrong + right) == pytest.approx(0.25, abs=0.005)


def test_trust_without_forgetting_is_a_beta_mean() -> None:
    good, bad = 2.0, 2.0
    for _ in range(20):
        good, bad = trust.experience(good, bad, 1.0, 0.0, 1.0)
    for _ in range(2):
        good, bad = trust.experience(good, bad, 0.0, 3.0, 1.0)
    assert trust.trust(good, bad) == pytest.approx(0.733333, abs=1e-6)
    assert trust.trust(good, bad + 3.0) == pytest.approx(0.666667, abs=1e-6)


def test_severity_is_constant_until_the_fix_and_falls_linearly_to_nothing() -> None:
    at = [outage.severity(t, 10.0, 20.0, 40.0, 0.6) for t in (9.99, 10.0, 19.99, 20.0, 30.0, 35.0, 40.0)]
    assert at == pytest.approx([0.0, 0.6, 0.6, 0.6, 0.3, 0.15, 0.0])
    assert outage.severity(20.0, 10.0, 20.0, 20.0, 1.0) == 0.0


def test_waiting_times_are_exponential() -> None:
    luck = (np.arange(100_000) + 0.5) / 100_000
    draws = np.array([exponential.quantile(3.0, u) for u in luck.tolist()])
    assert draws.mean() == pytest.approx(3.0, rel=1e-4)
    assert draws.std() == pytest.approx(3.0, rel=1e-3)


def test_a_bot_is_overconfident_on_hard_items_and_underconfident_on_easy_ones() -> None:
    """With a slope below 1 and neither bias nor noise."""
    for log_odds in (-2.0, -0.5):
        assert confidence.stated_confidence(log_odds, 0.5, 0.0, 0.0, 0.5) > 1.0 / (1.0 + math.exp(-log_odds))
    for log_odds in (0.5, 2.0):
        assert confidence.stated_confidence(log_odds, 0.5, 0.0, 0.0, 0.5) < 1.0 / (1.0 + math.exp(-log_odds))
    assert confidence.stated_confidence(1.3, 1.0, 0.0, 0.0, 0.5) == pytest.approx(1.0 / (1.0 + math.exp(-1.3)))


def test_trust_with_forgetting_weighs_an_experience_by_its_age() -> None:
    good, bad, keep = 2.0, 3.0, 0.98
    for gains, losses in ((1.0, 0.0), (0.0, 3.0), (1.0, 0.0)):
        good, bad = trust.experience(good, bad, gains, losses, keep)
    assert good == pytest.approx(2.0 * keep**3 + keep**2 + 1.0)
    assert bad == pytest.approx(3.0 * keep**3 + 3.0 * keep)
