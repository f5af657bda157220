"""Rules as a user would write them; see `symbio_sim.policies` for the signature."""


def give_a_share(share: float, p1: float, p2: float, p3: float, u_share: float, *features: float) -> float:
    """Do what `fixed_share` does."""
    assert len(features) == 9
    return 1.0 if u_share < share else -1.0


def undecided(*numbers: float) -> float:
    """Return no number."""
    return float("nan")


def prefer_busy_bots(*numbers: float) -> float:
    """Prefer bots to people, and the one with the longer line: the first declared one, once it has work."""
    return 1.0 + numbers[9]
