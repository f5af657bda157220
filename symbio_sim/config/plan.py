"""What the firm's money is worth: costs that belong to no single task, person or bot."""

from .block import Block, field


class Economics(Block):
    """Costs that belong to no single task, person or bot."""

    overtime_factor: float = field(
        1.25,
        "Pay of overtime relative to the wage",
        source="common minimum premium of 25 %",
        status="assumed",
        ge=0.0,
        le=5.0,
    )
    fixed_eur_per_day: float = field(
        0.0,
        "Fixed costs of the business (euros a calendar day)",
        source="none",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
