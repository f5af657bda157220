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
    hire_eur: float = field(
        4300.0,
        "Cost of finding somebody for a seat that is empty (euros a hire)",
        source="4,700 USD a hire (SHRM, read in a summary of 2023), at 0.92 euros a dollar",
        status="assumed",
        ge=0.0,
        le=1e6,
    )
    hire_training_eur: float = field(
        1200.0,
        "Cost of training a hire, their own wage and slower work apart (euros a hire)",
        source="assumption: a colleague's week at 30 euros an hour",
        status="assumed",
        ge=0.0,
        le=1e6,
    )
    fixed_eur_per_day: float = field(
        0.0,
        "Fixed costs of the business (euros a calendar day)",
        source="none",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
    discount_rate_per_year: float = field(
        0.08,
        "By how much a euro in a year is worth less than one today, at constant prices (per year)",
        source="assumption: private investment yields 7 % a year on average before taxes and inflation (US, OMB "
        "Circular A-94 of 1992), and money costs small firms more",
        status="assumed",
        ge=0.0,
        le=1.0,
    )
