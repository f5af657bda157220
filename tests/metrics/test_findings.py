"""Each finding speaks when its whole interval supports it, and is silent when only the mean does."""

import numpy as np
import pandas as pd
import pytest

from symbio_sim.metrics import finding, findings, summarise

CALM = {
    "human_utilisation_share": 0.8,
    "backlog_end_tasks": 7.0,
    "dependence_share": 0.05,
    "erosion_gap_share": -0.01,
    "resilience_loss_share": 0.02,
    "resilience_recovery_days": 6.0,
    "vendor_concentration_hhi": 0.5,
    "bot_task_share": 0.5,
    "error_share_bot": 0.05,
    "error_share_human": 0.04,
    "goodput_value_share": 0.91,
}


def worlds(spread: float = 0.001, **means: float) -> pd.DataFrame:
    """Ten Worlds around the calm firm's means."""
    noise = spread * np.linspace(-1.0, 1.0, 10)
    columns = {name: mean + noise for name, mean in (CALM | means).items()}
    return pd.DataFrame({"seed": 1, "replication": range(10), **columns})


SPEAKING = [
    ({"dependence_share": 0.4}, "Over-dependent on bots: without them, people could do only 60 %"),
    ({"resilience_loss_share": 0.3}, "Fragile: the planned shock costs 30 %"),
    ({"human_utilisation_share": 0.98}, "People are overloaded: they are busy 98 %"),
    ({"error_share_bot": 0.2}, "Bots' errors reach customers: 20 %"),
    ({"erosion_gap_share": 0.12}, "Skill is eroding: 12 %"),
    ({"vendor_concentration_hhi": 0.95}, "One vendor carries nearly all bot work (concentration 0.95"),
    ({"human_utilisation_share": 0.4}, "People have slack: they are busy 40 %"),
]


@pytest.mark.parametrize(("means", "beginning"), SPEAKING)
def test_a_finding_speaks_with_its_numbers(means: dict[str, float], beginning: str) -> None:
    assert finding(worlds(**means)).startswith(beginning)


@pytest.mark.parametrize(("means", "beginning"), SPEAKING)
def test_a_finding_whose_interval_is_wide_is_not_told(means: dict[str, float], beginning: str) -> None:
    assert not finding(worlds(spread=2.0, **means)).startswith(beginning[:8])


def test_a_calm_firm_hears_that_nothing_is_alarming() -> None:
    assert finding(worlds()).startswith("Nothing alarming stands out: 91 %")


def test_a_single_vendor_matters_only_if_bots_do_much_of_the_work() -> None:
    assert finding(worlds(vendor_concentration_hhi=1.0, bot_task_share=0.1)).startswith("Nothing alarming")


def test_a_single_vendor_is_less_of_a_worry_where_people_stepped_in() -> None:
    stepped_in = finding(worlds(vendor_concentration_hhi=0.95, resilience_loss_share=0.001))
    assert stepped_in.endswith("People could: the planned shock cost next to nothing.")
    assert "People could" not in finding(worlds(vendor_concentration_hhi=0.95, resilience_loss_share=0.05))


def test_the_gravest_finding_comes_first() -> None:
    said = findings(worlds(dependence_share=0.5, human_utilisation_share=0.5, erosion_gap_share=0.2))
    assert [sentence.split()[0] for sentence in said] == ["Over-dependent", "Skill", "People"]


def test_a_summary_says_the_same_as_its_worlds() -> None:
    frame = worlds(dependence_share=0.5)
    assert findings(summarise(frame)) == findings(frame)


def test_one_world_is_not_enough_to_find_anything() -> None:
    assert "more replications" in finding(worlds(dependence_share=0.5).iloc[:1])


def test_undefined_measures_say_nothing() -> None:
    frame = worlds()
    frame["dependence_share"] = np.nan
    assert finding(frame).startswith("Nothing alarming")
