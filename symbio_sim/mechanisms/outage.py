"""Mechanism 10: how severe an outage is at a moment."""


def severity(now_min: float, start_min: float, fix_min: float, tail_end_min: float, severity_full: float) -> float:
    """Return the share of visits that fail at `now_min`: constant until the fix, then falling linearly to 0."""
    if now_min < start_min or now_min >= tail_end_min:
        return 0.0
    if now_min < fix_min:
        return severity_full
    return severity_full * min((tail_end_min - now_min) / max(tail_end_min - fix_min, 1e-12), 1.0)
