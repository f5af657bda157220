"""What stops a run: a rate that has left the range for which its law is meant."""


class SimulationError(ValueError):
    """A run that cannot go on; the message says where it stopped and what to change."""


def hazard_above_cap(seat: str, day: int, per_month: float, cap_per_month: float) -> SimulationError:
    """Return the error of a hazard of quitting above its cap (both 1/month)."""
    return SimulationError(
        f"the hazard of quitting of {seat} reached {per_month:.3g} a month at the end of day {day}, above "
        f"mechanisms.turnover.hazard_cap_per_month ({cap_per_month:g}): weaken the effects in mechanisms.turnover, or "
        "raise the cap if you mean it"
    )
