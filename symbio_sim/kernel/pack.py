"""From a firm, its agenda and its World to arrays: everything the compiled engine reads and writes, allocated here.

What depends on the firm alone is laid out once and copied for each run.
"""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choreography import TO_OTHER_VENDOR
from ..config import Config, Engagement, Turnover
from ..firm import ACCURACY, SPEED, Agenda, Firm, Timeline
from ..firm.customers import customer_base, faces_customers, wants_people
from ..firm.features import OF_A_BOT
from ..mechanisms import customers as law_of_customers
from ..mechanisms import exponential
from ..mechanisms import innovation as law_of_innovation
from ..mechanisms import retraining as law_of_retraining
from ..world import World
from ..world.luck import key_of, uniform
from ..world.more_demand import highest_demand
from ..world.normal_skill import normal_accuracy_skill
from . import state as t
from .asking import RULE_CODES
from .events import KIND, MANY_SERVERS
from .state import NOBODY, State
from .visits import NEVER

Array = NDArray[Any]


@lru_cache(maxsize=128)
def template_of(firm: Firm) -> "Template":
    """Return the firm as records; those of the firms used last are remembered."""
    return Template(firm)


@dataclass(frozen=True, eq=False)
class Template:
    """A firm as records, as it is before a run; `pack` copies what a run changes."""

    firm: Firm

    def pack(self, agenda: Agenda, world: World) -> State:
        """Return all that a run of the firm in a World reads and writes."""
        given, n_days, laws = world.tasks, world.horizon_days, self.firm.config.mechanisms
        staff = _copy(self.staff)
        staff["talent"] = agenda.talent
        staff["luck"], staff["hired_day"] = agenda.seat_luck, np.negative(agenda.tenure_days)
        staff["next_shift"], staff["last_shift"] = agenda.first_shift[:-1], agenda.first_shift[1:]
        services, outages, degradations, updates = _services(agenda, self.services)
        return State(
            arrival_min=given["arrival_min"],
            function_of=given["function"],
            type_of=given["task_type"],
            effort_min=given["effort_min"],
            difficulty=given["difficulty"],
            machine_z=given["machine_z"],
            novel=given["novel"],
            needs_human=given["needs_human"],
            patience_min=given["patience_min"],
            key=given["key"],
            extra=world.extra,
            type_z=world.type_z,
            parameters=self.parameters,
            planned=_planned(agenda.planned),
            open_hours=_open_hours(agenda),
            shifts=_intervals(agenda.shift_start_min, agenda.shift_end_min),
            scheduled_min=agenda.scheduled_min,
            duty_start_min=agenda.duty_start_min,
            first_duty=agenda.first_duty,
            staffed=_intervals(agenda.staffed_start_min, agenda.staffed_end_min),
            first_staffed=agenda.first_staffed,
            outages=outages,
            degradations=degradations,
            updates=updates,
            functions_of_role=self.functions_of_role,
            roles_of_function=self.roles_of_function,
            bots_of_function=self.bots_of_function,
            bots_of_service=self.bots_of_service,
            works_beside=self.works_beside,
            pairs=self.pairs,
            bot_skills=_copy(self.bot_skills),
            firm=_start(agenda, world),
            soon=np.empty(min(self.most_servers, world.n_tasks + len(staff)) + 1, t.EVENT),
            later=np.empty(2 * self.most_servers + 1024, t.EVENT),
            tasks=np.empty(world.n_tasks, t.TASK),
            staff=staff,
            skills=self._skills_on_day_0(agenda),
            bots=_copy(self.bots),
            functions=self._functions_in(agenda),
            scores=np.zeros((len(self.functions), 2), t.SCORE),
            roles=_copy(self.roles),
            services=services,
            vendors=_copy(self.vendors),
            days=np.empty((n_days, len(self.functions)), t.DAY),
            staff_days=np.empty((n_days, len(staff)), t.STAFF_DAY),
            skill_days=np.empty((n_days, len(self.pairs)), t.SKILL_DAY),
            bot_days=np.empty((n_days, len(self.bots)), t.BOT_DAY),
            engagement_days=np.empty((n_days if laws.engagement.on else 0, len(staff)), t.ENGAGEMENT_DAY),
            threat_days=np.empty((n_days if laws.engagement.on else 0, 1), t.THREAT_DAY),
            turnover_days=np.empty((n_days if laws.turnover.on else 0, len(staff)), t.TURNOVER_DAY),
            vendor_days=np.empty((n_days if self.parameters["prices_on"][0] else 0, len(self.vendors)), t.VENDOR_DAY),
            reliance_days=np.empty(
                (n_days if self.parameters["reliance_on"][0] else 0, len(self.pairs)), t.RELIANCE_DAY
            ),
            learning_days=self._days_if("learning_on", t.LEARNING_DAY, n_days),
            drift_days=self._days_if("drift_on", t.DRIFT_DAY, n_days),
            retraining_days=self._days_if("retraining_on", t.RETRAINING_DAY, n_days),
            bias_days=self._days_if("bias_on", t.BIAS_DAY, n_days),
            customer_days=self._book("customers", n_days, t.CUSTOMER_DAY, len(self.functions)),
            goodwill_days=self._book("customers", n_days, t.GOODWILL_DAY, 1),
            growth_days=np.empty((n_days if self.parameters["demand_grows"][0] else 0, 1), t.GROWTH_DAY),
            improvement_days=self._book("innovation", n_days, t.IMPROVEMENT_DAY, len(self.functions)),
            idea_days=self._book("innovation", n_days, t.IDEA_DAY, 1),
        )

    def _skills_on_day_0(self, agenda: Agenda) -> Array:
        """Return everyone in every function, with the skill that the agenda gives them to start with."""
        skills = _copy(self.skills)
        if self.firm.config.mechanisms.turnover.on:
            for (seat, function), level in zip(self.firm.skill_pairs, agenda.starting_of_pairs, strict=True):
                item = skills[seat, function]
                item["starting_speed"], item["starting_accuracy"] = level.skill
                item["starting_peak_speed"], item["starting_peak_accuracy"] = level.peak
        return skills

    def _days_if(self, switch: str, kind: np.dtype[Any], n_days: int) -> Array:
        """Return the books of a mechanism of bots, without days where it is off."""
        return np.empty((n_days if self.parameters[switch][0] else 0, len(self.bots)), kind)

    def _book(self, mechanism: str, n_days: int, kind: np.dtype[Any], width: int) -> Array:
        """Return the pages of a mechanism's book; none if it is off."""
        return np.empty((n_days if getattr(self.firm.config.mechanisms, mechanism).on else 0, width), kind)

    def _functions_in(self, agenda: Agenda) -> Array:
        """Return all functions with their luck in this World."""
        functions = _copy(self.functions)
        if self.firm.config.mechanisms.innovation.on:
            functions["innovation_luck"] = agenda.innovation_luck
            key = key_of("improvement")
            functions["improvement_at"] = [
                exponential.quantile(1.0, uniform(state, key, 0)) for state in agenda.innovation_luck.tolist()
            ]
        return functions

    # ---------------------------------------------------------------- laws

    @cached_property
    def parameters(self) -> Array:
        """The constants of all mechanisms and of the policy."""
        firm, config = self.firm, self.firm.config
        laws, policy = config.mechanisms, config.policy
        skill, load, oversight, trust = laws.skill, laws.load, firm.oversight, laws.trust
        prices = laws.prices
        assistance = laws.assistance
        customers, innovation = laws.customers, laws.innovation
        looks_at, keeps_score = firm.rule_looks_at, policy.rule in ("bandit", "experienced")
        values: dict[str, Any] = {
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
            "reliance_on": laws.reliance.on,
            "reliance_memory_days": 7.0 * laws.reliance.time_constant_weeks,
            "reliance_depth": laws.reliance.depth,
            "normal_accuracy_skill": normal_accuracy_skill(config),
            "load_on": load.on,
            "load_memory_days": load.memory_days,
            "load_turning_point": load.turning_point,
            "load_speed_up": load.speed_up,
            "load_slow_down": load.slow_down,
            "load_accuracy_drop": load.accuracy_drop,
            "load_accuracy_drop_max": load.accuracy_drop_max,
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
            "prices_on": prices.on,
            "lock_in_on": prices.lock_in,
            "inflation": prices.inflation_per_year,
            "lock_in_growth": prices.lock_in_growth_per_year,
            "dependence_days": prices.dependence_days,
            "lock_in_days": prices.lock_in_days,
            "switching_growth": prices.switching_growth,
            "customers_on": customers.on,
            **{name: getattr(customers, name) for name in _OF_CUSTOMERS},
            "goodwill_keep": law_of_customers.daily_keep(customers.memory_weeks),
            "customer_base": customer_base(firm),
            **_of_freed_hours(config),
            "innovation_on": innovation.on,
            **{name: getattr(innovation, name) for name in _OF_INNOVATION},
            "reliance_keep": law_of_innovation.daily_keep(innovation.memory_days),
            "resume": laws.outages.interrupted_work == "resume",
            "detect_min": laws.outages.detect_min,
            **_of_engagement(laws.engagement),
            **_of_turnover(laws.turnover),
            "gain_novice": assistance.gain_novice,
            "gain_expert": assistance.gain_expert,
            "override_ratio": assistance.override_ratio,
            "adoption_intercept": assistance.adoption_intercept,
            "adoption_trust_effect": assistance.adoption_trust_effect,
            "adoption_confidence_effect": assistance.adoption_confidence_effect,
            "assisted_weight": assistance.practice_weight,
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
            "manual_every_days": firm.safeguards.manual_every_days,
            "needs_share": "u_share" in looks_at,
            "needs_confidence": "confidence" in looks_at,
            "needs_waits": not looks_at.isdisjoint({"people_wait_min", "bot_wait_min"}),
            "needs_people": not looks_at.isdisjoint({"people_skill", "people_error"}),
            "needs_learned": "learned" in looks_at,
            "tells_bots_apart": not looks_at.isdisjoint(OF_A_BOT),
            "is_adaptive": keeps_score or policy.rule in ("skill_preserving", "resilience_aware"),
            "keeps_score": keeps_score,
            "many_servers": self.most_servers >= MANY_SERVERS,
        }
        values |= _laws_of_bots(self.firm)
        values |= {f"p{number}": value for number, value in enumerate(firm.rule_parameters)}
        values |= {name: key_of(name.removeprefix("key_")) for name in _PURPOSES}
        return _filled(t.PARAMETERS, [values])

    @cached_property
    def most_servers(self) -> int:
        """The most people and slots of bots that can be at work at once."""
        return self.firm.n_seats + sum(bot.concurrency for bot in self.firm.bots)

    # ---------------------------------------------------------------- people

    @cached_property
    def staff(self) -> Array:
        """All seats, each with nothing to do before its first shift."""
        baseline = self.firm.config.mechanisms.engagement.baseline
        rows = []
        for number in self.firm.role_of_seat:
            role = self.roles[number]
            rows.append(
                {"role": number, "trust_good": role["trust_good"], "trust_bad": role["trust_bad"], "load_factor": 1.0}
                | {"speed_at_start": 1.0, "task": NOBODY, "held": NOBODY, "idle_before": NOBODY, "idle_after": NOBODY}
                | {"engagement": baseline, "holders": 1}
            )
        return _filled(t.STAFF, rows)

    @cached_property
    def skills(self) -> Array:
        """Everyone in every function, shape (seats, functions); zeros where somebody cannot do it."""
        firm, law = self.firm, self.firm.config.mechanisms.skill
        prior = self.firm.config.mechanisms.oversight.prior_items
        levels = np.zeros((firm.n_seats, len(firm.functions)), t.SKILL)
        for seat, number in enumerate(firm.role_of_seat):
            role = firm.roles[number]
            for place, (function, hours) in enumerate(zip(role.functions, role.normal_h_per_day, strict=True)):
                stated = max(
                    (firm.bots[bot].stated_error[function] for bot in firm.functions[function].bots), default=0.1
                )
                level = levels[seat, function]
                level["starting_speed"], level["starting_accuracy"] = role.starting_skill[place]
                level["starting_peak_speed"], level["starting_peak_accuracy"] = role.starting_peak[place]
                level["share"], level["share_per_min"] = 1.0, 1.0 / (60.0 * hours)
                level["units_per_effort_min"] = firm.units_per_effort_min(function, hours)
                level["alone_min"] = level["alone_at_first_min"] = 60.0 * hours
                level["exposure_per_min"] = law.practice_rate_per_day / (60.0 * hours)
                level["wrong_at_first"], level["right_at_first"] = prior * stated, prior * (1.0 - stated)
                level["seen_wrong"], level["seen_right"] = level["wrong_at_first"], level["right_at_first"]
                people_error = firm.functions[function].stated_people_error
                level["people_wrong_at_first"] = level["seen_wrong_people"] = prior * people_error
                level["people_right_at_first"] = level["seen_right_people"] = prior * (1.0 - people_error)
                level["training_min"] = role.training_min_per_day[place]
                level["normal_min"], level["own_min"] = hours * 60.0, role.own_min_per_day[place]
                level["practised_min"] = hours * 60.0 * firm.rule_parameters[1]  # as normal, over the rule's window
        return levels

    @cached_property
    def roles(self) -> Array:
        """All roles, nobody idle."""
        weight = self.firm.config.mechanisms.trust.prior_weight
        rows, first = [], 0
        for role in self.firm.roles:
            last, trust = first + len(role.functions), role.starting_trust
            rows.append(
                {"first_function": first, "last_function": last, "idle_first": NOBODY, "idle_last": NOBODY}
                | {"talent": role.talent, "talent_sd": role.talent_sd}
                | {"trust_good": trust * weight, "trust_bad": (1.0 - trust) * weight}
            )
            first = last
        return _filled(t.ROLE, rows)

    @cached_property
    def functions_of_role(self) -> Array:
        """The functions of each role in the order in which its people serve them, role after role."""
        return _flat([role.functions for role in self.firm.roles])

    @cached_property
    def pairs(self) -> Array:
        """Who can do what: (seat, function), shape (pairs, 2)."""
        return np.array(self.firm.skill_pairs, dtype=np.int64).reshape(-1, 2)

    # ---------------------------------------------------------------- functions

    @cached_property
    def functions(self) -> Array:
        """All functions, their lines empty."""
        rows: list[dict[str, Any]] = []
        first_role = first_bot = 0
        faced, touch = faces_customers(self.firm), wants_people(self.firm)
        learned = self.firm.rule_parameters[0] if self.firm.config.policy.rule == "experienced" else 0.0
        for number, item in enumerate(self.firm.functions):
            last_role, last_bot = first_role + len(item.roles), first_bot + len(item.bots)
            own = {"seats": sum(self.firm.roles[role].count for role in item.roles), "has_people": bool(item.roles)}
            own |= {"first_role": first_role, "last_role": last_role, "first_bot": first_bot, "last_bot": last_bot}
            own |= {"first": NOBODY, "last": NOBODY}
            own |= {"faces_customers": faced[number], "wants_people": touch[number]}
            start = {"efficiency": 1.0, "learned": learned, "demand_min": item.demand_h_per_day * 60.0}
            rows.append(_numbers(t.FUNCTION, item, own | start, at_rest=_FUNCTION_AT_REST))
            first_role, first_bot = last_role, last_bot
        return _filled(t.FUNCTION, rows)

    @cached_property
    def roles_of_function(self) -> Array:
        """The roles that can do each function, function after function."""
        return _flat([item.roles for item in self.firm.functions])

    @cached_property
    def bots_of_function(self) -> Array:
        """The bots that can do each function, function after function."""
        return _flat([item.bots for item in self.firm.functions])

    # ---------------------------------------------------------------- bots

    @cached_property
    def bots(self) -> Array:
        """All bots, idle."""
        rows = []
        for bot in self.firm.bots:
            vendor = self.firm.vendors[bot.vendor]
            own = {"key_correct": key_of(f"correct_bot/{vendor}"), "key_noise": key_of(f"noise_bot/{vendor}")}
            own |= {"open": bot.always_on, "first": NOBODY, "last": NOBODY}
            rows.append(_numbers(t.BOT, bot, own, at_rest=_BOT_AT_REST))
        return _filled(t.BOT, rows)

    @cached_property
    def bot_skills(self) -> Array:
        """Every bot in every function, shape (bots, functions)."""
        skills = np.zeros((len(self.firm.bots), len(self.firm.functions)), t.BOT_SKILL)
        for number, bot in enumerate(self.firm.bots):
            skills[number]["ability"] = bot.ability
            skills[number]["mean_visit_min"] = bot.mean_visit_min
            skills[number]["starting_ability"] = bot.ability
            skills[number]["ability_per_logit"] = bot.ability_per_logit
            skills[number]["stated_error"] = bot.stated_error
            skills[number]["gap"] = self.firm.starting_bias_gap
            skills[number]["reference"] = law_of_retraining.UNKNOWN
            skills[number]["able"][list(bot.functions)] = True
        return skills

    @cached_property
    def services(self) -> Array:
        """All services, with the places of their bots."""
        rows, first = [], 0
        for number, (vendor, _) in enumerate(self.firm.services):
            last = first + sum(bot.service == number for bot in self.firm.bots)
            rows.append({"first_bot": first, "last_bot": last, "vendor": vendor, "exit_place": NOBODY})
            first = last
        return _filled(t.SERVICE, rows)

    @cached_property
    def vendors(self) -> Array:
        """All vendors, at the prices of day 0."""
        return _filled(t.VENDOR, [{"price": 1.0} for _ in self.firm.vendors])

    @cached_property
    def bots_of_service(self) -> Array:
        """The bots of each service, service after service."""
        numbers = range(len(self.firm.services))
        return _flat([[n for n, bot in enumerate(self.firm.bots) if bot.service == number] for number in numbers])

    @cached_property
    def works_beside(self) -> Array:
        """Whether a role shares a function with a service's bots, shape (services, roles)."""
        beside = np.zeros((len(self.firm.services), len(self.firm.roles)), dtype=np.bool_)
        for bot in self.firm.bots:
            for number, role in enumerate(self.firm.roles):
                beside[bot.service, number] |= not set(bot.functions).isdisjoint(role.functions)
        return beside


