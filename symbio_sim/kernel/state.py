"""What the compiled engine computes with: one record type for each kind of entity, and all of them in one tuple.

A new mechanism finds its constants in `PARAMETERS` or in the entity they belong to, its state in the entity. All
storage is allocated before a run; nothing is allocated during one.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

NOBODY: Final = -1
"""No task, no person, no bot, the end of a line."""

NOT_SOUGHT: Final = -1
"""In place of a day: nobody is sought for an empty seat."""

NOT_BEGUN: Final = 0
RUNNING: Final = 1
FINISHED: Final = 2
QUEUE_FULL: Final = 3
RULE_FAILED: Final = 4
HAZARD_TOO_HIGH: Final = 5
"""How far a run is; the last three stop it, to be given more room, or for good."""


def _record(**fields: str) -> np.dtype[np.void]:
    """Return a record type; names in groups by type, aligned as in C."""
    pairs = [(name, kind) for kind, names in fields.items() for name in names.split()]
    return np.dtype([(name, _KINDS[kind]) for name, kind in pairs], align=True)


_KINDS = {
    "floats": np.float64,
    "keys": np.uint64,
    "counts": np.int64,
    "indices": np.int32,
    "tallies": np.int16,
    "codes": np.int8,
    "flags": np.bool_,
}

EVENT = _record(floats="time_min", counts="code")
"""`code` is kind x 2^40 + entity, so that codes order simultaneous events."""

INTERVAL = _record(floats="start_min end_min")

OPEN_INTERVAL = _record(floats="start_min end_min before_min")
"""Opening hours; `before_min`: open minutes passed at the start."""

PARAMETERS = _record(
    # skill (mechanism 1), load (2), oversight (7), trust (8), engagement and turnover (9), outages (10), the policy
    floats="""
        relearning floor_share review_weight retention_speed retention_accuracy
        share_memory_days gain_per_day loss_speed_per_day loss_accuracy_per_day logistic_spark
        learning_exponent first_unit_days forgotten_accuracy_days
        reliance_memory_days reliance_depth
        load_memory_days load_turning_point load_speed_up load_slow_down load_accuracy_drop load_accuracy_drop_max
        miss_at_half prevalence_slope multitasking trust_low trust_high skill_effect false_alarm memory_items
        normal_accuracy_skill
        success_weight failure_weight trust_keep outage_failures_weight
        detect_min
        engagement_baseline engagement_keep overload_strain monotony_strain autonomy_strain threat_strain
        bot_share_keep usual_share_keep habituation
        quits_per_month overload_quits engagement_quits threat_quits quit_cap_per_month
        hire_median_days hire_sigma_log hire_skill
        growth_share growth_lag_days attrition_load
        inflation lock_in_growth dependence_days lock_in_days switching_growth
        p0 p1 p2 p3 review_share review_ratio
        corrections_scale corrections_exponent corrections_plateau_share corrections_skill_effect documented_share
        drift_decay_per_day
        retrain_every_days retrain_margin retrain_memory_items
        bias_group_share bias_growth bias_gap_max audit_effect
        shift_human_drop shift_human_lessons shift_skill_effect shift_bot_drop shift_bot_lessons
        gain_novice gain_expert override_ratio adoption_intercept adoption_trust_effect adoption_confidence_effect
        assisted_weight review_of_people_share
        practice_share advised_share
        best_logit waiting_logits target_min error_logits bot_logits normal_satisfaction response goodwill_keep
        churn_share customer_base highest_demand
        improvements_per_slack_h effort_cut_share effort_floor starvation homogenisation reliance_keep
        assisted_share
    """,
    keys="""
        key_share key_correct_human key_reviewed key_detect key_false_alarm key_returns key_return_delay
        key_partial_fail
        key_group key_new_kind
        key_quit key_time_to_hire key_talent
        key_adopt
        key_pilot key_practice key_human_centric
        key_accepted key_improvement
        key_bandit_people key_bandit_bots
    """,
    counts="""
        rule fallback
        skill_law
        bias_loop_days audit_every_days
    """,
    flags="""
        practice disuse disuse_below_normal load_on oversight_on trust_on resume
        reliance_on
        engagement_on turnover_on
        reviews needs_share needs_waits needs_confidence needs_people needs_learned tells_bots_apart
        is_adaptive keeps_score
        many_servers
        prices_on lock_in_on
        learning_on drift_on retraining_on bias_on
        assists reviews_people is_diversified has_stand_ins
        holds_work_back
        customers_on innovation_on
        demand_grows demand_moves seats_may_stay_empty notes_who_works
    """,
)

FIRM = _record(
    floats="""
        now_min open_total_min
        shift_from_min shift_share
        bot_share usual_share threat failed_hazard
        goodwill demand_taken_on
        people_results people_results_today
    """,
    keys="world_key",
    counts="""
        status next_planned next_arrival n_soon n_later open_place days_done failed_task failed_bot
        failed_seat failed_day
        news_task news
    """,
    flags="someone_moves",
)
"""The clock, the places in the lines of events, and what is the World's alone."""

