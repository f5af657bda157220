"""What happens to the firm: drawing it, editing it into twins, reading it from an event log."""

from .draw import draw_world
from .log import Log, read_log
from .log_report import LogReport
from .log_table import LogError
from .world import Degradation, Exit, Outage, World, WorldFileError

__all__ = [
    "Degradation",
    "Exit",
    "Log",
    "LogError",
    "LogReport",
    "Outage",
    "World",
    "WorldFileError",
    "draw_world",
    "read_log",
]
