"""A lever or an uncertainty: what of the config it sets, and to which values."""

import math
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from ..config.block import PATH_PATTERN, Block, Name
from .analyses import Value
from .businesses import cases_of_businesses
from .pitfalls import PITFALL_NAMES, PitfallName, cases_anywhere

Path = Annotated[str, StringConstraints(pattern=PATH_PATTERN, max_length=200)]
"""A field of a config, as in ``policy.share``."""

Changes = dict[Path, Any]
"""Values by the fields that are to have them."""

_DIGITS = 12
"""Significant digits of a number taken from a range: all that differ between machines lie beyond."""


class Range(Block):
    """All numbers between two bounds; for designs that sample."""

    low: float = Field(description="Least value")
    high: float = Field(description="Greatest value")
    scale: Literal["linear", "log", "whole"] = Field(
        "linear",
        description="`linear`: every value as likely; `log`: every ratio as likely; `whole`: whole numbers, each as "
        "likely",
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"low ({self.low:.15g}) must be less than high ({self.high:.15g})")
        if self.scale == "log" and self.low <= 0.0:
            raise ValueError(f"scale log needs bounds above 0, low is {self.low:.15g}")
        if self.scale == "whole" and not (self.low.is_integer() and self.high.is_integer()):
            raise ValueError("scale whole needs whole numbers as bounds")
        return self

    def at(self, quantile: float) -> int | float:
        """Return the value below which a share of the range lies."""
        if self.scale == "whole":
            return min(int(self.low) + int(quantile * (self.high - self.low + 1.0)), int(self.high))
        if self.scale == "log":
            value = math.exp(math.log(self.low) + quantile * (math.log(self.high) - math.log(self.low)))
        else:
            value = self.low + quantile * (self.high - self.low)
        return min(max(float(f"{value:.{_DIGITS}g}"), self.low), self.high)

    def admits(self, value: Value) -> bool:
        """Tell whether a value lies within."""
        if isinstance(value, (bool, str)) or not self.low <= value <= self.high:
            return False
        return self.scale != "whole" or float(value).is_integer()


Values = Annotated[list[Value], Field(min_length=1, max_length=10_000)]
Cases = Annotated[dict[Name, Changes], Field(max_length=10_000)]


def _shape(sweep: Any) -> str:
    if isinstance(sweep, Range):
        return "range"
    if not isinstance(sweep, Mapping):
        return "values"
    is_range = bool(sweep) and not any(isinstance(item, Mapping) for item in sweep.values())
    return "range" if is_range else "cases"


Sweep = Annotated[
    Annotated[Values, Tag("values")] | Annotated[Range, Tag("range")] | Annotated[Cases, Tag("cases")],
    Discriminator(_shape),
]


class Lever(Block):
    """Something that is varied: what the firm decides (a lever) or cannot decide (an uncertainty)."""

    path: Path | None = Field(None, description="The field of the config that is set")
    paths: list[Path] = Field([], description="Several fields that are set to the same value")
    pitfall: PitfallName | None = Field(
        None, description="Instead of all others: a pitfall of leaning on bots; its values are `off` and `on`"
    )
    businesses: list[Name] = Field(
        [], description="Instead of all others: ready-made businesses, each a case that puts it into the config"
    )
    sweep: Sweep = Field(
        {},
        description="A list of values; a range (low, high, scale); or named cases, each with the values of the fields "
        "that it sets",
    )

    @model_validator(mode="before")
    @classmethod
    def _pitfalls_have_their_values(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or data.get("pitfall") not in PITFALL_NAMES:
            return data
        if others := [name for name in ("path", "paths", "sweep") if data.get(name)]:
            raise ValueError(f"a pitfall knows what it sets: leave out `{others[0]}`")
        return {**data, "sweep": cases_anywhere(data["pitfall"])}

    @model_validator(mode="before")
    @classmethod
    def _businesses_are_cases(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or not isinstance(data.get("businesses"), list) or not data["businesses"]:
            return data
        if others := [name for name in ("path", "paths", "pitfall", "sweep") if data.get(name)]:
            raise ValueError(f"a business sets all that makes it one: leave out `{others[0]}`")
        return {"sweep": cases_of_businesses(data["businesses"])}

    @model_validator(mode="after")
    def _says_what_it_sets(self) -> Self:
        given = [name for name in ("path", "paths") if getattr(self, name)]
        if not self.sweep:
            raise ValueError("say to which values it is set: give `sweep`")
        if isinstance(self.sweep, dict):
            if given:
                raise ValueError(f"cases name the fields that they set: leave out `{given[0]}`")
        elif len(given) != 1:
            raise ValueError("say what is set: give `path`, or `paths` for several fields, and not both")
        return self

    @cached_property
    def values(self) -> list[Value]:
        """Its values or the names of its cases; of a range the bounds."""
        if isinstance(self.sweep, Range):
            return [self.sweep.at(0.0), self.sweep.at(1.0)]
        return list(self.sweep)

    @cached_property
    def _meanings(self) -> set[tuple[bool, Value]]:
        return {meaning_of(value) for value in self.values}

    @property
    def is_range(self) -> bool:
        """Whether it has all values between two bounds."""
        return isinstance(self.sweep, Range)

    @property
    def fields(self) -> list[str]:
        """All fields of the config that it ever sets."""
        if isinstance(self.sweep, dict):
            return list(dict.fromkeys(path for case in self.sweep.values() for path in case))
        return [self.path] if self.path is not None else self.paths

    def at(self, quantile: float) -> Value:
        """Return the value at a quantile (0 to 1); values and cases have equal shares, in their order."""
        if isinstance(self.sweep, Range):
            return self.sweep.at(quantile)
        return self.values[min(int(quantile * len(self.values)), len(self.values) - 1)]

    def changes(self, value: Value) -> dict[str, Any]:
        """Return what a value (or the case of that name) sets: values by field of the config."""
        if isinstance(self.sweep, dict):
            return dict(self.sweep[str(value)])
        return dict.fromkeys(self.fields, value)

    def admits(self, value: Value) -> bool:
        """Tell whether it can have a value."""
        if isinstance(self.sweep, Range):
            return self.sweep.admits(value)
        return meaning_of(value) in self._meanings


def meaning_of(value: Value) -> tuple[bool, Value]:
    """Return what is equal for values that mean the same: 1 is 1.0, but not true."""
    return isinstance(value, bool), value
