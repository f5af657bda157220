"""The World: immutable, hashed, saved as one file, edited into twins that differ in one thing."""

import dataclasses
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symbio_sim
from symbio_sim.config import Config
from symbio_sim.world import Outage, World, WorldFileError, draw_world
from symbio_sim.world.world import TASK_COLUMNS

Build = Callable[..., Config]

# A World is part of the interface: these change only with an entry under `Results` in the changelog.
GOLDEN_SMALL = "841afa88ad10582b0ed35ede41ee2711ec6bf1f73b496c806fa57586fad456ae"
GOLDEN_BENT = "58c1285892226f8a9019cf3ebf70e5020acfdea4947e587a8eff991f50433544"
BENT: Mapping[str, Any] = {  # every law that the small firm itself does not use
    "business": {"utc_offset_h": -5.0, "start_date": "2026-07-15", "hours": {"mon-sun": "18:00-02:00"}},
    "functions": {
        "sales": {
            "arrivals": {"autocorrelation": 0.5, "season_amplitude": 0.3, "growth_per_year": 0.5},
            "effort": {"law": "deterministic"},
        },
        "service": {"arrivals": {"law": "regular", "hour_weights": [0.0] * 18 + [1.0] * 6}},
    },
    "mechanisms": {"outages": {"catastrophes_per_year": 8.0, "repair_law": "exponential", "shape": 2.0}},
    "vendors": {"acme": {"exit_per_year": 2.0}, "brio": {"exit_per_year": 2.0}},
    "horizon_days": 100,
}


@pytest.fixture(scope="module")
def world(build: Build) -> World:
    return draw_world(build(horizon_days=182), seed=3, replication=1)


# ------------------------------------------------------------------------------------------------ identity


def test_golden_worlds(build: Build) -> None:
    assert draw_world(build(), seed=1).content_hash == GOLDEN_SMALL
    assert draw_world(build(**BENT), seed=2, replication=5).content_hash == GOLDEN_BENT


def test_the_golden_worlds_hold_something_of_everything(build: Build) -> None:
    small, bent = draw_world(build(), seed=1), draw_world(build(**BENT), seed=2, replication=5)
    assert small.absences
    assert small.degradations
    assert small.updates
    assert bent.exits
    assert {o.kind for o in (*small.outages, *bent.outages)} >= {"own", "vendor", "catastrophe"}


def test_same_world_in_another_process(build: Build) -> None:
    config = build()
    code = (
        "import json, sys; from symbio_sim.config import Config; from symbio_sim.world import draw_world;"
        "print(draw_world(Config.model_validate(json.load(sys.stdin)), 1).content_hash)"
    )
    where = {"PYTHONPATH": str(Path(symbio_sim.__file__).parents[1]), "PYTHONHASHSEED": "12345"}
    found = subprocess.run(
        [sys.executable, "-c", code],
        input=config.model_dump_json(),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | where,
    )
    assert found.stdout.strip() == draw_world(config, 1).content_hash


def test_worlds_of_other_seeds_and_replications_differ(build: Build) -> None:
    config = build(horizon_days=14)
    hashes = {draw_world(config, seed, replication).content_hash for seed in range(5) for replication in range(5)}
    assert len(hashes) == 25


@pytest.mark.parametrize("column", TASK_COLUMNS)
def test_hash_sees_a_change_in_any_task(world: World, column: str) -> None:
    changed = world.tasks[column].copy()
    changed[-1] = ~changed[-1] if changed.dtype == bool else changed[-1] + 1
    if column == "patience_min":
        changed[-1] = 1e-9
    other = dataclasses.replace(world, tasks={**world.tasks, column: changed})
    assert other.content_hash != world.content_hash


OTHER_FACTS: list[dict[str, Any]] = [
    {"seed": 4},
    {"replication": 2},
    {"horizon_days": 183},
    {"functions": ("sales", "support")},
    {"task_types": ("sales/order", "sales/offer", "service/service")},
    {"seats": ("clerk/0",)},
    {"absences": ()},
    {"outages": ()},
    {"degradations": ()},
    {"key": 5},
    {"origin": "elsewhere"},
    {"type_z": np.zeros(3)},
    {"talent_z": np.zeros(5)},
]


@pytest.mark.parametrize("fact", OTHER_FACTS, ids=lambda fact: next(iter(fact)))
def test_hash_sees_a_change_in_any_other_fact(world: World, fact: dict[str, Any]) -> None:
    other = dataclasses.replace(world, **fact)
    assert other.content_hash != world.content_hash
    assert other != world


