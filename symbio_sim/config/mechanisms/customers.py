"""Customers (mechanism 13)."""

import math

from pydantic import model_validator

from ..block import Block, Name, field


class Customers(Block):
    """How customers judge what they get, and how their goodwill moves demand (mechanism 13)."""

    on: bool = field(True, "Whether customers judge and demand responds", source="switch", status="assumed")
    best_logit: float = field(
        2.2,
        "Satisfaction (logit) of a customer served correctly and at once: 2.2 is 0.90",
        source="assumption",
        status="assumed",
        ge=-5.0,
        le=10.0,
    )
    waiting_logits: float = field(
        1.0,
        "Fall of satisfaction (logits) where waiting takes as long as was promised or can be borne",
        source="assumption; that waiting lowers satisfaction is common knowledge, by how much is not",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
    target_min: float = field(
        1440.0,
        "Wait that can be borne in functions without due time and without patience (minutes, wall clock)",
        source="one day",
        status="assumed",
        gt=0.0,
        le=1e6,
    )
    error_logits: float = field(
        2.0,
        "Fall of satisfaction (logits) for each error that reached the customer, and for leaving unserved",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
    bot_logits: float = field(
        0.3,
        "Fall of satisfaction (logits) where the result is a bot's, in functions some of whose customers want a person",
        source="assumption; one large firm went back to people in 2025 because quality had suffered",
        status="assumed",
        ge=0.0,
        le=20.0,
    )
    normal_satisfaction: float = field(
        0.8,
        "Mean satisfaction at which demand is the base demand of the functions",
        source="assumption",
        status="assumed",
        gt=0.0,
        lt=1.0,
    )
    response: float = field(
        0.5,
        "Growth of demand (natural logarithm) in the long run as mean satisfaction goes from 0 to 1",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    memory_weeks: float = field(
        8.0,
        "Time constant with which goodwill moves to what satisfaction implies (weeks of days with customers)",
        source="assumption",
        status="assumed",
        gt=0.0,
        le=520.0,
    )
    churn_share: float = field(
        0.05,
        "Share of customers who leave for good after one bad outcome",
        source="17 to 32 % say that they would (a survey of 15,000 by PwC); intent is an upper bound of what people do",
        status="assumed",
        ge=0.0,
        le=1.0,
    )
    days_between_purchases: float = field(
        30.0,
        "Mean time until a customer comes again (days): base demand times this is how many customers there are",
        source="assumption",
        status="assumed",
        gt=0.0,
        le=3650.0,
    )
    goodwill_max: float = field(
        1.25,
        "Highest goodwill for which Worlds hold demand; 1 is the base demand",
        source="assumption; goodwill must not be able to exceed it",
        status="assumed",
        ge=1.0,
        le=10.0,
    )
    internal_functions: list[Name] = field(
        [],
        "Functions that customers never meet: they are not judged and their demand does not follow goodwill",
        source="none",
        status="assumed",
    )

    @model_validator(mode="after")
    def _goodwill_stays_below_its_cap(self) -> "Customers":
        highest = math.exp(self.response * (1.0 - self.normal_satisfaction))
        if highest > self.goodwill_max:
            raise ValueError(
                f"goodwill could reach exp(response x (1 - normal_satisfaction)) = {highest:.3f}: "
                f"goodwill_max must be at least that"
            )
        return self
