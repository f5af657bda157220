"""What must hold between the parts of an experiment: each name names something, no field has two masters."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from ..config.errors import Location, shown
from ..config.root import Misfit
from ..metrics.money_alone import is_money
from ..metrics.names import MEASURES, needs_twins
from .analyses import Sensitivity
from .analysis_misfits import misfits_of_analysis
from .businesses import BLOCKS
from .cells import n_cells
from .designs import Grid, Listed, Morris, Saltelli
from .levers import Lever, Range, meaning_of
from .replications import Sequential

if TYPE_CHECKING:
    from .spec import Spec

COLUMNS = (
    *("cell", "key", "seed", "replication", "replications", "status", "error", "traceback", "seconds"),
    *("measure", "outcome", "label", "unit", "mean", "sd", "n", "ci_low", "ci_high", "n_undefined", "n_failed"),
    *("rank", "difference", "p_holm", "replications_to_separate", "cost_eur_per_year", "within_budget", "trial"),
    *("on_frontier", "frontier_share", "a_star", "V", "in_range", "share_at_lowest", "share_at_highest"),
    *("profit_mean", "profit_es", "not_worse", "over_symbiosis", "index", "value", "input", "other", "noise_share"),
    *("step", "chosen", "low", "high", "cases", "quasi_p", "reproduced_share", "coverage", "density"),
    *("better_arm", "synergy", "g", "beyond_sum", "loss", "loss_alone", "loss_last"),
    *("n_cells", "n_all", "n_all_failed", "command"),
)
"""Columns of tables beside the levers and measures, which no lever may be called like; see `is_column`."""

MAX_CELLS = 1_000_000


def misfits_of(spec: "Spec") -> Iterator[Misfit]:
    """Give what does not fit together, each at the place that is more likely wrong."""
    yield from _of_lever_names(spec)
    yield from _of_fields_set(spec)
    yield from _of_values(spec)
    yield from _of_design(spec)
    yield from _of_outcomes(spec)
    yield from _of_requests(spec)


def _place(spec: "Spec", name: str) -> Location:
    return ("levers", name) if name in spec.levers else ("uncertainties", name)


def _unknown(at: Location, word: str, kind: str, known: Iterable[str]) -> Misfit:
    return Misfit(at, f"{word!r} is not {kind}", word, tuple(known))


def _of_lever_names(spec: "Spec") -> Iterator[Misfit]:
    for name in spec.uncertainties:
        if name in spec.levers:
            yield Misfit(("uncertainties", name), "is a lever already: give it another name")
    for name in spec.inputs:
        if is_column(name, spec.inputs):
            yield Misfit(_place(spec, name), "tables have a column of this name: give it another")


def is_column(name: str, inputs: Iterable[str]) -> bool:
    """Tell whether tables have a column of this name, beside those that are called like the inputs themselves."""
    of_a_pair = any(name in (f"{lever}_a", f"{lever}_b") for lever in inputs)
    stem = name.removesuffix("_ci_low").removesuffix("_ci_high")
    return of_a_pair or any(known in COLUMNS or known in MEASURES for known in (name, stem))


def _of_fields_set(spec: "Spec") -> Iterator[Misfit]:
    """What is set twice would depend on the order."""
    for (name, lever), (other, second) in combinations(spec.inputs.items(), 2):
        for one in lever.fields:
            for two in second.fields:
                if overlap(one, two):
                    what = f"{one} is set" if one == two else f"{one} and {two} are set"
                    yield Misfit(_place(spec, other), f"{what} by {name!r} and by {other!r}: one field, one lever")
    for name, lever in spec.inputs.items():
        for place, path in enumerate(lever.paths):
            if any(overlap(path, earlier) for earlier in lever.paths[:place]):
                yield Misfit((*_place(spec, name), "paths", place), f"{path} is set twice")
    yield from _of_fields_set_in_vain(spec)


def _of_fields_set_in_vain(spec: "Spec") -> Iterator[Misfit]:
    """What holds in all cells cannot lie in a block that each case of a lever replaces as a whole."""
    for name, lever in spec.inputs.items():
        if not isinstance(lever.sweep, dict):
            continue
        replaced = [block for block in BLOCKS if all(block in case for case in lever.sweep.values())]
        for path in spec.set:
            if any(overlap(block, path) for block in replaced):
                yield Misfit(("set", path), f"is set by {name!r} in every cell")


def overlap(one: str, other: str) -> bool:
    """Tell whether two fields of a config are the same, or one lies within the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _of_values(spec: "Spec") -> Iterator[Misfit]:
    for name, lever in spec.inputs.items():
        at = (*_place(spec, name), "sweep")
        if isinstance(lever.sweep, list):
            seen = set()
            for place, value in enumerate(lever.sweep):
                if (meaning := meaning_of(value)) in seen:
                    yield Misfit((*at, place), f"{shown(value)} is listed twice")
                seen.add(meaning)


