"""The people: roles with seats, wages, shifts and skill."""

from typing import Annotated

from pydantic import Field

from .block import Block, Name, Share, field
from .hours import WeeklyHours


class StartingSkill(Block):
    """Skill on day 0 as a share of the role's talent."""

    speed: Share = field(..., "Speed skill on day 0")
    accuracy: Share = field(..., "Accuracy skill on day 0")


class Role(Block):
    """Seats that share a job: the same functions, wage and shift."""

    count: int = field(..., "Number of people in this role", ge=0, le=5000)
    functions: Annotated[list[Name], Field(min_length=1)] = field(..., "Functions these people can do")
    wage_eur_per_h: float = field(
        30.0,
        "Cost of an hour of work, employer's costs included (euros)",
        source="US clerical wage of about 20 an hour and 30 % benefits, rounded up for a small European firm",
        status="assumed",
        ge=0.0,
        le=1000.0,
    )
    hours: WeeklyHours | None = field(None, "Weekly shift; unset: the business's opening hours")
    talent: float = field(
        1.0,
        "Asymptote of skill with endless practice",
        source="definition of skill 1",
        status="assumed",
        gt=0,
        le=1.5,
    )
    talent_sd: float = field(
        0.1,
        "Standard deviation of talent between people of this role",
        source="between-person speed in logs of calls and factory work has a 10-90 % range of 0.7 to 1.5",
        status="assumed",
        ge=0.0,
        le=0.3,
    )
    starting_skill: StartingSkill | None = field(
        None,
        "Skill on day 0; unset: the fixed point of normal practice",
        source="a firm without bots keeps its skill",
        status="assumed",
    )
    starting_trust: float = field(0.6, "Trust in bots on day 0", source="assumption", status="assumed", gt=0.0, lt=1.0)
    absence_days_per_year: float = field(
        10.0,
        "Unplanned absence (working days a year)",
        source="European sick-leave averages of about ten days",
        status="assumed",
        ge=0.0,
        le=120.0,
    )
    absence_mean_days: float = field(
        3.0, "Mean length of one absence (days)", source="assumption", status="assumed", ge=1.0, le=60.0
    )