@pytest.mark.parametrize("part", [field.name for field in dataclasses.fields(Outage)])
def test_hash_sees_a_change_in_any_part_of_an_outage(world: World, part: str) -> None:
    first = world.outages[0]
    value = getattr(first, part)
    moved = dataclasses.replace(first, **{part: value + 1 if isinstance(value, int | float) else "other"})
    assert dataclasses.replace(world, outages=(moved, *world.outages[1:])) != world


def test_equal_worlds_are_equal_and_serve_as_keys(build: Build) -> None:
    one, same = draw_world(build(horizon_days=14)), draw_world(build(horizon_days=14))
    assert one == same
    assert {one: "found"}[same] == "found"
    assert one != "a World"


@pytest.mark.parametrize(("seed", "replication"), [(-1, 0), (0, -1)])
def test_negative_seeds_and_replications_are_refused(build: Build, seed: int, replication: int) -> None:
    with pytest.raises(ValueError, match=f"must not be negative, got {seed} and {replication}"):
        draw_world(build(), seed, replication)


# ------------------------------------------------------------------------------------------------ immutable


@pytest.mark.parametrize("column", [*TASK_COLUMNS, "type_z", "talent_z"])
def test_arrays_are_read_only(world: World, column: str) -> None:
    array = world.tasks[column] if column in TASK_COLUMNS else getattr(world, column)
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 0


def test_fields_are_frozen(world: World) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        world.seed = 5  # type: ignore[misc]


def test_columns_have_their_types_and_one_length(world: World) -> None:
    assert {name: column.dtype.type for name, column in world.tasks.items()} == {
        name: np.dtype(kind).type for name, kind in TASK_COLUMNS.items()
    }
    assert {len(column) for column in world.tasks.values()} == {world.n_tasks}


# ------------------------------------------------------------------------------------------------ files


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """Variants of the small firm: laws, sizes, switches."""
    arrivals = st.fixed_dictionaries(
        {
            "per_day": st.floats(0.0, 15.0),
            "law": st.sampled_from(["poisson", "regular"]),
            "overdispersion": st.sampled_from([0.0, 0.3]),
            "autocorrelation": st.sampled_from([0.0, 0.7]),
        }
    )
    function = st.fixed_dictionaries(
        {
            "arrivals": arrivals,
            "effort": st.fixed_dictionaries({"law": st.sampled_from(["lognormal", "exponential", "deterministic"])}),
            "patience": st.fixed_dictionaries({"law": st.sampled_from(["none", "exponential"])}),
            "novel_share": st.floats(0.0, 1.0),
        }
    )
    return {
        "functions": {"sales": draw(function), "service": draw(function)},
        "staff": {"clerk": {"count": draw(st.integers(1, 4))}, "agent": {"count": draw(st.integers(0, 2))}},
        "mechanisms": {"outages": {"on": draw(st.booleans()), "catastrophes_per_year": draw(st.floats(0.0, 9.0))}},
        "vendors": {"acme": {"exit_per_year": draw(st.floats(0.0, 2.0))}},
        "horizon_days": draw(st.integers(8, 40)),
    }


@settings(max_examples=40, deadline=None)
@given(changes(), st.integers(0, 2**70), st.integers(0, 1000))
def test_a_world_survives_its_file(
    build: Build, tmp_path_factory: pytest.TempPathFactory, change: dict[str, Any], seed: int, replication: int
) -> None:
    world = draw_world(build(**change), seed, replication)
    path = world.save(tmp_path_factory.getbasetemp() / "world.parquet")
    read = World.load(path)
    assert read == world
    assert read.facts() == world.facts()
    for name, column in world.tasks.items():
        assert np.array_equal(read.tasks[name], column)
        assert read.tasks[name].dtype == column.dtype


def test_twins_survive_their_file_too(world: World, tmp_path: Path) -> None:
    twin = world.with_outage(None, 100, 50, severity=1).with_outage("acme", 500.0, 60.0, technology="nlp", tail_min=5)
    assert World.load(twin.save(tmp_path / "twin.parquet")) == twin


def test_a_world_survives_pickling(world: World) -> None:
    assert pickle.loads(pickle.dumps(world)) == world


