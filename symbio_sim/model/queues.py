"""A waiting line that customers may leave."""

from collections import deque
from collections.abc import Sequence

from ..choreography import ENDED, WAITS_FOR_REVIEW
from .tasks import NOBODY


class WorkQueue:
    """First come, first served; tasks whose customers have left are skipped when they reach the head."""

    __slots__ = ("_line", "_stage", "waiting")

    def __init__(self, stage: list[int]) -> None:
        self._line: deque[int] = deque()
        self._stage = stage
        self.waiting = 0

    def append(self, task: int) -> None:
        """Add a task at the end."""
        self._line.append(task)
        self.waiting += 1

    def append_at_head(self, task: int) -> None:
        """Put a task that was paused back to the front."""
        self._line.appendleft(task)
        self.waiting += 1

    def head(self) -> int:
        """Return the first task that still waits, or -1."""
        line, stage = self._line, self._stage
        while line:
            if stage[line[0]] != ENDED:
                return line[0]
            line.popleft()
        return NOBODY

    def take_head(self) -> int:
        """Remove and return the task that :meth:`head` has just found."""
        self.waiting -= 1
        return self._line.popleft()

    def first_for(self, seat: int, author: Sequence[int]) -> int:
        """Return the first waiting task that a person may take, or -1: all but reviews of the own work."""
        for task in self._line:
            if self._stage[task] != ENDED and not (self._stage[task] == WAITS_FOR_REVIEW and author[task] == seat):
                return task
        return NOBODY

    def take(self, task: int) -> int:
        """Remove and return a waiting task."""
        self.waiting -= 1
        self._line.remove(task)
        return task

    def leave(self) -> None:
        """Note that a waiting customer has left; the task itself is marked as ended."""
        self.waiting -= 1

    def clear(self) -> list[int]:
        """Remove and return all waiting tasks, in order."""
        tasks = [task for task in self._line if self._stage[task] != ENDED]
        self._line.clear()
        self.waiting = 0
        return tasks
