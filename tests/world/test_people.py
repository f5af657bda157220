"""Absences and talent: as much of it as configured, the same for a seat whoever else works there."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from draws import absences_of, world_key
from numpy.typing import NDArray
from scipy import stats

from symbio_sim.config import DAYS_PER_YEAR, Config
from symbio_sim.world.people import SeatPlan, draw_talent_z

Build = Callable[..., Config]


def many_seats(build: Build, days_per_year: float, mean_days: float, seats: int = 3000, days: int = 364) -> Config:
    role = {"count": seats, "absence_days_per_year": days_per_year, "absence_mean_days": mean_days}
    return build(staff={"clerk": role, "agent": {"count": 0}}, horizon_days=days)


def talents_of(config: Config, replication: int = 0) -> NDArray[np.float64]:
    return draw_talent_z(SeatPlan.of(config).states(world_key(1, replication)))


def away(config: Config, seed: int = 1) -> NDArray[np.bool_]:
    """Who is away when: seats x days."""
    table = np.zeros((len(SeatPlan.of(config).names), config.horizon_days), dtype=bool)
    for seat, first, last in absences_of(config, seed):
        assert not table[seat, first : last + 1].any(), "two absences of a seat overlap"
        table[seat, first : last + 1] = True
    return table


@pytest.mark.parametrize(
    ("days_per_year", "mean_days", "seats"),
    [(10.0, 3.0, 3000), (60.0, 3.0, 3000), (120.0, 1.0, 300), (25.0, 30.0, 5000)],
)
def test_working_days_of_absence_a_year_are_as_configured(
    build: Build, days_per_year: float, mean_days: float, seats: int
) -> None:
    table = away(many_seats(build, days_per_year, mean_days, seats))
    working_days = table[:, np.arange(364) % 7 < 5].sum(axis=1) * DAYS_PER_YEAR / 364
    # Seats are independent: 4 standard errors are 2 to 6 %. Forgetting that an absence's first day is one would give
    # 8 % too much at 60 days a year and 85 % at 120; starting with everybody present, 7 % too little at a mean of 30.
    error = working_days.std() / np.sqrt(len(working_days))
    assert 4 * error < 0.07 * days_per_year
    assert abs(working_days.mean() - days_per_year) < 4 * error


def test_absences_are_stationary_from_day_0(build: Build) -> None:
    # Of 5,000 seats the expected share is away on the first day and every day: binomial, 4 standard errors.
    share = 50.0 / (DAYS_PER_YEAR * 5 / 7)
    by_day = away(many_seats(build, 50.0, 20.0, seats=5000, days=64)).mean(axis=0)
    assert (np.abs(by_day - share) < 4 * np.sqrt(share * (1 - share) / 5000)).all()


def test_lengths_are_geometric(build: Build) -> None:
    drawn = absences_of(many_seats(build, 20.0, 4.0))
    lengths = np.array([last - first + 1 for _, first, last in drawn if first < 364 - 80])
    assert lengths.mean() == pytest.approx(4.0, abs=4 * np.sqrt(12.0 / len(lengths)))
    seen = np.bincount(np.minimum(lengths, 15), minlength=16)[1:]
    expected = len(lengths) * np.append(stats.geom.pmf(np.arange(1, 15), 0.25), stats.geom.sf(14, 0.25))
    assert ((seen - expected) ** 2 / expected).sum() < stats.chi2.isf(1e-4, 14)


def test_mean_length_of_one_day_means_single_days(build: Build) -> None:
    assert all(first == last for _, first, last in absences_of(many_seats(build, 20.0, 1.0, seats=50)))


def test_nobody_is_away_unless_configured(build: Build) -> None:
    assert absences_of(many_seats(build, 0.0, 3.0, seats=50)) == ()


def test_absences_stay_within_the_horizon(build: Build) -> None:
    config = many_seats(build, 60.0, 30.0, seats=300, days=28)
    config = config.model_copy(update={"horizon_days": 20})
    assert max(last for _, _, last in absences_of(config)) == 19


def test_absences_start_on_all_days_alike(build: Build) -> None:
    config = many_seats(build, 10.0, 1.0)
    starts = np.bincount([first % 7 for _, first, _ in absences_of(config)], minlength=7)
    assert ((starts - starts.mean()) ** 2 / starts.mean()).sum() < stats.chi2.isf(1e-4, 6)


def named(config: Config) -> dict[str, Any]:
    """Absences and talents by seat."""
    seats = SeatPlan.of(config).names
    talents = talents_of(config).tolist()
    spells: dict[str, list[tuple[int, int]]] = {seat: [] for seat in seats}
    for seat, first, last in absences_of(config):
        spells[seats[seat]].append((first, last))
    return {seat: (talent, spells[seat]) for seat, talent in zip(seats, talents, strict=True)}


def test_another_role_or_seat_leaves_all_seats_as_they_were(build: Build) -> None:
    base = named(build(horizon_days=364))
    more = named(
        build(
            horizon_days=364,
            staff={"boss": {"count": 2, "functions": ["sales"]}, "clerk": {"count": 5}},
        )
    )
    assert len(more) == len(base) + 4
    assert {seat: more[seat] for seat in base} == base


def test_another_role_declared_first_leaves_all_seats_as_they_were(build: Build) -> None:
    config = build(horizon_days=364)
    boss = build(staff={"boss": {"count": 1, "functions": ["sales"]}}).staff["boss"]
    first = config.model_copy(update={"staff": {"boss": boss, **config.staff}})
    assert SeatPlan.of(first).names[0] == "boss/0"
    assert {seat: fate for seat, fate in named(first).items() if seat != "boss/0"} == named(config)


def test_a_longer_horizon_only_adds_absences(build: Build) -> None:
    short, long = absences_of(build(horizon_days=182)), absences_of(build(horizon_days=364))
    began = {(seat, first) for seat, first, _ in short}
    assert began == {(seat, first) for seat, first, _ in long if first < 182}


def test_talent_is_standard_normal(build: Build) -> None:
    config = many_seats(build, 10.0, 3.0, seats=5000)
    talents = np.concatenate([talents_of(config, r) for r in range(4)])
    assert stats.kstest(talents, "norm").statistic * np.sqrt(len(talents)) < stats.kstwobign.isf(1e-4)
    assert abs(np.corrcoef(talents[:5000], talents[5000:10_000])[0, 1]) * np.sqrt(5000) < 4
