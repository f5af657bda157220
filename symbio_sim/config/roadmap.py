"""The roadmap: which function is handed to bots when (mechanism 18)."""

from typing import Annotated

from pydantic import Field

from .block import Block, Name, Share, field


class Phase(Block):
    """Functions that are automated together: a pilot with a share of the work, then as the rule says."""

    functions: Annotated[list[Name], Field(min_length=1)] = field(..., "Functions of this phase")
    start_day: int = field(..., "Day on which the pilot begins; before, people do all the work", ge=0, le=20000)
    pilot_days: int = field(
        28, "Length of the pilot (days)", source="assumption: four weeks", status="assumed", ge=0, le=20000
    )
    pilot_share: Share = field(
        0.2,
        "Share of eligible tasks that the rule may give to bots during the pilot",
        source="assumption: a fifth",
        status="assumed",
    )
    training_h_per_person: float = field(
        8.0,
        "Training of each person of these functions, paid at the start (hours)",
        source="assumption: a day",
        status="assumed",
        ge=0.0,
        le=2000.0,
    )
    data_work_eur: float = field(
        0.0,
        "Preparing the data, paid at the start (euros)",
        source="none beyond the integration of the bots",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
