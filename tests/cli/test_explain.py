"""`symbio-sim explain` as a user meets it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

Symbio = Callable[..., Any]

FEW = ("--years", "0.2", "--risk-weight", "0", "-n", "2", "-q", "--workers", "1")


def test_a_firm_is_explained_in_words_tables_and_a_figure(here: Path, symbio: Symbio) -> None:
    answer = symbio("explain", "tiny.yaml", *FEW)
    assert answer.code == 0, answer.err
    text = " ".join(answer.out.split())
    assert (
        "Tiny shop: 73 days (the first 2 not measured) in 2 Worlds, seed 1 (of fewer than 20 Worlds, intervals" in text
    )
    assert "What the pitfalls cost, CZK a year" in answer.out
    assert "added last: what it costs beyond all others" in text
    (folder,) = Path("runs").glob("explain-tiny-*/explained-n2-lambda0")
    assert {path.name for path in folder.iterdir()} >= {"explain.md", "explain.png", "losses.csv", "safeguards.csv"}
    losses, safeguards = pd.read_csv(folder / "losses.csv"), pd.read_csv(folder / "safeguards.csv")
    parts = losses[(losses["input"] != "all") & losses["other"].isna()]
    assert parts["loss"].sum() == pytest.approx(losses.loc[losses["input"] == "all", "loss"].item())
    assert safeguards["safeguard"].tolist()[-1] == "all"
    assert "explain" in json.loads((folder / "provenance.json").read_text())["command"]


def test_what_was_run_is_not_run_again_and_more_worlds_go_on_from_it(here: Path, symbio: Symbio) -> None:
    symbio("explain", "tiny.yaml", *FEW)
    (runs,) = Path("runs").glob("explain-tiny-*")
    before = {path.name for path in (runs / "shards").iterdir()}
    again = symbio("explain", "tiny.yaml", *FEW)
    assert again.code == 0
    assert {path.name for path in (runs / "shards").iterdir()} == before
    assert symbio("explain", "tiny.yaml", *FEW, "-n", "3").code == 0
    assert len(list(runs.glob("explained-*"))) == 2


def test_json_goes_to_stdout_and_the_report_where_it_is_asked_to(here: Path, symbio: Symbio) -> None:
    answer = symbio("explain", "tiny.yaml", *FEW, "--json", "--out", "answer", "--no-stress")
    found = json.loads(answer.out)
    assert found["horizon_days"] == 73
    assert found["folder"] == "answer"
    assert {row["safeguard"] for row in found["safeguards"]} >= {"core_competence", "all"}
    assert {row["safeguard"] for row in found["besides"]} == {"attention", "anyway"}
    assert "No shock is planned." in " ".join(answer.err.split())
    assert Path("answer/explain.md").is_file()


def test_a_shock_asked_for_takes_the_place_of_the_planned_one(here: Path, symbio: Symbio) -> None:
    answer = symbio("explain", "tiny.yaml", *FEW, "--stress", "cyber_incident:day=20:loss_eur=500")
    assert answer.code == 0, answer.err
    assert "cyber incident on day" in " ".join(answer.out.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("tny.yaml",), "tny.yaml: there is no such file"),
        (("bakry",), "did you mean 'bakery'?"),
        (("tiny.yaml", "--set", "policy.shar=1"), "did you mean 'share'?"),
        (("tiny.yaml", "--set", "horizon_days=30"), "is set by --years: leave it out"),
        (("tiny.yaml", "--years", "0.001"), "--years 0.001: horizon_days: must be at least 1, got 0"),
        (("tiny.yaml", "--years", "0.02"), "stressors.vendor_outage.day: must be before the horizon (7 days)"),
        (("tiny.yaml", "--risk-weight", "2"), "--risk-weight"),
        (("tiny.yaml", "-n", "20"), "at least 200 replications are needed, or `risk_weight: 0`"),
        (("tiny.yaml", "-n", "1"), "1 is not in the range 2<=x<=100000"),
        (("tiny.yaml", "--years", "nan"), "'nan' is not a number"),
        (("tiny.yaml", "--stress", "cyber_incident", "--stress", "loss_of_people"), "one shock at a time"),
        (("tiny.yaml", "--set", "policy={rule: human_only}"), "policy.rule: human_only gives bots no work"),
        (("tiny.yaml", "--stress", "flood"), "'flood' is not a kind of shock"),
        (("tiny.yaml", "--stress", "cyber_incident", "--no-stress"), "give one of them"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_without_a_traceback(
    here: Path, symbio: Symbio, words: tuple[str, ...], message: str
) -> None:
    answer = symbio("explain", *words)
    assert answer.code == 2
    assert message in " ".join(answer.err.split())
    assert "Traceback" not in answer.err
    assert not Path("runs").exists()


def test_a_firm_without_any_pitfall_has_nothing_to_explain(here: Path, symbio: Symbio) -> None:
    off = ("skill.disuse_below_normal", "reliance.on", "innovation.on", "bias.on", "cyber.on", "outages.on")
    off = (*off, "prices.on", "prices.lock_in", "silent_degradation", "vendor_exit")
    changes = [word for name in off for word in ("--set", f"mechanisms.{name}=false")]
    answer = symbio("explain", "tiny.yaml", *FEW, *changes, "--no-stress")
    assert answer.code == 2
    assert "the firm has none of the pitfalls" in answer.err
