"""Work: how busy people and bots are, and who does how much."""

import numpy as np

from ..choreography import BOT, HUMAN, REVIEWED
from ..config import DAY_MIN
from ..firm import lay_out
from ..run import Run
from .undefined import ratio
from .window import arrived, measured_days


def utilisation(run: Run) -> dict[str, float]:
    """Return how busy people and bots are on the days after warm-up, weighted by time, and the bots' share of tasks.

    The realised share counts tasks with a delivered result, by who did the work of the last one; a reviewed result is
    the bot's work.
    """
    days = measured_days(run)
    scheduled = run.agenda.scheduled_min[:, days].sum()
    mode = run.columns["mode"][arrived(run)]
    by_bot = ((mode == BOT) | (mode == REVIEWED)).sum()
    return {
        "human_utilisation_share": ratio(run.staff_days["busy_min"][days].sum(), scheduled),
        "overtime_share": ratio(run.staff_days["overtime_min"][days].sum(), scheduled),
        "bot_utilisation_share": ratio(run.bot_days["busy_min"][days].sum(), _bot_slot_min(run)),
        "bot_task_share": ratio(by_bot, by_bot + (mode == HUMAN).sum()),
    }


def _bot_slot_min(run: Run) -> float:
    """Return the slot-minutes in the bots' hours after warm-up; a bot that is down stands idle."""
    first = run.config.warm_up_days * float(DAY_MIN)
    total = 0.0
    for bot in run.firm.bots:
        hours = np.array(lay_out(run.config.bots[bot.name].hours, run.firm.first_weekday, run.config.horizon_days))
        if len(hours):
            total += bot.concurrency * float(np.maximum(hours[:, 1] - np.maximum(hours[:, 0], first), 0.0).sum())
    return total
