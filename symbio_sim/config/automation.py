"""Bots, the technologies they are built on, and the vendors who run them."""

from typing import Annotated, Literal

from pydantic import Field

from .block import Block, Name, Share, field
from .hours import WeeklyHours

TechnologyName = Literal["rpa", "ml", "nlp", "vision"]
_TECHNOLOGY = "unset: the technology's preset"


class Technology(Block):
    """What bots of one technology have in common; presets that a bot may override."""

    accuracy: float = field(..., "Mean share of correct work on ordinary tasks", gt=0.0, lt=1.0)
    slope: float = field(..., "Slope of the item-response curve", ge=0.0, le=5.0)
    jaggedness: float = field(
        ..., "sigma_J: sd of what is hard for the machine but not for people, task by task", ge=0.0, le=5.0
    )
    type_jaggedness: float = field(..., "sigma_Jt: the same, once for each task type", ge=0.0, le=3.0)
    novel_penalty: float = field(..., "Added machine difficulty of novel tasks", ge=0.0, le=10.0)
    setup_min: float = field(..., "Fixed time of a bot visit (minutes)", ge=0.0, le=1e4)
    time_ratio: float = field(..., "Further time of a bot visit as a share of the effort", ge=0.0, le=100.0)
    confidence_slope: float = field(..., "How much of the true log-odds the stated confidence tracks", ge=0, le=3)
    confidence_noise: float = field(..., "Scale of the logistic noise on the stated confidence (logit)", ge=0, le=5)
    overconfidence: float = field(..., "Constant added to the stated confidence (logit)", ge=-5.0, le=5.0)
    degradations_per_year: float = field(..., "Silent degradations a year of sound service", ge=0.0, le=50.0)
    degradation_drop: float = field(..., "Drop of ability during one (logit)", ge=0.0, le=10.0)
    degradation_mean_days: float = field(..., "Mean length of one (days)", gt=0.0, le=365.0)
    usage_eur_per_task: float = field(..., "Price of one bot visit (euros)", ge=0.0, le=1e4)
    subscription_eur_per_month: float = field(..., "Fixed price (euros a month)", ge=0.0, le=1e6)
    integration_eur: float = field(..., "One-off cost of putting the bot to work (euros)", ge=0.0, le=1e7)


class Bot(Block):
    """One bot: a technology bought from a vendor and put to work in some functions."""

    technology: TechnologyName = field(..., "rpa (scripts), ml (classifiers), nlp (language models) or vision")
    vendor: Name = field(..., "Who runs the service; must be declared under vendors")
    functions: Annotated[list[Name], Field(min_length=1)] = field(..., "Functions it can do")
    concurrency: int = field(
        1, "Tasks it works on at once", source="one licence, one robot", status="assumed", ge=1, le=10000
    )
    hours: WeeklyHours = field(
        "always",
        "When it starts work; a visit once begun is finished",
        source="bots do not sleep",
        status="assumed",
    )
    data_quality: Share = field(
        1.0,
        "Quality of the data it works on; lowers ability by 2 logits x (1 - quality)",
        source="assumption",
        status="assumed",
    )
    accuracy: Annotated[float, Field(gt=0, lt=1)] | dict[Name, Annotated[float, Field(gt=0, lt=1)]] | None = field(
        None, f"Mean share of correct work, for all functions or by function; {_TECHNOLOGY}"
    )
    slope: float | None = field(None, f"Slope of the item-response curve; {_TECHNOLOGY}", ge=0.0, le=5.0)
    jaggedness: float | None = field(None, f"sigma_J; {_TECHNOLOGY}", ge=0.0, le=5.0)
    type_jaggedness: float | None = field(None, f"sigma_Jt; {_TECHNOLOGY}", ge=0.0, le=3.0)
    novel_penalty: float | None = field(None, f"Added difficulty of novel tasks; {_TECHNOLOGY}", ge=0, le=10)
    setup_min: float | None = field(None, f"Fixed time of a visit (minutes); {_TECHNOLOGY}", ge=0.0, le=1e4)
    time_ratio: float | None = field(None, f"Further time as a share of effort; {_TECHNOLOGY}", ge=0.0, le=100)
    confidence_slope: float | None = field(None, f"Tracking of the true log-odds; {_TECHNOLOGY}", ge=0, le=3)
    confidence_noise: float | None = field(None, f"Noise on the stated confidence (logit); {_TECHNOLOGY}", ge=0, le=5)
    overconfidence: float | None = field(None, f"Added to the stated confidence (logit); {_TECHNOLOGY}", ge=-5, le=5)
    degradations_per_year: float | None = field(
        None, f"Silent degradations a year of sound service; {_TECHNOLOGY}", ge=0, le=50
    )
    degradation_drop: float | None = field(None, f"Drop of ability (logit); {_TECHNOLOGY}", ge=0.0, le=10.0)
    degradation_mean_days: float | None = field(None, f"Mean length (days); {_TECHNOLOGY}", gt=0.0, le=365.0)
    usage_eur_per_task: float | None = field(None, f"Price of a visit (euros); {_TECHNOLOGY}", ge=0.0, le=1e4)
    subscription_eur_per_month: float | None = field(None, f"Euros a month; {_TECHNOLOGY}", ge=0.0, le=1e6)
    integration_eur: float | None = field(None, f"One-off cost (euros); {_TECHNOLOGY}", ge=0.0, le=1e7)


