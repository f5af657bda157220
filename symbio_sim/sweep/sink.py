"""Where finished rows go: into memory for a moment, then into a shard."""

import time

from .jobs import Row
from .processes import deaf_to_ctrl_c
from .store import Store

SHORTEST_S = 2.0
SHARE_OF_ELAPSED = 0.01
"""A shard is written every two seconds, later every hundredth of the time so far.

So a crash costs little of what was done, and a day of work is some seven hundred files, not forty thousand.
"""

MOST_ROWS = 20_000
"""Rows held in memory at most, some 60 MB."""


class Sink:
    """Takes rows and writes them into shards now and then."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: list[Row] = []
        self._begun = self._written = time.monotonic()

    def add(self, rows: list[Row]) -> None:
        """Take rows.

        Raises
        ------
        StorageError
            If a shard is due and cannot be written.
        """
        self._rows.extend(rows)
        now = time.monotonic()
        pause_s = max(SHORTEST_S, SHARE_OF_ELAPSED * (now - self._begun))
        if now - self._written >= pause_s or len(self._rows) >= MOST_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write all that is held.

        Raises
        ------
        StorageError
            If that fails.
        """
        # No row may stand in two shards: writing and forgetting them are one step.
        with deaf_to_ctrl_c(), self._store.told():
            if self._rows:
                self._store.shards.write(self._rows)
                self._rows = []
        self._written = time.monotonic()
