"""All figures of a report, written to its folder."""

from collections.abc import Iterator
from pathlib import Path

from matplotlib.figure import Figure

from .collect import Collected
from .figures import mode_shares, skill_over_time, throughput_and_backlog
from .style import save_figure
from .triangle import resilience_triangle


def write_figures(folder: Path, found: Collected) -> list[Path]:
    """Draw what can be drawn of the finished Worlds into a folder (PNG and SVG) and return the files."""
    folder.mkdir(exist_ok=True)
    return [file for name, figure in _figures(found) for file in save_figure(figure, folder / name)]


def _figures(found: Collected) -> Iterator[tuple[str, Figure]]:
    if not found.finished or found.first is None:
        return
    plan = found.plan
    yield "throughput_and_backlog", throughput_and_backlog(found.courses, found.first, found.stressed, plan)
    if plan is not None:
        triangle = resilience_triangle(found.curves, plan, found.measures)
        if triangle is not None:
            yield "resilience_triangle", triangle
    if found.first.firm.n_seats:
        yield "skill_over_time", skill_over_time(found.courses, found.first)
    yield "mode_shares", mode_shares(found.courses, found.first)
