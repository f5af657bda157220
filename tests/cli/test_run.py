"""`run` measures, tells, and leaves a folder from which everything can be repeated."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from symbio_sim import load_config, replicate
from symbio_sim.config import config_hash
from symbio_sim.metrics.names import MEASURES
from symbio_sim.report import collect as collecting

Symbio = Callable[..., Any]

BREAKING = ("--set", "policy.rule=custom", "--set", "policy.function=breaking:prefer")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_measures_are_those_of_the_library_to_the_last_bit(symbio: Symbio, here: Path) -> None:
    symbio("run", "tiny.yaml", "-n", "2", "--seed", "7", "--no-figures", "--out", "report")
    found = pd.read_parquet(here / "report" / "measures.parquet")
    pd.testing.assert_frame_equal(found, replicate(load_config("tiny.yaml"), 7, 2), check_exact=True)


def test_the_table_shows_each_measure_of_what_there_is_by_its_plain_name_in_the_firms_currency(symbio: Symbio) -> None:
    answer = symbio("run", "tiny.yaml", "-n", "2", "--no-figures", "--json")
    measured = json.loads(answer.out)["measures"]
    lines = {line.strip(): line for line in answer.err.splitlines()}
    concerned = {MEASURES[key].group for key, row in measured.items() if row["n"]}
    assert "Agility" not in concerned, "no shift of the market is planned"
    for key in measured:
        is_shown = any(line.startswith(MEASURES[key].label) for line in lines)
        assert is_shown == (MEASURES[key].group in concerned), key
    wages = next(line for line in lines if line.startswith("Wages"))
    assert f"{25 * measured['wages_eur']['mean']:,.0f}" in wages
    assert wages.endswith("CZK")
    assert "EUR" not in answer.err


def test_json_stands_alone_on_stdout_and_has_null_for_what_is_undefined(symbio: Symbio) -> None:
    answer = symbio("run", "tiny.yaml", "-n", "2", "--no-figures", "--json")
    data = json.loads(answer.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert data["worlds"] == 2
    assert data["failures"] == []
    assert data["measures"]["error_share_reviewed"]["mean"] is None
    assert data["measures"]["goodput_tasks_per_day"]["ci_low"] < data["measures"]["goodput_tasks_per_day"]["mean"]
    assert "Tiny shop: 2 Worlds" in answer.err


FIGURES = ("throughput_and_backlog", "resilience_triangle", "skill_over_time", "mode_shares")

WRITTEN = {
    *("measures.parquet", "measures.csv", "summary.csv", "stress_risk.csv"),
    *("config.yaml", "provenance.json", "report.txt"),
    *(f"first_world/{name}.parquet" for name in ("tasks", "days", "staff", "skill", "bots", "vendors", "world")),
    *(f"first_world/{name}.parquet" for name in ("firm_days", "vendor_days")),
    "first_world/provenance.json",
    *(f"figures/{name}.{kind}" for name in FIGURES for kind in ("png", "svg")),
}


def test_the_same_command_twice_writes_the_same_folder_whole(symbio: Symbio, here: Path) -> None:
    first = symbio("run", "tiny.yaml", "-n", "2")
    [folder] = (here / "runs").iterdir()
    assert folder.name == f"tiny-{config_hash(load_config('tiny.yaml'))[:8]}-s1-n2"
    assert first.out.splitlines()[-1] == f"Report: {Path('runs') / folder.name}"
    before = contents(folder)
    assert set(before) == WRITTEN
    second = symbio("run", "tiny.yaml", "-n", "2")
    assert [folder] == list((here / "runs").iterdir())
    after = contents(folder)
    for name in ("provenance.json", "first_world/provenance.json"):
        # The engines give the same numbers; which of them is sooner depends on what the process has done before.
        first_facts, second_facts = (json.loads(found.pop(name)) for found in (before, after))
        may_differ = {"written_utc", "engine", "engine_choice"}
        assert {key: first_facts[key] for key in first_facts.keys() - may_differ} == {
            key: second_facts[key] for key in second_facts.keys() - may_differ
        }
    assert before == after
    assert "replaced" not in first.out
    assert "replaced the report of an earlier run of the same command" in second.out


@pytest.mark.parametrize(
    "change",
    [
        ("--seed", "2"),
        ("-n", "3"),
        ("--first-world", "1"),
        ("--set", "policy.share=0.25"),
        ("--log", "log.csv", "--map", "type=kind,arrival=opened,start=begun,end=closed"),
    ],
    ids=lambda change: change[0],
)
def test_another_command_writes_another_folder(change: tuple[str, ...], symbio: Symbio, here: Path) -> None:
    base = ("run", "tiny.yaml", "-n", "1", "--no-stress", "--no-figures")
    symbio(*base)
    assert symbio(*base, *change).code == 0
    assert len(list((here / "runs").iterdir())) == 2


def test_the_config_in_the_folder_repeats_the_run(symbio: Symbio, here: Path) -> None:
    symbio("run", "tiny.yaml", "--set", "policy.share=0.25", "-n", "1", "--no-figures", "--out", "one")
    symbio("run", "one/config.yaml", "-n", "1", "--no-figures", "--out", "two")
    assert (here / "one" / "measures.csv").read_bytes() == (here / "two" / "measures.csv").read_bytes()
    assert load_config("one/config.yaml") == load_config("tiny.yaml", ["policy.share=0.25"])


def test_the_provenance_holds_the_command_the_versions_and_the_seed(symbio: Symbio, here: Path) -> None:
    arguments = ("run", "tiny.yaml", "--set", "business.name=A & B", "-n", "1", "--no-figures", "--out", "report")
    symbio(*arguments)
    facts = json.loads((here / "report" / "provenance.json").read_text(encoding="utf-8"))
    assert shlex.split(facts["command"]) == ["symbio-sim", *arguments]
    assert facts["identity"]["seed"] == 1
    assert facts["identity"]["config_hash"] == config_hash(load_config("report/config.yaml"))
    assert {"symbio_sim", "python", "platform", "engine", "packages"} <= set(facts)


def test_one_world_has_no_interval_and_says_why(symbio: Symbio) -> None:
    answer = symbio("run", "tiny.yaml", "-n", "1", "--no-stress", "--no-figures")
    assert "Intervals need at least two Worlds" in answer.out
    assert " to " not in next(line for line in answer.out.splitlines() if "Wages" in line)


def test_without_stress_nothing_of_the_planned_outage_is_told(symbio: Symbio, here: Path) -> None:
    answer = symbio("run", "tiny.yaml", "-n", "2", "--no-stress", "--no-figures", "--out", "report")
    assert answer.code == 0
    assert "Resilience" not in answer.out
    assert "resilience" not in (here / "report" / "measures.csv").read_text()
    assert not (here / "report" / "figures").exists()


def test_a_failing_world_is_told_with_the_command_that_repeats_it_and_the_others_are_kept(
    symbio: Symbio, here: Path
) -> None:
    base = ("run", "tiny.yaml", *BREAKING, "--no-stress", "--no-figures")
    answer = symbio(*base, "-n", "6", "--out", "report", "--json")
    data = json.loads(answer.out)
    failed = [failure["world"] for failure in data["failures"]]
    assert answer.code == 1
    assert 0 < len(failed) < 6, "the rule must break in some Worlds and not in others"
    measures = pd.read_csv(here / "report" / "measures.csv")
    assert sorted([*failed, *measures["replication"]]) == list(range(6))
    text = (here / "report" / "failures" / f"world-{failed[0]:05d}.txt").read_text()
    assert "ArithmeticError: this task is beyond me" in text

    command = shlex.split(text.splitlines()[1])
    assert command == shlex.split(data["failures"][0]["repeat"])
    again = symbio(*command[1:])
    assert again.code == 1
    assert f"World {failed[0]} failed: ArithmeticError: this task is beyond me" in again.err


def test_a_run_in_which_every_world_fails_still_says_so(symbio: Symbio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "measure", lambda run: 1 / 0)
    answer = symbio("run", "tiny.yaml", "-n", "2", "--out", "report")
    assert answer.code == 1
    assert "World 1 failed: ZeroDivisionError" in answer.out


def test_an_interrupted_run_does_not_replace_a_fuller_one(
    symbio: Symbio, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = ("run", "tiny.yaml", "-n", "2", "--no-stress", "--no-figures", "--out", "report")
    symbio(*base)
    full = contents(here / "report")
    measure, asked = collecting.measure, []

    def interrupted(run: Any) -> dict[str, float]:
        asked.append(run)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return measure(run)

    monkeypatch.setattr(collecting, "measure", interrupted)
    answer = symbio(*base)
    assert answer.code == 130
    assert "Interrupted: 1 World was finished" in answer.out
    assert contents(here / "report") == full
    assert len(pd.read_csv(here / "report-n1" / "measures.csv")) == 1


def test_an_interruption_before_the_first_world_writes_nothing(
    symbio: Symbio, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(run: Any) -> dict[str, float]:
        raise KeyboardInterrupt

    monkeypatch.setattr(collecting, "measure", interrupted)
    answer = symbio("run", "tiny.yaml")
    assert answer.code == 130
    assert "Nothing was written" in answer.out
    assert not (here / "runs").exists()


def test_a_log_gives_the_tasks_and_its_unusable_rows_are_counted_and_listed(symbio: Symbio, here: Path) -> None:
    columns = "case=ticket,type=kind,worker=by,arrival=opened,start=begun,end=closed,outcome=state"
    answer = symbio(
        "run", "tiny.yaml", "--log", "log.csv", "--map", columns, "-n", "1", "--no-stress", "--no-figures",
        "--out", "report",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert "4 of 6 rows became tasks" in answer.out
    rejected = pd.read_csv(here / "report" / "rejected_rows.csv")
    assert rejected["line"].tolist() == [5, 6]
    assert rejected["ticket"].tolist() == [4, 5]
    tasks = pd.read_parquet(here / "report" / "first_world" / "tasks.parquet")
    assert len(tasks) == 4
    assert load_config("report/config.yaml").business.start_date.isoformat() == "2027-03-01"