def _of_design(spec: "Spec") -> Iterator[Misfit]:
    design, inputs = spec.design, spec.inputs
    if isinstance(design, Grid):
        yield from _of_grid(spec)
    elif isinstance(design, Listed):
        for number, cell in enumerate(design.cells):
            yield from _of_listed_cell(number, cell, inputs)
    elif not inputs:
        yield Misfit(("design",), f"{design.kind} samples levers and uncertainties, and there are none")
    if isinstance(design, Morris):
        yield from _of_morris(spec, design)
    if (size := n_cells(spec)) > MAX_CELLS:
        yield Misfit(("design",), f"has {size} cells; at most {MAX_CELLS} are allowed")


def _of_grid(spec: "Spec") -> Iterator[Misfit]:
    for name, lever in spec.inputs.items():
        if isinstance(lever.sweep, Range):
            yield Misfit(
                (*_place(spec, name), "sweep"),
                "a grid cannot have all numbers of a range: list some, or take a design that samples (lhs, sobol)",
            )


def _of_listed_cell(
    number: int, cell: dict[str, bool | int | float | str], inputs: dict[str, Lever]
) -> Iterator[Misfit]:
    at: Location = ("design", "cells", number)
    for name, value in cell.items():
        if name not in inputs:
            yield _unknown((*at, name), name, "a lever or uncertainty", inputs)
        elif not inputs[name].admits(value):
            yield _no_value((*at, name), value, inputs[name])
    missing = [name for name in inputs if name not in cell]
    if missing:
        yield Misfit(at, f"says nothing of {', '.join(missing)}")


def _no_value(at: Location, value: bool | int | float | str, lever: Lever) -> Misfit:
    sweep = lever.sweep
    if isinstance(sweep, Range):
        kind = "a whole number" if sweep.scale == "whole" else "a number"
        return Misfit(at, f"must be {kind} from {sweep.low:.15g} to {sweep.high:.15g}, got {shown(value)}")
    if isinstance(sweep, dict):
        return _unknown(at, str(value), "a case of this lever", sweep)
    values = ", ".join(str(known) if isinstance(known, str) else shown(known) for known in sweep)
    return Misfit(at, f"{shown(value)} is not a value of this lever; it has {values}")


def _of_morris(spec: "Spec", design: Morris) -> Iterator[Misfit]:
    """A step of half the levels must always lead to another value."""
    for name, lever in spec.inputs.items():
        if not isinstance(lever.sweep, Range) and design.levels % len(lever.values):
            n = len(lever.values)
            message = f"must be a multiple of the {n} values of {name!r}, got {design.levels}"
            yield Misfit(("design", "levels"), message)


def _of_outcomes(spec: "Spec") -> Iterator[Misfit]:
    named: list[tuple[Location, str]] = [(("outcomes", place), name) for place, name in enumerate(spec.outcomes)]
    if isinstance(spec.replications, Sequential):
        named += [(("replications", "until", name), name) for name in spec.replications.until]
    for group, requests in (("analyses", spec.analyses), ("figures", spec.figures)):
        for number, request in enumerate(requests):
            named += [((group, number, *at), name) for at, name in request.outcomes_named()]
    for at, name in named:
        if name not in MEASURES:
            yield _unknown(at, name, "a measure", MEASURES)
        elif spec.measures == "money" and not is_money(name):
            yield Misfit(at, f"{name!r} is not about money: write measures: all")
        elif not spec.stress and needs_twins(name):
            yield Misfit(at, f"{name!r} needs twins of each World: write stress: true")
    for place, name in enumerate(spec.outcomes):
        if name in spec.outcomes[:place]:
            yield Misfit(("outcomes", place), f"{name!r} is listed twice")


def _of_requests(spec: "Spec") -> Iterator[Misfit]:
    inputs = spec.inputs
    for group, requests in (("analyses", spec.analyses), ("figures", spec.figures)):
        labels = [request.label for request in requests]
        for number, request in enumerate(requests):
            at: Location = (group, number)
            if labels.index(request.label) < number:
                message = f"two {group} are called {request.label!r}: give this one another `name`"
                yield Misfit((*at, "name" if request.name else "kind"), message)
            if isinstance(request, Sensitivity) and not isinstance(spec.design, (Saltelli, Morris)):
                message = f"sensitivity needs `design: {{kind: saltelli}}` or morris; this one is {spec.design.kind}"
                yield Misfit((*at, "kind"), message)
            for where, name in request.levers_named():
                if name not in inputs:
                    yield _unknown((*at, *where), name, "a lever or uncertainty", inputs)
            for where, name, value in request.values_named():
                if name in inputs and not inputs[name].admits(value):
                    yield _no_value((*at, *where), value, inputs[name])
    for number, analysis in enumerate(spec.analyses):
        for misfit in misfits_of_analysis(spec, analysis):
            yield replace(misfit, at=("analyses", number, *misfit.at))
    yield from _of_analyses_shown(spec)


def _of_analyses_shown(spec: "Spec") -> Iterator[Misfit]:
    kinds = {analysis.label: analysis.kind for analysis in spec.analyses}
    for number, figure in enumerate(spec.figures):
        for where, name, allowed in figure.analyses_named():
            at: Location = ("figures", number, *where)
            if name not in kinds:
                yield _unknown(at, name, "an analysis of this experiment", kinds)
            elif kinds[name] not in allowed:
                message = f"shows an analysis of kind {' or '.join(allowed)}; {name!r} is of kind {kinds[name]}"
                yield Misfit(at, message)
