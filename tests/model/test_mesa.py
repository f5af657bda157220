"""The model is a Mesa model: it works with what Mesa offers, on each supported release."""

import gc
import inspect
import weakref

import mesa
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config
from symbio_sim.model import Bot, Manager, Staff, SymbioModel, Vendor
from symbio_sim.run import fingerprint, record, simulate


def small() -> Config:
    return firm(
        {"a": function(40, 12.0)},
        {"p": role(2, ["a"], starting_trust=0.7)},
        {"b": bot(["a"], accuracy=0.8)},
        horizon_days=6,
        policy={"rule": "fixed_share", "share": 0.5, "mode": "reviewed"},
        mechanisms={"trust": {"on": True}, "skill": {"practice": True, "disuse": True}},
    )


def test_steps_are_days_and_end_at_the_horizon() -> None:
    model = SymbioModel(small(), rng=3)
    for day in range(1, 7):
        assert model.running
        model.step()
        assert model.days_done == day
        assert model.now_min == day * 1440.0
    assert not model.running
    books = model.books.arrays()["days"]["arrivals"].copy()
    model.step()
    assert (model.books.arrays()["days"]["arrivals"] == books).all(), "a step beyond the horizon changed something"


def test_agents_can_be_asked_as_agent_sets() -> None:
    model = SymbioModel(small(), rng=3)
    model.run_to_horizon()
    staff = model.agents_by_type[Staff]
    assert len(model.agents) == 2 + 1 + 1 + 1
    assert {type(agent) for agent in model.agents} == {Staff, Bot, Vendor, Manager}
    assert staff.get("trust") == [person.trust for person in model.staff]
    busiest = staff.select(lambda person: person.trust > 0.0)
    assert len(busiest) == 2
    assert staff.agg("trust", max) == max(person.trust for person in model.staff)
    assert [person.name for person in staff] == ["p/0", "p/1"]


def test_the_data_collector_holds_a_row_a_day_that_agrees_with_the_books() -> None:
    model = SymbioModel(small(), rng=3)
    while model.running:
        model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["day"].tolist() == [1, 2, 3, 4, 5, 6]
    books = model.books.arrays()["days"]
    assert frame["correct_today"].tolist() == books["correct"].sum(axis=1).tolist()
    assert frame["backlog"].tolist() == books["backlog"].sum(axis=1).tolist()
    people = model.datacollector.get_agenttype_vars_dataframe(Staff)
    assert len(people) == 6 * 2
    assert people["trust"].tolist()[-2:] == [person.trust for person in model.staff]


def test_collecting_changes_nothing() -> None:
    collecting = SymbioModel(small(), rng=3)
    while collecting.running:
        collecting.step()
    assert fingerprint(record(collecting)) == fingerprint(simulate(small(), 3))


def test_batch_run_gives_each_replication_its_own_world() -> None:
    rows = mesa.batch_run(
        SymbioModel,
        {"config": [small()], "replication": range(3)},
        number_processes=1,
        max_steps=100,
        display_progress=False,
    )
    last = {row["replication"]: row for row in rows}
    assert set(last) == {0, 1, 2}
    for replication, row in last.items():
        assert row["day"] == 6
        alone = simulate(small(), replication=replication)
        assert row["correct_today"] == alone.days["correct"][-1].sum()
    assert len({(row["correct_today"], row["backlog"]) for row in last.values()}) > 1


def test_batch_run_hands_on_seeds() -> None:
    """Newer releases of Mesa take seeds as an argument (and overrule the parameter), older ones as a parameter."""
    parameters, options = {"config": [small()]}, {}
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        options["rng"] = [5, 6]
    else:
        parameters["rng"] = [5, 6]
    rows = mesa.batch_run(SymbioModel, parameters, number_processes=1, max_steps=100, display_progress=False, **options)
    seen = list({row["RunId"]: row["correct_today"] for row in rows}.values())  # some releases: a row an agent
    expected = [simulate(small(), seed).days["correct"][-1].sum() for seed in (5, 6)]
    assert seen == expected
    assert expected[0] != expected[1]


def test_the_seed_is_the_one_given() -> None:
    assert SymbioModel(small(), rng=9, replication=2).world.seed == 9
    assert SymbioModel(small(), rng=9, replication=2).world.replication == 2
    assert SymbioModel(small()).world.seed == 1


def test_a_model_is_freed_when_nobody_holds_it() -> None:
    model = SymbioModel(small(), rng=3)
    model.step()
    seen = weakref.ref(model)
    del model
    gc.collect()
    assert seen() is None


def test_agents_are_numbered_from_one_in_each_model() -> None:
    for _ in range(2):
        model = SymbioModel(small(), rng=3)
        assert sorted(agent.unique_id for agent in model.agents) == [1, 2, 3, 4, 5]


class Sceptic(Staff):
    """Never trusts a bot more, whatever it does well."""

    def experience_bot(self, good: bool, weight: float) -> None:
        if not good:
            super().experience_bot(good, weight)


class ScepticalFirm(SymbioModel):
    staff_type = Sceptic


def test_a_subclass_with_its_own_agents_behaves_its_own_way() -> None:
    plain, sceptical = SymbioModel(small(), rng=3), ScepticalFirm(small(), rng=3)
    for model in (plain, sceptical):
        while model.running:
            model.step()
    assert all(type(person) is Sceptic for person in sceptical.staff)
    for person, other in zip(sceptical.staff, plain.staff, strict=True):
        assert person.trust < other.trust
    assert len(sceptical.datacollector.get_agenttype_vars_dataframe(Sceptic)) == 12


@pytest.mark.parametrize("vendor", ["acme", None])
def test_vendors_know_when_they_are_down(vendor: str | None) -> None:
    config = small()
    world = simulate(config, 3).world.with_outage(vendor, 1440.0, 2880.0)
    model = SymbioModel(config, world=world)
    states = []
    while model.running:
        model.step()
        states.append(model.vendors[0].down)
    assert states == [False, True, False, False, False, False] or states == [False, True, True, False, False, False]
