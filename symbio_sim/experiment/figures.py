"""What a user may ask to see of an experiment: one block for each kind of figure.

A curve and a heat map are drawn from the sweep's table, the others from an analysis, which they name.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from ..config.block import Block, Name
from ..config.errors import Location
from .analyses import Value


class FigureBase(Block):
    """What all figures have in common."""

    kind: str
    name: Name | None = Field(None, description="Name of its file; its kind if left out")
    title: str = Field("", description="What the figure shows, as a heading")

    @property
    def label(self) -> str:
        """The name of its file."""
        return self.name or self.kind

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from ()

    def values_named(self) -> Iterator[tuple[Location, str, Value]]:
        """Give each value of a lever that is named: its place in the block, the lever, the value."""
        yield from ()

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield from ()

    def analyses_named(self) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
        """Give each analysis that is named, with its place in the block and the kinds that will do."""
        yield from ()


class FromTable(FigureBase):
    """A figure of means over Worlds, straight from the sweep's table."""

    where: dict[Name, Value] = Field({}, description="Only the cells in which these levers have these values")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from ((("where", lever), lever) for lever in self.where)

    def values_named(self) -> Iterator[tuple[Location, str, Value]]:
        """Give each value of a lever that is named: its place in the block, the lever, the value."""
        yield from ((("where", lever), lever, value) for lever, value in self.where.items())


class Curve(FromTable):
    """Outcomes over a lever, with 95 % intervals; levers that are not named are averaged over, World by World."""

    kind: Literal["curve"]
    x: Name = Field(description="The lever along the horizontal axis")
    scale: Literal["linear", "log", "even"] = Field(
        "linear", description="Scale of the horizontal axis, if it has numbers; `even`: as far from each other"
    )
    by: Name | None = Field(None, description="One line for each value of this lever")
    outcomes: list[str] = Field([], max_length=6, description="A panel each; the experiment's outcomes if left out")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield ("x",), self.x
        if self.by is not None:
            yield ("by",), self.by

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield from ((("outcomes", number), name) for number, name in enumerate(self.outcomes))


class HeatMap(FromTable):
    """An outcome over two levers: its mean and half the width of its 95 % interval in each field."""

    kind: Literal["heatmap"]
    x: Name = Field(description="The lever along the horizontal axis")
    y: Name = Field(description="The lever along the vertical axis")
    by: Name | None = Field(None, description="One panel for each value of this lever")
    outcome: str = Field(description="The measure that the colour shows")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield ("x",), self.x
        yield ("y",), self.y
        if self.by is not None:
            yield ("by",), self.by

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield ("outcome",), self.outcome


class FromAnalysis(FigureBase):
    """A figure of what an analysis found."""

    analysis: str = Field(description="Name of the analysis (its kind, if it has no name)")


class Bars(FromAnalysis):
    """Alternatives one below the other, with intervals: of a `ranking`, `effect`, `synergy` or `iso_budget`."""

    kind: Literal["bars"]
    outcomes: list[str] = Field([], max_length=4, description="A panel each; those of the analysis if left out")

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield from ((("outcomes", number), name) for number, name in enumerate(self.outcomes))

    def analyses_named(self) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
        """Give each analysis that is named, with its place in the block and the kinds that will do."""
        yield ("analysis",), self.analysis, ("ranking", "effect", "synergy", "iso_budget")


class FrontierPlot(FromAnalysis):
    """Alternatives by two outcomes, those that no other beats marked: of a `frontier`."""

    kind: Literal["frontier"]
    x: str = Field(description="The measure along the horizontal axis")
    y: str = Field(description="The measure along the vertical axis")

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield ("x",), self.x
        yield ("y",), self.y

    def analyses_named(self) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
        """Give each analysis that is named, with its place in the block and the kinds that will do."""
        yield ("analysis",), self.analysis, ("frontier",)


class Tipping(FromAnalysis):
    """The value of each level of the dial, its best one with interval, and the zone beyond: of a `tipping_point`."""

    kind: Literal["tipping"]

    def analyses_named(self) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
        """Give each analysis that is named, with its place in the block and the kinds that will do."""
        yield ("analysis",), self.analysis, ("tipping_point",)


class Indices(FromAnalysis):
    """What each input contributes, with intervals: of a `sensitivity`."""

    kind: Literal["indices"]
    outcomes: list[str] = Field([], max_length=4, description="A panel each; those of the analysis if left out")

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield from ((("outcomes", number), name) for number, name in enumerate(self.outcomes))

    def analyses_named(self) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
        """Give each analysis that is named, with its place in the block and the kinds that will do."""
        yield ("analysis",), self.analysis, ("sensitivity",)


class AttributionPlot(FromAnalysis):
    """What each switch costs, below what all cost together, with intervals: of an `attribution`."""

    kind: Literal["attribution"]
    pairs: bool = Field(False, description="Whether what pairs of switches cost beyond each is drawn as well")

    def analyses_named(self) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
        """Give each analysis that is named, with its place in the block and the kinds that will do."""
        yield ("analysis",), self.analysis, ("attribution",)


Figure = Annotated[
    Curve | HeatMap | Bars | FrontierPlot | Tipping | Indices | AttributionPlot, Field(discriminator="kind")
]
"""The kinds of figure, told apart by `kind`."""
