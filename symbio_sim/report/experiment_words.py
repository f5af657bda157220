"""The words of an experiment's figures: levers, their values, measures with their units."""

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..metrics import MEASURES
from .numbers import Money, in_unit, unit_text


@dataclass(frozen=True)
class Words:
    """How an experiment's names are shown.

    Attributes
    ----------
    money : Money
        The currency of the firm.
    """

    money: Money

    def measure(self, key: str, width: int) -> str:
        """Return a measure's label, broken into lines."""
        return textwrap.fill(MEASURES[key].label, width)

    def unit(self, key: str) -> str:
        """Return a measure's unit as an axis shows it; empty for a pure number."""
        return unit_text(MEASURES[key].unit, self.money)

    def unit_of_change(self, key: str) -> str:
        """Return the unit of a change of a measure: per cent of what, one would ask of a change of a share."""
        return "percentage points" if MEASURES[key].unit == "share" else self.unit(key)

    def axis(self, key: str, width: int) -> str:
        """Return a measure's label with its unit in brackets."""
        unit = self.unit(key)
        return textwrap.fill(MEASURES[key].label + (f" ({unit})" if unit else ""), width)

    def shown(self, values: Any, key: str) -> Any:
        """Return values of a measure in the unit of `unit`."""
        return in_unit(values, MEASURES[key].unit, self.money)


def lever_words(name: str) -> str:
    """Return the name of a lever for people; a unit at its end goes into brackets."""
    for ending, unit in (
        ("_eur_per_month", "EUR/month"),
        ("_eur", "EUR"),
        ("_days", "days"),
        ("_min", "min"),
        ("_h", "h"),
    ):
        if name.endswith(ending) and name != ending:
            return f"{_spaced(name.removesuffix(ending))} ({unit})"
    return _spaced(name)


def value_words(value: Any) -> str:
    """Return a value of a lever, or the name of a case, for people."""
    if isinstance(value, bool):
        return "true" if value else "false"  # as in the YAML
    if isinstance(value, str):
        return _spaced(value)
    return f"{value:.4g}"


def setting_words(name: str, value: Any) -> str:
    """Return a lever and its value for people."""
    return f"{lever_words(name)}: {value_words(value)}"


def combination_words(values: Iterable[tuple[str, Any]]) -> str:
    """Return values of levers in a line; numbers, and names of cases of several levers, carry the lever's name."""
    named = list(values)
    return ", ".join(
        value_words(value)
        if isinstance(value, str) and len(named) == 1
        else f"{lever_words(name)} {value_words(value)}"
        for name, value in named
    )


def are_numbers(values: Sequence[Any]) -> bool:
    """Tell whether all values of a lever are numbers, so that an axis can place them."""
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def is_undefined(value: Any) -> bool:
    """Tell whether a number is NaN."""
    return isinstance(value, float) and math.isnan(value)


def _spaced(name: str) -> str:
    return name.replace("_", " ")
