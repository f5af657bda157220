"""What an explanation says of a firm: words, tables, figure, from tables made by hand."""

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.console import Console

from symbio_sim import Config, load_config
from symbio_sim.analysis.explain import Explanation
from symbio_sim.experiment.explanation import ALL, ANYWAY, ATTENTION, explaining
from symbio_sim.report.explanation import write_explanation
from symbio_sim.report.explanation_figure import draw_explanation
from symbio_sim.report.explanation_tables import as_markdown, as_rich, losses_table, safeguards_table
from symbio_sim.report.explanation_words import amount, setting, story
from symbio_sim.report.numbers import Money

EVERY_MECHANISM = {
    "mechanisms.innovation.on": True,
    "mechanisms.bias.on": True,
    "mechanisms.cyber.on": True,
    "mechanisms.prices.on": True,
}
LOSSES = {
    "deskilling": (9000.0, 8000.0, 10_000.0),
    "lock_in": (4000.0, 3000.0, 5000.0),
    "lost_intuition": (-500.0, -700.0, -300.0),
    "bias": (100.0, -50.0, 250.0),
    "cyber": (0.0, 0.0, 0.0),
    ALL: (12_600.0, 11_000.0, 14_000.0),
}
"""Loss by pitfall with its interval (euros a year)."""

SAFEGUARDS = {
    "core_competence": (5000.0, 1000.0, 600.0),
    "critical_evaluation": (1000.0, 4000.0, 500.0),
    "security": (700.0, 500.0, 900.0),
    "governance": (0.0, 0.0, 0.0),
    ALL: (6500.0, 5500.0, 800.0),
}
"""What each buys and costs, and half the interval of its net (euros a year)."""


NAME = load_config("bakery").business.name


def firm(**changes: Any) -> Config:
    return load_config("bakery", {"horizon_days": 364} | EVERY_MECHANISM | changes)


def explanation(
    losses: dict[str, tuple[float, float, float]] = LOSSES,
    pairs: dict[tuple[str, str], float] | None = None,
    in_use: tuple[str, ...] = (),
    worth_without: float = 90_000.0,
    besides: dict[str, tuple[float, float, float]] | None = None,
) -> Explanation:
    """An explanation whose tables are these; intervals of pairs are 10 wide on each side."""
    asked = explaining(firm(), "bakery", replications=200)
    rows = [_loss(name, "", *values) for name, values in losses.items()]
    rows += [_loss(*names, value, value - 10.0, value + 10.0) for names, value in (pairs or {}).items()]
    return Explanation(
        name="bakery",
        asked=asked,
        losses=pd.DataFrame(rows),
        safeguards=pd.DataFrame(
            [_safeguard(name, *values, in_use=name in in_use) for name, values in SAFEGUARDS.items()]
        ),
        besides=pd.DataFrame([_safeguard(name, *values, in_use=False) for name, values in (besides or {}).items()]),
        worth_eur_per_year=worth_without - losses[ALL][0],
        worth_without_eur_per_year=worth_without,
        revenue_eur_per_year=400_000.0,
        folder=Path("runs/explain-bakery-0"),
    )


def _loss(name: str, other: str, loss: float, low: float, high: float) -> dict[str, Any]:
    ends = {"loss_ci_low": low, "loss_ci_high": high, "loss_alone": loss, "loss_last": loss}
    return {"input": name, "other": other, "loss": loss, **ends, "n": 200, "n_undefined": 0}


def _safeguard(name: str, bought: float, cost: float, half: float, *, in_use: bool) -> dict[str, Any]:
    net = bought - cost
    return {
        "safeguard": name,
        "in_use": in_use,
        "bought_eur_per_year": bought,
        "bought_ci_low": bought - half,
        "bought_ci_high": bought + half,
        "cost_eur_per_year": cost,
        "net_eur_per_year": net,
        "net_ci_low": net - half,
        "net_ci_high": net + half,
        "n": 200,
        "n_undefined": 0,
    }


def told(found: Explanation) -> str:
    return " ".join(story(found))


