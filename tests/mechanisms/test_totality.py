"""Whatever finite numbers they get, mechanisms give finite ones in their range, and raise nothing."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from symbio_sim.mechanisms import (
    ability,
    bot_work,
    confidence,
    curves,
    cyber,
    engagement,
    exponential,
    human_work,
    outage,
    oversight,
    practice_share,
    prices,
    reliance,
    skill,
    skill_lfcm,
    skill_logistic,
    skill_power,
    skill_replacement,
    trust,
    turnover,
)

ANY = st.floats(-1e150, 1e150)
"""Products of two must not overflow: config bounds are far narrower."""
UNIT = st.floats(0.0, 1.0)
POSITIVE = st.floats(0.0, 1e150)
many = settings(max_examples=200)


@many
@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_curves(x: float, y: float) -> None:
    assert 0.0 <= curves.logistic(x) <= 1.0
    assert math.isfinite(curves.logit(x))
    low, high = min(x, y), max(x, y)
    assert low <= curves.clip(x, low, high) <= high


@many
@given(UNIT, UNIT, st.floats(-1e6, 1e6), st.floats(1.0, 20.0), st.floats(0.0, 0.499), st.floats(0.01, 1.5))
def test_skill_stays_between_nothing_and_talent(
    peak: float, share: float, exposure: float, relearning: float, floor: float, talent: float
) -> None:
    p, s = peak * talent, share * peak * talent
    new_peak, new = skill.practise(p, s, talent, exposure, relearning, floor)
    assert -1e-15 <= new <= new_peak <= talent * (1.0 + 1e-15)  # the gap is a difference, so rounding shows
    assert new_peak >= p - 1e-15
    assert 0.0 <= skill.forget(p, s, floor, share) <= s


@many
@given(st.floats(1e-9, 1e9), st.floats(-1.0, 2.0), UNIT, st.floats(1.0, 20.0), st.floats(0.01, 1.5))
def test_constants_of_skill(half_life: float, floor: float, rate: float, relearning: float, talent: float) -> None:
    assert skill.decay_half_life_days(half_life, floor) > 0.0
    assert 0.0 <= skill.daily_retention(half_life, floor) <= 1.0
    start = skill.normal_skill(talent, rate, relearning, half_life, min(max(floor, 0.0), 0.499))
    assert 0.0 <= start <= talent * (1.0 + 1e-12)


@many
@given(ANY, ANY, ANY, UNIT, UNIT)
def test_human_work(x: float, y: float, z: float, share: float, turning: float) -> None:
    assert human_work.speed(x, share, share) >= 1e-6
    factor = human_work.load_speed_factor(x, turning, abs(y), abs(z))
    assert human_work.SLOWEST <= factor <= human_work.FASTEST
    assert human_work.load_accuracy_drop(abs(x), turning, abs(y), share) <= share
    assert math.isfinite(human_work.average_load(x, y, z))
    assert math.isfinite(human_work.ability(share, x / 4.0, y / 4.0, z))
    assert 0.0 <= human_work.accuracy(x, share, z) <= 1.0


@many
@given(ANY, UNIT, ANY, ANY, UNIT)
def test_bot_work(x: float, share: float, y: float, z: float, luck: float) -> None:
    assert 0.0 <= bot_work.accuracy(x, share, y, z) <= 1.0
    assert math.isfinite(bot_work.machine_difficulty(x, y, share, z, luck, share))
    assert bot_work.visit_min(share, luck, abs(x)) >= 0.0
    assert 0.0 <= confidence.stated_confidence(x, share, y, share, luck) <= 1.0


@many
@given(UNIT, st.floats(0.0, 2.0), UNIT, UNIT, UNIT, UNIT, UNIT, ANY, ANY)
def test_oversight(
    miss: float, slope: float, pi: float, busy: float, t: float, low: float, high: float, effect: float, gap: float
) -> None:
    probability = oversight.miss_probability(miss, slope, pi, busy, t, low, high, share_of(effect), share_of(gap))
    assert 0.0 <= probability <= 1.0


def share_of(x: float) -> float:
    return math.fmod(x, 10.0)


@many
@given(POSITIVE, POSITIVE, st.booleans(), st.floats(-10.0, 1e12))
def test_memories(x: float, y: float, flag: bool, memory: float) -> None:
    wrong, right = oversight.remember_item(x, y, flag, memory)
    assert wrong >= 0.0
    assert right >= 0.0
    assert wrong + right >= 1.0
    assert 0.0 <= trust.trust(x, y) <= 1.0
    assert math.isfinite(exponential.quantile(x, 0.0))
    assert exponential.quantile(x, 1.0) == 0.0


@many
@given(ANY, ANY, POSITIVE, POSITIVE, UNIT)
def test_severity_is_a_share_of_the_full_one(now: float, start: float, to_fix: float, tail: float, full: float) -> None:
    fix = start + to_fix
    assert 0.0 <= outage.severity(now, start, fix, fix + tail, full) <= full


@settings(max_examples=20)
@given(st.floats(0.0, 1.0), st.floats(0.0, 10.0))
def test_ability_gives_the_stated_accuracy_back(accuracy: float, spread: float) -> None:
    target = min(max(accuracy, 0.001), 0.9999)
    assert abs(ability.mean_accuracy(ability.ability_for(accuracy, spread), spread) - target) < 1e-9


@many
@given(POSITIVE, ANY, ANY, UNIT, POSITIVE)
def test_prices(price: float, inflation: float, growth: float, share: float, days: float) -> None:
    assert prices.grown(min(price, 1e3), min(inflation, 1e6), min(growth, 1e6), share) >= 0.0
    assert 0.0 <= prices.follows(share, 1.0 - share, days) <= 1.0
    assert prices.switching_factor(share, days) >= 1.0


@many
@given(POSITIVE, POSITIVE, UNIT, POSITIVE, POSITIVE)
def test_attacks(base: float, each: float, n: float, money: float, halving: float) -> None:
    rate = cyber.attacks_per_year(base, each, n, money, halving)
    assert 0.0 <= rate <= base + each * n
    assert cyber.succeeds(0.0, rate, 1.0) == (rate > 0.0)


@many
@given(ANY, ANY, POSITIVE)
def test_the_share_of_practice_stays_within_its_bounds(share: float, practised: float, memory_days: float) -> None:
    now = practice_share.after_day(share, practised, memory_days)
    assert math.isfinite(now)
    assert 0.0 <= practice_share.practised(now) <= 1.0
    assert 0.0 <= practice_share.missing(now) <= 2.0


@many
@given(UNIT, st.floats(0.01, 1.5), st.floats(-2.0, 3.0), POSITIVE, POSITIVE, UNIT)
def test_linear_and_logistic_skill_stay_between_nothing_and_talent(
    level: float, talent: float, share: float, gain: float, loss: float, spark: float
) -> None:
    """Rates of up to a million a day: beyond, the square of a rate's square overflows."""
    gain, loss = min(gain, 1e6), min(loss, 1e6)
    for now in (
        skill_replacement.after_day(level * talent, talent, share, gain, loss),
        skill_logistic.after_day(level * talent, talent, share, gain, loss, spark),
    ):
        assert 0.0 <= now <= talent
    assert 0.0 <= skill_logistic.critical_share(gain, loss) <= 1.0


