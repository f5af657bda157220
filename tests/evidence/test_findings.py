"""Published findings that the present mechanisms must reproduce at their defaults, with the band that is accepted.

A finding that does not come out is not tuned until it does: its test then states the measured value.
"""

import math

import numpy as np
import pytest
from builders import firm, function, role
from numpy.typing import NDArray

from symbio_sim.choreography import ABANDONED
from symbio_sim.config import Mechanisms, load_config
from symbio_sim.mechanisms import human_work, oversight, skill, trust
from symbio_sim.run import simulate
from symbio_sim.world import draw_world

DEFAULT = Mechanisms()
MONTH = 30.4375


def disused(months: float, half_life_days: float) -> float:
    """Skill of a fully skilled person after months without any practice."""
    retention = skill.daily_retention(half_life_days, DEFAULT.skill.floor_share)
    s = 1.0
    for _ in range(round(months * MONTH)):
        s = skill.forget(1.0, s, DEFAULT.skill.floor_share, retention)
    return s


def test_half_of_a_disused_accuracy_gain_is_left_after_six_and_a_half_months() -> None:
    """Tatel and Ackerman 2025; accepted: 40 to 60 %."""
    assert 0.4 < disused(6.5, DEFAULT.skill.half_life_accuracy_days) < 0.6


def test_accuracy_fades_faster_than_speed() -> None:
    """Tatel and Ackerman 2025; accepted: half-lives 1.5 to 2.5 apart."""

    def half_life(days: float) -> int:
        return next(day for day in range(2000) if disused(day / MONTH, days) <= 0.5)

    ratio = half_life(DEFAULT.skill.half_life_speed_days) / half_life(DEFAULT.skill.half_life_accuracy_days)
    assert 1.5 < ratio < 2.5


def miss(prevalence: float, believed_trust: float, multitasking: float) -> float:
    law = DEFAULT.oversight
    return oversight.miss_probability(
        law.miss_at_half,
        law.prevalence_slope,
        prevalence,
        multitasking,
        believed_trust,
        law.trust_low,
        law.trust_high,
        law.skill_effect,
        0.0,
    )


def test_rare_errors_are_missed_three_to_six_times_as_often() -> None:
    """Wolfe, Horowitz and Kenner 2005: 1 to 2 % against 50 % prevalence, nothing else to do."""
    for rare in (0.01, 0.02):
        assert 3.0 < miss(rare, 0.6, 0.0) / miss(0.5, 0.6, 0.0) < 6.0


def settled_trust(error_rate: float) -> float:
    """Trust after many items, one in so many wrong and seen to be wrong, at regular intervals."""
    law = DEFAULT.trust
    assert law.memory_interactions is not None
    good, bad = 0.6 * law.prior_weight, 0.4 * law.prior_weight
    keep, owed = 1.0 - 1.0 / law.memory_interactions, 0.0
    for _ in range(3000):
        owed += error_rate
        wrong = owed >= 1.0
        owed -= wrong
        weights = (0.0, law.failure_weight) if wrong else (law.success_weight, 0.0)
        good, bad = trust.experience(good, bad, *weights, keep)
    return trust.trust(good, bad)


def test_the_more_reliable_the_bot_the_fewer_of_its_errors_are_found() -> None:
    """Molloy and Parasuraman 1996: detection falls as reliability rises, by trust and by rarity."""
    found = [1.0 - miss(error, settled_trust(error), DEFAULT.oversight.multitasking) for error in (0.4, 0.2, 0.1, 0.05)]
    assert found == sorted(found, reverse=True)


def test_complacency_needs_other_work() -> None:
    """Parasuraman and Manzey 2010: trust costs at least 25 points of detection when multitasking, under 10 when not."""
    law = DEFAULT.oversight
    with_other_work = miss(0.1, law.trust_high, 1.0) - miss(0.1, law.trust_low, 1.0)
    alone = miss(0.1, law.trust_high, 0.0) - miss(0.1, law.trust_low, 0.0)
    assert with_other_work >= 0.25
    assert alone < 0.10


def failure_to_success(believed: float) -> float:
    """How much more one failure lowers trust than one success raises it."""
    law = DEFAULT.trust
    assert law.memory_interactions is not None
    weight, keep = law.memory_interactions, 1.0 - 1.0 / law.memory_interactions
    good, bad = believed * weight, (1.0 - believed) * weight
    up = trust.trust(*trust.experience(good, bad, law.success_weight, 0.0, keep)) - believed
    down = believed - trust.trust(*trust.experience(good, bad, 0.0, law.failure_weight, keep))
    return down / up


