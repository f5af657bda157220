"""Event logs: which rows become tasks, what the config learns from them, and what is said of those that do not."""

import gzip
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from symbio_sim.config import Config
from symbio_sim.mechanisms.skill import normal_skill
from symbio_sim.world import Log, LogError, World, draw_world, read_log
from symbio_sim.world.demand import daily_rates

Build = Callable[..., Config]
Write = Callable[..., Path]

# Changes only with an entry under `Results` in the changelog.
GOLDEN = "ee01a54b7f84a31b32d8041b00b65279825b97b8433172320723ac1d116384c3"
PLAIN = """case_id,task_type,resource,arrival_ts,start_ts,end_ts,outcome
1,sales,ann,2026-03-02 09:00:00,2026-03-02 09:05:00,2026-03-02 09:25:00,served
1,service,bob,2026-03-02 09:00:00,2026-03-02 09:10:00,2026-03-02 09:14:00,served
2,sales,ann,2026-03-03 10:30:00,2026-03-03 10:30:00,2026-03-03 11:10:00,served
3,service,bob,2026-03-04 16:00:30,,,abandoned
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a text as `log.csv` into an empty folder, which is then the current one."""
    monkeypatch.chdir(tmp_path)

    def to_file(text: str = PLAIN, name: str = "log.csv") -> Path:
        path = Path(name)
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return path

    return to_file


def speed_of_people(config: Config, function: str) -> float:
    """v0 + (1 - v0) s0, written out again."""
    law = config.mechanisms.skill
    s0 = normal_skill(1.0, law.practice_rate_per_day, law.relearning, law.half_life_speed_days, law.floor_share)
    v0 = config.functions[function].human.speed_unskilled
    return v0 + (1.0 - v0) * s0


def one_function(build: Build, **changes: Any) -> Config:
    """The small firm with nothing but service, of one type."""
    data = build(**changes).to_dict()
    data["functions"].pop("sales")
    data["staff"] = {"agent": data["staff"]["agent"] | {"functions": ["service"]}}
    data["bots"] = {"router": data["bots"]["router"]}
    return Config.model_validate(data)


def many_rows(n: int = 4000, days: int = 40) -> pd.DataFrame:
    """A made-up desk: three types, one in ten callers gives up, times to the second."""
    rng = np.random.default_rng(5)
    arrival = pd.Timestamp("2026-01-05") + pd.to_timedelta(np.sort(rng.integers(0, days * 86_400, n)), unit="s")
    kind = rng.choice(["Bill", "Fault!", "Change of plan"], n, p=[0.5, 0.3, 0.2])
    scale = pd.Series(kind).map({"Bill": 120, "Fault!": 300, "Change of plan": 60}).to_numpy()
    start = arrival + pd.to_timedelta(rng.integers(0, 90, n), unit="s")
    end = start + pd.to_timedelta(np.maximum((scale * rng.lognormal(0, 0.9, n)).round(), 1), unit="s")
    gone = rng.random(n) < 0.1
    return pd.DataFrame(
        {
            "ticket": [f"T{i}" for i in range(n)],
            "category": kind,
            "agent": rng.choice(["ann", "bob", "cas"], n),
            "opened": arrival,
            "begin": start.where(~gone),
            "closed": end.where(~gone),
            "status": np.where(gone, "abandoned", "served"),
        }
    )


