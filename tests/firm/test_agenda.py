"""What is settled before a run: shifts, deadlines, outages as a service meets them, and the order of all that."""

import dataclasses

import numpy as np
from builders import bot, firm, function, role
from hypothesis import given
from strategies import situations

from symbio_sim import choreography as c
from symbio_sim.config import Config
from symbio_sim.firm import Agenda, prepare, resolve
from symbio_sim.world import Exit, Outage, World, draw_world

Situation = tuple[Config, World]


def settled(config: Config, world: World) -> Agenda:
    return prepare(resolve(config), world)


@given(situations())
def test_the_timeline_is_sorted_and_complete(situation: Situation) -> None:
    config, world = situation
    agenda = settled(config, world)
    line = agenda.timeline
    events = list(zip(line.time_min.tolist(), line.kind.tolist(), line.entity.tolist(), strict=True))
    assert events == sorted(events)
    horizon = config.horizon_days * 1440.0
    assert all(0.0 <= time <= horizon for time, _, _ in events)
    assert [entity for _, kind, entity in events if kind == c.ARRIVAL] == list(range(world.n_tasks))
    assert [entity for _, kind, entity in events if kind == c.MIDNIGHT] == list(range(config.horizon_days))
    for seat, shifts in enumerate(agenda.shifts):
        starts = [time for time, kind, entity in events if kind == c.SHIFT_START and entity == seat]
        assert starts == [start for start, _ in shifts]
    for service in range(len(agenda.services)):
        down = 0
        for _, kind, entity in events:
            if kind in (c.SERVICE_DOWN, c.SERVICE_UP) and entity == service:
                down += 1 if kind == c.SERVICE_DOWN else -1
                assert down >= 0


@given(situations())
def test_scheduled_minutes_are_those_of_the_shifts(situation: Situation) -> None:
    agenda = settled(*situation)
    horizon = situation[0].horizon_days * 1440.0
    for shifts, minutes in zip(agenda.shifts, agenda.scheduled_min, strict=True):
        assert minutes.sum() == sum(min(end, horizon) - start for start, end in shifts)
        assert ((minutes >= 0.0) & (minutes <= 1440.0)).all()


def one_bot() -> Config:
    return firm(
        {"a": function(10, 6.0)},
        bots={"b": bot(["a"])},
        horizon_days=10,
        vendors={"acme": {"switching_days": 2.0, "relearning_days": 3.0}},
        mechanisms={"outages": {"detect_min": 10.0}},
    )


def test_only_full_outages_that_outlast_their_detection_become_known() -> None:
    config = one_bot()
    world = draw_world(config, 1)
    for length, severity, known in ((60.0, 1.0, 1010.0), (10.0, 1.0, np.inf), (60.0, 0.9, np.inf)):
        agenda = settled(config, world.with_outage("acme", 1000.0, length, severity=severity))
        assert [outage.known_min for outage in agenda.services[0].outages] == [known]


def test_an_outage_that_was_fixed_before_day_0_is_no_news() -> None:
    config = one_bot()
    past = Outage("own", "acme", "ml", -300.0, -10.0, 50.0, 1.0, 1)
    agenda = settled(config, dataclasses.replace(draw_world(config, 1), outages=(past,)))
    assert not np.isin(agenda.timeline.kind, [c.SERVICE_DOWN, c.SERVICE_UP]).any()
    assert len(agenda.services[0].outages) == 1, "its tail still reaches into the run"


def test_the_end_of_a_product_is_an_outage_until_a_successor_works_who_then_has_to_learn() -> None:
    config = one_bot()
    world = dataclasses.replace(draw_world(config, 1), exits=(Exit("acme", "ml", 1440.0),))
    service = settled(config, world).services[0]
    (gap,) = service.outages
    assert (gap.kind, gap.start_min, gap.known_min, gap.fix_min) == ("exit", 1440.0, 1440.0, 3 * 1440.0)
    assert service.relearning == (3 * 1440.0, 6 * 1440.0)


def test_a_vendors_outage_strikes_its_services_and_no_others() -> None:
    config = firm(
        {"a": function(10, 6.0)},
        bots={
            "one": bot(["a"]),
            "two": bot(["a"], technology="nlp"),
            "other": bot(["a"], vendor="globex"),
        },
        horizon_days=5,
    )
    world = draw_world(config, 1)
    for vendor, technology, struck in (
        ("acme", None, [1, 1, 0]),
        ("acme", "nlp", [0, 1, 0]),
        (None, None, [1, 1, 1]),
        (None, "ml", [1, 0, 1]),
    ):
        agenda = settled(config, world.with_outage(vendor, 100.0, 50.0, technology=technology))
        assert [len(service.outages) for service in agenda.services] == struck


def test_due_times_run_on_the_clock_that_is_named() -> None:
    hours = {"mon-fri": "09:00-17:00"}
    # Monday's only task comes at 13:00; 600 open minutes are 240 on that day and 360 on the next.
    for clock, expected in (("wall", 600.0), ("open", 240.0 + 16 * 60.0 + 360.0)):
        work = function(1, 6.0, arrivals={"law": "regular"}, due={"target_min": 600.0, "clock": clock})
        config = firm({"a": work}, {"p": role(1, ["a"])}, horizon_days=3, business={"hours": hours})
        world = draw_world(config, 1)
        agenda = settled(config, world)
        assert world.tasks["arrival_min"][0] == 780.0
        assert agenda.due_min[0] - 780.0 == expected


def test_talent_is_never_less_than_a_fifth_of_the_roles() -> None:
    config = firm({"a": function(1, 6.0)}, {"p": role(400, ["a"], talent=0.9, talent_sd=0.3)}, horizon_days=1)
    talent = settled(config, draw_world(config, 1)).talent
    assert talent.min() >= 0.2 * 0.9
    assert abs(talent.mean() / 0.9 - 1.0) < 3.3 * 0.3 / np.sqrt(400)
    assert abs(talent.std() / 0.9 - 0.3) < 0.05