TASK = _record(
    floats="""
        due_min start_min end_min human_min review_min bot_min give_up_min queued_min remaining_min
        spent_at_choice_eur
    """,
    keys="luck",
    indices="""
        staff bot next waits_at
        adviser author
    """,
    tallies="""
        visit bot_visits caught false_alarms outage_failures escaped_human escaped_bot escaped_reviewed
        advised_at escaped_assisted caught_people false_alarms_people
    """,
    codes="stage outcome mode chosen",
    flags="wrong",
)
"""`next`: the task behind it in the line it stands in; `luck`: the state of its luck; `adviser`: the bot to be asked
when work begins; `advised_at`: the visit at which it was; `author`: whose result is under review (-1: a bot's)."""

STAFF = _record(
    floats="""
        talent trust_good trust_bad load load_factor load_drop
        shift_end_min finish_min speed_at_start since_min stint_start_min idle_since_min busy_today_min
        overtime_today_min
        engagement hired_day missed_until_min
    """,
    keys="luck",
    counts="""
        role next_shift last_shift task held idle_before idle_after
        holders filled_on_day
    """,
    codes="held_stage",
    flags="on_shift idle vacant gone",
)
"""`idle_before` and `idle_after`: neighbours among the role's idle people, the longest idle first.

`vacant`: nobody holds the seat; `gone`: the last holder has put down their work; `missed_until_min`: end of the last
shift for which nobody came; `luck`: the state of the seat's luck.
"""

SKILL = _record(
    floats="""
        starting_speed starting_accuracy starting_peak_speed starting_peak_accuracy
        current_speed current_accuracy peak_speed peak_accuracy
        speed ability exposure_per_min worked_today_min reviewed_today_min seen_wrong seen_right
        share share_per_min units_per_effort_min experience_speed experience_accuracy break_days
        alone_min aided_min
        lessons
        wrong_at_first right_at_first people_wrong_at_first people_right_at_first alone_at_first_min
        assisted_today_min seen_wrong_people seen_right_people
        normal_min own_min practised_min training_min
    """,
)
"""A person in a function; `starting_*` as shares of talent, `*_at_first` as for somebody new."""

BOT = _record(
    floats="""
        slope jaggedness type_jaggedness novel_penalty setup_min time_ratio
        confidence_slope confidence_noise overconfidence degradation_drop relearning_drop
        usage_eur_per_task
        busy_today_min
        drift
        results results_today
    """,
    keys="key_correct key_noise",
    counts="""
        vendor service standby concurrency busy waiting first last visits failures
        trained_day retrainings audits
    """,
    flags="open",
)
"""`first`, `last`, `waiting`: the line for a slot."""

BOT_SKILL = _record(
    floats="""
        ability mean_visit_min
        starting_ability ability_per_logit stated_error corrections rejected passed reference gap lessons examples
    """,
    counts="alone reviewed",
    flags="able",
)
"""A bot in a function; `able`: whether it does it at all."""

FUNCTION = _record(
    floats="""
        ability_unskilled ability_skilled slope speed_unskilled due_min value_eur return_probability
        return_delay_open_min people_time_min waiting_share_min
        mean_effort_min time_plateau forgotten_speed_days normal_speed_skill bot_effort_today_min bot_share_min
        done_by_people_min done_by_bots_min decided_by_bots_min
        examples
        pilot_from_min full_from_min pilot_share
        satisfaction_today judged_today promoters_today detractors_today bad_outcomes_today declined_today
        extra_tasks_today
        efficiency improvements improvement_hazard improvement_at
        late_penalty_eur error_loss_eur people_eur_per_min people_cost_eur
        stated_people_error stated_bot_error expected_people_eur expected_bot_eur
        people_skill people_ability learned demand_min
    """,
    keys="innovation_luck",
    counts="""
        priority max_visits seats
        first_role last_role first_bot last_bot
        waiting first last open_tasks
        arrivals returns correct errors abandoned unresolved
        results
    """,
    flags="""
        interruptible patience_open_clock due_open_clock has_people
        faces_customers wants_people
    """,
)
"""`first`, `last`, `waiting`: the line for people; the counters are those of the running day."""

