"""Quality: errors by who made them, how many were caught, and what comes back.

Every delivered result is either right, and ends its task, or an escaped error of its mode. So the results delivered
by a mode are its escaped errors plus the tasks that it ended correctly.
"""

from ..choreography import ASSISTED, BOT, CORRECT, HUMAN, REVIEWED, UNRESOLVED
from . import day_tally as by_day
from . import task_tally as by_task
from .tallied import Tally
from .undefined import ratio


def quality(tally: Tally) -> dict[str, float]:
    """Return the measures of quality of the tasks that arrive after warm-up (failure demand: of the days after it)."""
    total = tally.total
    human, bot, reviewed = (
        total[place] for place in (by_task.ESCAPED_HUMAN, by_task.ESCAPED_BOT, by_task.ESCAPED_REVIEWED)
    )
    right_human, right_bot, right_reviewed = (tally.ended(CORRECT, mode) for mode in (HUMAN, BOT, REVIEWED))
    assisted, right_assisted = total[by_task.ESCAPED_ASSISTED], tally.ended(CORRECT, ASSISTED)
    right = right_human + right_bot + right_reviewed + right_assisted
    escaped = human + bot + reviewed + assisted
    wrong_first = total[by_task.WRONG_FIRST]
    found = total[by_task.CAUGHT] + total[by_task.CAUGHT_PEOPLE]
    caught, false_alarms = total[by_task.CAUGHT], total[by_task.FALSE_ALARMS]
    return {
        "first_result_error_share": ratio(wrong_first, total[by_task.RIGHT] + total[by_task.ONLY_WRONG]),
        "error_share": ratio(escaped, escaped + right),
        "error_share_human": ratio(human, human + right_human),
        "error_share_bot": ratio(bot, bot + right_bot),
        "error_share_reviewed": ratio(reviewed, reviewed + right_reviewed),
        "error_share_assisted": ratio(assisted, assisted + right_assisted),
        "errors_caught_share": ratio(found, found + escaped),
        "review_detection_share": ratio(caught, caught + reviewed),
        "false_alarm_share": ratio(false_alarms, false_alarms + right_reviewed),
        "failure_demand_share": ratio(tally.days[by_day.RETURNS], tally.days[by_day.ARRIVALS]),
        "unresolved_share": ratio(tally.ended(UNRESOLVED), tally.ended()),
    }
