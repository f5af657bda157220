"""What an event has told of the outcome of a task: at most one thing about one task, heard when the event is over.

Noted where it happens, in passing; what the manager makes of it stands in `experience`, and is called in one place.
"""

from typing import Final

from .jitable import inlined
from .state import State

NOTHING: Final = 0
"""Otherwise an outcome of `choreography` with which the task has ended, or one of these."""
DELIVERED: Final = 10
CAME_BACK: Final = 11
CAUGHT: Final = 12


@inlined
def note(s: State, task: int, what: int) -> None:
    """Note what has become of a task."""
    firm = s.firm[0]
    firm.news_task = task
    firm.news = what
