"""The constants of all mechanisms and of the policy, as the one record that compiled code reads."""

import math
from typing import Any

import numpy as np

from ..choreography import TO_OTHER_VENDOR
from ..config import Config, Engagement, Mechanisms, Turnover
from ..firm import ACCURACY, SPEED, Firm
from ..firm.customers import customer_base
from ..firm.features import OF_A_BOT
from ..mechanisms import customers as law_of_customers
from ..mechanisms import innovation as law_of_innovation
from ..world.luck import key_of
from ..world.more_demand import highest_demand
from ..world.normal_skill import normal_accuracy_skill
from . import state as t
from .asking import RULE_CODES
from .events import MANY_SERVERS
from .records import Array, filled

_OF_CUSTOMERS = (
    *("best_logit", "waiting_logits", "target_min", "error_logits", "bot_logits"),
    *("normal_satisfaction", "response", "churn_share"),
)
_OF_INNOVATION = (
    *("improvements_per_slack_h", "effort_cut_share", "effort_floor", "starvation", "homogenisation"),
    "assisted_share",
)

_PURPOSES = tuple(name for name in t.PARAMETERS.names or () if name.startswith("key_"))


def laws_of(firm: Firm, most_servers: int) -> Array:
    """Return one record with all constants; `most_servers` people and slots of bots can be at work at once."""
    laws = firm.config.mechanisms
    values = {
        **_of_skill(firm),
        **_of_people_at_work(firm),
        **_of_oversight_and_trust(firm),
        **_of_engagement(laws.engagement),
        **_of_turnover(laws.turnover),
        **_of_freed_hours(firm.config),
        **_of_bots(firm),
        **_of_vendors(laws),
        **_of_customers_and_ideas(firm),
        **_of_the_policy(firm, most_servers),
        **{f"p{number}": value for number, value in enumerate(firm.rule_parameters)},
        **{name: key_of(name.removeprefix("key_")) for name in _PURPOSES},
    }
    return filled(t.PARAMETERS, [values])


def _of_skill(firm: Firm) -> dict[str, Any]:
    skill = firm.config.mechanisms.skill
    return {
        "relearning": skill.relearning,
        "floor_share": skill.floor_share,
        "review_weight": skill.review_weight,
        "practice": skill.practice,
        "disuse": skill.disuse,
        "disuse_below_normal": skill.disuse_below_normal,
        "retention_speed": firm.skill.retention[SPEED],
        "retention_accuracy": firm.skill.retention[ACCURACY],
        "skill_law": firm.skill.law,
        "share_memory_days": skill.share_memory_days,
        "gain_per_day": firm.skill.gain_per_day,
        "loss_speed_per_day": firm.skill.loss_per_day[SPEED],
        "loss_accuracy_per_day": firm.skill.loss_per_day[ACCURACY],
        "logistic_spark": skill.logistic.spark,
        "learning_exponent": firm.skill.exponent,
        "first_unit_days": firm.skill.first_unit_days,
        "forgotten_accuracy_days": firm.skill.forgotten_accuracy_days,
    }


def _of_people_at_work(firm: Firm) -> dict[str, Any]:
    laws = firm.config.mechanisms
    load, assistance = laws.load, laws.assistance
    return {
        "reliance_on": laws.reliance.on,
        "reliance_memory_days": 7.0 * laws.reliance.time_constant_weeks,
        "reliance_depth": laws.reliance.depth,
        "normal_accuracy_skill": normal_accuracy_skill(firm.config),
        "load_on": load.on,
        "load_memory_days": load.memory_days,
        "load_turning_point": load.turning_point,
        "load_speed_up": load.speed_up,
        "load_slow_down": load.slow_down,
        "load_accuracy_drop": load.accuracy_drop,
        "load_accuracy_drop_max": load.accuracy_drop_max,
        "gain_novice": assistance.gain_novice,
        "gain_expert": assistance.gain_expert,
        "override_ratio": assistance.override_ratio,
        "adoption_intercept": assistance.adoption_intercept,
        "adoption_trust_effect": assistance.adoption_trust_effect,
        "adoption_confidence_effect": assistance.adoption_confidence_effect,
        "assisted_weight": assistance.practice_weight,
    }


def _of_oversight_and_trust(firm: Firm) -> dict[str, Any]:
    oversight, trust = firm.oversight, firm.config.mechanisms.trust
    return {
        "oversight_on": oversight.on,
        "miss_at_half": oversight.miss_at_half,
        "prevalence_slope": oversight.prevalence_slope,
        "multitasking": oversight.multitasking,
        "trust_low": oversight.trust_low,
        "trust_high": oversight.trust_high,
        "skill_effect": oversight.skill_effect,
        "false_alarm": oversight.false_alarm,
        "memory_items": oversight.memory_items,
        "review_ratio": oversight.time_ratio,
        "trust_on": trust.on,
        "success_weight": trust.success_weight,
        "failure_weight": trust.failure_weight,
        "trust_keep": firm.trust_keep,
        "outage_failures_weight": trust.outage_failures,
    }