def _laws_of_bots(firm: Firm) -> dict[str, Any]:
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


_OF_CUSTOMERS = (
    *("best_logit", "waiting_logits", "target_min", "error_logits", "bot_logits"),
    *("normal_satisfaction", "response", "churn_share"),
)
_OF_INNOVATION = (
    *("improvements_per_slack_h", "effort_cut_share", "effort_floor", "starvation", "homogenisation"),
    "assisted_share",
)

_PURPOSES = tuple(name for name in t.PARAMETERS.names or () if name.startswith("key_"))


def with_longer_heap(s: State) -> State:
    """Return the same run with twice the room for late events."""
    later = np.empty(2 * len(s.later), t.EVENT)
    later[: len(s.later)] = s.later
    return s._replace(later=later)


_FUNCTION_AT_REST = (
    *("waiting", "waiting_share_min", "open_tasks"),
    *("done_by_people_min", "done_by_bots_min", "decided_by_bots_min"),
    *("bot_effort_today_min", "bot_share_min"),
    *("arrivals", "returns", "correct", "errors", "abandoned", "unresolved"),
    *("results", "examples"),
    *("satisfaction_today", "judged_today", "promoters_today", "detractors_today", "bad_outcomes_today"),
    *("declined_today", "extra_tasks_today"),
    *("improvements", "improvement_hazard", "improvement_at", "innovation_luck"),
    *("people_skill", "people_ability"),
)
_BOT_AT_REST = (
    *("busy", "busy_today_min", "waiting", "visits", "failures"),
    *("drift", "trained_day", "retrainings", "audits"),
    *("results", "results_today"),
)
"""What is 0 before a run."""


