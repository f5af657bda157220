"""The safeguards of a firm as numbers: what is not taken is 0."""

from dataclasses import dataclass

from ..config import DAYS_PER_YEAR, Config, Oversight


@dataclass(frozen=True)
class SafeguardNumbers:
    """What the firm does against over-symbiosis (mechanism 17); see :mod:`symbio_sim.config.safeguards`.

    `advised_share` is that of the tasks given to bots which people do with advice, 1 in mode `assisted`;
    `training_min_per_day` is of each person, spread over all days of the year; `manual_every_days` and
    `audit_every_days` are 0 where that never happens.
    """

    advised_share: float
    is_diversified: bool
    practice_share: float
    training_min_per_day: float
    manual_every_days: int
    audit_every_days: int
    audit_effect: float
    review_of_people_share: float
    security_eur_per_year: float


def safeguard_numbers(config: Config) -> SafeguardNumbers:
    """Return the safeguards that a config takes."""
    taken = config.safeguards
    centric, competence, governance, security = (
        taken.human_centric,
        taken.core_competence,
        taken.governance,
        taken.security,
    )
    advised_share = centric.share if centric else 0.0
    training_h = competence.training_h_per_person_per_year if competence else 0.0
    return SafeguardNumbers(
        advised_share=1.0 if config.policy.mode == "assisted" else advised_share,
        is_diversified=taken.diversification is not None,
        practice_share=competence.practice_share if competence else 0.0,
        training_min_per_day=training_h * 60.0 / DAYS_PER_YEAR,
        manual_every_days=(competence.manual_every_days or 0) if competence else 0,
        audit_every_days=(governance.audit_every_days or 0) if governance else 0,
        audit_effect=governance.audit_effect if governance else 0.0,
        review_of_people_share=governance.review_of_people_share if governance else 0.0,
        security_eur_per_year=security.eur_per_year if security else 0.0,
    )


def oversight_in_culture(config: Config) -> Oversight:
    """Return the law of oversight under the firm's culture of checking machines."""
    law, culture = config.mechanisms.oversight, config.safeguards.critical_evaluation
    if culture is None:
        return law
    attentive = law.multitasking * (1.0 - culture.multitasking_cut)
    return law.model_copy(
        update={"multitasking": attentive, "prevalence_slope": law.prevalence_slope * (1.0 - culture.prevalence_cut)}
    )
