"""What must hold within an analysis: no lever in two places, nothing listed twice, outcomes that have a best."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..config.errors import Location, shown
from ..config.root import Misfit
from ..metrics.names import COSTS, MEASURES
from .analyses import AnalysisBase, Attribution, Frontier, IsoBudget, Ranking, Synergy, WithOutcomes
from .levers import meaning_of

if TYPE_CHECKING:
    from .spec import Spec

TAKEN = ("summary",)
"""Tables that stand beside those of the analyses."""

ALL_COSTS = "cost_eur"

NO_BEST = "neither more nor less of it is better, so nothing can be the best in it"
ONE_OUTCOME = "a frontier needs two outcomes or more; with one there is a best, which a ranking shows"


def misfits_of_analysis(spec: "Spec", asked: AnalysisBase) -> Iterator[Misfit]:
    """Give what does not fit together in an analysis, at places within it."""
    if asked.label.lower() in TAKEN:  # some disks take Summary for the same file
        yield Misfit(("name",), f"results have a table {asked.label.lower()!r} of their own: give it another name")
    yield from _named_twice(asked)
    if isinstance(asked, (Ranking, Frontier, Synergy, IsoBudget)):
        yield from _without_a_best(spec, asked)
    if isinstance(asked, IsoBudget):
        yield from (Misfit(("costs", place), message) for place, message in no_costs(asked.costs))
    if isinstance(asked, Synergy) and meaning_of(asked.people) == meaning_of(asked.bots):
        yield Misfit(("bots",), f"{shown(asked.bots)} is the value of `people` already")
    if isinstance(asked, Attribution) and "all" in asked.reference:
        yield Misfit(
            ("reference", "all"), "the table has a row `all` for all levers together: give the lever another name"
        )


def no_costs(costs: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give what a budget cannot pay for, by its place in a list of measures, and why."""
    for place, name in enumerate(costs):
        if name in MEASURES and name not in COSTS:
            yield place, f"{name!r} is not a cost in euros; costs are {', '.join(COSTS)}"
        elif name == ALL_COSTS and len(costs) > 1:
            yield place, f"{name!r} holds all costs already: name it alone"


def _named_twice(asked: AnalysisBase) -> Iterator[Misfit]:
    seen = set()
    for at, name in asked.levers_named():
        if at[0] == "where":  # which narrows what is looked at, whatever is done with it
            continue
        if name in seen:
            yield Misfit(at, f"{name!r} is named twice in this analysis")
        seen.add(name)
    listed: set[tuple[int | str, str]] = set()
    for at, name in asked.outcomes_named():
        if (at[0], name) in listed:
            yield Misfit(at, f"{name!r} is listed twice")
        listed.add((at[0], name))


def _without_a_best(spec: "Spec", asked: WithOutcomes) -> Iterator[Misfit]:
    has_no_best = [name for name, measure in MEASURES.items() if measure.better == "neither"]
    for place, name in enumerate(asked.outcomes):
        if name in has_no_best:
            yield Misfit(("outcomes", place), f"{name!r}: {NO_BEST}")
    at: Location = ("outcomes",) if asked.outcomes else ()
    n = len(asked.outcomes) or sum(name not in has_no_best for name in spec.outcomes)
    if isinstance(asked, Frontier) and n < 2:
        yield Misfit(at, ONE_OUTCOME)
    elif not n:
        yield Misfit(at, "more or less is better in none of the experiment's outcomes: name some in which it is")
