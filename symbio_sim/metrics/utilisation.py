"""Work: how busy people and bots are, and who does how much."""

from ..choreography import ASSISTED, BOT, HUMAN, REVIEWED
from . import day_tally as by_day
from .firm_facts import FirmFacts
from .tallied import Tally
from .undefined import ratio


def utilisation(tally: Tally, facts: FirmFacts) -> dict[str, float]:
    """Return how busy people and bots are on the days after warm-up, weighted by time, and who does which share.

    The realised shares count tasks with a delivered result, by who did the work of the last one; a reviewed result is
    the bot's work, one made with a bot's advice the person's. A bot that is down stands idle.
    """
    busy, scheduled = tally.days[by_day.BUSY_MIN], tally.days[by_day.SCHEDULED_MIN]
    by_bot = tally.ended(mode=BOT) + tally.ended(mode=REVIEWED)
    with_advice = tally.ended(mode=ASSISTED)
    by_people = tally.ended(mode=HUMAN) + with_advice
    return {
        "human_utilisation_share": ratio(busy, scheduled),
        "overtime_share": ratio(tally.days[by_day.OVERTIME_MIN], scheduled),
        "bot_utilisation_share": ratio(tally.days[by_day.BOT_BUSY_MIN], facts.bot_slot_min),
        "bot_task_share": ratio(by_bot, by_bot + by_people),
        "assisted_task_share": ratio(with_advice, by_bot + by_people),
    }