def _of_bots(firm: Firm) -> dict[str, Any]:
    """Return the constants of learning, drift, retraining, bias and market shifts."""
    laws = firm.config.mechanisms
    learning, retraining, bias, shift = laws.bot_learning, laws.retraining, laws.bias, laws.market_shift
    return {
        "learning_on": learning.on,
        "corrections_scale": learning.corrections_scale,
        "corrections_exponent": learning.exponent,
        "corrections_plateau_share": learning.plateau_share,
        "corrections_skill_effect": learning.skill_effect,
        "documented_share": learning.documented_share,
        "drift_on": laws.drift.on,
        "drift_decay_per_day": firm.drift_decay_per_day,
        "retraining_on": retraining.on,
        "retrain_every_days": np.inf if retraining.every_days is None else retraining.every_days,
        "retrain_margin": np.inf if retraining.error_margin is None else retraining.error_margin,
        "retrain_memory_items": retraining.memory_items,
        "bias_on": bias.on,
        "bias_group_share": bias.group_share,
        "bias_growth": bias.growth,
        "bias_gap_max": bias.gap_max,
        "bias_loop_days": bias.loop_days,
        "audit_every_days": firm.safeguards.audit_every_days,
        "audit_effect": firm.safeguards.audit_effect,
        "shift_human_drop": shift.human_drop,
        "shift_human_lessons": shift.human_lessons,
        "shift_skill_effect": shift.skill_effect,
        "shift_bot_drop": shift.bot_drop,
        "shift_bot_lessons": shift.bot_lessons,
    }


def _of_engagement(law: Engagement) -> dict[str, Any]:
    return {
        "engagement_on": law.on,
        "engagement_baseline": law.baseline,
        "engagement_keep": math.exp(-1.0 / law.memory_days),
        "overload_strain": law.overload_effect,
        "monotony_strain": law.monotony_effect,
        "autonomy_strain": law.autonomy_effect,
        "threat_strain": law.threat_effect,
        "bot_share_keep": math.exp(-1.0 / law.threat_memory_days),
        "usual_share_keep": math.exp(-1.0 / law.habituation_days),
        "habituation": law.habituation,
    }


def _of_turnover(law: Turnover) -> dict[str, Any]:
    return {
        "turnover_on": law.on,
        "quits_per_month": law.quits_per_month,
        "overload_quits": law.overload_effect,
        "engagement_quits": law.engagement_effect,
        "threat_quits": law.threat_effect,
        "quit_cap_per_month": law.hazard_cap_per_month,
        "hire_median_days": law.time_to_hire_median_days,
        "hire_sigma_log": law.time_to_hire_sigma_log,
        "hire_skill": law.hire_skill,
    }


def _of_freed_hours(config: Config) -> dict[str, Any]:
    freed, laws = config.freed_hours, config.mechanisms
    grows = freed.use == "growth"
    return {
        "growth_share": freed.growth_share,
        "growth_lag_days": freed.growth_lag_days,
        "attrition_load": freed.attrition_load,
        "demand_grows": grows,
        "demand_moves": grows or laws.customers.on,
        "highest_demand": highest_demand(config),
        "notes_who_works": grows or laws.engagement.on,
        "seats_may_stay_empty": freed.use == "attrition",
    }


def _of_vendors(laws: Mechanisms) -> dict[str, Any]:
    prices = laws.prices
    return {
        "prices_on": prices.on,
        "lock_in_on": prices.lock_in,
        "inflation": prices.inflation_per_year,
        "lock_in_growth": prices.lock_in_growth_per_year,
        "dependence_days": prices.dependence_days,
        "lock_in_days": prices.lock_in_days,
        "switching_growth": prices.switching_growth,
        "resume": laws.outages.interrupted_work == "resume",
        "detect_min": laws.outages.detect_min,
    }


def _of_customers_and_ideas(firm: Firm) -> dict[str, Any]:
    customers, innovation = firm.config.mechanisms.customers, firm.config.mechanisms.innovation
    return {
        "customers_on": customers.on,
        **{name: getattr(customers, name) for name in _OF_CUSTOMERS},
        "goodwill_keep": law_of_customers.daily_keep(customers.memory_weeks),
        "customer_base": customer_base(firm),
        "innovation_on": innovation.on,
        **{name: getattr(innovation, name) for name in _OF_INNOVATION},
        "reliance_keep": law_of_innovation.daily_keep(innovation.memory_days),
    }


def _of_the_policy(firm: Firm, most_servers: int) -> dict[str, Any]:
    policy, looks_at = firm.config.policy, firm.rule_looks_at
    keeps_score = policy.rule in ("bandit", "experienced")
    return {
        "advised_share": firm.safeguards.advised_share,
        "assists": firm.assists,
        "reviews_people": firm.reviews_people,
        "review_of_people_share": firm.safeguards.review_of_people_share,
        "rule": RULE_CODES[policy.rule],
        "fallback": firm.fallback,
        "is_diversified": firm.safeguards.is_diversified,
        "has_stand_ins": firm.safeguards.is_diversified or firm.fallback == TO_OTHER_VENDOR,
        "reviews": policy.mode == "reviewed",
        "review_share": policy.review_share,
        "holds_work_back": firm.holds_work_back,
        "practice_share": firm.safeguards.practice_share,
        "needs_share": "u_share" in looks_at,
        "needs_confidence": "confidence" in looks_at,
        "needs_waits": not looks_at.isdisjoint({"people_wait_min", "bot_wait_min"}),
        "needs_people": not looks_at.isdisjoint({"people_skill", "people_error"}),
        "needs_learned": "learned" in looks_at,
        "tells_bots_apart": not looks_at.isdisjoint(OF_A_BOT),
        "is_adaptive": keeps_score or policy.rule in ("skill_preserving", "resilience_aware"),
        "keeps_score": keeps_score,
        "many_servers": most_servers >= MANY_SERVERS,
    }