@many
@given(UNIT, st.floats(0.01, 1.5), POSITIVE, st.floats(0.01, 0.9), st.floats(1e-3, 1.0), st.floats(0.0, 0.99))
def test_practice_on_a_curve_never_lowers_skill_nor_lifts_it_above_talent(
    level: float, talent: float, units: float, b: float, unskilled: float, plateau: float
) -> None:
    for v0, m in ((unskilled, plateau), (skill_power.NO_TIME, 0.0), (unskilled, unskilled)):
        now = skill_power.practise(level * talent, talent, units, b, v0, m)
        assert level * talent <= now <= talent
        assert 0.0 <= skill_power.gap_of_skill(level, v0, m) <= 1.0
        assert 1.0 <= skill_power.units_of_gap(level, b) < math.inf
        assert 0.0 <= skill_power.gap_of_units(units, b) <= 1.0
    assert 0.0 <= skill_power.forget(talent, level * talent, plateau / 2.0, plateau, units) <= level * talent


@many
@given(st.floats(1.0, 1e12), POSITIVE, st.floats(1e-3, 0.9), st.floats(1e-6, 1e3), POSITIVE)
def test_what_is_remembered_lies_between_one_unit_and_all(
    units: float, break_days: float, b: float, first_unit_days: float, forgotten_days: float
) -> None:
    left = skill_lfcm.remembered(units, break_days, b, first_unit_days, forgotten_days)
    assert 1.0 - 1e-12 <= left <= units * (1.0 + 1e-12)
    assert 0.0 < skill_lfcm.total_forgetting_days(max(forgotten_days, 1e-3), units, 0.6, b, first_unit_days) < math.inf


@many
@given(POSITIVE, POSITIVE, POSITIVE)
def test_reliance_is_a_share(alone: float, aided: float, days: float) -> None:
    assert 0.0 <= reliance.reliance(alone, aided) <= 1.0
    assert math.isfinite(reliance.after_day(alone, aided, days))
    assert reliance.ability_drop(days, 1.0) == days


@many
@given(UNIT, ANY, ANY, ANY, UNIT)
def test_engagement(level: float, x: float, y: float, z: float, keep: float) -> None:
    assert 0.0 <= engagement.overload(x, y) <= 1.0
    assert 0.0 <= engagement.share(x, y) <= 1.0
    assert 0.0 <= engagement.threat(x, y, keep) <= 1.0
    assert math.isfinite(engagement.strain(level, keep, level, keep, x, y, z / 4.0, x / 4.0))
    goal = engagement.goal(level, x)
    assert 0.0 <= goal <= 1.0
    assert 0.0 <= engagement.follow(level, goal, keep) <= 1.0


@many
@given(POSITIVE, ANY, UNIT, st.floats(1e-300, 1.0, exclude_max=True), st.floats(0.0, 2.0))
def test_turnover(rate: float, x: float, share: float, luck: float, sigma: float) -> None:
    assert turnover.quit_hazard(min(rate, 1e10), share, x, share, share, share_of(x), share) >= 0.0
    assert turnover.quits(luck, rate) in (True, False)
    assert 1.0 <= turnover.days_to_hire(min(rate, 2000.0), sigma, luck) < math.inf
    assert turnover.talent(share, sigma / 6.0, luck) >= 0.2 * share
