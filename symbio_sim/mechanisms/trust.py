"""Mechanism 8: trust in bots as a beta belief with forgetting (Guo and Yang 2021, arXiv 2007.13151)."""


def trust(good: float, bad: float) -> float:
    """Return T = good / (good + bad)."""
    return good / max(good + bad, 1e-12)


def experience(good: float, bad: float, good_weight: float, bad_weight: float, keep: float) -> tuple[float, float]:
    """Return the (good, bad) weights after one experience; old ones fade by `keep` (1: never)."""
    return keep * good + good_weight, keep * bad + bad_weight