@pytest.fixture(scope="module")
def desk(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Log:
    path = tmp_path_factory.mktemp("desk") / "desk.csv"
    many_rows().to_csv(path, index=False)
    return read_log(path, one_function(build))


# ------------------------------------------------------------------------------------------------ rows to tasks


def test_rows_become_tasks_of_the_function_they_name(build: Build, write: Write) -> None:
    log = read_log(write(), build())
    table = log.world(1).task_table()
    assert table["function"].tolist() == ["sales", "service", "sales", "service"]
    assert table["arrival_min"].tolist() == [540.0, 540.0, 1440 + 630.0, 2 * 1440 + 960.5]
    assert log.report.used == log.report.rows == 4
    assert log.report.tasks == {"sales": 2, "service": 2}
    assert (log.report.cases, log.report.workers) == (3, 2)


def test_effort_is_handling_time_at_the_speed_of_normal_skill(build: Build, write: Write) -> None:
    config = build(functions={"service": {"human": {"speed_unskilled": 0.6}}})
    efforts = read_log(write(), config).world(1).tasks["effort_min"]
    sales, service = speed_of_people(config, "sales"), speed_of_people(config, "service")
    assert efforts == pytest.approx([20 * sales, 4 * service, 40 * sales, 4 * service], rel=1e-12)
    assert 0.6 < service < 1.0


def test_effort_that_the_log_lacks_is_that_of_a_task_of_the_same_type(desk: Log) -> None:
    tasks, logged = desk.world(1).tasks, desk.tasks["service"]
    gaps = np.isnan(logged.effort_min)
    assert 300 < gaps.sum() == desk.report.effort_imputed < 500
    for kind in range(3):
        mine = logged.task_type == kind
        known, filled = logged.effort_min[mine & ~gaps], tasks["effort_min"][mine & gaps]
        assert set(filled) <= set(known)
        assert stats.ks_2samp(known, filled).pvalue > 1e-3


def test_replications_differ_in_luck_but_not_in_what_the_log_says(desk: Log) -> None:
    one, other = desk.world(1, 0), desk.world(1, 1)
    known = ~np.isnan(desk.tasks["service"].effort_min)
    for column in ("arrival_min", "task_type", "function", "key"):
        assert np.array_equal(one.tasks[column], other.tasks[column])
    assert np.array_equal(one.tasks["effort_min"][known], other.tasks["effort_min"][known])
    assert not np.array_equal(one.tasks["effort_min"][~known], other.tasks["effort_min"][~known])
    for column in ("difficulty", "machine_z", "novel", "patience_min"):
        assert not np.array_equal(one.tasks[column], other.tasks[column])
    assert one.key != other.key
    assert one.outages != other.outages


def test_the_same_replication_is_the_same_world(desk: Log) -> None:
    assert desk.world(4, 2) == desk.world(4, 2)


def test_all_that_is_no_task_is_as_drawn_for_a_config_without_a_log(desk: Log) -> None:
    logged, drawn = desk.world(3, 1), draw_world(desk.config, 3, 1)
    for fact in ("absences", "outages", "degradations", "exits", "key", "seats", "task_types", "functions"):
        assert getattr(logged, fact) == getattr(drawn, fact)
    assert logged.type_z.tolist() == drawn.type_z.tolist()
    assert logged.talent_z.tolist() == drawn.talent_z.tolist()
    n = min(logged.n_tasks, drawn.n_tasks)
    for column in ("key", "machine_z", "novel", "needs_human", "patience_min"):
        assert np.array_equal(logged.tasks[column][:n], drawn.tasks[column][:n])
    assert logged.origin == "log desk.csv"
    assert logged.horizon_days == desk.config.horizon_days == 40


def test_difficulty_is_standard_normal_and_correlates_with_effort_within_types(build: Build, tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    many_rows(20_000).to_csv(path, index=False)
    config = one_function(build, functions={"service": {"human": {"effort_difficulty_correlation": 0.6}}})
    tasks = read_log(path, config).world(1).tasks
    n = len(tasks["key"])
    assert stats.kstest(tasks["difficulty"], "norm").statistic * np.sqrt(n) < stats.kstwobign.isf(1e-4)
    for kind in range(3):
        mine = tasks["task_type"] == kind
        score = stats.norm.ppf((stats.rankdata(tasks["effort_min"][mine]) - 0.5) / mine.sum())
        seen = np.corrcoef(score, tasks["difficulty"][mine])[0, 1]
        # Fisher's z: 4 standard errors; times to the second tie, which costs less than 0.01 of correlation.
        assert abs(np.arctanh(seen) - np.arctanh(0.6)) < 4 / np.sqrt(mine.sum()) + 0.015


def test_tasks_of_equal_effort_have_no_trend_in_difficulty(build: Build, tmp_path: Path) -> None:
    rows = many_rows()
    rows["closed"] = rows["begin"] + pd.Timedelta(minutes=3)
    rows.to_csv(tmp_path / "fixed.csv", index=False)
    config = one_function(build, functions={"service": {"human": {"effort_difficulty_correlation": 0.9}}})
    tasks = read_log(tmp_path / "fixed.csv", config).world(1).tasks
    assert len(np.unique(tasks["effort_min"])) == 1
    assert abs(stats.spearmanr(tasks["arrival_min"], tasks["difficulty"]).statistic) < 4 / np.sqrt(4000)
    assert stats.kstest(tasks["difficulty"], "norm").pvalue > 1e-3


def test_a_log_s_world_survives_its_file(desk: Log, tmp_path: Path) -> None:
    world = desk.world(1)
    assert World.load(world.save(tmp_path / "world.parquet")) == world


def test_golden_world_of_a_log(build: Build, write: Write) -> None:
    world = read_log(write(many_rows(300, 12).to_csv(index=False)), one_function(build)).world(7, 3)
    assert world.content_hash == GOLDEN


def test_a_variant_of_the_config_shares_the_log(desk: Log) -> None:
    data = desk.config.to_dict()
    data["staff"]["agent"]["count"] = 7
    more_people = Config.model_validate(data)
    assert len(desk.world(1, config=more_people).seats) == 7
    data["horizon_days"] = 30
    with pytest.raises(ValueError, match="must keep the functions, task types, start date and horizon"):
        desk.world(1, config=Config.model_validate(data))


@pytest.mark.parametrize(("seed", "replication"), [(-1, 0), (0, -1)])
def test_negative_seeds_are_refused(desk: Log, seed: int, replication: int) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        desk.world(seed, replication)


def test_arrays_are_read_only(desk: Log) -> None:
    for array in (*desk.world(1).tasks.values(), desk.tasks["service"].arrival_min, desk.tasks["service"].effort_min):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


# ------------------------------------------------------------------------------------------------ what is learnt


def test_config_takes_calendar_demand_and_mean_effort_from_the_log(build: Build, write: Write) -> None:
    config = build()
    log = read_log(write(), config)
    assert str(log.config.business.start_date) == "2026-03-02"
    assert log.config.horizon_days == 3
    sales = log.config.functions["sales"]
    assert sales.effort.mean_min == pytest.approx(30 * speed_of_people(config, "sales"), rel=1e-12)
    for name, count in log.report.tasks.items():
        rates = daily_rates(log.config.functions[name].arrivals, log.config.business, 3)
        assert rates.sum() == pytest.approx(count, rel=1e-12)


def test_everything_else_in_the_config_stays(build: Build, write: Write) -> None:
    before, after = build().to_dict(), read_log(write(), build()).config.to_dict()
    after["business"]["start_date"] = before["business"]["start_date"]
    for key in ("horizon_days", "warm_up_days"):
        after[key] = before[key]
    for name, function in after["functions"].items():
        function["arrivals"]["per_day"] = before["functions"][name]["arrivals"]["per_day"]
        function["effort"]["mean_min"] = before["functions"][name]["effort"]["mean_min"]
    assert after == before


def test_demand_counts_open_days_only(build: Build, write: Write) -> None:
    # Monday to the Monday after: six open days of eight.
    rows = "".join(f"service,2026-03-{day:02}T10:00\n" for day in (2, 3, 4, 5, 6, 9))
    log = read_log(write("type,created\n" + rows), build())
    assert log.config.horizon_days == 8
    assert log.config.functions["service"].arrivals.per_day == pytest.approx(1.0)
    assert log.config.functions["sales"].arrivals.per_day == 0.0


def test_mean_effort_counts_tasks_without_one_at_the_mean_of_their_type(desk: Log) -> None:
    function = desk.config.functions["service"]
    expected = np.mean([desk.world(1, replication).tasks["effort_min"].mean() for replication in range(20)])
    assert function.effort.mean_min == pytest.approx(expected, rel=0.01)


def test_new_types_of_the_only_function_get_names_shares_and_relative_efforts(desk: Log) -> None:
    types = desk.config.functions["service"].types
    assert set(types) == {"Bill", "Fault", "Change_of_plan"}
    assert desk.report.kinds["Change of plan"] == "service/Change_of_plan"
    tasks = desk.world(1).task_table()
    shares = tasks["task_type"].value_counts(normalize=True)
    mean = desk.config.functions["service"].effort.mean_min
    known = ~np.isnan(desk.tasks["service"].effort_min)
    for name, kind in types.items():
        assert kind.share == pytest.approx(shares[name])
        of_type = tasks["effort_min"][known & (tasks["task_type"] == name).to_numpy()].mean()
        assert kind.effort_factor == pytest.approx(of_type / mean, rel=1e-9)


def test_a_world_drawn_from_the_adapted_config_resembles_the_log(desk: Log) -> None:
    config = desk.config.model_copy(update={"horizon_days": 2000})
    drawn = draw_world(config, 1).tasks
    # The log has 4,000 tasks, the config 30 open days in its 40.
    assert len(drawn["key"]) / (2000 * 5 / 7) == pytest.approx(4000 / 30, rel=0.03)
    assert drawn["effort_min"].mean() == pytest.approx(desk.world(1).tasks["effort_min"].mean(), rel=0.06)


def test_declared_types_are_found_in_any_spelling(build: Build, write: Write) -> None:
    rows = ["ORDER", "Quote ", "order", "Sales", "service"]
    text = "type,opened\n" + "".join(f"{name},2026-03-02 1{i}:00\n" for i, name in enumerate(rows))
    log = read_log(write(text), build())
    names = log.world(1).task_table()[["function", "task_type"]].to_numpy().tolist()
    assert names[:3] == [["sales", "order"], ["sales", "quote"], ["sales", "order"]]
    assert names[3][0] == "sales"
    assert names[3][1] in ("order", "quote")  # the log names no type: drawn by the shares
    assert names[4] == ["service", "service"]
    types = log.config.functions["sales"].types
    assert {name: kind.share for name, kind in types.items()} == pytest.approx({"order": 2 / 3, "quote": 1 / 3})


def test_types_that_differ_in_signs_or_begin_with_digits_get_names_of_their_own(build: Build, write: Write) -> None:
    labels = ["A+", "A-", "2nd line", "Änderung", "***", "service"]
    rows = "".join(f"{label},2026-03-02T1{i}:00\n" for i, label in enumerate(labels))
    log = read_log(write("type,created\n" + rows), one_function(build))
    assert log.report.kinds == {
        "A+": "service/A",
        "A-": "service/A_2",
        "2nd line": "service/type_2nd_line",
        "Änderung": "service/Anderung",
        "***": "service/type",
        "service": "service",
    }


def test_the_only_function_needs_no_type_column(build: Build, write: Write) -> None:
    log = read_log(write("created\n2026-03-02T09:00\n2026-03-02T09:30\n"), one_function(build))
    assert log.config.functions["service"].types == {}
    assert log.world(1).task_table()["task_type"].tolist() == ["service", "service"]


def test_a_log_without_handling_times_takes_efforts_from_the_config(build: Build, write: Write) -> None:
    rows = "".join(f"2026-03-02T{hour:02}:{minute:02}\n" for hour in range(24) for minute in range(0, 60, 2))
    log = read_log(write("created\n" + rows), one_function(build))
    assert log.report.effort_imputed == 720
    assert log.config.functions["service"].effort.mean_min == 6.0
    efforts = log.world(1).tasks["effort_min"]
    assert stats.kstest(efforts, "expon", args=(0, 6)).pvalue > 1e-3
    assert not np.array_equal(efforts, log.world(1, 1).tasks["effort_min"])


def test_a_shorter_horizon_of_the_config_cuts_the_log(build: Build, write: Write) -> None:
    log = read_log(write(), build(horizon_days=2, warm_up_days=0))
    assert log.config.horizon_days == 2
    assert log.report.left_out == {"arrival beyond the horizon (raise horizon_days to take the whole log)": 1}
    assert log.world(1).n_tasks == 3


def test_a_warm_up_longer_than_the_log_is_cut_to_a_quarter(build: Build, write: Write) -> None:
    rows = "".join(f"service,2026-03-{day:02}T10:00\n" for day in range(2, 10))
    log = read_log(write("type,created\n" + rows), build(warm_up_days=20))
    assert (log.config.horizon_days, log.config.warm_up_days) == (8, 2)


# ------------------------------------------------------------------------------------------------ who was put to people

QUEUED = """type,arrival_ts,queue_join_ts,start_ts,end_ts,outcome
service,2026-03-02 09:00:00,2026-03-02 09:00:10,2026-03-02 09:01:00,2026-03-02 09:05:00,served
service,2026-03-02 09:10:00,,2026-03-02 09:10:12,2026-03-02 09:12:00,served
service,2026-03-02 09:20:00,2026-03-02 09:20:06,,,abandoned
service,2026-03-02 09:30:00,,,,abandoned
"""


def test_with_a_queue_column_a_task_arrives_when_it_is_put_to_people(build: Build, write: Write) -> None:
    log = read_log(write(QUEUED), build())
    # Queued; answered at once; queued and gave up. Hung up in the menu: no demand on anybody.
    assert log.world(1).tasks["arrival_min"] * 60 == pytest.approx([32_410, 33_012, 33_606])
    assert log.report.left_out == {"neither queued nor begun: never put to people": 1}


def test_without_a_queue_column_all_arrive_when_they_arrive(build: Build, write: Write) -> None:
    log = read_log(write(QUEUED), build(), "queue=")
    assert (log.world(1).tasks["arrival_min"] - 540).tolist() == [0.0, 10.0, 20.0, 30.0]
    assert log.report.left_out == {}


def test_time_until_somebody_gave_up_is_no_handling_time(build: Build, write: Write) -> None:
    times = "2026-03-02 09:00,2026-03-02 09:00,2026-03-02 09:50"
    text = f"type,opened,start,end,outcome\nservice,{times},Hung up\nservice,{times},done\n"
    log = read_log(write(text), build())
    assert log.report.effort_imputed == 1
    assert np.isnan(log.tasks["service"].effort_min).tolist() == [True, False]


# ------------------------------------------------------------------------------------------------ rows left out

BROKEN = """case,type,arrival,start,end
1,service,2026-03-02 09:00:00,2026-03-02 09:00:00,2026-03-02 09:10:00
2,service,,2026-03-02 09:00:00,2026-03-02 09:10:00
3,service,02.03.2026 09:00,2026-03-02 09:00:00,2026-03-02 09:10:00
4,service,2026-03-02 09:00:00,soon,2026-03-02 09:10:00
5,service,2026-03-02 09:00:00,2026-03-02 08:00:00,2026-03-02 09:10:00
6,service,2026-03-02 09:00:00,2026-03-02 09:20:00,2026-03-02 09:10:00
7,service,2026-03-02 09:00:00,2026-03-02 09:10:00,2026-03-02 09:10:00
8,servise,2026-03-02 09:00:00,2026-03-02 09:10:00,2026-03-02 09:20:00
9,service,2026-03-02 09:00:59,2026-03-02 09:00:00,2026-03-02 09:00:05
10,service,2027-03-02 09:00:00,NULL,

11,service,2026-03-02 09:00:00,n/a,2026-03-01 09:10:00
"""


def test_unusable_rows_are_counted_by_reason_and_listed_with_their_line(build: Build, write: Write) -> None:
    log = read_log(write(BROKEN), build(), rejects="out.csv")
    assert log.report.left_out == {
        "no arrival": 1,
        "arrival is not a time": 1,
        "queue, start or end is not a time": 1,
        "queue or start before arrival": 1,
        "end before start or arrival": 2,
        "no time between start and end": 1,
        "unknown type": 1,
        "arrival beyond the horizon (raise horizon_days to take the whole log)": 1,
    }
    assert log.report.unknown == {"servise": 1}
    assert (log.report.rows, log.report.used) == (11, 2)  # a start within a minute of the arrival is a clock's fault
    assert log.report.very_short == 1
    listed = pd.read_csv("out.csv", keep_default_na=False)
    assert listed["line"].tolist() == [3, 4, 5, 6, 7, 8, 9, 11, 13]
    assert listed["case"].tolist() == [2, 3, 4, 5, 6, 7, 8, 10, 11]
    assert listed["reason"][6] == "unknown type 'servise' (nearest: 'service')"
    assert listed["arrival"][1] == "02.03.2026 09:00"


def test_the_list_of_rows_left_out_is_written_even_if_it_is_empty(build: Build, write: Write) -> None:
    Path("out.csv").write_text("old\n", encoding="utf-8")
    read_log(write(), build(), rejects="out.csv")
    header = "line,reason,case_id,task_type,resource,arrival_ts,start_ts,end_ts,outcome"
    assert Path("out.csv").read_text(encoding="utf-8").splitlines() == [header]


def test_the_report_says_it_all(build: Build, write: Write) -> None:
    text = str(read_log(write(BROKEN), build()).report)
    assert text.startswith("2 of 11 rows became tasks\n  service: 2\n")
    assert "left out, no arrival: 1" in text
    assert "unknown type 'servise': 1" in text
    assert text.endswith("columns: case=case, type=type, arrival=arrival, start=start, end=end")


def test_several_rows_of_a_case_are_several_tasks(build: Build, write: Write) -> None:
    log = read_log(write(), build())
    assert (log.report.used, log.report.cases) == (4, 3)


# ------------------------------------------------------------------------------------------------ files and columns


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz", "text.parquet", "typed.parquet"])
@pytest.mark.parametrize("zone", [None, "Asia/Tokyo"])
def test_csv_gz_and_parquet_hold_the_same_tasks(build: Build, tmp_path: Path, name: str, zone: str | None) -> None:
    rows, path, plain = many_rows(200, 3), tmp_path / name, tmp_path / "plain.csv"
    rows.to_csv(plain, index=False)
    if zone is not None:  # the same moments; the firm's clock is an hour ahead of UTC
        for column in ("opened", "begin", "closed"):
            rows[column] = rows[column].dt.tz_localize("+01:00").dt.tz_convert(zone)
    if name.endswith(".parquet"):
        (rows if name == "typed.parquet" else rows.astype(str)).to_parquet(path)
    else:
        rows.to_csv(path, index=False)
    config = one_function(build)
    ours, theirs = (read_log(which, config).tasks["service"] for which in (path, plain))
    assert len(ours.arrival_min) == 200
    assert np.array_equal(ours.arrival_min, theirs.arrival_min)
    assert np.array_equal(ours.effort_min, theirs.effort_min, equal_nan=True)
    assert np.array_equal(ours.task_type, theirs.task_type)


def test_times_with_and_without_a_zone_can_be_mixed(build: Build, write: Write) -> None:
    text = "type,created\nservice,2026-03-02T09:00\nservice,2026-03-02T08:00Z\nservice,2026-03-02 03:30:00-05:30\n"
    log = read_log(write(text), build(business={"utc_offset_h": 1.0}))
    assert log.world(1).tasks["arrival_min"].tolist() == [540.0, 540.0, 600.0]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_separate_too(build: Build, write: Write, mark: str) -> None:
    log = read_log(write("\ufeff" + PLAIN.replace(",", mark)), build())
    assert log.report.used == 4
    assert log.report.columns["case"] == "case_id"


def test_names_of_columns_are_guessed_whatever_their_case(build: Build, write: Write) -> None:
    text = PLAIN.replace("case_id,task_type,resource,arrival_ts", "Ticket,Activity,ASSIGNEE,Created at")
    assert read_log(write(text), build()).report.columns == {
        "case": "Ticket",
        "type": "Activity",
        "worker": "ASSIGNEE",
        "arrival": "Created at",
        "start": "start_ts",
        "end": "end_ts",
        "outcome": "outcome",
    }


@pytest.mark.parametrize(
    "columns",
    ["arrival=logged , type=What", {"arrival": "logged", "type": "what"}],
    ids=["text", "mapping"],
)
def test_columns_can_be_named(build: Build, write: Write, columns: Any) -> None:
    text = "what,logged,created,type\nservice,2026-03-02T09:00,2026-03-01T09:00,x\n"
    log = read_log(write(text), build(), columns)
    assert log.report.columns == {"arrival": "logged", "type": "what"}


def test_start_may_stand_in_for_the_arrival(build: Build, write: Write) -> None:
    text = "type,start,end\nservice,2026-03-02T09:00,2026-03-02T09:10\n"
    log = read_log(write(text), build(), "arrival=start,start=start")
    assert log.world(1).tasks["arrival_min"].tolist() == [540.0]
    assert log.report.effort_imputed == 0


# ------------------------------------------------------------------------------------------------ messages

HEAD = "type,arrival,start,end\n"
ROW = "service,2026-03-02 09:00,2026-03-02 09:10,2026-03-02 09:20\n"
FAULTS: list[tuple[str, str, str | None, str]] = [
    ("an empty file", "", None, "log.csv: the file is empty; it must begin with a line of column names"),
    ("a header alone", HEAD, None, "log.csv: there is no row below the line of column names"),
    ("blank lines alone", HEAD + "\n\n", None, "log.csv: there is no row below the line of column names"),
    ("a long line", HEAD + ROW + "a,b,c,d,e\n", None, "log.csv: not a table (line 3 has 5 columns instead of 4)"),
    ("an open quote", HEAD + '"service,2026\n', None, "log.csv: not a table (EOF inside string starting at row 1)"),
    (
        "no arrival",
        "type,when\nservice,2026-03-02\n",
        None,
        "log.csv: no column looks like the arrival of tasks; name it with arrival=COLUMN. Columns: type, when. Names "
        "understood: arrival_ts, arrival, arrival_time, arrived, created, created_at, opened, opened_at",
    ),
    (
        "a column that is not there",
        HEAD + ROW,
        "end=ende",
        "log.csv: there is no column 'ende' (given for end); did you mean 'end'? Columns: type, arrival, start, end",
    ),
    (
        "an unknown role",
        HEAD + ROW,
        "arival=arrival",
        "columns: unknown role 'arival'; did you mean 'arrival'? Roles: case, type, worker, arrival, queue, "
        "start, end, outcome",
    ),
    ("a role twice", HEAD + ROW, "end=end,end=start", "columns: the role 'end' is given twice"),
    (
        "a column for two roles",
        HEAD + ROW,
        "start=start,end=Start",
        "columns: the column 'Start' is given for both start and end",
    ),
    (
        "no mapping",
        HEAD + ROW,
        "arrival",
        "columns: 'arrival' is not role=column; write for instance "
        "case=ticket,type=category,arrival=opened,start=begun,end=closed",
    ),
    (
        "no arrival on purpose",
        HEAD + ROW,
        "arrival=",
        "columns: arrival must name a column; every task needs an arrival",
    ),
    (
        "no type for several functions",
        "arrival\n2026-03-02\n",
        None,
        "log.csv: no column says which function a task belongs to, and the config has several; "
        "name it with type=COLUMN",
    ),
    (
        "times of another form",
        HEAD + ROW.replace("2026-03-02", "02/03/2026") * 2,
        None,
        "log.csv: no row can be used:\n  2 x, first in line 2: arrival is not a time ('02/03/2026 09:00'; "
        "write times as 2027-01-31 09:05:00)",
    ),
    (
        "unknown types",
        HEAD + ROW.replace("service", "servce") + ROW.replace("service", "xyz"),
        None,
        "log.csv: no row can be used:\n  2 x, first in line 2: unknown type 'servce' (nearest: 'service')",
    ),
    (
        "a type like nothing",
        HEAD + ROW.replace("service", "xyz"),
        None,
        "log.csv: no row can be used:\n  1 x, first in line 2: unknown type 'xyz' (functions: sales, service)",
    ),
    (
        "dates without a time",
        HEAD + "service,2026-03-02,2026-03-02,2026-03-09\n",
        None,
        "log.csv: 'start' and 'end' are dates without a time of day, so the work done cannot be read off them; say "
        "start=,end= to take efforts from the config instead",
    ),
    (
        "a date in another century",
        HEAD + ROW + ROW.replace("2026", "1899"),
        None,
        "log.csv: the log runs over 46387 days from 1899-03-02; at most 20000 are allowed. Is a date wrong?",
    ),
    (
        "years of handling time",
        HEAD + ROW.replace("2026-03-02 09:20", "2326-03-02 09:20"),
        None,
        "log.csv: the config does not fit this log: functions.service.effort.mean_min: must be at most "
        "100000, got 152429780.47209543",
    ),
]


@pytest.mark.parametrize(("text", "columns", "message"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_malformed_log_is_refused_in_plain_words(
    build: Build, write: Write, text: str, columns: str | None, message: str
) -> None:
    with pytest.raises(LogError) as caught:
        read_log(write(text), build(), columns)
    assert str(caught.value) == message


def refusal(path: Path, config: Config, **more: Any) -> str:
    with pytest.raises(LogError) as caught:
        read_log(path, config, **more)
    return str(caught.value)


def test_files_that_are_no_logs_are_refused(build: Build, write: Write) -> None:
    config = build()
    assert refusal(Path("none.csv"), config) == "none.csv: there is no such file"
    assert refusal(write("x", "log.xlsx"), config) == (
        "log.xlsx: not an event log; allowed are files named .csv, .csv.gz, .parquet"
    )
    Path("dir.csv").mkdir()
    assert refusal(Path("dir.csv"), config) == "dir.csv: cannot be read (Is a directory)"
    Path("latin.csv").write_bytes(HEAD.encode() + "Büro,2026-03-02,,\n".encode("latin-1"))
    assert refusal(Path("latin.csv"), config).startswith("latin.csv: not text in UTF-8")
    assert refusal(write("no table", "text.parquet"), config).startswith("text.parquet: not a table (")


def test_a_damaged_archive_is_refused(build: Build, write: Write) -> None:
    whole = write(PLAIN * 50, "log.csv.gz").read_bytes()
    Path("torn.csv.gz").write_bytes(whole[: len(whole) // 2])
    assert refusal(Path("torn.csv.gz"), build()) == "torn.csv.gz: the compressed file is cut off or damaged"
    Path("plain.csv.gz").write_text(PLAIN, encoding="utf-8")
    assert refusal(Path("plain.csv.gz"), build()).startswith("plain.csv.gz: cannot be read (Not a gzipped file")


def test_too_many_types_are_refused(build: Build, write: Write) -> None:
    rows = "".join(f"case {i},2026-03-02T10:00\n" for i in range(501))
    assert refusal(write("type,created\n" + rows), one_function(build)) == (
        "log.csv: 501 different types of task; at most 500 are allowed. Is this the right column?"
    )


def test_a_type_of_two_functions_is_refused(build: Build, write: Write) -> None:
    config = build(functions={"service": {"types": {"Order": {"share": 1}}}})
    assert refusal(write(), config) == (
        "log.csv: functions 'sales' and 'service' of the config both have a task type 'Order'; rename one to read a log"
    )


def test_a_config_that_does_not_fit_the_log_is_refused(build: Build, write: Write) -> None:
    late = build(stressors={"vendor_outage": {"day": 30}})
    assert refusal(write(), late) == (
        "log.csv: the config does not fit this log: stressors.vendor_outage.day: must be before the horizon (3 days)"
    )


def test_a_list_that_cannot_be_written_is_refused(build: Build, write: Write) -> None:
    assert refusal(write(), build(), rejects="no/such/out.csv").startswith(
        "no/such/out.csv: the rows left out cannot be written ("
    )


# ------------------------------------------------------------------------------------------------ real logs


def real(name: str) -> Path:
    """A log of the shared data beside the repository, which is not part of the project."""
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / "data" / name
        if found.exists():
            return found
    pytest.skip(f"the real log {name} is not beside the repository (looked for shared/data in all folders above)")


@pytest.fixture(scope="module")
def call_centre(build: Build) -> tuple[Log, float]:
    path = real("call_centre_1999_jan_feb.csv.gz")
    config = one_function(build, business={"hours": {"sun-thu": "07:00-24:00", "fri": "07:00-14:00"}}, horizon_days=364)
    began = perf_counter()
    log = read_log(path, config)
    return log, perf_counter() - began


def test_call_centre_is_read_whole_and_fast(call_centre: tuple[Log, float]) -> None:
    log, seconds = call_centre
    assert log.report.rows == 64_368
    assert log.report.used == 60_817
    assert log.report.left_out == {
        "queue or start before arrival": 17,
        "no time between start and end": 345,
        "neither queued nor begun: never put to people": 3189,
    }
    assert log.report.effort_imputed == 6999
    assert log.report.very_short == 2967
    assert (log.report.workers, log.config.horizon_days) == (29, 59)
    assert set(log.config.functions["service"].types) == {"PS", "NW", "NE", "TT", "IN", "PE"}
    assert seconds < 6  # 0.8 s on an idle core; the bound is for a busy one


def test_call_centre_world_has_the_published_moments(call_centre: tuple[Log, float]) -> None:
    log, _ = call_centre
    logged = log.tasks["service"]
    handling_s = logged.effort_min * 60 / speed_of_people(log.config, "service")
    handling_s = handling_s[~np.isnan(handling_s)]
    # Brown et al. 2005 and the description of the data: about 111 s, 184 s and 1.3.
    assert np.median(handling_s) == pytest.approx(111, rel=0.02)
    assert handling_s.mean() == pytest.approx(184, rel=0.03)
    assert handling_s.std() / handling_s.mean() == pytest.approx(1.3, abs=0.1)
    world = log.world(1)
    assert world.n_tasks == 60_817
    february = logged.arrival_min >= 31 * 1440
    # Of the calls put to agents in February 12.6 % were given up.
    assert np.isnan(logged.effort_min[february]).mean() == pytest.approx(0.126, abs=0.002)
    assert np.corrcoef(np.log(world.tasks["effort_min"]), world.tasks["difficulty"])[0, 1] == pytest.approx(
        0.29, abs=0.03
    )


def test_parts_maker_is_read(build: Build) -> None:
    log = read_log(real("parts_maker_2012_q1.csv.gz"), one_function(build, horizon_days=364))
    assert (log.report.rows, log.report.used) == (4503, 4494)
    assert log.report.cases == 225
    assert log.world(1).n_tasks == 4494


def test_software_firm_s_dates_are_no_handling_times(build: Build) -> None:
    path = real("software_firm_2004_2008.csv.gz")
    config = one_function(build, horizon_days=20_000)
    assert "are dates without a time of day" in refusal(path, config)
    log = read_log(path, config, "start=,end=")
    assert log.report.used == log.report.effort_imputed == 7241
    assert log.config.functions["service"].effort.mean_min == 6.0
