"""The experiment behind `explain`: one firm with its pitfalls on and off in all combinations, and each safeguard.

All cells meet the same Worlds. The firm as it is stands in both parts: with all its pitfalls, and with the safeguards
that it has. Two more comparisons keep the answer honest: how much of the loss is attention, which comes back within
weeks, and how much the same people would lose without bots.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from pydantic import ValidationError

from ..config import Config, ConfigError, HumanOnly, Problem, Safeguards, load_config
from ..config.document import from_mapping
from ..config.errors import path_text
from ..config.translate import problems_of
from ..metrics.investment import before_automation, people_can_do_all
from .analyses import Attribution
from .levers import Lever
from .load import ExperimentError
from .pitfalls import OFF, ON, PITFALL_NAMES, cases_in
from .spec import Experiment, Spec
from .unanswerable import unanswerable

FIRM = "firm"
"""The lever that says which firm it is: as it is, with another set of safeguards, or changed for comparison."""

AS_IT_IS = "as_it_is"
ALL, NONE = "all", "none"

BEFORE, SPARED = "before_automation", "before_automation_without_pitfalls"
"""The firm in which people do all; the latter has all pitfalls off and is no value of the lever."""

ATTENTION = "attention"
"""What is compared: the firm with and without attention that slackens while machines do the work."""

ANYWAY = "anyway"
"""What is compared: the same people without bots, with and without the pitfalls."""

OUTCOMES = ["stressed_discounted_profit_eur_per_day", "revenue_eur", "safeguards_eur"]

Changes = dict[str, Any]


@dataclass(frozen=True)
class Compared:
    """Something that may help, and the two cases of the lever `firm` that tell what it is worth.

    Attributes
    ----------
    name : str
        A field of `safeguards` in the config; ``all`` of them; ``attention`` or ``anyway``: to be rid of that loss.
    without, with_it : str
        Cases of the lever, or `SPARED`.
    in_use : bool
        Whether the firm has it already; of all safeguards: whether it has all that it can have.
    """

    name: str
    without: str
    with_it: str
    in_use: bool


@dataclass(frozen=True)
class Explaining:
    """What is run to explain a firm, and what is left out and why.

    Attributes
    ----------
    experiment : Experiment
        Pitfalls as levers, and the lever `firm`.
    attribution : Attribution
        The request that divides the loss among the pitfalls.
    compared : tuple of Compared
        The safeguards that can be looked at, all of them together last.
    besides : tuple of Compared
        What tells how much of the loss is attention, and how much strikes the same people without bots; each where it
        can be told.
    absent : dict of str to str
        Pitfalls that the firm does not have, each with the reason.
    unfit : dict of str to str
        Safeguards that it cannot have, each with the reason.
    """

    experiment: Experiment
    attribution: Attribution
    compared: tuple[Compared, ...]
    besides: tuple[Compared, ...]
    absent: Mapping[str, str]
    unfit: Mapping[str, str]


def explaining(config: Config, name: str, *, replications: int, seed: int = 1, risk_weight: float = 0.5) -> Explaining:
    """Return what is to be run to explain a firm.

    Parameters
    ----------
    config : Config
        The firm over the horizon looked at, with one planned shock or none.
    name : str
        What it is called in folders and tables.
    replications, seed : int
        Worlds, and their seed.
    risk_weight : float
        lambda, in 0 to 1: weight of the worst 5 % of Worlds against the mean of all.

    Raises
    ------
    ExperimentError
        If nothing leans on bots, the firm has none of the pitfalls, the Worlds are too few, or a number is out of
        bounds.
    """
    if reason := _leans_on_nothing(config):
        raise _mistake(name, *reason)
    pitfalls, absent = _pitfalls_of(config)
    if not pitfalls:
        raise _mistake(name, "mechanisms", "the firm has none of the pitfalls: there is nothing to explain")
    cases, compared, unfit = _safeguards_of(config)
    besides = tuple(_besides(config, cases))
    levers = {**pitfalls, FIRM: Lever(sweep=cases)}
    asked = {
        "question": f"Where does the risk of over-symbiosis of {name} come from, and which safeguards pay?",
        "expect": "No expectation: this is asked of any firm.",
        "config": name,
        "levers": {lever: item.model_dump() for lever, item in levers.items()},
        "design": {"kind": "list", "cells": _cells(list(pitfalls), list(cases))},
        "measures": "money",
        "outcomes": OUTCOMES,
        "replications": replications,
        "seed": seed,
        "analyses": [
            {
                "kind": "attribution",
                "reference": dict.fromkeys(pitfalls, OFF),
                "where": {FIRM: AS_IT_IS},
                "risk_weight": risk_weight,
            }
        ],
    }
    experiment = _experiment(asked, name, config)
    attribution = experiment.analyses[0]
    assert isinstance(attribution, Attribution)
    return Explaining(experiment, attribution, compared, besides, absent, unfit)


def _leans_on_nothing(config: Config) -> tuple[str, str] | None:
    """Return the field that keeps all work with people, and what to say of it; None if bots may do some."""
    if not config.bots:
        return "bots", "the firm has none: there is nothing to explain"
    if isinstance(config.policy, HumanOnly):
        return "policy.rule", "human_only gives bots no work: there is nothing to explain"
    return None


def _pitfalls_of(config: Config) -> tuple[dict[str, Lever], dict[str, str]]:
    """Return the firm's pitfalls as levers, and why it does not have the others."""
    found, absent = dict[str, Lever](), dict[str, str]()
    for name in PITFALL_NAMES:
        try:
            found[name] = Lever(sweep=cases_in(name, config, stress=True))
        except ValueError as error:
            absent[name] = str(error)
    return found, absent


