"""Drawing attacks that may succeed: candidates at the highest rate; a firm suffers those that its exposure lets in."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..config import DAY_MIN, DAYS_PER_YEAR, Config, Cyber
from .happenings import CyberIncident
from .luck import key_of
from .streams import Streams

SOURCE = "cyber"
"""Name of the stream that attacks are drawn from."""


@dataclass(frozen=True)
class CyberPlan:
    """What a config says of attacks; `law` is None where they are switched off."""

    law: Cyber | None
    end_min: float

    @classmethod
    def of(cls, config: Config) -> "CyberPlan":
        """Return what a config says of attacks; what makes a firm more or less exposed is no matter of the World."""
        law, neutral = config.mechanisms.cyber, Cyber()
        firms_own = ("base_per_year", "per_integration_per_year", "halving_eur_per_year")
        its = {name: getattr(neutral, name) for name in (*firms_own, "hits_it", "work_lost_share")}
        return cls(law.model_copy(update=its) if law.on else None, float(config.horizon_days * DAY_MIN))


def draw_incidents(plan: CyberPlan, streams: Streams) -> tuple[CyberIncident, ...]:
    """Draw the candidates that touch the horizon: a Poisson process, lognormal downtimes and losses."""
    return tuple(_candidates(plan, plan.law, streams)) if plan.law is not None else ()


def _candidates(plan: CyberPlan, law: Cyber, streams: Streams) -> Iterator[CyberIncident]:
    rng = streams.open(SOURCE)
    gap_min = DAYS_PER_YEAR * DAY_MIN / law.highest_per_year
    now, number = -law.downtime_max_days * DAY_MIN, 0
    while True:
        now += gap_min * rng.standard_exponential()
        luck = rng.random()
        days = math.exp(law.downtime_mu_log_days + law.downtime_sigma_log * rng.standard_normal())
        loss = law.loss_median_eur * math.exp(law.loss_sigma_log * rng.standard_normal())
        if now >= plan.end_min:
            return
        down_min = min(days, law.downtime_max_days) * DAY_MIN
        if now + down_min > 0.0:
            yield CyberIncident(now, down_min, loss, luck, planned=False, key=key_of(f"cyber/{number}"))
        number += 1