def test_one_failure_moves_trust_more_than_one_success() -> None:
    """Yang et al. 2023: accepted ratio 1.5 to 6. It is w_f T / (w_s (1 - T)) less a little, so it depends on trust: at
    the default starting trust it is in the band, above a trust of about two thirds it is not (measured: 6.7 at 0.7)."""
    assert 1.5 < failure_to_success(0.5) < 6.0
    assert 1.5 < failure_to_success(0.6) < 6.0
    assert failure_to_success(0.7) == pytest.approx(6.7, abs=0.1)


def outages(years: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Starts and durations (hours) of a default vendor's outages over years."""
    config = load_config(
        {
            "business": {"name": "Long"},
            "functions": {"a": {"arrivals": {"per_day": 0}, "effort": {"mean_min": 5}, "value_eur": 1}},
            "bots": {"b": {"technology": "nlp", "vendor": "acme", "functions": ["a"]}},
            "vendors": {"acme": {}},
            "policy": {"rule": "bot_only"},
            "horizon_days": 365 * years,
        }
    )
    drawn = draw_world(config, 1).outages
    return np.array([o.start_min for o in drawn]) / 60.0, np.array([o.fix_min - o.start_min for o in drawn]) / 60.0


def test_outages_last_as_long_as_those_of_language_model_services() -> None:
    """Chu et al. 2025: median 0.8 to 1.5 h, mean 2 to 6 times that, 1 to 9 % longer than a day."""
    _, hours = outages(50)
    assert len(hours) > 500
    assert 0.8 < np.median(hours) < 1.5
    assert 2.0 < hours.mean() / np.median(hours) < 6.0
    # The default lognormal has 1.06 % beyond a day; some 900 outages estimate that with an error of 0.35 points.
    assert 0.0 < (hours > 24.0).mean() < 0.09
    law = DEFAULT.outages
    beyond = 0.5 * math.erfc(math.log(24.0 / law.repair_median_h) / law.repair_sigma_log / math.sqrt(2.0))
    assert 0.01 <= beyond < 0.09


def test_outages_come_in_clusters() -> None:
    """Computed from vendor histories: interarrival times vary 1.5 to 2.5 times their mean."""
    starts, _ = outages(50)
    gaps = np.diff(starts)
    assert 1.5 < gaps.std() / gaps.mean() < 2.5


def test_throughput_rises_then_falls_under_sustained_load() -> None:
    """Kuntz, Mennicken and Scholtes 2015, Kc and Terwiesch 2009: the turn comes between 85 and 95 %."""
    law = DEFAULT.load
    loads = np.linspace(0.3, 1.6, 1301)
    speed = [human_work.load_speed_factor(load, law.turning_point, law.speed_up, law.slow_down) for load in loads]
    turn = loads[int(np.argmax(speed))]
    assert 0.85 < turn < 0.95
    assert speed[-1] < 1.0 < max(speed)


def test_waiting_grows_convexly_with_utilisation() -> None:
    waits = []
    for share in (0.4, 0.55, 0.7, 0.85):
        config = firm({"a": function(share * 240.0, 6.0)}, {"p": role(1, ["a"])}, horizon_days=250)
        run = simulate(config, 1)
        waits.append(np.nanmean(run.columns["start_min"] - run.world.tasks["arrival_min"]))
    rises = np.diff(waits)
    assert (rises > 0.0).all()
    assert (np.diff(rises) > 0.0).all()


def test_customers_give_up_in_proportion_to_their_wait() -> None:
    """Erlang-A: P(abandon) = mean wait / mean patience, within 3 %."""
    patience = {"law": "exponential", "mean_min": 15.0, "clock": "wall"}
    config = firm({"a": function(480, 7.5, patience=patience)}, {"p": role(3, ["a"])}, horizon_days=300)
    run = simulate(config, 1)
    left = run.columns["outcome"] == ABANDONED
    until = np.where(left, run.columns["end_min"], run.columns["start_min"])
    ratio = left.mean() / (np.nanmean(until - run.world.tasks["arrival_min"]) / 15.0)
    assert ratio == pytest.approx(1.0, abs=0.03)
