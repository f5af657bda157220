"""What a user may ask of a sweep's table: one block for each kind of analysis.

An analysis compares *alternatives*: the combinations of the levers that it names. Levers and uncertainties that it does
not name are averaged over, World by World and with equal weights.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ..config.block import Block, Name, Share
from ..config.errors import Location

Value = bool | int | float | str
"""A value of a lever, or the name of one of its cases."""


class AnalysisBase(Block):
    """What all analyses have in common."""

    kind: str
    name: Name | None = Field(None, description="Name of its table; its kind if left out")
    where: dict[Name, Value] = Field({}, description="Only the cells in which these levers have these values")

    @property
    def label(self) -> str:
        """The name of its table."""
        return self.name or self.kind

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from ((("where", lever), lever) for lever in self.where)

    def values_named(self) -> Iterator[tuple[Location, str, Value]]:
        """Give each value of a lever that is named: its place in the block, the lever, the value."""
        yield from ((("where", lever), lever, value) for lever, value in self.where.items())

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield from ()


def _listed(place: str, names: list[str]) -> Iterator[tuple[Location, str]]:
    yield from (((place, number), name) for number, name in enumerate(names))


class WithOutcomes(AnalysisBase):
    """An analysis of any number of outcomes."""

    outcomes: list[str] = Field([], description="Measures to look at; the experiment's outcomes if left out")

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield from _listed("outcomes", self.outcomes)


class OfAlternatives(WithOutcomes):
    """An analysis that holds alternatives against each other."""

    levers: list[Name] = Field(
        description="The alternatives are the combinations of these levers' values", min_length=1
    )
    within: list[Name] = Field([], description="One comparison for each combination of these levers' values")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield from _listed("levers", self.levers)
        yield from _listed("within", self.within)


class Ranking(OfAlternatives):
    """Alternatives from best to worst, paired World by World."""

    kind: Literal["ranking"]


class Pairs(OfAlternatives):
    """Each alternative against each other one, and how many Worlds would tell them apart."""

    kind: Literal["pairs"]


class Effect(WithOutcomes):
    """What changes when a lever leaves its reference value, paired World by World."""

    kind: Literal["effect"]
    lever: Name = Field(description="The lever that is changed")
    reference: Value = Field(description="Its value (or case) to compare the others with")
    within: list[Name] = Field([], description="One comparison for each combination of these levers' values")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield ("lever",), self.lever
        yield from _listed("within", self.within)

    def values_named(self) -> Iterator[tuple[Location, str, Value]]:
        """Give each value of a lever that is named: its place in the block, the lever, the value."""
        yield from super().values_named()
        yield ("reference",), self.lever, self.reference


class Resampled(AnalysisBase):
    """An analysis whose intervals come from a bootstrap of whole Worlds."""

    resamples: int = Field(1000, ge=100, le=100_000, description="Bootstrap resamples of whole Worlds")
    seed: int = Field(1, ge=0, le=2**31, description="Seed of the bootstrap")


class Frontier(WithOutcomes, Resampled):
    """Alternatives that no other beats in every outcome (Pareto)."""

    kind: Literal["frontier"]
    levers: list[Name] = Field([], description="The alternatives are the combinations of these; all levers if left out")
    within: list[Name] = Field([], description="One frontier for each combination of these levers' values")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield from _listed("levers", self.levers)
        yield from _listed("within", self.within)


class TippingPoint(Resampled):
    """The level of a lever beyond which more of it is worse, and the zone of over-symbiosis above."""

    kind: Literal["tipping_point"]
    lever: Name = Field(description="The dial; its values must be numbers")
    by: list[Name] = Field([], description="One tipping point for each combination of these levers' values")
    profit: str = Field("stressed_discounted_profit_eur_per_day", description="What is maximised")
    risk_weight: Share = Field(
        0.5, description="lambda: weight of the mean of the worst 5 % of Worlds against the mean of all"
    )
    realised: str = Field("bot_task_share", description="Shown beside the dial: what it came to")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield ("lever",), self.lever
        yield from _listed("by", self.by)

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield ("profit",), self.profit
        yield ("realised",), self.realised


class Attribution(Resampled):
    """What each of several switches costs: the Shapley values of all their combinations, and pairwise interactions."""

    kind: Literal["attribution"]
    reference: dict[Name, Value] = Field(
        min_length=1, max_length=10, description="The levers, each with its value when off; each has one other value"
    )
    within: list[Name] = Field([], description="One attribution for each combination of these levers' values")
    profit: str = Field("stressed_discounted_profit_eur_per_day", description="What is lost")
    risk_weight: Share = Field(
        0.5, description="lambda: weight of the mean of the worst 5 % of Worlds against the mean of all"
    )

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield from ((("reference", lever), lever) for lever in self.reference)
        yield from _listed("within", self.within)

    def values_named(self) -> Iterator[tuple[Location, str, Value]]:
        """Give each value of a lever that is named: its place in the block, the lever, the value."""
        yield from super().values_named()
        yield from ((("reference", lever), lever, value) for lever, value in self.reference.items())

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield ("profit",), self.profit


class Synergy(WithOutcomes):
    """Whether people and bots together do better than the better of the two alone, and than the sum of their parts."""

    kind: Literal["synergy"]
    lever: Name = Field(description="The lever whose values are people alone, bots alone, and mixes of them")
    people: Value = Field(description="Its value (or case) that leaves all work to people")
    bots: Value = Field(description="Its value (or case) that leaves all work to bots")
    within: list[Name] = Field([], description="One comparison for each combination of these levers' values")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield ("lever",), self.lever
        yield from _listed("within", self.within)

    def values_named(self) -> Iterator[tuple[Location, str, Value]]:
        """Give each value of a lever that is named: its place in the block, the lever, the value."""
        yield from super().values_named()
        yield ("people",), self.lever, self.people
        yield ("bots",), self.lever, self.bots


class Sensitivity(WithOutcomes):
    """How much each input moves the outcomes: Sobol' indices of a `saltelli` design, elementary effects of `morris`."""

    kind: Literal["sensitivity"]
    resamples: int = Field(1000, ge=100, le=100_000, description="Bootstrap resamples of the design's points")
    seed: int = Field(1, ge=0, le=2**31, description="Seed of the bootstrap")