ROLE = _record(
    floats="talent talent_sd trust_good trust_bad",
    counts="first_function last_function idle_first idle_last on_shift",
)
"""`trust_*`: of somebody new."""

SCORE = _record(floats="tasks errors cost_eur squares_eur2")
"""What tasks of a function that were given to people, or to bots, came to."""

SERVICE = _record(
    floats="relearning_from_min relearning_until_min exit_min planned_back_min back_min",
    counts="""
        known_down first_outage last_outage first_degradation last_degradation first_bot last_bot
        vendor exit_place
        first_update last_update
    """,
)
"""`exit_place`: its end among the outages, if there is one that lock-in can prolong."""

VENDOR = _record(floats="price dependence lock_in value_today_eur")
"""`price`: relative to day 0."""

UPDATE = _record(floats="start_min jump")

OUTAGE = _record(floats="start_min fix_min tail_end_min severity", keys="key")

DAY = _record(counts="arrivals returns correct errors abandoned unresolved backlog waiting")
STAFF_DAY = _record(floats="busy_min overtime_min load trust")
SKILL_DAY = _record(floats="speed accuracy peak_speed peak_accuracy")
BOT_DAY = _record(floats="busy_min visits failures")
VENDOR_DAY = _record(floats="price dependence lock_in")
RELIANCE_DAY = _record(floats="reliance")
"""The books: a record a day and function, seat, pair of seat and function, or bot."""

ENGAGEMENT_DAY = _record(floats="engagement")
THREAT_DAY = _record(floats="bot_work_share replacement_threat")
TURNOVER_DAY = _record(floats="vacant tenure_days quits hires")
"""What mechanism 9 writes down: a record a day and seat; of the threat, a day."""

LEARNING_DAY = _record(floats="corrections")
DRIFT_DAY = _record(floats="drift")
RETRAINING_DAY = _record(floats="retrainings")
BIAS_DAY = _record(floats="gap audits")
"""What the bots' mechanisms write down: a record a day and bot."""

CUSTOMER_DAY = _record(floats="satisfaction judged promoters detractors bad_outcomes declined extra_tasks")
GOODWILL_DAY = _record(floats="goodwill")
GROWTH_DAY = _record(floats="demand_taken_on")
IMPROVEMENT_DAY = _record(floats="improvements efficiency")
IDEA_DAY = _record(floats="creativity sameness")

EXTRA_DAYS: dict[str, str] = {
    "engagement_days": "seat",
    "threat_days": "firm",
    "turnover_days": "seat",
    "vendor_days": "vendor",
    "reliance_days": "pair",
    **dict.fromkeys(("learning_days", "drift_days", "retraining_days", "bias_days"), "bot"),
    "customer_days": "function",
    "goodwill_days": "firm",
    "growth_days": "firm",
    "improvement_days": "function",
    "idea_days": "firm",
}
"""The books of mechanisms, and whose each is (see :mod:`symbio_sim.extra_days`); without days where it is off."""

Array = NDArray[Any]


class State(NamedTuple):
    """All there is in a run: what is given, and what happens."""

    # what the World gives
    arrival_min: Array
    function_of: Array
    type_of: Array
    effort_min: Array
    difficulty: Array
    machine_z: Array
    novel: Array
    needs_human: Array
    patience_min: Array
    key: Array
    extra: Array
    type_z: Array
    # what is settled before the run
    scheduled_min: Array
    parameters: Array
    planned: Array
    open_hours: Array
    shifts: Array
    duty_start_min: Array
    first_duty: Array
    staffed: Array
    first_staffed: Array
    outages: Array
    degradations: Array
    updates: Array
    manual_days: Array
    functions_of_role: Array
    roles_of_function: Array
    bots_of_function: Array
    bots_of_service: Array
    works_beside: Array
    pairs: Array
    bot_skills: Array
    # what happens
    firm: Array
    soon: Array
    later: Array
    tasks: Array
    staff: Array
    skills: Array
    bots: Array
    functions: Array
    scores: Array
    roles: Array
    services: Array
    vendors: Array
    # what is written down
    days: Array
    staff_days: Array
    skill_days: Array
    bot_days: Array
    engagement_days: Array
    threat_days: Array
    turnover_days: Array
    vendor_days: Array
    reliance_days: Array
    learning_days: Array
    drift_days: Array
    retraining_days: Array
    bias_days: Array
    customer_days: Array
    goodwill_days: Array
    growth_days: Array
    improvement_days: Array
    idea_days: Array


