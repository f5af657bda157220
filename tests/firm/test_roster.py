"""Who works when, with some people away: against minutes counted one by one."""

import dataclasses
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from builders import firm, function, role
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHIFTS, configs

from symbio_sim.config import Config
from symbio_sim.firm import Agenda, lay_out, prepare, resolve
from symbio_sim.world import World, draw_world

Absences = tuple[tuple[int, int, int], ...]


def roster(config: Config, absences: Absences) -> Agenda:
    world = dataclasses.replace(draw_world(config, 1), absences=absences)
    return prepare(resolve(config), world)


@st.composite
def absent_firms(draw: st.DrawFn) -> tuple[Config, Absences]:
    config = draw(configs())
    days = st.integers(0, config.horizon_days - 1)
    spells = st.tuples(st.integers(0, resolve(config).n_seats - 1), days, days)
    drawn = draw(st.lists(spells, max_size=8))
    return config, tuple((seat, min(one, other), max(one, other)) for seat, one, other in drawn)


def minutes_of(shifts: Sequence[tuple[float, float]]) -> set[int]:
    return {minute for start, end in shifts for minute in range(int(start), int(end))}


def flat(times: Any, first: Any, owner: int) -> list[float]:
    values: list[float] = times[first[owner] : first[owner + 1]].tolist()
    return values


@given(absent_firms())
def test_everyone_works_their_roles_hours_but_for_the_days_away(drawn: tuple[Config, Absences]) -> None:
    config, absences = drawn
    numbers, agenda = resolve(config), roster(config, absences)
    for seat, index in enumerate(numbers.role_of_seat):
        away = {day for who, first, last in absences if who == seat for day in range(first, last + 1)}
        hours = config.role_hours(numbers.roles[index].name)
        own = lay_out(hours, numbers.first_weekday, config.horizon_days, away)
        assert flat(agenda.shift_start_min, agenda.first_shift, seat) == own[:, 0].tolist()
        assert flat(agenda.shift_end_min, agenda.first_shift, seat) == own[:, 1].tolist()
        assert agenda.shifts[seat] == [tuple(shift) for shift in own.tolist()]
        counted = np.bincount([m // 1440 for m in minutes_of(agenda.shifts[seat])], minlength=config.horizon_days)
        np.testing.assert_array_equal(agenda.scheduled_min[seat], counted[: config.horizon_days])


@given(absent_firms())
def test_a_function_is_staffed_while_somebody_who_can_do_it_works(drawn: tuple[Config, Absences]) -> None:
    config, absences = drawn
    numbers, agenda = resolve(config), roster(config, absences)
    for index, item in enumerate(numbers.functions):
        able = [seat for seat, role in enumerate(numbers.role_of_seat) if role in item.roles]
        starts, ends = agenda.staffed[index]
        assert starts == flat(agenda.staffed_start_min, agenda.first_staffed, index)
        assert ends == flat(agenda.staffed_end_min, agenda.first_staffed, index)
        assert minutes_of(list(zip(starts, ends, strict=True))) == set().union(
            *(minutes_of(agenda.shifts[seat]) for seat in able)
        )
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False)), "touching times are joined"


@given(absent_firms())
def test_a_duty_begins_with_the_first_work_of_a_day_that_is_no_rest_of_the_days_before(
    drawn: tuple[Config, Absences],
) -> None:
    config, absences = drawn
    numbers, agenda = resolve(config), roster(config, absences)
    for index, item in enumerate(numbers.functions):
        expected = []
        for seat, role_number in enumerate(numbers.role_of_seat):
            if role_number in item.roles:
                worked = minutes_of(agenda.shifts[seat])
                days = itertools.groupby(sorted(worked), key=lambda minute: minute // 1440)
                firsts = [next(minutes) for _, minutes in days]
                expected += [minute for minute in firsts if minute - 1 not in worked]
        assert list(agenda.duty_starts[index]) == sorted(expected)
        assert flat(agenda.duty_start_min, agenda.first_duty, index) == sorted(expected)


def test_one_persons_absence_ends_where_the_next_seat_begins() -> None:
    """Seats lie one after the other in the arrays: an absence up to the last day must not reach the next seat."""
    hours = {"mon-sun": "22:00-06:00"}
    config = firm({"a": function(1, 6.0)}, {"p": role(2, ["a"], hours=hours)}, horizon_days=5)
    everyone = roster(config, ())
    for last_day in (4, 400):
        agenda = roster(config, ((0, 0, last_day),))
        assert agenda.shifts[0] == [(0.0, 360.0)], "the night before day 0"
        assert agenda.shifts[1] == everyone.shifts[1]


def test_a_shift_that_begins_as_the_seat_before_goes_home_is_another_persons() -> None:
    early, late = (role(1, ["a"], hours={"mon-sun": hours}) for hours in ("00:00-08:00", "08:00-16:00"))
    agenda = roster(firm({"a": function(1, 6.0)}, {"early": early, "late": late}, horizon_days=1), ())
    assert agenda.shifts == ([(0.0, 480.0)], [(480.0, 960.0)])
    assert agenda.staffed == (([0.0], [960.0]),)


def test_firms_with_the_same_hours_share_what_nobody_can_change() -> None:
    staff = {"p": role(3, ["a"], hours=SHIFTS[2])}
    agendas = []
    for patience in (10.0, 20.0):
        work = function(5, 6.0, patience={"law": "exponential", "mean_min": patience})
        agendas.append(roster(firm({"a": work}, staff, horizon_days=10), ((0, 3, 4),)))
    assert agendas[0].scheduled_min is agendas[1].scheduled_min
    for agenda in agendas:
        for name in ("shift_start_min", "scheduled_min", "duty_start_min", "first_staffed"):
            with pytest.raises(ValueError, match="read-only"):
                getattr(agenda, name)[...] = 0


class Unread(dict[str, Any]):
    """Tasks that nobody may look at."""

    def __getitem__(self, name: str) -> Any:
        raise AssertionError(f"{name} of single tasks was asked for")


def test_an_agenda_is_prepared_without_a_look_at_single_tasks() -> None:
    config = firm({"a": function(20, 6.0, due={"target_min": 60.0})}, {"p": role(1, ["a"])}, horizon_days=10)
    world: World = draw_world(config, 1)
    agenda = prepare(resolve(config), dataclasses.replace(world, tasks=Unread(world.tasks)))
    for name in ("timeline", "due_min", "give_up_min", "luck_state"):
        with pytest.raises(AssertionError, match="was asked for"):
            getattr(agenda, name)
