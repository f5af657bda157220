"""Safeguards against over-symbiosis (mechanism 17), each with what it costs; unset: not taken."""

from .block import Block, Share, field

_NO_FIGURE = "assumption; no figure for small firms found"


class CoreCompetence(Block):
    """Keep people able to do the firm's own work: practice on purpose, days without bots."""

    practice_share: Share = field(
        0.1,
        "Share of the tasks that could go to bots which people do for practice",
        source="a fifth of practice preserved most skill in a published model (arXiv 2603.24391); half of it assumed",
        status="assumed",
    )
    manual_every_days: int | None = field(
        28,
        "On every so many-th day from day 0 on, bots are given no new work; null for never",
        source="assumption: a day in four weeks, as emergency drills are held",
        status="assumed",
        ge=1,
        le=20000,
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


class Safeguards(Block):
    """What the firm does so that it can go on without its bots, and its bots do less harm."""

    core_competence: CoreCompetence | None = field(
        None, "Practice on purpose and days without bots; null: none", source="none", status="assumed"
    )
    critical_evaluation: CriticalEvaluation | None = field(
        None, "A culture of checking machines; null: none", source="none", status="assumed"
    )
