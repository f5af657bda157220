"""Quality: errors by who made them, how many were caught, and what comes back.

Every delivered result is either right, and ends its task, or an escaped error of its mode. So the results delivered
by a mode are its escaped errors plus the tasks that it ended correctly.
"""

import numpy as np

from ..choreography import BOT, CORRECT, HUMAN, REVIEWED, UNRESOLVED
from ..run import Run
from .undefined import mean_of, ratio
from .window import arrived, measured_days

_ESCAPED = {HUMAN: "escaped_human", BOT: "escaped_bot", REVIEWED: "escaped_reviewed"}


def quality(run: Run) -> dict[str, float]:
    """Return the measures of quality of the tasks that arrive after warm-up (failure demand: of the days after it)."""
    mine, columns = arrived(run), run.columns
    correct = columns["outcome"][mine] == CORRECT
    mode = columns["mode"][mine]
    escaped = {kind: float(columns[name][mine].sum()) for kind, name in _ESCAPED.items()}
    right = {kind: float((correct & (mode == kind)).sum()) for kind in _ESCAPED}
    wrong_first = np.sum([columns[name][mine] for name in _ESCAPED.values()], axis=0) > 0
    caught = float(columns["caught"][mine].sum())
    false_alarms = float(columns["false_alarms"][mine].sum())
    all_escaped = sum(escaped.values())
    days = measured_days(run)
    return {
        "first_result_error_share": ratio(wrong_first.sum(), (wrong_first | correct).sum()),
        "error_share": ratio(all_escaped, all_escaped + sum(right.values())),
        "error_share_human": ratio(escaped[HUMAN], escaped[HUMAN] + right[HUMAN]),
        "error_share_bot": ratio(escaped[BOT], escaped[BOT] + right[BOT]),
        "error_share_reviewed": ratio(escaped[REVIEWED], escaped[REVIEWED] + right[REVIEWED]),
        "errors_caught_share": ratio(caught, caught + all_escaped),
        "review_detection_share": ratio(caught, caught + escaped[REVIEWED]),
        "false_alarm_share": ratio(false_alarms, false_alarms + right[REVIEWED]),
        "failure_demand_share": ratio(run.days["returns"][days].sum(), run.days["arrivals"][days].sum()),
        "unresolved_share": mean_of(columns["outcome"][mine] == UNRESOLVED),
    }