def test_the_loss_is_told_a_year_with_its_interval_and_its_share_of_profit() -> None:
    assert f"costs {NAME} about EUR 12,600 a year (11,000 to 14,000): 14 % of the profit" in told(explanation())


def test_a_loss_of_more_than_all_profit_is_told_without_powers_of_ten() -> None:
    assert ": 150 % of the profit" in told(explanation(worth_without=8_300.0))
    assert ": 13,000 % of the profit" in told(explanation(worth_without=100.0))


def test_without_profit_the_loss_is_told_as_a_share_of_revenue() -> None:
    assert ": 3.1 % of its revenue." in told(explanation(worth_without=-1.0))


def test_a_loss_of_all_the_profit_is_told_in_plain_digits() -> None:
    assert ": 100 % of the profit that it would make without." in told(explanation(worth_without=12_600.0))


def test_the_greatest_source_comes_first_and_the_next_after_it() -> None:
    text = told(explanation())
    assert "Most of it is deskilling: EUR 9,000 a year (8,000 to 10,000)." in text
    assert "Then comes lock-in and outages (EUR 4,000)." in text


def test_a_pitfall_that_helps_is_called_a_gain() -> None:
    text = told(explanation())
    assert "Lost intuition and creativity: a gain, not a loss, of EUR 500 a year (300 to 700)." in text


def test_what_cannot_be_told_from_nothing_and_what_never_happened_are_told_apart() -> None:
    text = told(explanation())
    assert "Not to be told from nothing: bias." in text
    assert "No difference in any of these Worlds: attacks. What is rare needs more Worlds" in text


@pytest.mark.parametrize(
    ("total", "words"),
    [
        ((100.0, -50.0, 250.0), "cannot be told from nothing: EUR 100 a year (−50 to 250)"),
        ((-900.0, -1000.0, -800.0), f"do no harm here: {NAME} is better off by EUR 900 a year (800 to 1,000)"),
    ],
)
def test_a_loss_in_doubt_and_a_gain_are_not_called_a_cost(total: tuple[float, float, float], words: str) -> None:
    text = told(explanation({"deskilling": total, ALL: total}))
    assert words in text
    assert "Leaning on bots costs" not in text


def test_the_two_that_do_more_harm_together_are_named_and_those_that_share_it() -> None:
    pairs = {("deskilling", "lock_in"): 800.0, ("deskilling", "bias"): 5.0, ("lock_in", "cyber"): -300.0}
    text = told(explanation(pairs=pairs))
    assert (
        "Deskilling and lock-in and outages make each other worse: together they cost EUR 800 a year (790 to 810)"
        in text
    )
    assert "Lock-in and outages and attacks share part of their harm: together they cost EUR 300 a year less" in text
    alone = told(explanation(pairs={("deskilling", "bias"): 5.0}))
    assert "No two of them can be told to make each other worse." in alone


def test_the_most_striking_of_several_pairs_is_said_to_be_picked() -> None:
    pairs = {("deskilling", "lock_in"): 800.0, ("deskilling", "bias"): 5.0}
    assert "more than the two apart (the most striking of 2 pairs, so perhaps by chance)." in told(
        explanation(pairs=pairs)
    )
    assert "more than the two apart. " in told(explanation(pairs={("deskilling", "lock_in"): 800.0}))


def test_what_is_attention_and_what_strikes_the_same_people_without_bots_is_told() -> None:
    text = told(explanation(besides={ATTENTION: (7000.0, 0.0, 500.0), ANYWAY: (2500.0, 0.0, 300.0)}))
    assert "Lost skill is not all of deskilling." in text
    assert "the firm would be better off by EUR 7,000 a year (6,500 to 7,500); attention comes back" in text
    assert "without any, the same people would lose EUR 2,500 a year (2,200 to 2,800) in the same way" in text
    nothing = told(explanation(besides={ATTENTION: (100.0, 0.0, 500.0), ANYWAY: (0.0, 0.0, 0.0)}))
    assert "Lost skill is not all" not in nothing
    assert "Not all of it is due to bots" not in nothing


