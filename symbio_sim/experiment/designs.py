"""Which combinations of values are run: all, those listed, or a sample."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from ..config.block import Block, Name
from .analyses import Value

MAX_SAMPLES = 2**20

Seed = Annotated[int, Field(ge=0, le=2**32 - 1, description="Seed of the sample")]
Samples = Annotated[int, Field(ge=2, le=MAX_SAMPLES)]


class Grid(Block):
    """Every value with every other; the last uncertainty varies fastest."""

    kind: Literal["grid"] = Field(description="How cells are chosen")


class Listed(Block):
    """The cells that are written out."""

    kind: Literal["list"] = Field(description="How cells are chosen")
    cells: list[dict[Name, Value]] = Field(
        min_length=1, max_length=100_000, description="A value (or case) of every lever and uncertainty for each cell"
    )


class LatinHypercube(Block):
    """A Latin hypercube sample: each input evenly spread for itself (McKay, Beckman and Conover 1979)."""

    kind: Literal["lhs"] = Field(description="How cells are chosen")
    samples: Samples = Field(description="Number of cells")
    seed: Seed = 1


class PowerOfTwo(Block):
    """A design of Sobol' points, which are balanced only if their number is a power of 2 (Owen 2020)."""

    samples: Samples = Field(description="Number of points, a power of 2")
    seed: Seed = 1

    @field_validator("samples")
    @classmethod
    def _is_a_power_of_two(cls, samples: int) -> int:
        if samples & (samples - 1):
            below = 1 << (samples.bit_length() - 1)
            raise ValueError(f"must be a power of 2, such as {below} or {2 * below}, got {samples}")
        return samples


class Sobol(PowerOfTwo):
    """Scrambled Sobol' points: evenly spread in all inputs together; twice the samples begin with the same cells."""

    kind: Literal["sobol"] = Field(description="How cells are chosen")


class Saltelli(PowerOfTwo):
    """Sobol' points and their recombinations, for Sobol' indices (Saltelli et al. 2010).

    With k levers and uncertainties it has samples x (k + 2) cells, samples x (2 k + 2) with second-order indices.
    """

    kind: Literal["saltelli"] = Field(description="How cells are chosen")
    second_order: bool = Field(False, description="Whether interactions of pairs are estimated as well")


class Morris(Block):
    """Trajectories on which one input changes at a time, for elementary effects (Morris 1991).

    With k levers and uncertainties it has trajectories x (k + 1) cells.
    """

    kind: Literal["morris"] = Field(description="How cells are chosen")
    trajectories: int = Field(ge=2, le=MAX_SAMPLES, description="Number of trajectories")
    levels: int = Field(4, ge=2, le=100, description="Levels of each input, an even number")
    seed: Seed = 1

    @field_validator("levels")
    @classmethod
    def _is_even(cls, levels: int) -> int:
        if levels % 2:
            raise ValueError(f"must be an even number, got {levels}")
        return levels


Design = Annotated[Grid | Listed | LatinHypercube | Sobol | Saltelli | Morris, Field(discriminator="kind")]
"""The kinds of design, told apart by `kind`."""