def test_a_damaged_file_is_never_taken_for_a_world(build: Build, tmp_path: Path) -> None:
    world = draw_world(build(horizon_days=8), 1)
    sound = world.save(tmp_path / "sound.parquet").read_bytes()
    damaged = tmp_path / "damaged.parquet"
    refused = 0
    for place in range(0, len(sound), max(len(sound) // 150, 1)):
        damaged.write_bytes(sound[:place] + bytes([sound[place] ^ 0x55]) + sound[place + 1 :])
        try:
            read = World.load(damaged)
        except WorldFileError:
            refused += 1
        else:
            assert read == world, f"byte {place}"  # bytes that hold nothing, such as the name of the writer
    assert refused > 100


@pytest.mark.parametrize("kept", [0, 3, 100, -1])
def test_a_torn_file_is_refused(world: World, tmp_path: Path, kept: int) -> None:
    path = world.save(tmp_path / "world.parquet")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(WorldFileError, match=r"world\.parquet: not a World file"):
        World.load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldFileError, match=r"none\.parquet: cannot be read \(No such file"):
        World.load(tmp_path / "none.parquet")


def rewritten(world: World, path: Path, change: Callable[[pa.Table], pa.Table]) -> Path:
    pq.write_table(change(pq.read_table(world.save(path))), path)
    return path


def test_any_parquet_file_is_not_a_world(world: World, tmp_path: Path) -> None:
    path = rewritten(world, tmp_path / "w.parquet", lambda table: table.replace_schema_metadata({}))
    with pytest.raises(WorldFileError, match="not a World file"):
        World.load(path)


def test_another_format_version_is_refused(world: World, tmp_path: Path) -> None:
    def newer(table: pa.Table) -> pa.Table:
        (key, text), *_ = table.schema.metadata.items()
        return table.replace_schema_metadata({key: text.replace(b'"format": 1', b'"format": 2')})

    with pytest.raises(WorldFileError, match="another format version"):
        World.load(rewritten(world, tmp_path / "w.parquet", newer))


def test_a_missing_column_is_refused(world: World, tmp_path: Path) -> None:
    path = rewritten(world, tmp_path / "w.parquet", lambda table: table.drop_columns(["novel"]))
    with pytest.raises(WorldFileError, match="parts of it are missing"):
        World.load(path)


def test_an_edited_column_is_refused(world: World, tmp_path: Path) -> None:
    def slower(table: pa.Table) -> pa.Table:
        efforts = table["effort_min"].to_numpy() * 1.0000001
        return table.set_column(table.schema.get_field_index("effort_min"), "effort_min", pa.array(efforts))

    with pytest.raises(WorldFileError, match="does not match its hash"):
        World.load(rewritten(world, tmp_path / "w.parquet", slower))


# ------------------------------------------------------------------------------------------------ twins


def assert_only_differs_in(one: World, twin: World, *fields: str) -> None:
    """All other facts are equal, and the arrays are the very same objects."""
    mine, theirs = one.facts(), twin.facts()
    assert {name for name in mine if mine[name] != theirs[name]} == set(fields)
    assert all(twin.tasks[name] is column for name, column in one.tasks.items())
    assert twin.type_z is one.type_z
    assert twin.talent_z is one.talent_z


def test_with_outage_adds_one_outage_and_moves_nothing_else(world: World) -> None:
    twin = world.with_outage("acme", 7 * 1440.0 + 540.0, 960.0)
    assert_only_differs_in(world, twin, "outages")
    (planned,) = set(twin.outages) - set(world.outages)
    assert set(world.outages) < set(twin.outages)
    assert (planned.kind, planned.vendor, planned.technology) == ("planned", "acme", None)
    assert (planned.start_min, planned.fix_min, planned.tail_end_min) == (10_620.0, 11_580.0, 11_580.0)
    assert planned.severity == 1.0
    assert [o.start_min for o in twin.outages] == sorted(o.start_min for o in twin.outages)


def test_planned_outages_of_any_number_type_are_the_same(world: World) -> None:
    plain = world.with_outage("acme", 600.0, 60.0, severity=1.0)
    assert plain == world.with_outage("acme", 600, 60, severity=1)
    assert plain == world.with_outage("acme", np.float64(600), np.int64(60), severity=np.float64(1))
    assert plain != world.with_outage("acme", 600.0, 61.0)


def test_planned_outages_at_other_times_have_other_luck(world: World) -> None:
    twins = [world.with_outage("acme", start, length) for start, length in ((5.0, 60.0), (5.0, 61.0), (6.0, 60.0))]
    assert len({o.key for twin in twins for o in twin.outages}) == len(world.outages) + 3


def test_an_outage_strikes_whom_it_names(world: World) -> None:
    twin = world.with_outage("acme", 0.0, 1.0, technology="nlp").with_outage(None, 0.0, 1.0)
    one, everyone = (next(o for o in twin.outages if o.kind == "planned" and o.vendor == v) for v in ("acme", None))
    assert one.strikes("acme", "nlp")
    assert not one.strikes("acme", "vision")
    assert not one.strikes("brio", "nlp")
    assert everyone.strikes("brio", "ml")


def test_twins_without_something_lack_only_that(build: Build) -> None:
    world = draw_world(build(**BENT), seed=2, replication=5)
    assert_only_differs_in(world, world.without_outages(), "outages", "exits")
    rich = draw_world(build(horizon_days=182), 1)
    assert_only_differs_in(rich, rich.without_degradations(), "degradations")
    assert_only_differs_in(rich, rich.without_absences(), "absences")
    assert rich.without_absences().absences == rich.without_degradations().degradations == ()


def test_adding_an_outage_and_taking_all_away_is_taking_all_away(world: World) -> None:
    assert world.with_outage(None, 0.0, 10.0).without_outages() == world.without_outages()


# ------------------------------------------------------------------------------------------------ the config's parts


def test_another_function_role_bot_and_vendor_leave_the_rest_alone(build: Build) -> None:
    base = draw_world(build(horizon_days=182), 1)
    more = draw_world(
        build(
            horizon_days=182,
            functions={"books": {"arrivals": {"per_day": 3}, "effort": {"mean_min": 9}, "value_eur": 1}},
            staff={"boss": {"count": 1, "functions": ["books"]}},
            bots={"clone": {"technology": "rpa", "vendor": "core", "functions": ["books"]}},
            vendors={"core": {"unavailability": 0.03}},
        ),
        1,
    )
    kept = more.tasks["function"] < 2
    assert kept.sum() == base.n_tasks < more.n_tasks
    for name, column in base.tasks.items():
        assert np.array_equal(more.tasks[name][kept], column), name
    assert more.type_z[:3].tolist() == base.type_z.tolist()
    assert more.talent_z[:5].tolist() == base.talent_z.tolist()
    assert tuple(a for a in more.absences if a[0] < 5) == base.absences
    assert tuple(o for o in more.outages if o.vendor != "core") == base.outages
    assert tuple(d for d in more.degradations if d.vendor != "core") == base.degradations
    assert (base.key, base.functions) == (more.key, more.functions[:2])


# ------------------------------------------------------------------------------------------------ views


def test_task_table_names_functions_and_types(world: World) -> None:
    table = world.task_table()
    assert len(table) == world.n_tasks
    assert set(zip(table["function"], table["task_type"], strict=True)) == {
        ("sales", "order"),
        ("sales", "quote"),
        ("service", "service"),
    }
    assert table["effort_min"].tolist() == world.tasks["effort_min"].tolist()


def test_description_counts_what_is_there(build: Build) -> None:
    world = draw_world(build(horizon_days=364, functions={"service": {"arrivals": {"overdispersion": 0.0}}}), 1)
    table = world.describe()
    assert table["tasks"].sum() == world.n_tasks
    assert table["effort_h_per_week"]["sales"] == pytest.approx(
        world.tasks["effort_min"][world.tasks["function"] == 0].sum() / 60 / 52
    )
    # 260 working days: 4 standard errors of a Poisson dispersion are 4 sqrt(2/260) = 0.35.
    assert table["variance_to_mean_of_days"]["service"] == pytest.approx(1.0, abs=0.35)
    assert table.attrs["outages"] == len(world.outages)
    assert table.attrs["content_hash"] == world.content_hash


def test_quiet_days_count_in_the_dispersion(build: Build) -> None:
    rare = {"arrivals": {"per_day": 0.5, "overdispersion": 0.0}}
    table = draw_world(build(horizon_days=1820, functions={"service": rare}), 1).describe()
    assert table["variance_to_mean_of_days"]["service"] == pytest.approx(1.0, abs=0.16)  # 4 sqrt(2/1300)


def test_a_world_without_tasks_can_be_described_and_saved(build: Build, tmp_path: Path) -> None:
    nothing = {"arrivals": {"per_day": 0.0}}
    world = draw_world(build(horizon_days=14, functions={"sales": nothing, "service": nothing}), 1)
    assert world.n_tasks == 0
    assert world.describe()["effort_mean_min"].isna().all()
    assert len(world.task_table()) == 0
    assert World.load(world.save(tmp_path / "empty.parquet")) == world
