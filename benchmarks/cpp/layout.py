"""What `scenario.hpp` says, in NumPy's and ctypes' words: the records' fields and the scenario's, in the same order."""

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray


def record(*fields: str) -> np.dtype[Any]:
    """Return a structure of the fields, all of 8 bytes: doubles, unless a field says ``name:i8`` or ``name:u8``."""
    named = (field.partition(":") for field in fields)
    return np.dtype([(name, kind or "f8") for name, _, kind in named])


FUNCTION = record(
    *("people_time_min", "ability_unskilled", "ability_skilled", "slope", "speed_unskilled"),
    *("due_min", "return_probability", "return_delay_open_min", "stated_error"),
    *("due_open_clock:i8", "priority:i8", "max_visits:i8", "seats:i8"),
)
ROLE = np.dtype([("starting_trust", "f8"), ("starting_peak", "f8", 2), ("starting_skill", "f8", 2)])
BOT = record(
    *("slope", "jaggedness", "type_jaggedness", "novel_penalty", "setup_min", "time_ratio"),
    *("degradation_drop", "relearning_drop", "service:i8", "concurrency:i8", "luck_correct:u8"),
)
SERVICE = record("relearning_start_min", "relearning_end_min")
OUTAGE = record("start_min", "fix_min", "tail_end_min", "severity", "key:u8")
SPELL = record("start_min", "end_min")
LAWS = np.dtype(
    [
        *((name, "i8") for name in ("practice", "disuse")),
        *((name, "f8") for name in ("practice_rate_per_day", "relearning", "floor_share", "review_weight")),
        *(("retention", "f8", 2), ("load_on", "i8")),
        *((name, "f8") for name in ("turning_point", "speed_up", "slow_down", "accuracy_drop", "accuracy_drop_max")),
        *(("load_memory_days", "f8"), ("oversight_on", "i8")),
        *((name, "f8") for name in ("miss_at_half", "prevalence_slope", "multitasking", "trust_low", "trust_high")),
        *((name, "f8") for name in ("skill_effect", "memory_items", "prior_items", "false_alarm", "review_ratio")),
        *(("normal_accuracy_skill", "f8"), ("trust_on", "i8")),
        *((name, "f8") for name in ("success_weight", "failure_weight", "trust_keep", "prior_weight")),
        *((name, "f8") for name in ("outage_failures", "detect_min", "share", "review_share")),
        *((name, "u8") for name in ("world_key", "luck_share", "luck_correct_human", "luck_reviewed", "luck_detect")),
        *((name, "u8") for name in ("luck_false_alarm", "luck_returns", "luck_return_delay", "luck_partial_fail")),
    ]
)

COUNTS = (*("n_functions", "n_roles", "n_seats", "n_bots", "n_services", "n_tasks", "n_open", "n_days", "n_pairs"),)

GIVEN: tuple[tuple[str, Any], ...] = (
    *(("laws", LAWS), ("functions", FUNCTION), ("roles", ROLE), ("bots", BOT), ("services", SERVICE)),
    *(("first_role_function", np.int64), ("role_function", np.int64), ("role_normal_h", np.float64)),
    *(("first_function_role", np.int64), ("function_role", np.int64)),
    *(("first_function_bot", np.int64), ("function_bot", np.int64)),
    *(("first_outage", np.int64), ("outages", OUTAGE), ("first_spell", np.int64), ("spells", SPELL)),
    *(("bot_ability", np.float64), ("role_of_seat", np.int64), ("talent", np.float64), ("first_shift", np.int64)),
    *(("shift_start_min", np.float64), ("shift_end_min", np.float64), ("scheduled_min", np.float64)),
    *(("first_duty", np.int64), ("duty_start_min", np.float64)),
    *((name, np.float64) for name in ("open_start_min", "open_end_min", "open_before_min", "open_total_min")),
    *(("planned_min", np.float64), ("planned_kind", np.int64), ("planned_entity", np.int64)),
    *((name, np.float64) for name in ("arrival_min", "effort_min", "difficulty", "machine_z")),
    *(("function", np.int16), ("task_type", np.int16), ("novel", np.bool_), ("needs_human", np.bool_)),
    *(("key", np.uint64), ("type_z", np.float64)),
)

TASK = np.dtype(
    [
        *((name, "f8") for name in ("due_min", "start_min", "end_min", "human_min", "review_min", "bot_min")),
        *((name, "i4") for name in ("staff", "bot")),
        *((name, "i2") for name in ("visit", "bot_visits", "caught", "false_alarms", "outage_failures")),
        *((name, "i2") for name in ("escaped_human", "escaped_bot", "escaped_reviewed")),
        *((name, "i1") for name in ("stage", "outcome", "mode")),
    ],
    align=True,
)
"""What happens to a task; `human_min` and `review_min` are an array of two in C++."""

BOOKS: dict[str, tuple[str, type, tuple[str, ...]]] = {
    "days": (
        "n_functions",
        np.int64,
        ("arrivals", "returns", "correct", "errors", "abandoned", "unresolved", "backlog", "waiting"),
    ),
    "staff_days": ("n_seats", np.float64, ("busy_min", "overtime_min", "load", "trust")),
    "skill_days": ("n_pairs", np.float64, ("speed", "accuracy", "peak_speed", "peak_accuracy")),
    "bot_days": ("n_bots", np.float64, ("busy_min", "visits", "failures")),
}
"""Each book's columns: per what they are, of which kind, how they are called."""

RESULTS = ("happened", *(f"{book}.{name}" for book in BOOKS for name in BOOKS[book][2]))
"""The arrays that are filled, in the scenario's order."""


class Scenario(ctypes.Structure):
    """The structure that is handed over: counts, then pointers."""

    _fields_ = (
        *((name, ctypes.c_int64) for name in COUNTS),
        *((name, ctypes.c_void_p) for name, _ in GIVEN),
        *((name, ctypes.c_void_p) for name in RESULTS),
    )


def pointer(array: NDArray[Any]) -> int:
    """Return the address of an array's first entry."""
    return array.ctypes.data
