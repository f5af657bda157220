"""Synergy: whether people and bots together do better than the better of the two alone, and than their parts.

Of three cases of a lever, one leaves all work to people, one to bots, and one or more mix them. The better arm is the
one with the better mean over all Worlds, not World by World, which would take the luck of each World for skill. Firm
synergy is what the mix gains on it (Vaccaro, Almaatouq and Malone 2024, doi 10.1038/s41562-024-02024-1, ask the same
of decisions). Beyond the sum is what it gains on the weighted mean of both arms, a Y(bots) + (1 - a) Y(people), with a
the share of tasks that bots did in the mix.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..metrics import MEASURES
from ..metrics.undefined import NAN
from .alternatives import Floats, Group, groups, listed, sign_of
from .errors import AnalysisError
from .paired import Paired, paired

SHARE_OF_BOTS = "bot_task_share"


def synergy(
    table: pd.DataFrame,
    lever: str,
    people: Any,
    bots: Any,
    outcomes: Sequence[str],
    *,
    known: Sequence[str],
    within: Sequence[str] = (),
) -> pd.DataFrame:
    """Hold each mix against people alone and bots alone, in the same Worlds.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication.
    lever : str
        The lever whose values are people alone, bots alone, and mixes of them.
    people, bots : value
        Its values (or cases) without bots and without people; what bots cannot do stays with people.
    outcomes : sequence of str
        Measures of which more, or less, is better.
    known : sequence of str
        All levers and uncertainties of the table.
    within : sequence of str
        One comparison for each combination of these.

    Returns
    -------
    DataFrame
        One row an outcome and mix: the levers of `within`, outcome, the lever, mean, ci_low, ci_high (of the mix);
        better_arm (a value of the lever); synergy, synergy_ci_low, synergy_ci_high (what the mix is better by, above 0,
        or worse, below, in the outcome's unit; paired t); g (for shares of tasks: synergy over the spread of a single
        task, sqrt(p (1 - p)) pooled over mix and arm, as Hedges' g; else NaN); beyond_sum with its interval; n,
        n_undefined (Worlds with mix and both arms).

    Raises
    ------
    AnalysisError
        If a name or value is not known, or no mix is left.
    """
    if not outcomes:
        raise AnalysisError("name one or more outcomes")
    rows: list[dict[str, Any]] = []
    for group in groups(table, [lever], within, known):
        values = [alternative[0] for alternative in group.alternatives]
        arms = [_place(name, value, lever, values) for name, value in (("people", people), ("bots", bots))]
        mixes = [place for place in range(len(values)) if place not in arms]
        if arms[0] == arms[1] or not mixes:
            raise AnalysisError(f"{lever} must have a value for people, another for bots, and a mix: {listed(values)}")
        for outcome in outcomes:
            rows += _held_against(group, outcome, arms, mixes)
    return pd.DataFrame(rows)


def _place(name: str, value: Any, lever: str, values: list[Any]) -> int:
    if value not in values:
        raise AnalysisError(f"{name}: {lever} is never {value!r}; its values: {listed(values)}")
    return values.index(value)


def _held_against(group: Group, outcome: str, arms: list[int], mixes: list[int]) -> Iterator[dict[str, Any]]:
    sign, found = sign_of(outcome), group.outcome(outcome)
    share = group.outcome(SHARE_OF_BOTS)
    for mix in mixes:
        three = found[[mix, *arms]]
        defined = ~np.isnan(three).any(axis=0)
        mine, people, bots = three[:, defined]
        # Of equal arms the people's counts.
        is_bots = bool(defined.any()) and sign * (bots.mean() - people.mean()) > 0.0
        arm = bots if is_bots else people
        a = share[mix][defined]
        parts = a * bots + (1.0 - a) * people
        yield {
            **group.within,
            "outcome": outcome,
            group.levers[0]: group.alternatives[mix][0],
            **_interval("mean", paired(np.zeros_like(mine), mine), ("ci_low", "ci_high")),
            "better_arm": group.alternatives[arms[1] if is_bots else arms[0]][0],
            **_interval("synergy", paired(sign * arm, sign * mine)),
            "g": _standardised(outcome, sign, mine, arm),
            **_interval("beyond_sum", paired(sign * parts, sign * mine)),
            "n": int(defined.sum()),
            "n_undefined": int((~defined).sum()),
        }


def _interval(name: str, found: Paired, ends: tuple[str, str] | None = None) -> dict[str, float]:
    low, high = ends or (f"{name}_ci_low", f"{name}_ci_high")
    return {name: found.mean, low: found.ci_low, high: found.ci_high}


def _standardised(outcome: str, sign: float, mine: Floats, arm: Floats) -> float:
    """Return the difference of two shares over the spread of a single task."""
    if MEASURES[outcome].unit != "share" or not len(mine):
        return NAN
    p, q = float(mine.mean()), float(arm.mean())
    variance = 0.5 * (p * (1.0 - p) + q * (1.0 - q))
    return sign * (p - q) / math.sqrt(variance) if variance > 0.0 else NAN
