"""What each measure is called, in which unit it is, which way is better, and what it means.

The order of the table is the order in which results are shown, group by group.
"""

from dataclasses import dataclass
from typing import Literal

Group = Literal[
    "Throughput",
    "Quality",
    "Work",
    "Money",
    "Fairness",
    "Dependence",
    "People",
    "Customers",
    "Innovation",
    "Agility",
    "Resilience",
]
Unit = Literal["share", "1/year", "tasks/day", "tasks", "eur", "eur/day", "eur/task", "min", "days", "hours", "index"]
Better = Literal["higher", "lower", "neither"]

GROUPS: tuple[Group, ...] = (
    "Throughput",
    "Quality",
    "Work",
    "Money",
    "Fairness",
    "Dependence",
    "People",
    "Customers",
    "Innovation",
    "Agility",
    "Resilience",
)


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes
    ----------
    key : str
        Its name in tables.
    label : str
        Its name for people.
    group : str
        Where it is shown.
    unit : str
        Shares lie in 0 to 1 unless a loss is negative or a gain exceeds the twin.
    better : str
        Which way is better; `neither` where it depends.
    definition : str
        What it is, in a line, with the source of the formula where it is not plain counting.
    """

    key: str
    label: str
    group: Group
    unit: Unit
    better: Better
    definition: str


SIGNED = (
    *("depth_share", "erosion_gap_share", "erosion_gap_correct_share", "staffing_gap_share", "roi_share"),
    *("resilience_loss_share", "stress_erosion_share", "natural_loss_share"),
    *("profit_eur", "profit_eur_per_day", "profit_before_eur_per_day", "npv_eur", "loss_eur", "stress_erosion_eur"),
)
"""How measures end that may be below 0 (and, in shares, above 1)."""

UP_TO_1 = ("four_fifths_ratio", "vendor_concentration_hhi", "engagement_mean", "satisfaction_mean", "trust_mean")
"""Measures that lie in 0 to 1 beside those in shares."""


def needs_twins(key: str) -> bool:
    """Tell whether a measure needs twins of the World: with a planned shock, without outages, before automation."""
    return MEASURES[key].group in ("Agility", "Resilience") or key in BEFORE_AND_AFTER


def in_order(found: dict[str, float]) -> dict[str, float]:
    """Return measures in the order of display."""
    return {key: found[key] for key in MEASURES if key in found}


def limits(key: str) -> tuple[float, float]:
    """Return the least and the greatest value that a measure can have."""
    if key == "net_promoter_share":
        return -1.0, 1.0
    if key not in MEASURES or key.endswith(SIGNED):
        return float("-inf"), float("inf")
    return 0.0, 1.0 if MEASURES[key].unit == "share" or key in UP_TO_1 else float("inf")


BEFORE_AND_AFTER = ("profit_before_eur_per_day", "npv_eur", "roi_share", "payback_days", "payback_censored")
"""Measures that hold the firm against itself before automation."""

_Row = tuple[str, str, Unit, Better, str]

_THROUGHPUT: tuple[_Row, ...] = (
    (
        "goodput_tasks_per_day",
        "Tasks done well a day",
        "tasks/day",
        "higher",
        "tasks done correctly and on time within the horizon, a calendar day",
    ),
    (
        "goodput_eur_per_day",
        "Value of tasks done well a day",
        "eur/day",
        "higher",
        "the value of those tasks, a calendar day",
    ),
    (
        "goodput_value_share",
        "Share of demanded value done well",
        "share",
        "higher",
        "value of tasks done correctly and on time, of the value of all tasks due within the horizon",
    ),
    (
        "sla_attainment_share",
        "Service level kept",
        "share",
        "higher",
        "tasks done correctly by their due time, of those that have one within the horizon",
    ),
    (
        "cycle_time_mean_min",
        "Time to a correct result, mean",
        "min",
        "lower",
        "arrival to end of correct tasks, nights and weekends included (wall clock)",
    ),
    (
        "cycle_time_p95_min",
        "Time to a correct result, slowest 5 % from",
        "min",
        "lower",
        "95th percentile of arrival to end of correct tasks (wall clock)",
    ),
    (
        "wait_mean_min",
        "Wait until work begins, mean",
        "min",
        "lower",
        "arrival to first work of tasks on which work began (wall clock)",
    ),
    (
        "backlog_mean_tasks",
        "Open tasks at midnight, mean",
        "tasks",
        "lower",
        "tasks that are with the firm at midnight",
    ),
    ("backlog_end_tasks", "Open tasks at the end", "tasks", "lower", "tasks that are with the firm at the horizon"),
    ("abandoned_share", "Customers who gave up", "share", "lower", "tasks whose customer left, of those that arrived"),
)

_QUALITY: tuple[_Row, ...] = (
    (
        "first_result_error_share",
        "First results that were wrong",
        "share",
        "lower",
        "tasks whose first delivered result was an error, of those with a delivered result",
    ),
    (
        "error_share",
        "Results that reached the customer wrong",
        "share",
        "lower",
        "errors that nobody caught, of all delivered results",
    ),
    ("error_share_human", "Wrong results of people", "share", "lower", "the same, of results of people"),
    (
        "error_share_bot",
        "Wrong results of bots, unchecked",
        "share",
        "lower",
        "the same, of results of bots that nobody checked",
    ),
    (
        "error_share_reviewed",
        "Wrong results of bots, reviewed",
        "share",
        "lower",
        "the same, of bots' results that a person passed",
    ),
    (
        "error_share_assisted",
        "Wrong results of people with advice",
        "share",
        "lower",
        "the same, of results that people made with a bot's advice",
    ),
    (
        "errors_caught_share",
        "Errors caught in time",
        "share",
        "higher",
        "errors found before delivery, of all errors made",
    ),
    (
        "review_detection_share",
        "Errors that reviewers found",
        "share",
        "higher",
        "errors found, of the wrong results that were reviewed",
    ),
    (
        "false_alarm_share",
        "Correct results that reviewers rejected",
        "share",
        "lower",
        "correct results rejected, of the correct results that were reviewed",
    ),
    (
        "failure_demand_share",
        "Work that came back",
        "share",
        "lower",
        "returned tasks relative to newly arrived ones (failure demand)",
    ),
    (
        "unresolved_share",
        "Tasks given up",
        "share",
        "lower",
        "tasks not right after the last allowed attempt, of arrivals",
    ),
)

_WORK: tuple[_Row, ...] = (
    (
        "human_utilisation_share",
        "People busy",
        "share",
        "neither",
        "minutes worked within shifts, of minutes scheduled",
    ),
    ("overtime_share", "Overtime", "share", "lower", "minutes worked beyond shifts, relative to minutes scheduled"),
    ("bot_utilisation_share", "Bots busy", "share", "neither", "slot-minutes at work, of slot-minutes in bots' hours"),
    (
        "bot_task_share",
        "Finished tasks done by bots",
        "share",
        "neither",
        "tasks whose last result is a bot's, reviewed or not, of those with a result",
    ),
    (
        "assisted_task_share",
        "Finished tasks done with advice",
        "share",
        "neither",
        "tasks whose last result a person made with a bot's advice, of those with a result",
    ),
)

_MONEY: tuple[_Row, ...] = (
    ("revenue_eur", "Revenue", "eur", "higher", "value of correct tasks, and new value of improvements"),
    ("wages_eur", "Wages", "eur", "lower", "hours of shifts times wage; absence is not paid by the firm"),
    ("overtime_eur", "Overtime pay", "eur", "lower", "overtime hours times wage times the overtime factor"),
    ("bot_usage_eur", "Bot usage", "eur", "lower", "bot visits begun times price"),
    ("bot_subscription_eur", "Bot subscriptions", "eur", "lower", "monthly prices by months of 30.4375 days"),
    (
        "bot_integration_eur",
        "Bot integration, once",
        "eur",
        "lower",
        "one-off cost of all bots, charged in full to the measured days",
    ),
    ("vendor_switching_eur", "Switching vendors", "eur", "lower", "cost of moving on when a product ended"),
    ("error_cost_eur", "Errors", "eur", "lower", "errors that reached the customer times their cost"),
    ("late_penalty_eur", "Late penalties", "eur", "lower", "correct results after their due time times the penalty"),
    ("fixed_eur", "Fixed costs", "eur", "lower", "fixed cost a calendar day"),
    (
        "cyber_eur",
        "Attacks",
        "eur",
        "lower",
        "losses by attacks, wages of people kept from working; n/a if off",
    ),
    (
        "roadmap_eur",
        "Roadmap",
        "eur",
        "lower",
        "training and data work of the phases that begin within the horizon, charged in full; n/a without a roadmap",
    ),
    (
        "safeguards_eur",
        "Safeguards",
        "eur",
        "lower",
        "training, licences, standbys, audits, security, organisation, beside the work that they take; n/a without any",
    ),
    ("retraining_eur", "Retraining of bots", "eur", "lower", "retrainings times their cost; n/a if off"),
    (
        "hiring_eur",
        "Hires",
        "eur",
        "lower",
        "cost of finding and training those who were hired for seats left empty; n/a where nobody quits",
    ),
    ("cost_eur", "All costs", "eur", "lower", "the sum of all costs above"),
    ("profit_eur", "Profit", "eur", "higher", "revenue minus all costs"),
    ("profit_eur_per_day", "Profit a day", "eur/day", "higher", "profit divided by the measured days"),
    ("cost_per_correct_task_eur", "Cost of a correct task", "eur/task", "lower", "all costs divided by correct tasks"),
    (
        "profit_before_eur_per_day",
        "Profit a day before automation",
        "eur/day",
        "higher",
        "profit a day of the same people in the same World without bots; n/a where only bots can do some work",
    ),
    (
        "npv_eur",
        "Automation: net present value",
        "eur",
        "higher",
        "what is earned more than before automation, day by day from day 0 to the horizon, discounted to day 0",
    ),
    (
        "roi_share",
        "Automation: return on investment",
        "share",
        "higher",
        "the same, not discounted, relative to integration and roadmap; n/a if nothing is invested",
    ),
    (
        "payback_days",
        "Automation: payback time",
        "days",
        "lower",
        "days from day 0 until what is earned more has made up for what was spent, for good; n/a if it never has",
    ),
    (
        "payback_censored",
        "Automation: not paid back by the horizon",
        "share",
        "lower",
        "1 if automation has not paid for itself by the horizon; the mean is the share of Worlds",
    ),
)

_FAIRNESS: tuple[_Row, ...] = (
    (
        "error_ratio_b_to_a",
        "Errors on group B relative to group A",
        "index",
        "lower",
        "wrong results among those delivered to group B, relative to the same for group A; n/a if bias is off or a "
        "group got nothing",
    ),
    (
        "four_fifths_ratio",
        "Correct results of the worse served group",
        "index",
        "higher",
        "correct results of the group served worse, relative to the other's; unfair below 0.8 by a common rule; n/a "
        "if bias is off or a group got nothing",
    ),
)

_DEPENDENCE: tuple[_Row, ...] = (
    (
        "dependence_share",
        "Work that people could not do without bots",
        "share",
        "lower",
        "1 - C/demand; C: the most of the last 28 days' work that people could serve unaided (linear programme)",
    ),
    (
        "staffing_gap_share",
        "Staffing gap: people who are not there",
        "share",
        "lower",
        "the same if everyone had the skill of day 0",
    ),
    (
        "erosion_gap_share",
        "Erosion gap: skill that is not there",
        "share",
        "lower",
        "dependence minus staffing gap; negative where skill has grown",
    ),
    (
        "dependence_correct_share",
        "Work that people could not do correctly without bots",
        "share",
        "lower",
        "dependence with each hour of work weighted by the person's mean accuracy",
    ),
    (
        "erosion_gap_correct_share",
        "Erosion gap, correct work",
        "share",
        "lower",
        "the part of it that the skill of day 0 would remove",
    ),
    (
        "skill_reserve",
        "Skill reserve",
        "index",
        "higher",
        "work that people could do at the mix of day 0, relative to what they could on day 0",
    ),
    ("skill_speed_end", "Speed skill at the end, mean", "index", "higher", "mean over people and their functions"),
    (
        "skill_accuracy_end",
        "Accuracy skill at the end, mean",
        "index",
        "higher",
        "mean over people and their functions",
    ),
    (
        "vendor_concentration_hhi",
        "Vendor concentration (HHI)",
        "index",
        "lower",
        "sum of squared shares of vendors in the value that bots served; 1: a single vendor (Herfindahl-Hirschman)",
    ),
)

_CUSTOMERS: tuple[_Row, ...] = (
    (
        "satisfaction_mean",
        "Satisfaction, mean",
        "index",
        "higher",
        "mean satisfaction with tasks that ended after warm-up, between 0 and 1; n/a where the mechanism is off",
    ),
    (
        "net_promoter_share",
        "Net promoter score",
        "share",
        "higher",
        "customers of satisfaction 0.85 and more less those below 0.65 (9 or 10, and 0 to 6, of 10), of all",
    ),
    ("goodwill_end", "Goodwill at the end", "index", "higher", "demand relative to the base at the last midnight"),
    (
        "demand_lost_share",
        "Demand lost to low goodwill",
        "share",
        "lower",
        "tasks of the base demand that never came, of all of it",
    ),
)

_INNOVATION: tuple[_Row, ...] = (
    (
        "improvements_per_year",
        "Improvements a year",
        "1/year",
        "higher",
        "improvements of all functions' processes after warm-up, a year of 365.25 days; n/a where the mechanism is off",
    ),
    (
        "efficiency_gain_share",
        "Effort saved by improvements",
        "share",
        "higher",
        "1 - effort of a task at the end relative to day 0, mean over functions by expected effort",
    ),
)

_RESILIENCE: tuple[_Row, ...] = (
    (
        "resilience_loss_share",
        "Loss by the planned shock",
        "share",
        "lower",
        "goodput value lost, task by task, of the twin's without the outage, in the window of about 30 days",
    ),
    ("resilience_loss_eur", "Loss by the planned shock, value", "eur", "lower", "the same in euros"),
    (
        "resilience_depth_share",
        "Deepest drop",
        "share",
        "lower",
        "1 - the lowest five-working-day goodput relative to the twin's",
    ),
    (
        "resilience_recovery_days",
        "Time to recover",
        "days",
        "lower",
        "until goodput is back at 95 % of the twin's for 5 more working days; the window's length if it never is",
    ),
    (
        "resilience_recovery_censored",
        "Not recovered within the window",
        "share",
        "lower",
        "1 if the firm does not recover in the window; the mean is the share of Worlds",
    ),
    (
        "resilience_backlog_peak_h",
        "Greatest excess backlog",
        "hours",
        "lower",
        "effort of open tasks beyond the twin's, at its highest",
    ),
    (
        "resilience_backlog_clear_days",
        "Time until the backlog is worked off",
        "days",
        "lower",
        "from the outage's start until the backlog meets the twin's after its end; the window's length if never",
    ),
    (
        "resilience_backlog_censored",
        "Backlog not worked off within the window",
        "share",
        "lower",
        "1 if the backlog does not meet the twin's; the mean is the share of Worlds",
    ),
    (
        "stress_erosion_share",
        "Part of the loss due to lost skill",
        "share",
        "lower",
        "loss as it is minus loss with the skill of day 0 restored at the shock, of the twin's goodput value",
    ),
    ("stress_erosion_eur", "Part of the loss due to lost skill, value", "eur", "lower", "the same in euros"),
    (
        "stressed_profit_eur_per_day",
        "Profit a day with the planned shock",
        "eur/day",
        "higher",
        "profit a day of the same World with the planned shock in it; as it is where none is planned or strikes",
    ),
    (
        "stressed_discounted_profit_eur_per_day",
        "Profit a day with the planned shock, discounted",
        "eur/day",
        "higher",
        "the constant profit a day that is worth as much on the first measured day as those with the planned shock",
    ),
    (
        "natural_loss_share",
        "Loss by the World's own outages",
        "share",
        "lower",
        "goodput value lost against the twin in which no service ever fails, over all measured tasks",
    ),
    ("natural_loss_eur", "Loss by the World's own outages, value", "eur", "lower", "the same in euros"),
)

_AGILITY: tuple[_Row, ...] = (
    (
        "agility_correct_share",
        "New kind of tasks done right",
        "share",
        "higher",
        "tasks of the new kind delivered right at the first go, of those until the horizon; n/a without a shift",
    ),
    (
        "agility_correct_twin_share",
        "The same tasks done right, were they of the old kind",
        "share",
        "higher",
        "the same share, of the same tasks, in the twin in which the market does not shift",
    ),
    (
        "agility_adaptation_depth_share",
        "Deepest drop on the new kind",
        "share",
        "lower",
        "1 - the lowest ratio of both over five working days",
    ),
    (
        "agility_adaptation_days",
        "Time to adapt",
        "days",
        "lower",
        "until that ratio is at 95 % for 5 more working days; the time to the horizon if it never is",
    ),
    (
        "agility_adaptation_censored",
        "Not adapted by the horizon",
        "share",
        "lower",
        "1 if the firm does not adapt by then; the mean is the share of Worlds",
    ),
)

_PEOPLE: tuple[_Row, ...] = (
    (
        "trust_mean",
        "Trust in bots, mean",
        "index",
        "neither",
        "mean trust of all people over the days after warm-up, between 0 and 1; n/a where the mechanism is off",
    ),
    (
        "engagement_mean",
        "Engagement, mean",
        "index",
        "higher",
        "mean engagement of all people over the days after warm-up, between 0 and 1; n/a where the mechanism is off",
    ),
    ("quits_per_year", "Quits a year", "1/year", "lower", "people who quit, a year; n/a where the mechanism is off"),
    (
        "vacancy_share",
        "Empty seats",
        "share",
        "lower",
        "days on which nobody held a seat, of all days of all seats; n/a where the mechanism is off",
    ),
    (
        "tenure_mean_days",
        "Tenure, mean",
        "days",
        "neither",
        "how long people had been there, mean over all people and days; n/a where the mechanism is off",
    ),
)

_ROWS = (
    *(_THROUGHPUT, _QUALITY, _WORK, _MONEY, _FAIRNESS),
    *(_DEPENDENCE, _PEOPLE, _CUSTOMERS, _INNOVATION, _AGILITY, _RESILIENCE),
)

MEASURES: dict[str, Measure] = {
    key: Measure(key, label, group, unit, better, definition)
    for group, rows in zip(GROUPS, _ROWS, strict=True)
    for key, label, unit, better, definition in rows
}
"""Every measure by its key, in the order of display."""

COSTS = tuple(
    key
    for key, measure in MEASURES.items()
    if (measure.group, measure.unit, measure.better) == ("Money", "eur", "lower")
)
"""What a firm pays for, each in euros, and their sum (`cost_eur`)."""