def test_the_best_safeguard_is_told_with_what_it_buys_and_costs_and_those_that_do_not_pay_as_well() -> None:
    text = told(explanation())
    assert "pays best is core competence: it buys EUR 5,000 a year for 1,000, which leaves EUR 4,000 a year" in text
    assert "These cost more than they bring: critical evaluation (EUR −3,000)." in text
    assert "Whether these pay cannot be told: security (EUR 200)." in text
    assert "Nothing is changed by governance." in text
    assert "All of them together: EUR 1,000 a year (200 to 1,800) after their cost." in text


def test_a_safeguard_in_use_is_said_to_be_in_use() -> None:
    found = explanation(in_use=("core_competence",))
    assert "pays best is core competence (already in use): it buys" in told(found)
    assert "critical evaluation (already in use, EUR −3,000)" in told(explanation(in_use=("critical_evaluation",)))
    assert ("core competence (in use)", "yes") in [(row[0], row[-1]) for row in safeguards_table(found).rows]


def test_horizon_worlds_lambda_and_shock_are_stated() -> None:
    text = setting(explanation())
    assert "364 days (the first 28 not measured) in 200 Worlds, seed 1." in text
    assert "Risk weight (lambda) 0.5: the worst 5 % of Worlds count for 50 %." in text
    assert "Planned shock in each World: vendor outage (largest) on day" in text


def test_what_the_firm_does_not_have_is_told() -> None:
    found = explanation()
    assert "Not at work" not in told(found)
    without = Explanation(
        **{**vars(found), "asked": explaining(firm(**{"mechanisms.bias.on": False}), "b", replications=200)}
    )
    assert "Not at work in this firm: bias." in told(without)


def test_amounts_are_whole_with_three_digits_in_the_firms_currency() -> None:
    money = Money("CZK", 25.0)
    assert [amount(value, money) for value in (0.001, -12_345.0, 1.0)] == ["0", "−309,000", "25"]


def test_tables_hold_a_row_for_each_and_all_together_last() -> None:
    losses, safeguards = losses_table(explanation()), safeguards_table(explanation())
    assert [row[0] for row in losses.rows][:2] == ["deskilling", "lock-in and outages"]
    assert losses.rows[-1][:3] == ("all together", "12,600", "11,000 to 14,000")
    assert [row[0] for row in safeguards.rows] == [
        *("core competence", "security", "governance", "critical evaluation", "all together"),
    ]
    assert [row[-1] for row in safeguards.rows] == ["yes", "unsure", "idle", "no", "yes"]
    assert as_markdown(losses).splitlines()[2].startswith("| deskilling | 9,000 | 8,000 to 10,000 |")


def test_tables_fit_into_a_terminal_of_80_characters() -> None:
    console = Console(width=80, file=io.StringIO())
    for table in (losses_table(explanation()), safeguards_table(explanation(in_use=("critical_evaluation",)))):
        with console.capture() as shown:
            console.print(as_rich(table))
        assert "…" not in shown.get()


def test_the_figure_has_a_row_for_each_pitfall_and_safeguard() -> None:
    above, below = draw_explanation(explanation()).axes
    assert len(above.get_yticklabels()) == len(LOSSES)
    assert len(below.get_yticklabels()) == len(SAFEGUARDS)


def test_a_folder_is_written_once_more_by_the_same_question_and_not_by_another(tmp_path: Path) -> None:
    from symbio_sim.report.folder import FolderError

    found = explanation()
    for _ in range(2):
        folder = write_explanation(found, tmp_path / "answer", command=["symbio-sim", "explain", "bakery"])
    files = sorted(path.name for path in folder.iterdir())
    assert files == [
        *(
            "besides.csv",
            "config.yaml",
            "explain.md",
            "explain.png",
            "explain.svg",
            "losses.csv",
            "provenance.json",
            "safeguards.csv",
        ),
    ]
    other = Explanation(**{**vars(found), "name": "other"})
    with pytest.raises(FolderError, match="holds something else"):
        write_explanation(other, tmp_path / "answer", command=[])
