"""Over drawn firms: who may do what when."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from recorder import NOBODY, RecordingModel, Stint
from strategies import configs, situations

from symbio_sim import choreography as c
from symbio_sim.config import Config
from symbio_sim.run import simulate
from symbio_sim.world import World

Situation = tuple[Config, World]


def recorded(situation: Situation) -> RecordingModel:
    config, world = situation
    model = RecordingModel(config, world=world)
    model.run_to_horizon()
    return model


def stints_of(model: RecordingModel, seat: int) -> list[Stint]:
    return [stint for stint in model.notes.stints if stint.seat == seat]


@given(situations())
def test_nobody_does_two_things_at_once(situation: Situation) -> None:
    model = recorded(situation)
    for seat in range(len(model.staff)):
        mine = stints_of(model, seat)
        for before, after in itertools.pairwise(mine):
            assert before.end <= after.start
    for task in {stint.task for stint in model.notes.stints}:
        spans = [(item.start, item.end) for item in model.notes.stints if item.task == task]
        spans += [(item.start, item.end) for item in model.notes.visits if item.task == task]
        spans.sort()
        for (_, end), (start, _) in itertools.pairwise(spans):
            assert end <= start, "two work on one task"


@given(situations())
def test_nobody_works_outside_the_shift_but_to_finish_what_cannot_wait(situation: Situation) -> None:
    model = recorded(situation)
    for seat, shifts in enumerate(model.agenda.shifts):
        carried_on = 0.0
        for stint in stints_of(model, seat):
            shift_end = max((end for start, end in shifts if start <= stint.start < end), default=None)
            if model.interruptible[model.tasks.function[stint.task]]:
                rework = stint.start == stint.end == carried_on
                assert rework or shift_end is not None
                assert rework or stint.end <= shift_end
            else:
                # Rework of a rejected result follows the review at once, even if that already was overtime.
                assert shift_end is not None or stint.start == carried_on
            carried_on = stint.end


@given(situations())
def test_a_bot_never_works_on_more_than_its_slots_or_outside_its_hours(situation: Situation) -> None:
    model = recorded(situation)
    for bot in model.bots:
        mine = [visit for visit in model.notes.visits if visit.bot == bot.number]
        # Sorted so that at equal times a visit ends before the next begins.
        changes = sorted(
            [(v.start, 1) for v in mine if v.end > v.start] + [(v.end, -1) for v in mine if v.end > v.start]
        )
        assert max(np.cumsum([change for _, change in changes]), default=0) <= bot.concurrency
        hours = model.config.bots[bot.name].hours.intervals_min
        first = model.firm.first_weekday * 1440.0
        for visit in mine:
            assert any(start <= (visit.start + first) % 10080.0 < end for start, end in hours)


@given(situations())
def test_no_visit_begins_while_its_service_is_known_to_be_down(situation: Situation) -> None:
    model = recorded(situation)
    detect = model.config.mechanisms.outages.detect_min
    for visit in model.notes.visits:
        assert visit.known_down == 0
        for outage in model.agenda.services[model.firm.bots[visit.bot].service].outages:
            assert not outage.known_min < visit.start < outage.fix_min
            if outage.severity >= 1.0 and outage.kind != "exit":
                assert not outage.start_min + detect < visit.start < outage.fix_min


@given(situations())
def test_visits_fail_only_by_outages_and_full_ones_fail_all(situation: Situation) -> None:
    model = recorded(situation)
    law = model.config.mechanisms.outages
    for visit in model.notes.visits:
        outages = model.agenda.services[model.firm.bots[visit.bot].service].outages
        if visit.failed:
            noticed = visit.end - law.detect_min
            assert any(o.start_min <= noticed + 1e-6 and noticed < o.tail_end_min for o in outages)
        elif law.interrupted_work == "restart":
            for outage in outages:
                meets = outage.start_min < visit.end and visit.start < outage.fix_min
                assert not (outage.severity >= 1.0 and meets), "a visit got through a full outage"


@given(situations(mechanisms={"outages": {"interrupted_work": "resume"}, "innovation": {"on": False}}))
def test_a_suspended_visit_lasts_as_much_longer_as_the_full_outages_it_meets(situation: Situation) -> None:
    model = recorded(situation)
    for visit in model.notes.visits:
        if visit.failed:
            continue
        bot = model.firm.bots[visit.bot]
        length = bot.setup_min + bot.time_ratio * model.tasks.effort_min[visit.task]
        at, left = visit.start, length
        for outage in model.agenda.services[bot.service].outages:
            if outage.severity >= 1.0 and outage.fix_min > at:
                if outage.start_min >= at + left:
                    break
                left -= max(outage.start_min - at, 0.0)
                at = outage.fix_min
        assert visit.end == pytest.approx(at + left, abs=1e-6)


@given(situations())
def test_customers_leave_when_their_patience_ends_and_not_before(situation: Situation) -> None:
    config, world = situation
    run = simulate(config, world=world)
    clock = run.agenda.open_clock
    left = np.flatnonzero(run.columns["outcome"] == c.ABANDONED)
    untouched = left[np.isnan(run.columns["start_min"][left])]
    for task in untouched.tolist():
        patience = float(world.tasks["patience_min"][task])
        arrival, end = float(world.tasks["arrival_min"][task]), float(run.columns["end_min"][task])
        if run.firm.functions[world.tasks["function"][task]].patience_open_clock:
            passed = np.diff(clock.reading(np.array([arrival, end])))[0]
            assert passed == pytest.approx(patience, abs=1e-6)
        else:
            assert end == arrival + patience
    assert np.isfinite(world.tasks["patience_min"][left]).all()
    # Whoever still waits untouched at the end, or was served, did not have to wait longer than that.
    waited = ~np.isnan(run.columns["start_min"]) & (run.columns["visit"] == 0)
    assert (run.columns["start_min"][waited] <= run.agenda.give_up_min[waited]).all()
    waiting = np.isin(run.columns["stage"], [c.WAITS_FOR_PERSON, c.WAITS_FOR_BOT]) & (run.columns["visit"] == 0)
    waiting &= np.isnan(run.columns["start_min"])
    assert (run.agenda.give_up_min[waiting] >= config.horizon_days * 1440.0).all()


@given(configs(policy={"rule": "human_only"}))
def test_people_take_the_tasks_of_a_function_in_the_order_of_their_arrival(config: Config) -> None:
    """First visits only, among tasks begun: what comes back joins the line anew."""
    run = simulate(config, 5)
    for function in range(len(config.functions)):
        mine = (run.world.tasks["function"] == function) & ~np.isnan(run.columns["start_min"])
        starts = run.columns["start_min"][mine]
        assert (np.diff(starts) >= 0.0).all()


@given(situations())
def test_people_are_never_idle_while_work_of_theirs_waits(situation: Situation) -> None:
    config, world = situation
    model = RecordingModel(config, world=world)
    for day in range(1, config.horizon_days + 1):
        model.advance(day)
        for function, queue in enumerate(model.queues):
            for role in model.functions[function].roles:
                for seat in model.idle[role]:  # nobody takes reviews of the own work
                    assert queue.first_for(seat, model.tasks.author) == NOBODY
        for bot in model.bots:
            assert not (bot.queue.waiting and bot.busy < bot.concurrency and bot.is_available())


@given(situations())
def test_skill_stays_between_nothing_and_talent(situation: Situation) -> None:
    config, world = situation
    run = simulate(config, world=world)
    talent = np.array([run.agenda.talent[seat] for seat, _ in run.skill_pairs])
    for part in ("speed", "accuracy"):
        current, peak = run.skill_days[part], run.skill_days[f"peak_{part}"]
        assert (current >= 0.0).all()
        assert (current <= peak).all()
        assert (peak <= talent + 1e-12).all()
    assert ((run.staff_days["trust"] > 0.0) & (run.staff_days["trust"] < 1.0)).all()
    assert (run.staff_days["load"] >= 0.0).all()
