"""Analyses that the runs of an experiment cannot answer, however they come out: told before the first of them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..config.root import Misfit
from ..metrics.risk import fewest_worlds, too_few
from .analyses import Attribution, TippingPoint, Value
from .designs import Listed
from .levers import meaning_of
from .replications import most

if TYPE_CHECKING:
    from .spec import Spec

FEWEST_LEVELS = 3
"""Levels of a dial that make a best one between its ends possible."""

FEWEST_WORLDS = 2

WITHOUT_RISK = ", or `risk_weight: 0`"


def unanswerable(spec: "Spec") -> Iterator[Misfit]:
    """Give each analysis that cannot be made of the levels and Worlds of an experiment, and why."""
    for number, analysis in enumerate(spec.analyses):
        if isinstance(analysis, TippingPoint) and (lacking := _lacking_levels(spec, analysis)):
            yield Misfit(("analyses", number, "lever"), lacking)
        if isinstance(analysis, (TippingPoint, Attribution)):
            n_worlds = most(spec.replications)
            if analysis.risk_weight > 0.0 and n_worlds < fewest_worlds():
                yield Misfit(("analyses", number, "risk_weight"), too_few(n_worlds) + WITHOUT_RISK)
            elif n_worlds < FEWEST_WORLDS:
                yield Misfit(("analyses", number), f"an interval takes {FEWEST_WORLDS} replications or more")


def notes(spec: "Spec") -> list[str]:
    """Return the same in sentences, for those who run a small edition on purpose."""
    return [
        f"analysis {spec.analyses[int(misfit.at[1])].label} will be refused: {misfit.message}"
        for misfit in unanswerable(spec)
    ]


def _lacking_levels(spec: "Spec", asked: TippingPoint) -> str | None:
    lever = spec.inputs[asked.lever]
    if lever.is_range:  # it has as many levels as its design has points
        return None
    return lacking_levels(
        asked.lever, [value for value in _values_run(spec, asked.lever) if _is_looked_at(value, asked)]
    )


def _values_run(spec: "Spec", lever: str) -> Iterable[Value]:
    """Return the values of a lever that cells have, each once."""
    if isinstance(spec.design, Listed):
        return {meaning_of(cell[lever]): cell[lever] for cell in spec.design.cells}.values()
    return spec.inputs[lever].values


def _is_looked_at(value: Value, asked: TippingPoint) -> bool:
    return asked.lever not in asked.where or meaning_of(asked.where[asked.lever]) == meaning_of(value)


def lacking_levels(lever: str, levels: list[Value]) -> str | None:
    """Return why levels have no tipping point among them; None if they may have."""
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in levels):
        return f"a tipping point needs a lever whose values are numbers; {lever} has cases"
    if len(levels) < FEWEST_LEVELS:
        return f"a tipping point needs three levels or more; {lever} has {len(levels)}"
    return None