_GIVEN: dict[str, tuple[np.dtype[Any], int]] = {
    "arrival_min": (np.dtype(np.float64), 1),
    "function_of": (np.dtype(np.int16), 1),
    "type_of": (np.dtype(np.int16), 1),
    "effort_min": (np.dtype(np.float64), 1),
    "difficulty": (np.dtype(np.float64), 1),
    "machine_z": (np.dtype(np.float64), 1),
    "novel": (np.dtype(np.bool_), 1),
    "needs_human": (np.dtype(np.bool_), 1),
    "patience_min": (np.dtype(np.float64), 1),
    "key": (np.dtype(np.uint64), 1),
    "extra": (np.dtype(np.bool_), 1),
    "type_z": (np.dtype(np.float64), 1),
    "scheduled_min": (np.dtype(np.float64), 2),
}
_OWN: dict[str, tuple[np.dtype[Any], int]] = {
    "parameters": (PARAMETERS, 1),
    "planned": (EVENT, 1),
    "open_hours": (OPEN_INTERVAL, 1),
    "shifts": (INTERVAL, 1),
    "duty_start_min": (np.dtype(np.float64), 1),
    "first_duty": (np.dtype(np.int64), 1),
    "staffed": (INTERVAL, 1),
    "first_staffed": (np.dtype(np.int64), 1),
    "outages": (OUTAGE, 1),
    "degradations": (INTERVAL, 1),
    "updates": (UPDATE, 1),
    "manual_days": (np.dtype(np.bool_), 1),
    "functions_of_role": (np.dtype(np.int64), 1),
    "roles_of_function": (np.dtype(np.int64), 1),
    "bots_of_function": (np.dtype(np.int64), 1),
    "bots_of_service": (np.dtype(np.int64), 1),
    "works_beside": (np.dtype(np.bool_), 2),
    "pairs": (np.dtype(np.int64), 2),
    "bot_skills": (BOT_SKILL, 2),
    "firm": (FIRM, 1),
    "soon": (EVENT, 1),
    "later": (EVENT, 1),
    "tasks": (TASK, 1),
    "staff": (STAFF, 1),
    "skills": (SKILL, 2),
    "bots": (BOT, 1),
    "functions": (FUNCTION, 1),
    "scores": (SCORE, 2),
    "roles": (ROLE, 1),
    "services": (SERVICE, 1),
    "vendors": (VENDOR, 1),
    "days": (DAY, 2),
    "staff_days": (STAFF_DAY, 2),
    "skill_days": (SKILL_DAY, 2),
    "bot_days": (BOT_DAY, 2),
    "engagement_days": (ENGAGEMENT_DAY, 2),
    "threat_days": (THREAT_DAY, 2),
    "turnover_days": (TURNOVER_DAY, 2),
    "vendor_days": (VENDOR_DAY, 2),
    "reliance_days": (RELIANCE_DAY, 2),
    "learning_days": (LEARNING_DAY, 2),
    "drift_days": (DRIFT_DAY, 2),
    "retraining_days": (RETRAINING_DAY, 2),
    "bias_days": (BIAS_DAY, 2),
    "customer_days": (CUSTOMER_DAY, 2),
    "goodwill_days": (GOODWILL_DAY, 2),
    "growth_days": (GROWTH_DAY, 2),
    "improvement_days": (IMPROVEMENT_DAY, 2),
    "idea_days": (IDEA_DAY, 2),
}
ARRAYS = {name: (*kind, True) for name, kind in _GIVEN.items()} | {name: (*kind, False) for name, kind in _OWN.items()}
"""Of each array of a `State`, in order: type of its entries, number of axes, whether it is only read."""
