"""Numbers, tables and files of a report."""

import io
import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from symbio_sim import load_config
from symbio_sim.config import Config
from symbio_sim.metrics.names import MEASURES
from symbio_sim.report.config_file import write_config
from symbio_sim.report.folder import FolderError, publish, refuse_others, staged
from symbio_sim.report.numbers import Money, in_unit, number, unit_text
from symbio_sim.report.tables import measures_table, verdict
from symbio_sim.report.writer import repeat_command


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.4, "1,234,567"),
        (123.4, "123"),
        (12.34, "12.3"),
        (1.234, "1.23"),
        (-0.001, "0.00"),
        (-12.34, "−12.3"),
        (0.0, "0.00"),
        (math.nan, "n/a"),
    ],
)
def test_a_number_has_about_three_digits(value: float, text: str) -> None:
    assert number(value) == text


def test_an_interval_has_the_decimals_of_its_mean() -> None:
    assert (number(9.987, 12.3), number(123.456, 12.3)) == ("10.0", "123.5")


def test_amounts_are_shown_in_the_currency_of_the_business_and_shares_in_per_cent() -> None:
    crowns = Money("CZK", 25.0)
    assert in_unit(2.0, "eur/task", crowns) == 50.0
    assert unit_text("eur/task", crowns) == "CZK/task"
    assert in_unit(0.25, "share", crowns) == 25.0
    assert unit_text("share", crowns) == "%"
    assert {unit_text(measure.unit, crowns) for measure in MEASURES.values()} == {
        "%", "", "1/year", "tasks", "tasks/day", "min", "days", "h", "CZK", "CZK/day", "CZK/task",
    }  # fmt: skip


def test_firms_of_different_currencies_are_compared_in_euros(shop: Config) -> None:
    czech = load_config(shop, ["business.currency=CZK", "business.currency_per_eur=25"])
    assert Money.of(czech, czech) == Money("CZK", 25.0)
    assert Money.of(shop, czech) == Money("EUR", 1.0)


@pytest.mark.parametrize(
    ("key", "low", "high", "word"),
    [
        ("profit_eur", 1.0, 2.0, "better"),
        ("profit_eur", -2.0, -1.0, "worse"),
        ("wages_eur", 1.0, 2.0, "worse"),
        ("wages_eur", -2.0, -1.0, "better"),
        ("bot_task_share", 1.0, 2.0, "differs"),
        ("profit_eur", -1.0, 1.0, ""),
        ("profit_eur", 0.0, 0.0, ""),
        ("profit_eur", math.nan, math.nan, ""),
    ],
)
def test_a_verdict_is_given_only_where_the_interval_leaves_no_doubt(
    key: str, low: float, high: float, word: str
) -> None:
    assert verdict(MEASURES[key], low, high) == word


@given(text=st.text(max_size=60))
def test_a_written_config_is_read_back_as_it_was(
    text: str, shop: Config, tmp_path_factory: pytest.TempPathFactory
) -> None:
    block = shop.business.model_copy(update={"description": text})
    config = shop.model_copy(update={"business": block})
    path = write_config(config, tmp_path_factory.mktemp("config") / "config.yaml")
    assert load_config(path) == config


@pytest.mark.parametrize(
    "word", ["no", "1e3", "12:30", "~", "null", "0x10", ".5", "2027-01-04", "- a", "a: b", "#", ""]
)
def test_words_that_look_like_something_else_stay_words(word: str, shop: Config, tmp_path: Path) -> None:
    config = shop.model_copy(update={"business": shop.business.model_copy(update={"description": word})})
    assert load_config(write_config(config, tmp_path / "config.yaml")).business.description == word


def test_the_command_that_repeats_a_world_writes_to_a_folder_of_its_own() -> None:
    command = ["symbio-sim", "run", "a b.yaml", "-n", "9", "--out", "there", "--out=here"]
    assert repeat_command(command, 4) == "symbio-sim run 'a b.yaml' -n 9 --first-world 4 --replications 1"


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "new" / "report"
    with staged(target.parent) as stage:
        (stage / "a").write_text("1")
        assert not target.exists()
        assert publish(stage, target) is False
    assert [path.name for path in target.parent.iterdir()] == ["report"]
    with staged(target.parent) as stage:
        (stage / "b").write_text("2")
        assert publish(stage, target) is True
    assert [path.name for path in target.iterdir()] == ["b"]
    assert [path.name for path in target.parent.iterdir()] == ["report"]


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), staged(tmp_path / "some" / "where"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_the_earlier_report(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "kept").write_text("1")
    with pytest.raises(FolderError, match="No space left"), staged(tmp_path):
        raise OSError(28, "No space left on device")
    assert (tmp_path / "report" / "kept").read_text() == "1"


def test_a_report_gives_way_only_to_the_same_command(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    refuse_others(folder, {"seed": 1})
    folder.mkdir()
    refuse_others(folder, {"seed": 1})
    (folder / "provenance.json").write_text('{"identity": {"seed": 1}}')
    refuse_others(folder, {"seed": 1})
    with pytest.raises(FolderError, match="holds something else"):
        refuse_others(folder, {"seed": 2})
    (folder / "provenance.json").write_text("{")
    with pytest.raises(FolderError, match="holds something else"):
        refuse_others(folder, {"seed": 1})


def test_every_measure_has_a_row_in_the_table() -> None:
    numbers = {"mean": 1.0, "sd": 1.0, "ci_low": 0.5, "ci_high": 1.5, "n": 3, "n_undefined": 1}
    summary = pd.DataFrame([{"measure": key, **numbers} for key in MEASURES])
    console = Console(width=120, file=io.StringIO())
    with console.capture() as shown:
        console.print(measures_table(summary, Money()))
    text = shown.get()
    assert all(f"{measure.label} *" in text for measure in MEASURES.values())