def _numbers(kind: np.dtype[Any], item: object, own: dict[str, Any], at_rest: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of a record: its own, and under the same names those of the firm's item; a stray name fails."""
    rest = [name for name in kind.names or () if name not in own and name not in at_rest]
    return own | {name: getattr(item, name) for name in rest}


def _filled(kind: np.dtype[Any], rows: list[dict[str, Any]]) -> Array:
    """Return records of these values, zero where nothing is said."""
    records = np.zeros(len(rows), kind)
    for record, row in zip(records, rows, strict=True):
        for name, value in row.items():
            record[name] = value
    return records


def _flat(groups: Any) -> Array:
    return np.array([number for group in groups for number in group], dtype=np.int64)


def _copy(records: Array) -> Array:
    """Return a copy; NumPy's own goes field by field."""
    return np.frombuffer(bytearray(records.tobytes()), records.dtype).reshape(records.shape)


def _start(agenda: Agenda, world: World) -> Array:
    firm = np.zeros(1, t.FIRM)
    firm["open_place"] = -1
    firm["goodwill"] = firm["demand_taken_on"] = 1.0
    firm["open_total_min"], firm["world_key"] = agenda.open_clock.total_min, world.key
    firm["shift_from_min"], firm["shift_share"] = agenda.market_shift
    return firm


def _planned(planned: Timeline) -> Array:
    """Return the planned events with one after all others, so that there always is a next one."""
    n = len(planned.time_min)
    events = np.empty(n + 1, t.EVENT)
    events["time_min"][:n], events["code"][:n] = planned.time_min, planned.kind * KIND + planned.entity
    events[n] = (np.inf, 99 * KIND)
    return events


def _open_hours(agenda: Agenda) -> Array:
    hours = np.empty(len(agenda.open_clock.starts), t.OPEN_INTERVAL)
    hours["start_min"], hours["end_min"] = agenda.open_clock.starts, agenda.open_clock.ends
    hours["before_min"] = agenda.open_clock.before
    return hours


def _intervals(start_min: Array, end_min: Array) -> Array:
    intervals = np.empty(len(start_min), t.INTERVAL)
    intervals["start_min"], intervals["end_min"] = start_min, end_min
    return intervals


def _services(agenda: Agenda, template: Array) -> tuple[Array, Array, Array, Array]:
    """Return the services of a run, their outages, their degradations and their updates, service after service."""
    services = _copy(template)
    outages = [
        (o.start_min, o.fix_min, o.tail_end_min, o.severity, o.key) for item in agenda.services for o in item.outages
    ]
    spells = [spell for item in agenda.services for spell in item.degradations]
    services["last_outage"] = np.cumsum([len(item.outages) for item in agenda.services])
    services["last_degradation"] = np.cumsum([len(item.degradations) for item in agenda.services])
    updates = [update for item in agenda.services for update in item.updates]
    services["last_update"] = np.cumsum([len(item.updates) for item in agenda.services])
    services["first_update"][1:] = services["last_update"][:-1]
    services["first_outage"][1:] = services["last_outage"][:-1]
    services["first_degradation"][1:] = services["last_degradation"][:-1]
    services["relearning_from_min"] = [item.relearning[0] for item in agenda.services]
    services["exit_min"] = [item.exit_min for item in agenda.services]
    services["planned_back_min"] = NEVER
    for service, item in zip(services, agenda.services, strict=True):
        ends = [place for place, outage in enumerate(item.outages) if outage.kind == "exit"]
        if ends:
            service["exit_place"] = service["first_outage"] + ends[0]
    services["relearning_until_min"] = [item.relearning[1] for item in agenda.services]
    return services, np.array(outages, t.OUTAGE), np.array(spells, t.INTERVAL), np.array(updates, t.UPDATE)
