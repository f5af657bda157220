"""`compare`, `validate`, `list`, `init`, `schema` and `trace`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from symbio_sim import load_config, simulate
from symbio_sim.config import assumed_fields, json_schema, shipped_configs
from symbio_sim.experiment import experiment_schema
from symbio_sim.firm.outlook import outlook
from symbio_sim.metrics import compare

Symbio = Callable[..., Any]


def test_compare_gives_the_paired_differences_of_the_library(symbio: Symbio) -> None:
    answer = symbio("compare", "tiny.yaml", "--set-b", "policy.share=0.9", "-n", "2", "--json")
    assert answer.code == 0, answer.err
    found = json.loads(answer.out)
    expected = compare(load_config("tiny.yaml"), load_config("tiny.yaml", ["policy.share=0.9"]), 1, 2)
    assert found["identical_worlds"] == 2
    assert list(found["measures"]) == expected["measure"].tolist()
    for row in expected.to_dict("records"):
        for name in ("mean_a", "mean_b", "difference", "ci_low", "ci_high"):
            shown = found["measures"][row["measure"]][name]
            assert shown == row[name] or (shown is None and pd.isna(row[name]))


def test_compare_marks_what_chance_does_not_explain_and_nothing_else(symbio: Symbio) -> None:
    answer = symbio("compare", "tiny.yaml", "--set-b", "staff.packer.wage_eur_per_h=60", "-n", "3", "--no-stress")
    lines = [line for line in answer.out.splitlines() if line.startswith("   ")]
    marked = {line.split(",")[0].strip() for line in lines if line.rstrip().endswith(("better", "worse", "differs"))}
    assert marked == {"Wages", "All costs", "Profit", "Profit a day", "Cost of a correct task"}


def test_compare_fits_a_narrow_terminal(symbio: Symbio, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = symbio("compare", "tiny.yaml", "--set-b", "policy.share=0.9", "-n", "2", "--no-stress")
    assert max(len(line) for line in answer.out.splitlines()) <= 80
    assert "…" not in answer.out


def test_compare_changes_both_with_set(symbio: Symbio) -> None:
    changes = ("--set", "horizon_days=10", "--set-a", "policy.share=0.1")
    found = json.loads(symbio("compare", "tiny.yaml", *changes, "-n", "1", "--no-stress", "--json").out)
    short = load_config("tiny.yaml", ["horizon_days=10"])
    expected = compare(load_config("tiny.yaml", ["horizon_days=10", "policy.share=0.1"]), short, 1, 1, stress=False)
    assert found["measures"]["wages_eur"]["mean_b"] == expected.set_index("measure").loc["wages_eur", "mean_b"]


def test_validate_says_what_to_expect_and_counts_the_assumptions(symbio: Symbio) -> None:
    answer = symbio("validate", "tiny.yaml")
    guesses = assumed_fields(load_config("tiny.yaml"))
    assert answer.code == 0
    assert answer.out.startswith("ok tiny.yaml: Tiny shop")
    assert f"{len(guesses)} values rest on an assumption" in answer.out
    assert "orders, calls" in answer.out
    assert "cloud (nlp)" in answer.out
    assert "reader: orders" in answer.out


def test_validate_lists_every_assumption_on_demand(symbio: Symbio) -> None:
    answer = symbio("validate", "tiny.yaml", "--assumed", "--json")
    guesses = assumed_fields(load_config("tiny.yaml"))
    text = "".join(answer.err.split())
    assert [guess["path"] for guess in json.loads(answer.out)["assumed"]] == [guess.path for guess in guesses]
    assert all(guess.path.split(".")[0] in text for guess in guesses)


def test_validate_warns_of_idle_people(symbio: Symbio) -> None:
    change = "functions.orders.arrivals.per_day=2"
    answer = symbio("validate", "tiny.yaml", "--set", change)
    [warning] = outlook(load_config("tiny.yaml", [change])).warnings
    assert answer.code == 0
    assert f"Warning: {warning}" in " ".join(answer.out.split())


def test_list_names_every_ready_made_business(symbio: Symbio) -> None:
    rows = json.loads(symbio("list", "--json").out)
    assert [row["name"] for row in rows] == list(shipped_configs())
    text = symbio("list").out
    assert all(row["name"] in text and row["business"].split()[0] in text for row in rows)


def test_init_copies_a_business_that_validates(symbio: Symbio, here: Path) -> None:
    answer = symbio("init", "bakery", "mine.yaml")
    assert answer.code == 0
    assert "symbio-sim validate mine.yaml" in answer.out
    assert load_config("mine.yaml") == load_config("bakery")
    (here / "mine.yaml").write_text("spoilt")
    assert symbio("init", "bakery", "mine.yaml", "--force").code == 0
    assert load_config("mine.yaml") == load_config("bakery")


def test_schema_prints_the_schema_and_nothing_else(symbio: Symbio) -> None:
    assert json.loads(symbio("schema").out) == json_schema()
    assert json.loads(symbio("schema", "--experiment").out) == experiment_schema()


def test_trace_tells_the_story_of_the_task_that_was_asked_for(symbio: Symbio) -> None:
    run = simulate(load_config("tiny.yaml"), 3, replication=1)
    tasks = run.tasks
    task = int(tasks.index[(tasks["outcome"] == "correct") & (tasks["mode"] == "bot")][0])
    answer = symbio("trace", "tiny.yaml", str(task), "--seed", "3", "--world", "1")
    assert f"Task {task}: orders" in answer.out
    assert "bot begins" in answer.out
    assert "ends: correct" in answer.out
    events = json.loads(symbio("trace", "tiny.yaml", str(task), "--seed", "3", "--world", "1", "--json").out)
    assert events[0]["time_min"] == tasks.loc[task, "arrival_min"]
    assert events[-1]["time_min"] == tasks.loc[task, "end_min"]
