"""How time per task grows with the number of tasks, and with the number of servers."""

from collections.abc import Iterator

from .engines import COMPILED, MESA, here
from .reference import reference_config
from .timing import Round, rounds

TASKS = (1e4, 1e5, 1e6)
MOST_TASKS_OF_THE_SLOW = 1e5

SCALES = (1, 10, 100)
SERVERS_AT_SCALE_1 = 10
TASKS_OF_MANY_SERVERS = 170_000.0
"""As many as the largest of these firms has in a week, which is the shortest horizon."""


def with_tasks(n_rounds: int) -> Iterator[tuple[float, list[Round]]]:
    """Give (tasks, rounds) of each size; nothing slow is asked for the largest, and nothing is extrapolated."""
    engines, _ = here()
    for n_tasks in TASKS:
        asked = [name for name in engines if name in COMPILED or n_tasks <= MOST_TASKS_OF_THE_SLOW]
        if asked:
            yield n_tasks, rounds(reference_config(n_tasks), n_rounds, asked)


def with_servers(n_rounds: int) -> Iterator[tuple[int, list[Round]]]:
    """Give (servers, rounds) of firms whose people, bots and demand grow together, at the same number of tasks."""
    engines, _ = here()
    asked = [name for name in engines if name in (MESA, *COMPILED)]
    for scale in SCALES:
        yield SERVERS_AT_SCALE_1 * scale, rounds(reference_config(TASKS_OF_MANY_SERVERS, scale=scale), n_rounds, asked)