class Failure(Block):
    """When an alternative counts as failed."""

    outcome: str = Field(description="A measure; its mean over Worlds is held against the bound")
    below: float | None = Field(None, description="Failed if less than this")
    above: float | None = Field(None, description="Failed if more than this")

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        if (self.below is None) == (self.above is None):
            raise ValueError("give either `below` or `above`")
        return self


class Discovery(AnalysisBase):
    """The conditions under which a firm fails, as a box of ranges (PRIM)."""

    kind: Literal["discovery"]
    fails_when: Failure = Field(description="What counts as failing")
    over: list[Name] = Field([], description="Conditions to look at; all uncertainties if left out")
    peel: float = Field(0.05, gt=0.0, le=0.5, description="Share of the box's cells given up at a time")
    smallest: float = Field(0.05, gt=0.0, lt=1.0, description="Least share of all cells left in the box")
    resamples: int = Field(100, ge=10, le=10_000, description="Half samples in which the box is looked for again")
    seed: int = Field(1, ge=0, le=2**31, description="Seed of the half samples")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield from _listed("over", self.over)

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield ("fails_when", "outcome"), self.fails_when.outcome


class IsoBudget(WithOutcomes):
    """Alternatives that cost the same a year, from best to worst."""

    kind: Literal["iso_budget"]
    budget_eur_per_year: float = Field(gt=0.0, description="What may be spent (euros a year)")
    tolerance: float = Field(0.05, gt=0.0, le=0.5, description="Alternatives within this share of the budget compete")
    costs: list[str] = Field(
        ["wages_eur", "overtime_eur", "bot_usage_eur", "bot_subscription_eur", "fixed_eur"],
        min_length=1,
        description="Costs that the budget pays for, measures in euros, each once",
    )
    levers: list[Name] = Field([], description="The alternatives are the combinations of these; all levers if left out")
    within: list[Name] = Field([], description="One comparison for each combination of these levers' values")

    def levers_named(self) -> Iterator[tuple[Location, str]]:
        """Give each lever or uncertainty that is named, with its place in the block."""
        yield from super().levers_named()
        yield from _listed("levers", self.levers)
        yield from _listed("within", self.within)

    def outcomes_named(self) -> Iterator[tuple[Location, str]]:
        """Give each outcome that is named, with its place in the block."""
        yield from super().outcomes_named()
        yield from _listed("costs", self.costs)


Analysis = Annotated[
    Ranking | Pairs | Effect | Frontier | TippingPoint | Attribution | Synergy | Sensitivity | Discovery | IsoBudget,
    Field(discriminator="kind"),
]
"""The kinds of analysis, told apart by `kind`."""
