"""What a config asks for though nothing can come of it: no mistake by itself, but hardly what is meant."""

from collections.abc import Iterator

from ..config import Config


def asked_in_vain(config: Config) -> Iterator[str]:
    """Tell, in a line each, which safeguards and phases of the roadmap have nothing to act on."""
    if not config.bots:
        yield from _without_bots(config)
        return
    by_bots = {function for bot in config.bots.values() for function in bot.functions}
    for number, phase in enumerate(config.roadmap):
        if phase.start_day >= config.horizon_days:
            yield f"roadmap.{number} begins on day {phase.start_day}: the run is over after {config.horizon_days} days"
        elif left := [name for name in phase.functions if name not in by_bots]:
            yield f"roadmap.{number} hands nothing over in {', '.join(left)}: no bot can do it"


def _without_bots(config: Config) -> Iterator[str]:
    taken = config.safeguards
    for name in ("human_centric", "diversification", "governance"):
        does_nothing = name != "governance" or not (taken.governance and taken.governance.review_of_people_share)
        if getattr(taken, name) is not None and does_nothing:
            yield f"safeguards.{name} does nothing: the firm has no bots"
    if config.roadmap:
        yield "the roadmap hands nothing over, though its training and data work are paid: the firm has no bots"
