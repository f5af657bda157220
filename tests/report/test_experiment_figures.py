"""Figures of experiments show the means and intervals of their tables, with units, and nothing else."""

from itertools import product
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from sweeps import small_experiment

from symbio_sim.analysis import analyse
from symbio_sim.experiment import Experiment
from symbio_sim.metrics.replications import estimate
from symbio_sim.report.experiment_figures import draw_experiment
from symbio_sim.report.experiment_indices import draw_indices
from symbio_sim.report.experiment_words import Words, combination_words, lever_words, value_words
from symbio_sim.report.numbers import Money
from symbio_sim.report.style import save_png

N_WORLDS = 6
SHARES = [0, 0.25, 0.5, 0.75]
LIVES = [100, 200]
OUTCOMES = ["profit_eur_per_day", "error_share"]
ANALYSES: list[dict[str, Any]] = [
    {"kind": "effect", "lever": "automation", "reference": 0, "within": ["half_life"]},
    {"kind": "ranking", "levers": ["automation"], "within": ["half_life"]},
    {"kind": "frontier", "levers": ["automation", "half_life"]},
    {"kind": "iso_budget", "budget_eur_per_year": 1000.0, "tolerance": 0.5, "costs": ["cost_eur"]},
    {"kind": "tipping_point", "lever": "automation", "by": ["half_life"], "profit": OUTCOMES[0], "risk_weight": 0},
    {"kind": "effect", "name": "alone", "lever": "automation", "reference": 0},
    {"kind": "synergy", "lever": "automation", "people": 0, "bots": 0.75, "within": ["half_life"]},
]
FIGURES: list[dict[str, Any]] = [
    {"kind": "curve", "x": "automation", "by": "half_life", "title": "Over the dial"},
    {"kind": "heatmap", "x": "half_life", "y": "automation", "outcome": "error_share"},
    {"kind": "bars", "name": "effects", "analysis": "effect"},
    {"kind": "bars", "name": "effects_alone", "analysis": "alone"},
    {"kind": "bars", "name": "rank", "analysis": "ranking"},
    {"kind": "bars", "name": "budget", "analysis": "iso_budget"},
    {"kind": "frontier", "analysis": "frontier", "x": OUTCOMES[0], "y": OUTCOMES[1]},
    {"kind": "tipping", "analysis": "tipping_point"},
    {"kind": "bars", "name": "mixes", "analysis": "synergy"},
]


