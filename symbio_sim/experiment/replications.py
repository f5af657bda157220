"""How many Worlds each cell meets: a number, or a rule that stops when the intervals are narrow enough."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from ..config.block import Block

MOST = 100_000


class Sequential(Block):
    """Worlds are added to a cell until its means are known well enough."""

    at_least: int = Field(10, ge=2, le=MOST, description="Worlds that every cell meets")
    at_most: int = Field(200, ge=2, le=MOST, description="Worlds at which a cell stops in any case")
    until: dict[str, Annotated[float, Field(gt=0.0, le=10.0)]] = Field(
        min_length=1,
        description="Half the width of the 95 % interval of the mean, relative to the mean, by measure; all must hold",
    )

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.at_least > self.at_most:
            raise ValueError(f"at_least ({self.at_least}) must not exceed at_most ({self.at_most})")
        return self


def _shape(rule: Any) -> str:
    return "until" if isinstance(rule, (Mapping, Sequential)) else "fixed"


Replications = Annotated[
    Annotated[int, Field(ge=1, le=MOST), Tag("fixed")] | Annotated[Sequential, Tag("until")], Discriminator(_shape)
]


def fewest(rule: int | Sequential) -> int:
    """Return the number of Worlds that every cell meets."""
    return rule if isinstance(rule, int) else rule.at_least


def most(rule: int | Sequential) -> int:
    """Return the number of Worlds beyond which no cell goes."""
    return rule if isinstance(rule, int) else rule.at_most
