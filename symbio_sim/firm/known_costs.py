"""What a task costs with people and with bots, as far as a firm knows it before any experience."""

from collections.abc import Iterable

from ..config import Config


def known_costs(config: Config, name: str, people_time_min: float) -> dict[str, float]:
    """Return what a task costs with people and with bots as far as it is known before any experience (euros)."""
    item = config.functions[name]
    roles = [role for role in config.staff.values() if name in role.functions and role.count]
    bots = [key for key, bot in config.bots.items() if name in bot.functions]
    seats = max(sum(role.count for role in roles), 1)
    eur_per_min = _total(role.count * role.wage_eur_per_h / 60.0 for role in roles) / seats
    error_loss_eur = item.error_cost_eur + item.value_eur
    people_error = 1.0 - item.human.accuracy_skilled
    bot_error = _total(1.0 - config.accuracy_of(bot, name) for bot in bots) / max(len(bots), 1)
    price = _total(config.technology_of(bot).usage_eur_per_task for bot in bots) / max(len(bots), 1)
    people_cost_eur = eur_per_min * people_time_min
    return {
        "people_eur_per_min": eur_per_min,
        "people_cost_eur": people_cost_eur,
        "error_loss_eur": error_loss_eur,
        "stated_people_error": people_error,
        "stated_bot_error": bot_error,
        "expected_people_eur": people_cost_eur + people_error * error_loss_eur,
        "expected_bot_eur": price + bot_error * error_loss_eur,
    }


def _total(values: Iterable[float]) -> float:
    """Add one by one: `sum` rounds otherwise from Python 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total