def _safeguards_of(config: Config) -> tuple[dict[str, Changes], tuple[Compared, ...], dict[str, str]]:
    """Return the cases of the lever `firm`, what they tell, and why some safeguards cannot be looked at."""
    cases: dict[str, Changes] = {AS_IT_IS: {}}
    added: Changes = {}
    removed: Changes = {}
    compared, unfit = list[Compared](), dict[str, str]()
    for name in Safeguards.model_fields:
        path = f"safeguards.{name}"
        in_use = getattr(config.safeguards, name) is not None
        changes: Changes = {path: None if in_use else {}}
        if reason := _refused(config, changes):
            unfit[name] = reason
            continue
        (removed if in_use else added).update(changes)
        case = f"without_{name}" if in_use else f"with_{name}"
        cases[case] = changes
        without, with_it = (case, AS_IT_IS) if in_use else (AS_IT_IS, case)
        compared.append(Compared(name, without, with_it, in_use))
    if len(compared) > 1:
        if reason := _refused(config, added):
            unfit[ALL] = reason
        else:
            without = _case_of(removed, NONE, cases)
            compared.append(Compared(ALL, without, _case_of(added, ALL, cases), not added))
    return cases, tuple(compared), unfit


def _besides(config: Config, cases: dict[str, Changes]) -> Iterator[Compared]:
    """Give the comparisons that are no safeguards, and put what they need among the cases."""
    if config.mechanisms.reliance.on:
        cases["attentive"] = {"mechanisms.reliance.depth": 0.0}  # the switch is the pitfall's
        yield Compared(ATTENTION, AS_IT_IS, "attentive", in_use=False)
    before = _before(config)
    if people_can_do_all(config) and not _refused(config, before):
        cases[BEFORE] = before
        yield Compared(ANYWAY, BEFORE, SPARED, in_use=False)


def _before(config: Config) -> Changes:
    """Return what makes a firm one in which people do all; planned shocks are the pitfalls'."""
    now, then = config.to_dict(), before_automation(config).to_dict()
    blocks = ("policy", "bots", "roadmap", "freed_hours", "safeguards")
    return {block: then[block] for block in blocks if then[block] != now[block]}


def _refused(config: Config, changes: Changes) -> str | None:
    """Return why a config cannot have some changes; None if it can."""
    try:
        load_config(config, changes)
    except ConfigError as error:
        return "; ".join(f"{problem.field}: {problem.message}" for problem in error.problems)
    return None


def _case_of(changes: Changes, name: str, cases: dict[str, Changes]) -> str:
    """Return the case with these changes, put among the others if there is none yet."""
    for known, item in cases.items():
        if item == changes:
            return known
    cases[name] = changes
    return name


def _cells(pitfalls: Sequence[str], cases: Sequence[str]) -> list[dict[str, str]]:
    """Return all sets of pitfalls for the firm as it is, then the other firms with all pitfalls on."""
    combinations = product((OFF, ON), repeat=len(pitfalls))
    cells = [dict(zip(pitfalls, values, strict=True)) | {FIRM: AS_IT_IS} for values in combinations]
    cells += [dict.fromkeys(pitfalls, ON) | {FIRM: case} for case in cases if case != AS_IT_IS]
    return cells + [dict.fromkeys(pitfalls, OFF) | {FIRM: case} for case in cases if case == BEFORE]


def _experiment(asked: Mapping[str, Any], name: str, config: Config) -> Experiment:
    document = from_mapping(asked, name)
    try:
        spec = Spec.model_validate(document.data)
    except ValidationError as error:
        raise ExperimentError(problems_of(error, document, Spec)) from None
    for misfit in unanswerable(spec):
        raise _mistake(name, path_text(misfit.at[2:]), misfit.message)
    fields = {field: getattr(spec, field) for field in Spec.model_fields}
    return Experiment(**fields, name=f"explain-{name}", tier=None, base=config)


def _mistake(name: str, field: str, message: str) -> ExperimentError:
    return ExperimentError([Problem(name, None, field, message)])
