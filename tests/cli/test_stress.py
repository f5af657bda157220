"""`--stress`: shocks asked for on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from cli.conftest import Answer

from symbio_sim.cli.loading import shocks_asked
from symbio_sim.config import ConfigError, LossOfPeople, VendorOutage, load_config
from symbio_sim.metrics.stress_plan import strikes_bots


def test_run_shows_shocks_apart_from_each_other(symbio: Callable[..., Answer], here: Path) -> None:
    asked = ("price_spike:cloud:factor=3", "loss_of_people:packer:share=1:days=3")
    options = [word for text in asked for word in ("--stress", text)]
    found = symbio("run", "tiny.yaml", "-n", "2", "-q", "--no-figures", "--out", "report", *options)
    assert found.code == 0, found.err
    assert "Planned shocks, each against the same Worlds without it" in found.out
    rows = pd.read_csv(here / "report" / "shocks.csv")
    assert rows["stressor"].tolist() == ["vendor_outage", *asked] * 2
    assert (rows["resilience_loss_eur"][rows["kind"] == "price_spike"] == 0.0).all()
    summary = pd.read_csv(here / "report" / "shocks_summary.csv")
    assert list(summary.columns[:3]) == ["stressor", "kind", "measure"]
    risk = pd.read_csv(here / "report" / "stress_risk.csv")
    assert risk["stressor"].unique().tolist() == ["vendor_outage", *asked]
    assert risk["mean"].notna().all()
    assert risk["note"].str.startswith("too few Worlds").all()
    assert "VaR and CVaR of what planned shocks cost: too few Worlds" in found.out
    identity = json.loads((here / "report" / "provenance.json").read_text(encoding="utf-8"))["identity"]
    assert identity["asked"] == list(asked)


def test_reports_with_other_shocks_lie_elsewhere(symbio: Callable[..., Answer], here: Path) -> None:
    for options in ([], ["--stress", "loss_of_people"], ["--stress", "vendor_exit"]):
        assert symbio("run", "tiny.yaml", "-n", "1", "-q", "--no-figures", *options).code == 0
    assert len(list((here / "runs").iterdir())) == 3


def test_compare_measures_both_firms_under_each_shock(symbio: Callable[..., Answer]) -> None:
    found = symbio(
        "compare", "tiny.yaml", "--set-b", "policy.share=0.9", "-n", "2", "-q", "--json", "--stress", "loss_of_people"
    )
    assert found.code == 0, found.err
    shocks = json.loads(found.out)["shocks"]
    assert list(shocks) == ["loss_of_people"]
    assert "resilience_loss_share" in shocks["loss_of_people"]
    assert "cost_eur" not in shocks["loss_of_people"]


def test_mistakes_are_told_in_a_line(symbio: Callable[..., Answer]) -> None:
    for command in ("run", "compare"):
        found = symbio(command, "tiny.yaml", *(["tiny.yaml"] if command == "compare" else []), "--stress", "vendor_out")
        assert found.code == 2
        assert "--stress vendor_out: 'vendor_out' is not a kind of shock; did you mean 'vendor_outage'?" in found.err
        assert "Traceback" not in found.err


def test_a_shock_that_strikes_nothing_is_refused(symbio: Callable[..., Answer]) -> None:
    found = symbio("run", "tiny.yaml", "--stress", "loss_of_people:share=0")
    assert found.code == 2
    assert "strikes nothing" in found.err


@pytest.mark.parametrize("shock", ["vendor_outage:all", "price_spike", "vendor_exit:largest", "silent_degradation"])
def test_a_shock_of_vendors_needs_bots(symbio: Callable[..., Answer], shock: str) -> None:
    found = symbio("run", "bakery", "--set", "bots={}", "--stress", shock)
    assert found.code == 2
    assert f"--stress {shock}: strikes nothing: the firm has no such vendors (with bots at work)" in found.err


def test_a_vendor_whose_bots_are_gone_has_none_to_be_struck() -> None:
    config = load_config("bakery")
    vendor = next(iter(config.bots.values())).vendor
    assert strikes_bots(config, VendorOutage(vendor=vendor))
    assert strikes_bots(config, VendorOutage(vendor="all"))
    assert strikes_bots(load_config(config, ["bots={}"]), LossOfPeople())
    assert not strikes_bots(load_config(config, ["bots={}"]), VendorOutage(vendor=vendor))


def test_in_a_comparison_it_is_enough_that_one_firm_has_bots() -> None:
    config = load_config("bakery")
    without = load_config(config, ["bots={}"])
    assert shocks_asked(without, ["vendor_outage"], no_stress=False, beside=config)
    with pytest.raises(ConfigError, match="strikes nothing"):
        shocks_asked(without, ["vendor_outage"], no_stress=False, beside=without)


def test_shocks_cannot_be_asked_for_and_left_out(symbio: Callable[..., Answer]) -> None:
    found = symbio("run", "tiny.yaml", "--stress", "vendor_exit", "--no-stress")
    assert found.code == 2
    assert "--stress asks for what --no-stress leaves out" in found.err
