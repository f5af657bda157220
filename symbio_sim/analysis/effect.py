"""What changes when a lever leaves its reference value: paired differences, World by World."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from ..metrics import estimate
from .alternatives import Group, compared, listed
from .errors import AnalysisError
from .paired import holm, paired


def effect(
    table: pd.DataFrame,
    lever: str,
    reference: Any,
    outcomes: Sequence[str],
    *,
    known: Sequence[str],
    within: Sequence[str] = (),
) -> pd.DataFrame:
    """Compare the values of a lever with a reference value.

    Parameters
    ----------
    table : DataFrame
        One row a cell and replication.
    lever : str
        The lever that is changed; those named nowhere are averaged over, World by World.
    reference : value
        Its value (or case) that the others are compared with.
    outcomes : sequence of str
        Measures.
    known : sequence of str
        All levers and uncertainties of the table.
    within : sequence of str
        One comparison for each combination of these.

    Returns
    -------
    DataFrame
        One row an outcome and value of the lever, the reference first: the levers of `within`, outcome, the lever,
        mean, ci_low, ci_high (Student's t), difference (to the reference), difference_ci_low, difference_ci_high
        (paired t), p_holm (adjusted for the lever's values), n (Worlds with both), n_undefined. The reference's own
        comparison is empty (NaN).

    Raises
    ------
    AnalysisError
        If a name or the reference is not known, there is no other value, or values cannot be compared.
    """
    if not outcomes:
        raise AnalysisError("name one or more outcomes")
    rows: list[dict[str, Any]] = []
    for group in compared(table, [lever], within, known):
        values = [alternative[0] for alternative in group.alternatives]
        if reference not in values:
            raise AnalysisError(f"reference: {lever} is never {reference!r}; its values: {listed(values)}")
        for outcome in outcomes:
            rows += _changes(group, values.index(reference), outcome)
    return pd.DataFrame(rows)


def _changes(group: Group, reference: int, outcome: str) -> Iterator[dict[str, Any]]:
    values = group.outcome(outcome)
    others = [place for place in range(len(values)) if place != reference]
    changes = [paired(values[reference], values[place]) for place in others]
    adjusted = holm([change.p for change in changes])
    yield _row(group, reference, outcome, estimate(values[reference]))
    for place, change, p_holm in zip(others, changes, adjusted, strict=True):
        against = {
            "difference": change.mean,
            "difference_ci_low": change.ci_low,
            "difference_ci_high": change.ci_high,
            "p_holm": p_holm,
            "n": change.n,
            "n_undefined": change.n_undefined,
        }
        yield _row(group, place, outcome, estimate(values[place]) | against)


def _row(group: Group, place: int, outcome: str, found: dict[str, Any]) -> dict[str, Any]:
    columns = ("difference", "difference_ci_low", "difference_ci_high", "p_holm")
    return {
        **group.within,
        "outcome": outcome,
        group.levers[0]: group.alternatives[place][0],
        "mean": found["mean"],
        "ci_low": found["ci_low"],
        "ci_high": found["ci_high"],
        **{name: found.get(name, float("nan")) for name in columns},
        "n": found["n"],
        "n_undefined": found["n_undefined"],
    }
