"""Columns that mechanisms add to the daily books: in tables, fingerprints and comparisons."""

import dataclasses

import numpy as np
import pytest
from builders import bot, firm, function, role

from symbio_sim.differences import first_difference
from symbio_sim.extra_days import ENTITIES, owner_of
from symbio_sim.model import SymbioModel
from symbio_sim.run import Run, fingerprint, record

CONFIG = firm({"a": function(20, 10.0)}, {"p": role(2, ["a"])}, {"b": bot(["a"])}, horizon_days=3)


class NotingModel(SymbioModel):
    """A model with a mechanism that notes something of every kind of entity."""

    def close_day(self, day: int) -> None:
        for entity in ENTITIES:
            self.books.note(f"{entity}_mood", [day + 0.5] * (2 if entity in ("seat", "pair") else 1))
        super().close_day(day)


def run_of(model_type: type[SymbioModel]) -> Run:
    model = model_type(CONFIG, collect=False)
    model.run_to_horizon()
    return record(model)


def test_a_run_without_such_mechanisms_has_no_such_columns() -> None:
    run = run_of(SymbioModel)
    assert run.extra_days == {}
    assert set(run.tables()) == {"tasks", "days", "staff", "skill", "bots", "vendors"}


def test_columns_stand_in_the_table_of_their_entity() -> None:
    run = run_of(NotingModel)
    tables = run.tables()
    for table in ("days", "staff", "skill", "bots", "firm_days", "vendor_days", "service_days"):
        assert (tables[table]["mood"] == tables[table]["day"] + 0.5).all()
    assert tables["service_days"]["service"].tolist() == ["acme/ml"] * 3
    assert run.names_of("pair") == ["p/0 in a", "p/1 in a"]


def test_the_fingerprint_covers_them_and_is_unmoved_where_there_are_none() -> None:
    plain, noted = run_of(SymbioModel), run_of(NotingModel)
    assert fingerprint(dataclasses.replace(noted, extra_days={})) == fingerprint(plain)
    assert fingerprint(noted) != fingerprint(plain)


@pytest.mark.parametrize(
    ("column", "entry", "whose"),
    [("seat_mood", 1, "person p/1"), ("vendor_mood", 0, "vendor acme"), ("bot_mood", 0, "bot b")],
)
def test_a_difference_in_them_is_found_and_named(column: str, entry: int, whose: str) -> None:
    run = run_of(NotingModel)
    changed = run.extra_days[column].copy()
    changed[1, entry] = np.nan
    other = dataclasses.replace(run, extra_days=run.extra_days | {column: changed})
    found = first_difference(run, other)
    assert found is not None
    assert (found.what, found.name, found.values) == (f"books of day 1, {whose}", column, ("1.5", "unknown"))


@pytest.mark.parametrize("name", ["mood", "planet_mood", "seat_", "seatmood"])
def test_a_name_without_a_kind_of_entity_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="must begin with one of firm, function, seat"):
        owner_of(name)
