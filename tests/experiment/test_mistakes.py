"""Every mistake in an experiment is told before anything is run: line, field, what is wrong, what is meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.config.yaml_text import read_yaml
from symbio_sim.experiment import ExperimentError, load_experiment
from symbio_sim.experiment.unanswerable import notes

Refused = Callable[..., list[str]]

AUTOMATION = "{path: policy.share, sweep: [0, 0.25, 0.5]}"
SEQUENTIAL = "{at_least: 3, at_most: 10, until: {goodput_eur_per_day: 0.05}}"
TIPPING = "{kind: tipping_point, lever: automation, risk_weight: 0}"
RANKING = "{kind: ranking, levers: [vendors]}"
CURVE = "{kind: curve, x: automation, by: half_life}"
RULES = "Allowed: human_only, ..."
BUSINESSES = "Allowed: accounting, agency, bakery, call_centre, ecommerce, helpdesk, retail, smb, workshop"


def check(found: list[str], *expected: str) -> None:
    """Compare messages, one by one; an expectation that ends with `...` leaves the rest open."""
    assert len(found) == len(expected), found
    for line, wanted in zip(found, expected, strict=True):
        if wanted.endswith("..."):
            assert line.startswith(wanted.removesuffix("...")), line
        else:
            assert line == wanted


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        # texts and the config
        ("question: How", "queston: How", ["1: queston: unknown field; did you mean 'question'? Allowed: ..."]),
        ("expect: Somewhere in the middle.\n", "",
         [" expect: missing: What you expect to see, and why; written before running"]),
        ("question: How", "question: !why How", ["1: question: tags (!why) are not read: remove it"]),
        ("seed: 7", "seed: 7\nseed: 8", ["20: seed: given twice, first on line 19: keep one"]),
        ("seed: 7", "seed: 07", ["19: seed: 07 has a leading zero: drop it, or put quotes around it if it is text"]),
        ("seed: 7", "seed: -1", ["19: seed: must be at least 0, got -1"]),
        ("stress: true", "stress: yes", ["16: stress: write true or false, got the text 'yes'"]),
        ("config: bakery", "config: bakry",
         [f"3: config: 'bakry': neither a ready-made business nor a file; did you mean 'bakery'? {BUSINESSES}"]),
        ("config: bakery", "config: mine.yaml", [f"3: config: 'mine.yaml': there is no such file. {BUSINESSES}"]),
        # what holds in all cells
        ("policy.rule: fixed_share", "policy.rule: fixed_shar",
         [f"5: set.policy.rule: the text 'fixed_shar' is not a rule; did you mean 'fixed_share'? {RULES}"]),
        ("policy.rule: fixed_share", "polcy.rule: fixed_share",
         ["5: set.polcy.rule: polcy: unknown field; did you mean 'policy'? Allowed: ..."]),
        ("policy.rule: fixed_share", "policy rule: fixed_share",
         ["5: set.policy rule: is not a field of a config: its parts are joined by dots, as in policy.share, got ..."]),
        ("horizon_days: 364", "horizon_days: 20", ["4: set: warm_up_days: must be less than horizon_days (20)"]),
        ("horizon_days: 364", "horizon_days: 1e2", ["6: set.horizon_days: expected a whole number, got 100.0"]),
        ("stress: true", "stressors: {vendor_outage: {vendor: al}}",
         ["16: stressors.vendor_outage.vendor: 'al' is not a declared vendor; did you mean 'all'? Allowed: ..."]),
        ("stress: true", "stressors: {vendor_outage: {vendr: all, working_days: 500}}",
         ["16: stressors.vendor_outage.vendr: unknown field; did you mean 'vendor'? Allowed: ...",
          "16: stressors.vendor_outage.working_days: must be at most 365, got 500"]),
        ("stress: true", "log: {file: calls.csv}", ["16: log.file: 'calls.csv': there is no such file..."]),
        # levers
        (AUTOMATION, AUTOMATION.replace("share", "shar"),
         ["8: levers.automation.path: policy.shar: unknown field; did you mean 'share'? Allowed: mode, ..."]),
        (AUTOMATION, AUTOMATION.replace("path:", "pth:"),
         ["8: levers.automation.pth: unknown field; did you mean 'path'? Allowed: path, paths, pitfall, businesses, "
          "sweep"]),
        (AUTOMATION, "{sweep: [0, 1]}",
         ["8: levers.automation: say what is set: give `path`, or `paths` for several fields, and not both"]),
        (AUTOMATION, "{path: policy.share, paths: [policy.mode], sweep: [0, 1]}",
         ["8: levers.automation: say what is set: give `path`, or `paths` for several fields, and not both"]),
        (AUTOMATION, "{path: policy.share, sweep: {none: {policy.share: 0}}}",
         ["8: levers.automation: cases name the fields that they set: leave out `path`"]),
        (AUTOMATION, "{path: policy.share, sweep: [0, 2.5, yes]}",
         ["8: levers.automation.sweep.1: policy.share: must be at most 1, got 2.5",
          "8: levers.automation.sweep.2: policy.share: expected a number, got the text 'yes'"]),
        (AUTOMATION, "{path: policy.share, sweep: [0, 1, 0.0]}", ["8: levers.automation.sweep.2: 0.0 is listed twice"]),
        (AUTOMATION, "{path: policy.share, sweep: 0.5}",
         ["8: levers.automation.sweep: expected a list of single values, got 0.5"]),
        (AUTOMATION, "{path: policy.share, sweep: [0, {policy.share: 1}]}",
         ["8: levers.automation.sweep.1: expected a single value, got a mapping"]),
        (AUTOMATION, "{path: policy.share, sweep: []}",
         ["8: levers.automation.sweep: must have at least 1 entry, has 0"]),
        (AUTOMATION, "{path: policy.share, sweep: [[1], null]}",
         ["8: levers.automation.sweep.0: expected a single value, got a list",
          "8: levers.automation.sweep.1: expected a single value, got nothing (null)"]),
        (AUTOMATION, "{path: policy.share, sweep: {low: 1, hgh: 0}}",
         ["8: levers.automation.sweep.hgh: unknown field; did you mean 'high'? Allowed: low, high, scale"]),
        (AUTOMATION, "{path: policy.share, sweep: {low: 1, high: 0}}",
         ["8: levers.automation.sweep: low (1) must be less than high (0)"]),
        (AUTOMATION, "{path: policy.share, sweep: {low: 0, high: 1, scale: log}}",
         ["8: levers.automation.sweep: scale log needs bounds above 0, low is 0"]),
        (AUTOMATION, "{path: policy.share, sweep: {low: 0.5, high: 1, scale: whole}}",
         ["8: levers.automation.sweep: scale whole needs whole numbers as bounds"]),
        (AUTOMATION, "{path: policy.share, sweep: {low: 0, high: 1, scale: lg}}",
         ["8: levers.automation.sweep.scale: the text 'lg' is not a choice; did you mean 'log'? Allowed: ..."]),
        (AUTOMATION, "{path: policy.share, sweep: {low: 0, high: 1}}",
         ["8: levers.automation.sweep: a grid cannot have all numbers of a range: list some, or take a design ..."]),
        ("two: {bots.bookkeeper.vendor: shop_platform}", "two: {bots.bookkeper.vendor: shop_platform}",
         ["12: levers.vendors.sweep.two: bots.bookkeper: 'bookkeper' is not declared; did you mean 'bookkeeper'? ..."]),
        ("two: {bots.bookkeeper.vendor: shop_platform}", "two: {bots.bookkeeper.vendor: shop}",
         ["12: levers.vendors.sweep.two: bots.bookkeeper.vendor: 'shop' is not a declared vendor. Allowed: ..."]),
        ("two: {bots.bookkeeper.vendor: shop_platform}", "two: {bots.bookkeeper.vendor: language_ai}",
         ["12: levers.vendors.sweep.two: two gives the same config as one: it changes nothing"]),
        ("two: {bots.bookkeeper.vendor: shop_platform}", "two: 3",
         ["12: levers.vendors.sweep.two: expected a mapping of names to any values, got 3"]),
        ("two: {bots.bookkeeper.vendor: shop_platform}", "two: {policy: {rule: bot_only}}",
         ["9: levers.vendors: policy.share and policy are set by 'automation' and by 'vendors': one field, one lever"]),
        ("mechanisms.skill.half_life_speed_days", "policy.share",
         ["14: uncertainties.half_life: policy.share is set by 'automation' and by 'half_life': one field, one lever"]),
        ("{path: mechanisms.skill.half_life_speed_days", "{paths: [staff.baker.count, staff.baker.count]",
         ["14: uncertainties.half_life.paths.1: staff.baker.count is set twice"]),
        ("  half_life: {path", "  replication: {path",
         ["14: uncertainties.replication: tables have a column of this name: give it another", "24: ..."]),
        ("  half_life: {path", "  difference_ci_low: {path",
         ["14: uncertainties.difference_ci_low: tables have a column of this name: give it another", "24: ..."]),
        ("  half_life: {path", "  automation_a: {path",
         ["14: uncertainties.automation_a: tables have a column of this name: give it another", "24: ..."]),
        ("  half_life: {path", "  goodput_eur_per_day: {path",
         ["14: uncertainties.goodput_eur_per_day: tables have a column of this name: give it another", "24: ..."]),
        ("  half_life: {path", "  vendors: {path",
         ["14: uncertainties.vendors: is a lever already: give it another name", "24: ..."]),
        ("  half_life: {path", "  half-life: {path", ["14: uncertainties.half-life: is not a name: ...", ]),
        # designs
        ("{kind: grid}", "{kind: gird}", ["15: design.kind: the text 'gird' is not a kind; did you mean 'grid'? ..."]),
        ("{kind: grid}", "{}", ["15: design.kind: missing: How cells are chosen. Allowed: grid, list, ..."]),
        ("{kind: grid}", "{kind: grid, samples: 4}", ["15: design.samples: unknown field. Allowed: kind"]),
        ("{kind: grid}", "{kind: sobol, samples: 100}",
         ["15: design.samples: must be a power of 2, such as 64 or 128, got 100"]),
        ("{kind: grid}", "{kind: saltelli, samples: 3}",
         ["15: design.samples: must be a power of 2, such as 2 or 4, got 3"]),
        ("{kind: grid}", "{kind: saltelli, samples: 524288}",
         ["15: design: has 2621440 cells; at most 1000000 are allowed"]),
        ("{kind: grid}", "{kind: morris, trajectories: 4, levels: 5}",
         ["15: design.levels: must be an even number, got 5"]),
        ("{kind: grid}", "{kind: morris, trajectories: 4}",
         ["15: design.levels: must be a multiple of the 3 values of 'automation', got 4"]),
        ("{kind: grid}", "{kind: list, cells: [{automation: 0.3, vendors: on, half_lfe: 60}]}",
         ["15: design.cells.0: says nothing of half_life",
          "15: design.cells.0.automation: 0.3 is not a value of this lever; it has 0, 0.25, 0.5",
          "15: design.cells.0.automation: in tier smoke: 0.3 is not a value of this lever; it has 0, 1",
          "15: design.cells.0.half_lfe: 'half_lfe' is not a lever or uncertainty; did you mean 'half_life'? ...",
          "15: design.cells.0.vendors: 'on' is not a case of this lever; did you mean 'one'? Allowed: one, two"]),
        # outcomes and replications
        ("outcomes: [goodput_eur_per_day]", "outcomes: []", ["17: outcomes: must have at least 1 entry, has 0"]),
        ("outcomes: [goodput_eur_per_day]", "outcomes: [goodput_eur_per_dy, profit_eur, profit_eur]",
         ["17: outcomes.0: 'goodput_eur_per_dy' is not a measure; did you mean 'goodput_eur_per_day'? Allowed: ...",
          "17: outcomes.2: 'profit_eur' is listed twice"]),
        ("stress: true", "stress: false",
         ["21: analyses.0.profit: 'stressed_discounted_profit_eur_per_day' needs twins of each World: "
          "write stress: true"]),
        (SEQUENTIAL, "0", ["18: replications: must be at least 1, got 0"]),
        (SEQUENTIAL, "many", ["18: replications: expected a whole number, got the text 'many'"]),
        (SEQUENTIAL, "{at_least: 3}", ["18: replications.until: missing: Half the width of the 95 % interval ..."]),
        (SEQUENTIAL, "{at_least: 3, at_most: 2, until: {profit_eur: 0.1}}",
         ["18: replications: at_least (3) must not exceed at_most (2)"]),
        (SEQUENTIAL, "{until: {profit: 0.1}}", ["18: replications.until.profit: 'profit' is not a measure..."]),
        (SEQUENTIAL, "{until: {profit_eur: 0}}", ["18: replications.until.profit_eur: must be more than 0, got 0"]),
        # analyses that no edition can answer
        (TIPPING, "{kind: tipping_point, lever: automation}",
         ["21: analyses.0.risk_weight: too few Worlds: the worst 5 % of 10 are fewer than 10; at least 200 ..."]),
        (TIPPING, "{kind: tipping_point, lever: vendors, risk_weight: 0}",
         ["21: analyses.0.lever: a tipping point needs a lever whose values are numbers; vendors has cases"]),
        (TIPPING, "{kind: tipping_point, lever: half_life, risk_weight: 0}",
         ["21: analyses.0.lever: a tipping point needs three levels or more; half_life has 2"]),
        (TIPPING, "{kind: tipping_point, lever: automation, risk_weight: 0, where: {automation: 0}}",
         ["21: analyses.0.lever: a tipping point needs three levels or more; automation has 1"]),
        (RANKING, "{kind: ranking, levers: [vendors], where: {vendors: one}}",
         ["22: analyses.1.levers: there is one alternative only: nothing to compare it with"]),
        (RANKING, "{kind: effect, lever: vendors, reference: one, where: {vendors: one}}",
         ["22: analyses.1.lever: there is one alternative only: nothing to compare it with"]),
        (RANKING, "{kind: attribution, reference: {vendors: one}, where: {vendors: one}, risk_weight: 0}",
         ["22: analyses.1.reference.vendors: vendors must have two values, off and on; it has 1"]),
        (RANKING, "{kind: synergy, lever: half_life, people: 60, bots: 800}",
         ["22: analyses.1.lever: half_life must have a value for people, another for bots, and a mix; it has 60, 800"]),
        # analyses that contradict themselves
        (RANKING, "{kind: ranking, levers: [vendors, vendors]}",
         ["22: analyses.1.levers.1: 'vendors' is named twice in this analysis"]),
        (RANKING, "{kind: ranking, levers: [vendors], within: [vendors]}",
         ["22: analyses.1.within.0: 'vendors' is named twice in this analysis"]),
        (RANKING, "{kind: effect, lever: vendors, reference: one, within: [vendors]}",
         ["22: analyses.1.within.0: 'vendors' is named twice in this analysis"]),
        (TIPPING, "{kind: tipping_point, lever: automation, by: [automation], risk_weight: 0}",
         ["21: analyses.0.by.0: 'automation' is named twice in this analysis"]),
        (RANKING, "{kind: discovery, over: [vendors, vendors], fails_when: {outcome: error_share, above: 0.1}}",
         ["22: analyses.1.over.1: 'vendors' is named twice in this analysis"]),
        (RANKING, "{kind: ranking, levers: [vendors], outcomes: [error_share, error_share]}",
         ["22: analyses.1.outcomes.1: 'error_share' is listed twice"]),
        (RANKING, "{kind: iso_budget, budget_eur_per_year: 9000, costs: [wages_eur, wages_eur]}",
         ["22: analyses.1.costs.1: 'wages_eur' is listed twice"]),
        (RANKING, "{kind: iso_budget, budget_eur_per_year: 9000, costs: [wages_eur, profit_eur, error_share]}",
         ["22: analyses.1.costs.1: 'profit_eur' is not a cost in euros; costs are wages_eur, overtime_eur, ...",
          "22: analyses.1.costs.2: 'error_share' is not a cost in euros; costs are ..."]),
        (RANKING, "{kind: iso_budget, budget_eur_per_year: 9000, costs: [wages_eur, cost_eur]}",
         ["22: analyses.1.costs.1: 'cost_eur' holds all costs already: name it alone"]),
        (RANKING, "{kind: frontier, outcomes: [error_share]}",
         ["22: analyses.1.outcomes: a frontier needs two outcomes or more; with one there is a best, which ..."]),
        (RANKING, "{kind: frontier}",
         ["22: analyses.1: a frontier needs two outcomes or more; with one there is a best, which a ranking shows"]),
        (RANKING, "{kind: ranking, levers: [vendors], outcomes: [bot_task_share]}",
         ["22: analyses.1.outcomes.0: 'bot_task_share': neither more nor less of it is better, so nothing can be ..."]),
        (RANKING, "{kind: synergy, lever: automation, people: 0, bots: 0.0}",
         ["22: analyses.1.bots: 0.0 is the value of `people` already"]),
        (RANKING, "{kind: ranking, levers: [vendors], name: Summary}",
         ["22: analyses.1.name: results have a table 'summary' of their own: give it another name"]),
        # analyses and figures
        (TIPPING, "{kind: tiping_point, lever: automation}",
         ["21: analyses.0.kind: the text 'tiping_point' is not a kind; did you mean 'tipping_point'? Allowed: ..."]),
        (TIPPING, "{lever: automation}", ["21: analyses.0.kind: missing. Allowed: ranking, ..."]),
        (TIPPING, "{kind: tipping_point, lever: automaton}",
         ["21: analyses.0.lever: 'automaton' is not a lever or uncertainty; did you mean 'automation'? Allowed: ..."]),
        (TIPPING, "{kind: tipping_point, lever: automation, profit: profits}",
         ["21: analyses.0.profit: 'profits' is not a measure; did you mean ..."]),
        (TIPPING, "{kind: ranking, levers: [automation]}",
         ["22: analyses.1.kind: two analyses are called 'ranking': give this one another `name`"]),
        (TIPPING, "{kind: sensitivity}",
         ["21: analyses.0.kind: sensitivity needs `design: {kind: saltelli}` or morris; this one is grid"]),
        (CURVE, "{kind: curve, x: automation, where: {vendors: twoo}}",
         ["24: figures.0.where.vendors: 'twoo' is not a case of this lever; did you mean 'two'? Allowed: one, two"]),
        (CURVE, "{kind: bars, analysis: rankin}",
         ["24: figures.0.analysis: 'rankin' is not an analysis of this experiment; did you mean 'ranking'? ..."]),
        (CURVE, "{kind: bars, analysis: tipping_point}",
         ["24: figures.0.analysis: shows an analysis of kind ..."]),
        # tiers
        ("replications: 2", "replicatons: 2",
         ["27: tiers.smoke.replicatons: unknown field; did you mean 'replications'? Allowed: ..."]),
        ("{automation: {sweep: [0, 1]}}", "{automaton: {sweep: [0, 1]}}",
         ["29: tiers.smoke.levers.automaton: 'automaton' is not one of the experiment's levers; ..."]),
        ("replications: 2", "question: Why?",
         ["27: tiers.smoke.question: cannot differ between tiers: leave it out"]),
        ("full: {}", "full: 3", ["30: tiers.full: expected a mapping of names to any values, got 3"]),
        ("full: {}", "_x: {}", ["30: tiers._x: is not a name: ..."]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_is_meant(
    broken: Refused, old: str, new: str, messages: list[str]
) -> None:
    check(broken(old, new), *messages)


def test_a_tiers_own_mistake_is_told_at_its_line_when_that_tier_is_asked_for(broken: Refused) -> None:
    check(
        broken("sweep: [0, 1]", "sweep: [0, 3]", "smoke"),
        "29: tiers.smoke.levers.automation.sweep.1: policy.share: ...",
    )


def test_what_a_tier_changes_of_the_config_is_told_by_its_place_in_the_tier(broken: Refused) -> None:
    check(
        broken("set: {horizon_days: 60}", "set: {horizon_days: 1e2}", "smoke"),
        "28: tiers.smoke.set.horizon_days: expected a whole number, got 100.0",
    )


@pytest.mark.parametrize("value", [".inf", "-.inf", ".nan"])
def test_a_number_that_is_not_finite_is_told_once(broken: Refused, value: str) -> None:
    (found,) = (line for line in broken("[0, 0.25, 0.5]", f"[0, {value}, 0.5]") if "levers.automation" in line)
    assert found.startswith("8: levers.automation.sweep.1: must be a finite number, got ")


def test_a_small_edition_of_what_a_larger_one_can_answer_is_no_mistake_but_has_notes(spec: dict[str, Any]) -> None:
    spec["analyses"] = [{"kind": "tipping_point", "lever": "automation"}]
    spec["replications"] = 200
    assert notes(load_experiment(spec)) == []
    few = (
        "analysis tipping_point will be refused: too few Worlds: the worst 5 % of {} are fewer than 10; "
        "at least 200 replications are needed, or `risk_weight: 0`"
    )
    assert notes(load_experiment(spec, replications=199)) == [few.format(199)]
    assert notes(load_experiment(spec, "smoke")) == [
        "analysis tipping_point will be refused: a tipping point needs three levels or more; automation has 2",
        few.format(2),
    ]


def test_more_worlds_than_the_file_asks_for_make_an_analysis_possible(spec: dict[str, Any]) -> None:
    spec["analyses"] = [{"kind": "tipping_point", "lever": "automation"}]
    assert notes(load_experiment(spec, replications=200)) == []


def test_of_a_list_of_cells_the_levels_that_they_have_are_counted(spec: dict[str, Any], refused: Refused) -> None:
    cells = [{"automation": share, "vendors": "one", "half_life": 60} for share in (0, 0.5, 0.5)]
    spec |= {"design": {"kind": "list", "cells": cells[:2]}, "tiers": {}, "figures": []}
    spec["analyses"] = spec["analyses"][:1]
    found = refused(spec)
    check(found, "experiment: analyses.0.lever: a tipping point needs three levels or more; automation has 2")
    spec["design"]["cells"] = [*cells[:2], cells[0] | {"automation": 0.25}]
    assert notes(load_experiment(spec)) == []


def test_a_switch_must_have_two_values_in_the_cells_looked_at(spec: dict[str, Any], refused: Refused) -> None:
    asked = {"kind": "attribution", "reference": {"automation": 0}, "risk_weight": 0}
    spec |= {"analyses": [asked], "tiers": {}, "figures": []}
    found = refused(spec)
    three = "experiment: analyses.0.reference.automation: automation must have two values, off and on; it has {}"
    check(found, three.format(3))
    cells = [
        {"automation": share, "vendors": name, "half_life": 60}
        for share, name in ((0, "one"), (0.5, "one"), (0.25, "two"))
    ]
    listed = spec | {"design": {"kind": "list", "cells": cells}, "analyses": [asked | {"where": {"vendors": "one"}}]}
    assert notes(load_experiment(listed)) == []
    spec["levers"]["automation"] = {"path": "policy.share", "sweep": {"low": 0, "high": 1}}
    found = refused(spec | {"design": {"kind": "lhs", "samples": 8}})
    check(found, three.format("all of a range"))


def test_no_switch_is_called_like_the_row_of_all_of_them(spec: dict[str, Any], refused: Refused) -> None:
    spec["levers"]["all"] = spec["levers"].pop("vendors")
    spec |= {"analyses": [{"kind": "attribution", "reference": {"all": "one"}, "risk_weight": 0}], "figures": []}
    assert refused(spec)[0].startswith("experiment: analyses.0.reference.all: the table has a row `all`")


def test_a_range_may_have_a_tipping_point(spec: dict[str, Any]) -> None:
    spec["levers"]["automation"] = {"path": "policy.share", "sweep": {"low": 0, "high": 1}}
    spec |= {"design": {"kind": "lhs", "samples": 8}, "figures": [], "tiers": {}}
    assert notes(load_experiment(spec)) == []


def test_a_mistake_shared_by_all_editions_is_told_once(broken: Refused) -> None:
    assert len(broken("outcomes: [goodput_eur_per_day]", "outcomes: [nothing]", "smoke")) == 1


def test_an_unknown_tier_is_answered_with_the_nearest(spec: dict[str, Any], refused: Refused) -> None:
    check(
        refused(spec, "smok"), "experiment: tiers: there is no tier 'smok'; did you mean 'smoke'? Allowed: smoke, full"
    )


def test_all_mistakes_of_a_file_are_told_at_once(broken: Refused) -> None:
    found = broken("stress: true\noutcomes: [goodput_eur_per_day]", "stress: maybe\noutcomes: [nothing]\nlevels: 3")
    assert [line.split(":")[0] for line in found] == ["16", "18"]  # names are compared once the types are right


def test_cells_whose_values_do_not_go_together_are_told_by_their_values(broken: Refused) -> None:
    found = broken("two: {bots.bookkeeper.vendor: shop_platform}", "two: {policy.rule: bot_only}")
    assert len(found) == 6
    assert found[0] == (
        "15: design: cell 2 (automation=0, vendors=two, half_life=60): policy.share: unknown field. "
        "Allowed: mode, review_share, fallback, rule"
    )


def test_two_listed_cells_that_mean_the_same_are_refused(broken: Refused) -> None:
    cells = "[{automation: 0, vendors: one, half_life: 60}, {automation: 0.0, vendors: one, half_life: 60}]"
    check(
        broken("{kind: grid}", f"{{kind: list, cells: {cells}}}"),
        "15: design.cells.1: cell 1 (automation=0.0, vendors=one, half_life=60) is the same as cell 0",
    )


def test_a_range_of_whole_numbers_that_is_not_said_to_be_one_gets_a_hint(
    spec: dict[str, Any], refused: Refused
) -> None:
    spec["levers"]["automation"] = {"path": "staff.baker.count", "sweep": {"low": 1, "high": 5}}
    spec |= {"design": {"kind": "lhs", "samples": 4}, "analyses": [], "figures": [], "tiers": {}}
    found = refused(spec)
    assert found[-1].endswith("staff.baker.count: expected a whole number, got 1.0; write scale: whole")


def test_a_sampled_design_of_nothing_is_refused(spec: dict[str, Any], refused: Refused) -> None:
    spec |= {"levers": {}, "uncertainties": {}, "analyses": [], "figures": [], "tiers": {}}
    spec["design"] = {"kind": "lhs", "samples": 4}
    check(refused(spec), "experiment: design: lhs samples levers and uncertainties, and there are none")


def test_a_rule_of_the_users_own_that_is_not_there_is_told_before_anything_runs(
    spec: dict[str, Any], refused: Refused
) -> None:
    case = {"policy.rule": "custom", "policy.function": "no_such_module:rule"}
    spec["levers"] = {"rule": {"sweep": {"mine": case, "ours": {"policy.rule": "bot_only"}}}}
    spec |= {"analyses": [], "figures": [], "tiers": {}}
    (found,) = refused(spec)
    assert found.startswith("experiment: levers.rule.sweep.mine: policy.function 'no_such_module:rule': cannot import")


# ------------------------------------------------------------------------------------------------ what is asked for


def test_a_change_to_what_a_lever_sets_is_refused_because_it_would_change_nothing(
    spec: dict[str, Any], refused: Refused
) -> None:
    check(
        refused(spec, overrides=["policy.share=0.3"]),
        "--set policy.share=0.3: policy.share: is set by 'automation' in every cell",
    )


def test_changes_from_the_command_line_are_named_as_they_were_given(spec: dict[str, Any], refused: Refused) -> None:
    check(
        refused(spec, overrides=["polcy.rule=bot_only", "horizon_days=-3"]),
        "--set polcy.rule=bot_only: polcy: unknown field; did you mean 'policy'? Allowed: ...",
        "--set horizon_days=-3: horizon_days: must be at least 1, got -3",
    )


def test_an_impossible_number_of_replications_is_named_as_it_was_given(spec: dict[str, Any], refused: Refused) -> None:
    check(refused(spec, replications=0), "--replications 0: replications: must be at least 1, got 0")


def test_what_is_no_experiment_is_answered_with_the_nearest(
    refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "list.yaml").write_text("[1, 2]")
    check(refused("automation_dail"), "automation_dail: neither one of our experiments nor a file; did you mean ...")
    check(refused("nothing.yaml"), "nothing.yaml: there is no such file")
    check(refused("empty"), f"{Path('empty', 'experiment.yaml')}: cannot be read: No such file or directory")
    check(refused("list.yaml"), "list.yaml:1: an experiment has fields at its top (question: ..., ...")


def test_a_config_that_is_wrong_itself_is_told_with_its_own_file_and_line(
    spec: dict[str, Any], refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text("business: {nam: x}\nfunctions: {}\npolicy: {rule: bot_only}\n")
    found = refused(spec | {"config": "mine.yaml"})
    assert found[0].startswith("mine.yaml:1: business.nam: unknown field; did you mean 'name'?")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["bakery", "grid"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_whatever_stands_in_a_field_only_an_experiment_error_is_raised(data: st.DataObject) -> None:
    text = Path(__file__).with_name("valid.yaml").read_text(encoding="utf-8")
    spec: dict[str, Any] = read_yaml(text, "valid.yaml").data
    inner: Any = spec
    for _ in range(5):
        places = sorted(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(places))
        if not isinstance(inner[key], (dict, list)) or not inner[key] or data.draw(st.booleans()):
            break
        inner = inner[key]
    inner[key] = data.draw(_JSON)
    try:
        load_experiment(spec, data.draw(st.sampled_from([None, "smoke"])))
    except ExperimentError as error:
        lines = str(error).split("\n")
        # Pydantic's own words end in "Input should be", "Extra inputs" and the like: none may come through.
        assert not [line for line in lines if "not allowed (" in line or "nput sh" in line or "xtra inp" in line]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "must be a whole number from 1 to 4, got 5"),
        (2.5, "must be a whole number from 1 to 4, got 2.5"),
        (True, "must be a whole number from 1 to 4, got true"),
        ("two", "must be a whole number from 1 to 4, got the text 'two'"),
    ],
)
def test_a_listed_value_outside_the_range_of_its_lever_is_refused(
    spec: dict[str, Any], refused: Refused, value: Any, message: str
) -> None:
    spec["levers"] = {"crew": {"path": "staff.baker.count", "sweep": {"low": 1, "high": 4, "scale": "whole"}}}
    spec["design"] = {"kind": "list", "cells": [{"crew": value}]}
    spec |= {"uncertainties": {}, "analyses": [], "figures": [], "tiers": {}}
    check(refused(spec), f"experiment: design.cells.0.crew: {message}")
