"""Mechanism 17, human-centric design: people do, with a bot's advice, what the rule would give to a bot."""


def is_led_by_person(luck: float, advised_share: float) -> bool:
    """Tell whether a person does a task with advice; shares nest."""
    return luck < advised_share