@pytest.fixture(scope="module")
def experiment(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    return small_experiment(tmp_path_factory.mktemp("shop"), analyses=ANALYSES, figures=FIGURES, outcomes=OUTCOMES)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Profit is highest at 0.5, errors rise with automation; Worlds differ."""
    rng = np.random.default_rng(1)
    rows = []
    for cell, (share, life) in enumerate(product(SHARES, LIVES)):
        for world in range(N_WORLDS):
            noise = rng.normal()
            rows.append(
                {
                    **{"cell": cell, "automation": share, "half_life": life},
                    **{"seed": 1, "replication": world, "status": "done"},
                    "profit_eur_per_day": 100.0 - 80.0 * (share - 0.5) ** 2 + 0.5 * noise,
                    "error_share": 0.02 + 0.1 * share + 0.001 * noise,
                    "bot_task_share": 0.9 * share,
                    "cost_eur": 4.0 / 365.25 * 1000.0,
                }
            )
    return pd.DataFrame(rows)


def drawn(experiment: Experiment, table: pd.DataFrame, label: str) -> Figure:
    answers = {asked.label: analyse(experiment, table, asked) for asked in experiment.analyses}
    return draw_experiment(
        experiment, table, answers, next(asked for asked in experiment.figures if asked.label == label)
    )


def texts(figure: Figure) -> str:
    found = figure.findobj(mpl.text.Text)
    return "\n".join(text.get_text() for text in found if isinstance(text, mpl.text.Text))


def mean_of(table: pd.DataFrame, outcome: str, share: float, life: int) -> dict[str, float]:
    rows = table[(table["automation"] == share) & (table["half_life"] == life)]
    return estimate(rows[outcome].to_numpy())


def test_a_curve_goes_through_the_means_and_its_band_holds_their_intervals(
    experiment: Experiment, table: pd.DataFrame
) -> None:
    figure = drawn(experiment, table, "curve")

    axes = figure.axes[1]
    for line, band, life in zip(axes.lines, axes.collections, LIVES, strict=True):
        found = [mean_of(table, "error_share", share, life) for share in SHARES]
        assert line.get_xdata() == pytest.approx(SHARES)
        assert line.get_ydata() == pytest.approx([100 * item["mean"] for item in found])  # shares in per cent
        corners = band.get_paths()[0].vertices
        assert corners[:, 1].max() == pytest.approx(max(100 * item["ci_high"] for item in found))
        assert corners[:, 1].min() == pytest.approx(min(100 * item["ci_low"] for item in found))


def test_a_curve_says_what_is_on_its_axes(experiment: Experiment, table: pd.DataFrame) -> None:
    figure = drawn(experiment, table, "curve")

    assert [axes.get_ylabel() for axes in figure.axes] == ["EUR/day", "%"]
    assert figure.axes[0].get_title(loc="left") == "Profit a day"
    assert {"Over the dial", "half life", "100", "200"} <= set(texts(figure).split("\n"))
    assert "95 % intervals" in texts(figure)


def test_series_differ_by_marker_as_well_as_by_colour(experiment: Experiment, table: pd.DataFrame) -> None:
    lines = drawn(experiment, table, "curve").axes[0].lines
    assert len({line.get_marker() for line in lines}) == len({line.get_color() for line in lines}) == len(LIVES)


def test_cases_stand_side_by_side_with_whiskers(experiment: Experiment, table: pd.DataFrame, tmp_path: Path) -> None:
    sweep = {"few": {"staff.clerk.count": 1}, "many": {"staff.clerk.count": 3}}
    cases = small_experiment(
        tmp_path,
        levers={"automation": {"sweep": sweep}},
        figures=[{"kind": "curve", "x": "automation"}],
        outcomes=OUTCOMES,
    )
    named = table[table["automation"].isin([0, 0.25])].assign(
        automation=lambda rows: rows["automation"].map({0: "few", 0.25: "many"})
    )

    axes = draw_experiment(cases, named, {}, cases.figures[0]).axes[1]

    assert [label.get_text() for label in axes.get_xticklabels()] == ["few", "many"]
    assert axes.lines[0].get_linestyle() == "None"
    assert len(axes.containers[0].lines[2][0].get_segments()) == 2


def test_a_value_that_would_run_into_another_is_not_labelled(table: pd.DataFrame, tmp_path: Path) -> None:
    values = [0, 0.25, 0.5, 0.501]
    near = small_experiment(
        tmp_path,
        levers={"automation": {"path": "policy.share", "sweep": values}},
        figures=[
            {"kind": "curve", "name": "linear", "x": "automation"},
            {"kind": "curve", "name": "even", "x": "automation", "scale": "even"},
        ],
        outcomes=OUTCOMES,
    )
    moved = table.replace({"automation": {0.5: 0.5, 0.75: 0.501}})

    linear, even = (draw_experiment(near, moved, {}, asked).axes[0] for asked in near.figures)

    assert [label.get_text() for label in linear.get_xticklabels()] == ["0", "0.25", "", "0.501"]
    assert [label.get_text() for label in even.get_xticklabels()] == ["0", "0.25", "0.5", "0.501"]
    assert list(even.lines[0].get_xdata()) == [0, 1, 2, 3]


def test_a_heat_map_writes_mean_and_half_width_into_each_field(experiment: Experiment, table: pd.DataFrame) -> None:
    figure = drawn(experiment, table, "heatmap")

    found = mean_of(table, "error_share", 0.75, 200)
    half = 100 * (found["ci_high"] - found["ci_low"]) / 2
    assert f"{100 * found['mean']:.2f}" in texts(figure)
    assert f"±{half:.2f}" in texts(figure)
    assert figure.axes[0].get_xlabel() == "half life"
    assert figure.axes[-1].get_ylabel() == "Results that reached the customer\nwrong (%)"


def test_effects_are_differences_around_zero_without_the_reference(experiment: Experiment, table: pd.DataFrame) -> None:
    figure = drawn(experiment, table, "effects")

    axes = figure.axes[1]
    points = [line for line in axes.lines if line.get_linestyle() == "None"]
    assert len(points) == (len(SHARES) - 1) * len(LIVES)
    expected = [
        100 * (mean_of(table, "error_share", share, life)["mean"] - mean_of(table, "error_share", 0, life)["mean"])
        for life in LIVES
        for share in SHARES[1:]
    ]
    assert sorted(float(line.get_xdata()[0]) for line in points) == pytest.approx(sorted(expected))
    assert "Differences to automation 0 in the same Worlds" in texts(figure)
    assert axes.get_xlabel() == "percentage points"


def test_effects_of_a_lever_alone_stand_one_below_the_other(experiment: Experiment, table: pd.DataFrame) -> None:
    axes = drawn(experiment, table, "effects_alone").axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [f"automation {share}" for share in SHARES[1:]]


def test_a_synergy_is_drawn_by_mix_above_or_below_nothing(experiment: Experiment, table: pd.DataFrame) -> None:
    figure = drawn(experiment, table, "mixes")

    profits, errors = figure.axes
    assert [label.get_text() for label in profits.get_yticklabels()] == ["automation 0.25", "automation 0.5"]
    points = [float(line.get_xdata()[0]) for line in errors.lines if line.get_linestyle() == "None"]
    assert sorted(points) == pytest.approx([-5.0, -5.0, -2.5, -2.5], abs=0.2)  # in points, below 0: more errors
    assert errors.get_xlabel() == "percentage points"
    assert "the better one of people alone and bots alone" in texts(figure)


@pytest.mark.parametrize(("pairs", "rows"), [(False, 3), (True, 4)])
def test_an_attribution_has_what_all_cost_on_top_and_pairs_below_if_asked_for(
    tmp_path: Path, pairs: bool, rows: int
) -> None:
    switch = {"off": {}, "on": {"policy.share": 0.7}}
    levers = {
        "forgets": {"sweep": switch},
        "staff": {"sweep": {"off": {}, "on": {"staff.clerk.count": 1}}},
    }
    asked = {"kind": "attribution", "reference": {"forgets": "off", "staff": "off"}, "profit": OUTCOMES[0]}
    causes = small_experiment(
        tmp_path,
        levers=levers,
        uncertainties={},
        analyses=[{**asked, "risk_weight": 0}],
        figures=[{"kind": "attribution", "analysis": "attribution", "pairs": pairs}],
        outcomes=OUTCOMES,
    )
    profits = {("off", "off"): 100.0, ("on", "off"): 90.0, ("off", "on"): 80.0, ("on", "on"): 50.0}
    runs = pd.DataFrame(
        {
            **{"cell": cell, "forgets": forgets, "staff": staff},
            **{"seed": 1, "replication": world, "status": "done", OUTCOMES[0]: profit + world},
        }
        for cell, ((forgets, staff), profit) in enumerate(profits.items())
        for world in range(3)
    )

    axes = drawn(causes, runs, "attribution").axes[0]

    labels = ["all together", "forgets", "staff", "forgets and staff"]
    assert [label.get_text() for label in axes.get_yticklabels()] == labels[:rows]
    points = [float(line.get_xdata()[0]) for line in axes.lines if line.get_linestyle() == "None"]
    assert points == pytest.approx([50.0, 20.0, 30.0, 20.0][:rows])
    assert axes.get_xlabel() == "EUR/day"


def test_a_ranking_has_the_best_on_top(experiment: Experiment, table: pd.DataFrame) -> None:
    axes = drawn(experiment, table, "rank").axes[0]
    assert axes.get_yticklabels()[0].get_text() == "automation 0.5"
    assert axes.yaxis_inverted()


def test_alternatives_of_a_budget_are_named_by_the_levers_of_the_firm(
    experiment: Experiment, table: pd.DataFrame
) -> None:
    axes = drawn(experiment, table, "budget").axes[0]
    assert axes.get_yticklabels()[0].get_text() == "automation 0.5"
    assert len(axes.get_yticklabels()) == len(SHARES)


def test_a_frontier_fills_what_nothing_beats(experiment: Experiment, table: pd.DataFrame) -> None:
    answer = analyse(experiment, table, experiment.analyses[2])
    axes = drawn(experiment, table, "frontier").axes[0]

    filled = [container.lines[0].get_markerfacecolor() != "white" for container in axes.containers]
    assert filled == answer["on_frontier"].tolist()
    assert not all(filled)


def test_a_tipping_point_marks_the_best_level_and_those_beyond_that_are_worse(
    experiment: Experiment, table: pd.DataFrame
) -> None:
    figure = drawn(experiment, table, "tipping")

    for axes in figure.axes:
        assert "best: 0.5" in [text.get_text() for text in axes.texts]
        crosses = next(line for line in axes.lines if line.get_marker() == "X")
        assert list(crosses.get_xdata()) == [0.75]


def test_sobol_indices_are_drawn_without_unit_and_the_greatest_first() -> None:
    rows = [
        {"outcome": "error_share", "input": name, "index": index, "value": value}
        for index, values in (("S1", (0.1, 0.5)), ("ST", (0.2, 0.8)))
        for name, value in zip(("weak", "strong"), values, strict=True)
    ]
    found = pd.DataFrame(rows).assign(ci_low=lambda rows: rows["value"] - 0.1, ci_high=lambda rows: rows["value"] + 0.1)

    figure = draw_indices(found, ["error_share"], "", Words(Money()))

    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["strong", "weak"]
    assert axes.get_xlabel() == "share of variance"
    points = [float(line.get_xdata()[0]) for line in axes.lines if line.get_linestyle() == "None"]
    assert sorted(points) == pytest.approx([0.1, 0.2, 0.5, 0.8])


@pytest.mark.parametrize("label", [asked.get("name", asked["kind"]) for asked in FIGURES])
def test_equal_tables_give_equal_bytes(experiment: Experiment, table: pd.DataFrame, label: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_png(drawn(experiment, table, label), tmp_path / f"{name}.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_levers_and_values_are_told_in_words() -> None:
    assert lever_words("outage_days") == "outage (days)"
    assert lever_words("half_life") == "half life"
    assert [value_words(value) for value in (True, 0.25, 3, "as_measured")] == ["true", "0.25", "3", "as measured"]
    assert combination_words([("rule", "bot_first")]) == "bot first"
    assert combination_words([("share", 0.5)]) == "share 0.5"
    assert combination_words([("staff", "ten"), ("share", 0.5)]) == "staff ten, share 0.5"
