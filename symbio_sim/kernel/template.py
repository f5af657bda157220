"""A firm as records, laid out once and copied for each run."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from ..firm import Firm
from ..firm.customers import faces_customers, wants_people
from ..mechanisms import retraining as law_of_retraining
from ..world.luck import key_of
from . import state as t
from .laws import laws_of
from .records import Array, filled, flat, numbers
from .state import NOBODY

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


@lru_cache(maxsize=64)
def template_of(firm: Firm) -> "Template":
    """Return the firm as records; those of the firms used last are remembered."""
    return Template(firm)


@dataclass(frozen=True, eq=False)
class Template:
    """A firm as records, as it is before a run."""

    firm: Firm

    @cached_property
    def parameters(self) -> Array:
        """The constants of all mechanisms and of the policy."""
        return laws_of(self.firm, self.most_servers)

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
        return filled(t.STAFF, rows)

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
        return filled(t.ROLE, rows)

    @cached_property
    def functions_of_role(self) -> Array:
        """The functions of each role in the order in which its people serve them, role after role."""
        return flat([role.functions for role in self.firm.roles])

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
            rows.append(numbers(t.FUNCTION, item, own | start, at_rest=_FUNCTION_AT_REST))
            first_role, first_bot = last_role, last_bot
        return filled(t.FUNCTION, rows)

    @cached_property
    def roles_of_function(self) -> Array:
        """The roles that can do each function, function after function."""
        return flat([item.roles for item in self.firm.functions])

    @cached_property
    def bots_of_function(self) -> Array:
        """The bots that can do each function, function after function."""
        return flat([item.bots for item in self.firm.functions])

    # ---------------------------------------------------------------- bots

    @cached_property
    def bots(self) -> Array:
        """All bots, idle."""
        rows = []
        for bot in self.firm.bots:
            vendor = self.firm.vendors[bot.vendor]
            own = {"key_correct": key_of(f"correct_bot/{vendor}"), "key_noise": key_of(f"noise_bot/{vendor}")}
            own |= {"open": bot.always_on, "first": NOBODY, "last": NOBODY}
            rows.append(numbers(t.BOT, bot, own, at_rest=_BOT_AT_REST))
        return filled(t.BOT, rows)

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
        return filled(t.SERVICE, rows)

    @cached_property
    def vendors(self) -> Array:
        """All vendors, at the prices of day 0."""
        return filled(t.VENDOR, [{"price": 1.0} for _ in self.firm.vendors])

    @cached_property
    def bots_of_service(self) -> Array:
        """The bots of each service, service after service."""
        numbers = range(len(self.firm.services))
        return flat([[n for n, bot in enumerate(self.firm.bots) if bot.service == number] for number in numbers])

    @cached_property
    def works_beside(self) -> Array:
        """Whether a role shares a function with a service's bots, shape (services, roles)."""
        beside = np.zeros((len(self.firm.services), len(self.firm.roles)), dtype=np.bool_)
        for bot in self.firm.bots:
            for number, role in enumerate(self.firm.roles):
                beside[bot.service, number] |= not set(bot.functions).isdisjoint(role.functions)
        return beside
