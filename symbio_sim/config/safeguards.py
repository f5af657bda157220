"""Safeguards against over-symbiosis (mechanism 17), each with what it costs; unset: not taken."""

from .block import Block, Share, field

_NO_FIGURE = "assumption; no figure for small firms found"


class HumanCentric(Block):
    """Keep people in the lead: they do, with a bot's advice, part of what the rule would give to bots.

    As in mode `assisted` they work unaided where `mechanisms.assistance` is off.
    """

    share: Share = field(
        0.5,
        "Share of the tasks that the rule gives to bots which people do with a bot's advice instead",
        source="assumption: half of them",
        status="assumed",
    )
    licence_eur_per_person_per_month: float = field(
        30.0,
        "Licence of an assistant for each person in whose functions bots are at work (euros a month), beside the price "
        "of what bots are asked",
        source="assumption: near the list prices of assistants for offices",
        status="assumed",
        ge=0.0,
        le=1e4,
    )
    training_h_per_person_per_year: float = field(
        8.0, "Training of each of them (paid hours a year)", source=_NO_FIGURE, status="assumed", ge=0.0, le=2000.0
    )


class CoreCompetence(Block):
    """Keep people able to do the firm's own work: practice on purpose, days without bots, training."""

    practice_share: Share = field(
        0.1,
        "Share of the tasks that could go to bots which people do for practice",
        source="a fifth of practice preserved most skill in a published model (arXiv 2603.24391); half of it assumed",
        status="assumed",
    )
    manual_every_days: int | None = field(
        28,
        "On every so many-th day from day 0 on (where nobody works then, on the next on which somebody does), bots are "
        "given no new work; null for never",
        source="assumption: a day in four weeks, as emergency drills are held",
        status="assumed",
        ge=1,
        le=20000,
    )
    training_h_per_person_per_year: float = field(
        8.0,
        "Training in the own work beside working hours, which keeps skill as practice does (paid hours a year)",
        source="assumption: a day a year",
        status="assumed",
        ge=0.0,
        le=2000.0,
    )
    coaching_eur_per_year: float = field(
        0.0,
        "What organising it costs (euros a year); the practice itself costs people's time, which the model counts",
        source=_NO_FIGURE,
        status="assumed",
        ge=0.0,
        le=1e7,
    )


class CriticalEvaluation(Block):
    """A culture of checking machines: people attend to reviews and expect errors."""

    multitasking_cut: Share = field(
        0.5,
        "Share by which the reviewers' other tasks (M) are taken from them during reviews",
        source="complacency vanishes where monitoring is the only task (Parasuraman and Manzey 2010); half assumed",
        status="assumed",
    )
    prevalence_cut: Share = field(
        0.25,
        "Share by which rarity of errors matters less (b), by planted errors and feedback",
        source="bursts of known errors raise detection in search tasks; magnitude assumed",
        status="assumed",
    )
    training_h_per_person_per_year: float = field(
        8.0, "Training of each person (hours a year)", source=_NO_FIGURE, status="assumed", ge=0.0, le=2000.0
    )


class Diversification(Block):
    """Hang on no single vendor: while a service is down another vendor's bot takes over, or a standby in house.

    Each bot in whose functions only one vendor's bots are at work gets a standby: an open model on the firm's own
    machine, which works while the bot cannot. Whatever `policy.fallback` says comes after both.
    """

    accuracy_drop: float = field(
        0.5,
        "By how much a standby is less able than the bot it stands in for (logit of accuracy)",
        source="assumption: open models lag behind those on offer; half a logit makes 10 % of errors 15 %",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    time_factor: float = field(
        2.0, "How much longer its visits take", source="assumption: a small machine", status="assumed", ge=0.0, le=100.0
    )
    unavailability: float = field(
        0.02,
        "Share of time in which the firm's own machine is in an outage, its recovery tail included",
        source="assumption: 99.66 to 99.92 % of vendors' services (arXiv 2501.12469), and nobody on call at night",
        status="assumed",
        ge=0.0,
        lt=1.0,
    )
    setup_eur: float = field(
        5000.0,
        "One-off cost of each standby (euros), charged in full to the measured days",
        source="half an integration, assumption",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
    running_eur_per_month: float = field(
        100.0,
        "Cost of keeping each standby ready, retraining included (euros a month)",
        source="assumption: its part of a machine and its care",
        status="assumed",
        ge=0.0,
        le=1e6,
    )


class Governance(Block):
    """Ethical governance: bots are audited for bias, and people's results may be checked as well."""

    audit_every_days: int | None = field(
        182,
        "Days from one audit of all bots to the next; null: there is none",
        source="assumption: twice a year",
        status="assumed",
        ge=1,
        le=3650,
    )
    audit_effect: Share = field(0.5, "Share of the gap that an audit removes", source="assumption", status="assumed")
    audit_eur: float = field(
        2000.0,
        "Cost of auditing a bot once (euros), also of one without bias",
        source="assumption: a few days of a specialist",
        status="assumed",
        ge=0.0,
        le=1e7,
    )
    review_of_people_share: Share = field(
        0.0,
        "Share of people's results that another person checks, at the cost of people's time",
        source="none: what people do is checked no more than without governance",
        status="assumed",
    )


class Security(Block):
    """Investment in security, which makes successful attacks rarer (`mechanisms.cyber` says by how much)."""

    eur_per_year: float = field(
        5000.0,
        "Investment in security beyond what is usual (euros a year)",
        source=_NO_FIGURE,
        status="assumed",
        ge=0.0,
        le=1e7,
    )


class Safeguards(Block):
    """What the firm does so that it can go on without its bots, and its bots do less harm."""

    human_centric: HumanCentric | None = field(
        None, "Advice instead of autonomy; null: as the policy's mode says", source="none", status="assumed"
    )
    core_competence: CoreCompetence | None = field(
        None, "Practice on purpose, days without bots, training; null: none", source="none", status="assumed"
    )
    diversification: Diversification | None = field(
        None, "Another vendor or a standby in house during outages; null: none", source="none", status="assumed"
    )
    governance: Governance | None = field(
        None, "Audits of bots, checks among people; null: none", source="none", status="assumed"
    )
    security: Security | None = field(
        None, "Investment in security; null: what is usual", source="none", status="assumed"
    )
    critical_evaluation: CriticalEvaluation | None = field(
        None, "A culture of checking machines; null: none", source="none", status="assumed"
    )
