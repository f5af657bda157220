"""A job's rows: the measures that `evaluate` gives, whatever is kept and shared on the way."""

import json
from pathlib import Path
from typing import Any

import pytest
from sweeps import job_of, small_experiment

from symbio_sim import Config, World
from symbio_sim.experiment import cells_of
from symbio_sim.metrics import evaluate
from symbio_sim.sweep import SweepError, runner
from symbio_sim.sweep.jobs import CellRuns, Job, Row
from symbio_sim.sweep.runner import run_job

LOG = """case,kind,opened,begun,closed
1,orders,2027-03-01 09:05,2027-03-01 09:10,2027-03-01 09:30
2,orders,2027-03-01 10:00,2027-03-01 10:00,2027-03-01 10:15
3,calls,2027-03-02 11:00,2027-03-02 11:01,2027-03-02 11:09
4,orders,2027-03-03 12:00,2027-03-03 12:02,2027-03-03 12:10
"""
COLUMNS = {"type": "kind", "arrival": "opened", "start": "begun", "end": "closed"}


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_CONFIGS", runner._Configs())
    monkeypatch.setattr(runner, "_WORLDS", runner._Worlds())


def without_times(rows: list[Row]) -> list[Row]:
    return sorted(({**row, "seconds": 0.0} for row in rows), key=lambda row: (row["key"], row["replication"]))


@pytest.mark.parametrize("stress", [False, True])
def test_rows_hold_what_evaluate_gives_for_the_cell_in_that_world(stress: bool, tmp_path: Path) -> None:
    changes = {"stressors": {"vendor_outage": {"vendor": "all", "day": 1}}} if stress else {}
    experiment = small_experiment(tmp_path, stress=stress, **changes)
    job = job_of(experiment, 1)
    rows = {row["key"]: row for row in run_job(job)}
    for cell in cells_of(experiment):
        config = Config.model_validate(experiment.base.to_dict())
        config = config.model_copy(
            update={
                "policy": config.policy.model_copy(update={"share": float(cell.levers["automation"])}),
                "mechanisms": config.mechanisms.model_copy(
                    update={
                        "skill": config.mechanisms.skill.model_copy(
                            update={"half_life_speed_days": float(cell.levers["half_life"])}
                        )
                    }
                ),
            }
        )
        expected = evaluate(config, 5, 0, stress=stress, engine="mesa")
        found = {name: rows[cell.key][name] for name in expected}
        assert json.dumps(found) == json.dumps(expected)


def test_a_job_is_the_same_taken_apart_and_in_any_order(tmp_path: Path) -> None:
    job = job_of(small_experiment(tmp_path))
    apart = [row for single in reversed(list(job.single_runs())) for row in run_job(single)]
    assert json.dumps(without_times(apart)) == json.dumps(without_times(run_job(job)))


def test_cells_with_the_same_circumstances_share_each_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = runner.draw_world

    def counted(config: Config, seed: int, replication: int) -> World:
        drawn.append(replication)
        return draw(config, seed, replication)

    monkeypatch.setattr(runner, "draw_world", counted)
    run_job(job_of(small_experiment(tmp_path), 3))
    assert sorted(drawn) == [0, 1, 2]
    demand = {"automation": {"path": "functions.orders.arrivals.per_day", "sweep": [5.0, 6.0]}}
    drawn.clear()
    run_job(job_of(small_experiment(tmp_path, levers=demand), 3))
    assert sorted(drawn) == [0, 0, 1, 1, 2, 2]


def test_worlds_and_configs_are_let_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "MOST_TASKS", 200)
    monkeypatch.setattr(runner, "MOST_CONFIGS", 2)
    job = job_of(small_experiment(tmp_path), 5)
    run_job(job)
    assert 1 <= len(runner._WORLDS._kept) <= 3
    assert runner._WORLDS._n_tasks == sum(world.n_tasks for world in runner._WORLDS._kept.values())
    assert len(runner._CONFIGS._kept) == 2


def test_a_run_that_breaks_is_a_row_with_its_traceback_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(small_experiment(tmp_path), 3)
    measured = runner.evaluate

    def breaking(config: Config, **options: Any) -> dict[str, float]:
        if options["world"].replication == 1:
            raise ArithmeticError("no such\nnumber")
        return measured(config, **options)

    monkeypatch.setattr(runner, "evaluate", breaking)
    rows = run_job(job)
    failed = [row for row in rows if row["status"] == "failed"]
    assert {row["replication"] for row in failed} == {1}
    assert len(rows) == 3 * len(failed) == job.n_runs
    assert {row["error"] for row in failed} == {"ArithmeticError: no such number"}
    assert 'raise ArithmeticError("no such' in failed[0]["traceback"]


def test_a_cell_that_is_no_valid_config_fails_in_each_world(tmp_path: Path) -> None:
    job = job_of(small_experiment(tmp_path), 1)
    bad = CellRuns("bad", {"policy.share": 7}, (0, 1))
    rows = run_job(Job(job.study, (bad,)))
    assert [row["status"] for row in rows] == ["failed", "failed"]
    assert "ConfigError" in rows[0]["error"]
    assert "policy.share" in rows[0]["error"]


def test_a_worker_with_other_sources_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(small_experiment(tmp_path))
    monkeypatch.setattr(runner, "sources_here", lambda config: "others")
    with pytest.raises(SweepError, match="other sources"):
        run_job(job)


def logged(tmp_path: Path) -> Any:
    (tmp_path / "log.csv").write_text(LOG)
    return small_experiment(tmp_path, log={"file": str(tmp_path / "log.csv"), "map": COLUMNS})


def test_worlds_of_a_log_are_the_log_s(tmp_path: Path) -> None:
    experiment = logged(tmp_path)
    (row, *_) = run_job(job_of(experiment, 1))
    assert row["status"] == "done"
    (world,) = runner._WORLDS._kept.values()
    assert world.n_tasks == 4
    assert world.origin == "log log.csv"


def test_a_log_read_by_other_columns_makes_other_worlds(tmp_path: Path) -> None:
    # Arrivals by `begun` move the first order by five minutes; days, types and efforts stay, and so does the demand.
    for arrival in ("opened", "begun"):
        columns = {"type": "kind", "arrival": arrival, "end": "closed"}
        (tmp_path / "log.csv").write_text(LOG)
        run_job(job_of(small_experiment(tmp_path, log={"file": str(tmp_path / "log.csv"), "map": columns}), 1))
    assert [world.tasks["arrival_min"][0] for world in runner._WORLDS._kept.values()] == [545.0, 550.0]


def test_a_log_that_has_changed_since_is_refused(tmp_path: Path) -> None:
    job = job_of(logged(tmp_path), 1)
    with (tmp_path / "log.csv").open("a") as file:
        file.write("5,calls,2027-03-03 13:00,2027-03-03 13:02,2027-03-03 13:10\n")
    with pytest.raises(SweepError, match="log has changed"):
        run_job(job)
