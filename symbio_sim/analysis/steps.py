"""How far a step of a Morris design really goes along an input that has few values."""

from fractions import Fraction

from ..experiment.designs import Morris
from ..experiment.levers import Lever, Range


def stretch(lever: Lever, design: Morris) -> float:
    """Return by how much the steps of an input are longer, on average, than those of the unit range.

    An elementary effect is a change of the outcome divided by the step on the unit range, which is L / (2 (L - 1)) with
    L levels. An input with fewer values than levels makes longer steps: with 4 levels, one of two values goes through
    its whole range in a step of 2/3. Values and cases count as evenly spaced in their order, whole numbers as they are.

    Returns
    -------
    float
        Exactly 1 for ranges of all numbers, and for as many values as levels.
    """
    if isinstance(lever.sweep, Range) and lever.sweep.scale != "whole":
        return 1.0
    places = _places(lever, design.levels)
    jump = design.levels // 2
    steps = [abs(end - start) for start, end in zip(places[:-jump], places[jump:], strict=True)]
    return float(sum(steps) / len(steps) / Fraction(design.levels, 2 * (design.levels - 1)))


def _places(lever: Lever, levels: int) -> list[Fraction]:
    """Return where each level lies between the input's first value (0) and its last (1)."""
    if isinstance(lever.sweep, Range):
        low, high = int(lever.sweep.low), int(lever.sweep.high)
        return [Fraction(int(lever.sweep.at(level / (levels - 1))) - low, high - low) for level in range(levels)]
    last = len(lever.values) - 1
    if last == 0:  # it never changes, and has no effect
        return [Fraction(level, levels - 1) for level in range(levels)]
    return [Fraction(min(level * (last + 1) // (levels - 1), last), last) for level in range(levels)]