class Vendor(Block):
    """Who runs the service behind one or more bots."""

    unavailability: float = field(
        0.006,
        "U: share of time in which a service of this vendor is in an outage, its recovery tail included",
        source="LLM services 2023-24: incidents that count as outages fill about 0.6 % of time; weighted by "
        "severity this gives 99.75 % effective availability (arXiv 2501.12469: 99.66 to 99.92 %)",
        status="verified",
        ge=0.0,
        lt=1.0,
    )
    exit_per_year: float = field(
        0.02,
        "Hazard that the product ends",
        source="established vendors: assumption; start-ups about 0.13 (US business employment dynamics)",
        status="assumed",
        ge=0.0,
        le=2.0,
    )
    switching_days: float = field(
        45.0,
        "Time without the service until a successor works (days)",
        source="no figure for small firms found; one to three months assumed",
        status="assumed",
        ge=0.0,
        le=730.0,
    )
    switching_eur: float = field(
        5000.0,
        "Cost of moving to the successor (euros)",
        source="half an integration, assumption",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
    relearning_days: float = field(
        60.0, "Days for which the successor is less able", source="assumption", status="assumed", ge=0, le=730
    )
    relearning_drop: float = field(
        0.5, "By how much, as ability (logit)", source="assumption", status="assumed", ge=0.0, le=10.0
    )


# fmt: off
TECHNOLOGIES: dict[str, Technology] = {
    # Scripts: fast, cheap to run, very accurate inside their rules, helpless outside, broken by new forms.
    "rpa": Technology(
        accuracy=0.97, slope=1.0, jaggedness=0.6, type_jaggedness=0.3, novel_penalty=4.0,
        setup_min=0.2, time_ratio=0.10, confidence_slope=0.1, confidence_noise=0.2, overconfidence=4.0,
        degradations_per_year=3.0, degradation_drop=1.5, degradation_mean_days=3.0,
        usage_eur_per_task=0.02, subscription_eur_per_month=400.0, integration_eur=8000.0,
    ),
    # Trained classifiers and forecasters: quick, middling, drift with the data.
    "ml": Technology(
        accuracy=0.92, slope=1.0, jaggedness=1.0, type_jaggedness=0.4, novel_penalty=2.5,
        setup_min=0.05, time_ratio=0.02, confidence_slope=0.8, confidence_noise=1.6, overconfidence=2.2,
        degradations_per_year=2.0, degradation_drop=0.6, degradation_mean_days=20.0,
        usage_eur_per_task=0.05, subscription_eur_per_month=600.0, integration_eur=12000.0,
    ),
    # Language models: broad, jagged, overconfident, priced by use.
    "nlp": Technology(
        accuracy=0.88, slope=1.0, jaggedness=1.0, type_jaggedness=0.5, novel_penalty=1.5,
        setup_min=0.3, time_ratio=0.05, confidence_slope=0.8, confidence_noise=1.5, overconfidence=2.5,
        degradations_per_year=2.0, degradation_drop=0.5, degradation_mean_days=10.0,
        usage_eur_per_task=0.90, subscription_eur_per_month=150.0, integration_eur=6000.0,
    ),
    # Cameras and inspection: fast and tireless, sensitive to light and lens.
    "vision": Technology(
        accuracy=0.94, slope=1.2, jaggedness=1.2, type_jaggedness=0.5, novel_penalty=2.5,
        setup_min=0.1, time_ratio=0.05, confidence_slope=0.7, confidence_noise=0.7, overconfidence=0.4,
        degradations_per_year=4.0, degradation_drop=0.8, degradation_mean_days=5.0,
        usage_eur_per_task=0.03, subscription_eur_per_month=500.0, integration_eur=15000.0,
    ),
}
"""Presets. Directions (jaggedness, overconfidence, drift) follow the literature; every magnitude is an
assumption, except the price of language models.

A script that has run through reports success, so `rpa` is about 98 % sure of everything. The confidence of `ml` and
`nlp` is set (status: assumed) so that, at the preset accuracy and 5 % of novel tasks, it tells right from wrong with an
AUROC of about 0.65 (arXiv 2306.13063: 0.52 to 0.61 for language models) and is off by an expected calibration error of
0.10 and 0.11. A language model is surer than it is right on average; at an accuracy of 0.75 the same settings give an
error of 0.19 (poorer models are more overconfident; arXiv 2603.09985: 0.12 at 75 % accuracy)."""
# fmt: on
