"""Analyses that the runs of an experiment cannot answer, however they come out: told before the first of them."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..config.errors import Location
from ..config.root import Misfit
from ..metrics.risk import fewest_worlds, too_few
from .analyses import AnalysisBase, Attribution, Effect, Pairs, Ranking, Synergy, TippingPoint, Value
from .designs import Listed
from .levers import meaning_of
from .replications import most

if TYPE_CHECKING:
    from .spec import Spec

FEWEST_LEVELS = 3
"""Levels of a dial that make a best one between its ends possible."""

FEWEST_WORLDS = 2

NO_OTHER = "there is one alternative only: nothing to compare it with"

WITHOUT_RISK = ", or `risk_weight: 0`"


def unanswerable(spec: "Spec") -> Iterator[Misfit]:
    """Give each analysis that cannot be made of the levels and Worlds of an experiment, and why."""
    for number, analysis in enumerate(spec.analyses):
        for at, message in _lacking_values(spec, analysis):
            yield Misfit(("analyses", number, *at), message)
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
    levels = _values_met(spec, asked, asked.lever)
    return None if levels is None else lacking_levels(asked.lever, levels)


def _lacking_values(spec: "Spec", asked: AnalysisBase) -> Iterator[tuple[Location, str]]:
    """Give levers that have too few values, or too many, for what is asked."""
    if isinstance(asked, (Ranking, Pairs, Effect)):
        place, levers = ("lever", [asked.lever]) if isinstance(asked, Effect) else ("levers", asked.levers)
        met = [_values_met(spec, asked, lever) for lever in levers]
        if all(values is not None and len(values) < 2 for values in met):
            yield (place,), NO_OTHER
    if isinstance(asked, Synergy):
        values = _values_met(spec, asked, asked.lever)
        if values is not None and (lacking := _lacking_arms(asked, values)):
            yield ("lever",), lacking
    if isinstance(asked, Attribution):
        for lever in asked.reference:
            values = _values_met(spec, asked, lever)
            if values is None or len(values) != 2:
                has = "all of a range" if values is None else len(values)
                yield ("reference", lever), f"{lever} must have two values, off and on; it has {has}"


def _lacking_arms(asked: Synergy, values: list[Value]) -> str | None:
    arms = {meaning_of(asked.people), meaning_of(asked.bots)}
    met = {meaning_of(value) for value in values}
    if arms < met:
        return None
    has = ", ".join(str(value) for value in values)
    return f"{asked.lever} must have a value for people, another for bots, and a mix; it has {has}"


def _values_met(spec: "Spec", asked: AnalysisBase, lever: str) -> list[Value] | None:
    """Return the values of a lever in the cells that are looked at, each once; None if a design samples a range."""
    if isinstance(spec.design, Listed):
        cells = [cell for cell in spec.design.cells if _is_looked_at(cell, asked)]
        return list({meaning_of(cell[lever]): cell[lever] for cell in cells}.values())
    if spec.inputs[lever].is_range:  # it has as many levels as its design has points
        return None
    return [value for value in spec.inputs[lever].values if _is_looked_at({lever: value}, asked)]


def _is_looked_at(cell: Mapping[str, Value], asked: AnalysisBase) -> bool:
    return all(meaning_of(cell[name]) == meaning_of(value) for name, value in asked.where.items() if name in cell)


def lacking_levels(lever: str, levels: list[Value]) -> str | None:
    """Return why levels have no tipping point among them; None if they may have."""
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in levels):
        return f"a tipping point needs a lever whose values are numbers; {lever} has cases"
    if len(levels) < FEWEST_LEVELS:
        return f"a tipping point needs three levels or more; {lever} has {len(levels)}"
    return None
