"""What the numbers say, in a sentence an owner can use.

Each finding has a condition that the whole 95 % interval of its measure must meet, so that chance alone rarely
speaks. The gravest that holds is told; if none does, nothing alarming is. With a single World there is no interval,
and no finding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .replications import summarise

if TYPE_CHECKING:
    import pandas as pd

OVER_DEPENDENT = 0.2
FRAGILE = 0.1
HARMLESS = 0.01
ERODED = 0.001
TOO_WIDE = 0.2
CONCENTRATED_HHI = 0.8
RELYING_SHARE = 0.2
ERRORS_WORSE = 2.0
OVERLOADED = 0.95
SLACK = 0.6


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


Estimates = dict[str, Interval]
Finding = Callable[[Estimates], str | None]


def finding(frame: "pd.DataFrame") -> str:
    """Return the one finding that an owner should hear first.

    Parameters
    ----------
    frame : DataFrame
        As from :func:`replicate` (one row a World) or :func:`summarise` (one row a measure).

    Returns
    -------
    str
        A sentence or two in plain words, with the numbers behind it.
    """
    return findings(frame)[0]


def findings(frame: "pd.DataFrame") -> list[str]:
    """Return all findings that hold, gravest first; one sentence if none does. Parameters as in :func:`finding`."""
    table = frame if "measure" in frame.columns else summarise(frame)
    estimates = {
        str(name): Interval(float(mean), float(low), float(high))
        for name, mean, low, high in zip(
            table["measure"], table["mean"], table["ci_low"], table["ci_high"], strict=True
        )
        if low == low
    }
    if not estimates:
        return ["One World alone cannot tell chance from cause: run more replications."]
    said = [sentence for check in _BY_GRAVITY if (sentence := check(estimates)) is not None]
    return said or [_balanced(estimates)]


def _overloaded(found: Estimates) -> str | None:
    busy = found.get("human_utilisation_share")
    if busy is None or busy.low <= OVERLOADED:
        return None
    backlog = found.get("backlog_end_tasks")
    queue = f", and {backlog.mean:.0f} tasks are still waiting at the end" if backlog is not None else ""
    return f"People are overloaded: they are busy {_percent(busy)} of their hours{queue}."


def _over_dependent(found: Estimates) -> str | None:
    gap = found.get("dependence_share")
    if gap is None or gap.low <= OVER_DEPENDENT:
        return None
    able = Interval(1.0 - gap.mean, 1.0 - gap.high, 1.0 - gap.low)
    return f"Over-dependent on bots: without them, people could do only {_percent(able)} of the firm's work."


def _fragile(found: Estimates) -> str | None:
    loss = found.get("resilience_loss_share")
    if loss is None or loss.low <= FRAGILE:
        return None
    days = found.get("resilience_recovery_days")
    back = f"; recovery takes {days.mean:.0f} days or more" if days is not None else ""
    return f"Fragile: the planned shock costs {_percent(loss)} of the value of the month after it{back}."


def _errors_of_bots(found: Estimates) -> str | None:
    bot, human = found.get("error_share_bot"), found.get("error_share_human")
    if bot is None or human is None or bot.low <= ERRORS_WORSE * human.high:
        return None
    return (
        f"Bots' errors reach customers: {_percent(bot)} of their unchecked results are wrong, "
        f"of people's {_percent(human)}."
    )


def _eroding(found: Estimates) -> str | None:
    gap = found.get("erosion_gap_share")
    if gap is None or gap.low <= ERODED:
        return None
    return (
        f"Skill is eroding: {_percent(gap)} of the work could no longer be done without bots by people who once could."
    )


def _single_vendor(found: Estimates) -> str | None:
    hhi, share = found.get("vendor_concentration_hhi"), found.get("bot_task_share")
    if hhi is None or share is None or hhi.low <= CONCENTRATED_HHI or share.low <= RELYING_SHARE:
        return None
    loss = found.get("resilience_loss_share")
    people = " People could: the planned shock cost next to nothing." if loss and loss.high < HARMLESS else ""
    return (
        f"One vendor carries nearly all bot work (concentration {hhi.mean:.2f} of 1), and bots do {_percent(share)} of "
        f"the tasks: no other vendor could step in when it fails.{people}"
    )


def _slack(found: Estimates) -> str | None:
    busy = found.get("human_utilisation_share")
    if busy is None or busy.high >= SLACK:
        return None
    return f"People have slack: they are busy {_percent(busy)} of their hours; decide what the freed time is for."


_BY_GRAVITY: tuple[Finding, ...] = (
    _over_dependent,
    _fragile,
    _overloaded,
    _errors_of_bots,
    _eroding,
    _single_vendor,
    _slack,
)


def _balanced(found: Estimates) -> str:
    good = found.get("goodput_value_share")
    if good is not None and good.high - good.low > TOO_WIDE:
        return "Too few Worlds to tell whether anything is alarming: run more replications."
    done = f": {_percent(good)} of the value demanded is done well" if good is not None else ""
    return f"Nothing alarming stands out{done}."


def _percent(estimate: Interval) -> str:
    """Return a share in per cent, with its interval where that says more than the rounding."""
    mean, low, high = (
        f"{100.0 * value:.2g}" if abs(value) < 0.1 else f"{100.0 * value:.0f}" for value in vars(estimate).values()
    )
    return f"{mean} %" if low == high else f"{mean} % ({low} to {high} %)"
