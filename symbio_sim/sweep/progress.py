"""How far a sweep has come."""

import time
from collections.abc import Callable
from dataclasses import dataclass

RATE_OVER_S = 30.0
"""Time over which the rate is taken: long enough to be steady, short enough to follow what changes."""


@dataclass(frozen=True)
class Progress:
    """How far a sweep has come.

    Attributes
    ----------
    done, failed : int
        Runs that are finished, those of earlier sessions included, and those that broke.
    left : int
        Runs that are still to come, as far as is known: a rule of replications may ask for more.
    runs_per_s : float
        Of late; 0 as long as nothing has come.
    """

    done: int
    failed: int
    left: int
    runs_per_s: float

    @property
    def left_s(self) -> float | None:
        """Time that what is left will take (seconds); None if it cannot be told."""
        if self.left == 0:
            return 0.0
        return self.left / self.runs_per_s if self.runs_per_s > 0.0 else None


Watch = Callable[[Progress], None]
"""Who is told."""


class Pace:
    """How fast runs come of late."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = [(time.monotonic(), 0)]

    def add(self, n_runs: int) -> None:
        """Take note of runs that have just come."""
        now = time.monotonic()
        self._seen.append((now, self._seen[-1][1] + n_runs))
        while self._seen[1][0] < now - RATE_OVER_S:
            del self._seen[0]

    @property
    def runs_per_s(self) -> float:
        """Runs a second."""
        (first_s, before), (last_s, after) = self._seen[0], self._seen[-1]
        return (after - before) / (last_s - first_s) if last_s > first_s else 0.0
