"""The experiment behind `explain`: one firm with its pitfalls on and off in all combinations, and each safeguard.

All cells meet the same Worlds. The firm as it is stands in both parts: with all its pitfalls, and with the safeguards
that it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from pydantic import ValidationError

from ..config import Config, ConfigError, Problem, Safeguards, load_config
from ..config.document import from_mapping
from ..config.errors import path_text
from ..config.translate import problems_of
from .analyses import Attribution
from .levers import Lever
from .load import ExperimentError
from .pitfalls import OFF, ON, PITFALL_NAMES, cases_in
from .spec import Experiment, Spec
from .unanswerable import unanswerable

SAFEGUARDS = "safeguards"
"""The lever of the safeguards."""

AS_IT_IS = "as_it_is"
ALL, NONE = "all", "none"

OUTCOMES = ["stressed_discounted_profit_eur_per_day", "revenue_eur", "safeguards_eur"]

Changes = dict[str, Any]


@dataclass(frozen=True)
class Compared:
    """A safeguard (or all of them) and the two cases of the lever that tell what it is worth.

    Attributes
    ----------
    name : str
        A field of `safeguards` in the config, or ``all``.
    without, with_it : str
        Cases of the lever `safeguards`.
    in_use : bool
        Whether the firm has it already; of all: whether it has all that it can have.
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
        Pitfalls as levers, and the lever `safeguards`.
    attribution : Attribution
        The request that divides the loss among the pitfalls.
    compared : tuple of Compared
        The safeguards that can be looked at, all of them together last.
    absent : dict of str to str
        Pitfalls that the firm does not have, each with the reason.
    unfit : dict of str to str
        Safeguards that it cannot have, each with the reason.
    """

    experiment: Experiment
    attribution: Attribution
    compared: tuple[Compared, ...]
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
        If the firm has none of the pitfalls, the Worlds are too few for their worst ones to count, or a number is out
        of bounds.
    """
    pitfalls, absent = _pitfalls_of(config)
    if not pitfalls:
        raise _mistake(name, "mechanisms", "the firm has none of the pitfalls: there is nothing to explain")
    cases, compared, unfit = _safeguards_of(config)
    levers = {**pitfalls, SAFEGUARDS: Lever(sweep=cases)}
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
                "where": {SAFEGUARDS: AS_IT_IS},
                "risk_weight": risk_weight,
            }
        ],
    }
    experiment = _experiment(asked, name, config)
    attribution = experiment.analyses[0]
    assert isinstance(attribution, Attribution)
    return Explaining(experiment, attribution, compared, absent, unfit)


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
    """Return the cases of the lever, what they tell, and why some safeguards cannot be looked at."""
    cases: dict[str, Changes] = {AS_IT_IS: {}}
    added: Changes = {}
    removed: Changes = {}
    compared, unfit = list[Compared](), dict[str, str]()
    for name in Safeguards.model_fields:
        path = f"{SAFEGUARDS}.{name}"
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
    """Return all sets of pitfalls for the firm as it is, then the other safeguards with all pitfalls on."""
    combinations = product((OFF, ON), repeat=len(pitfalls))
    cells = [dict(zip(pitfalls, values, strict=True)) | {SAFEGUARDS: AS_IT_IS} for values in combinations]
    return cells + [dict.fromkeys(pitfalls, ON) | {SAFEGUARDS: case} for case in cases if case != AS_IT_IS]


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
