"""What happens to the firm: drawing it, editing it into twins, reading it from an event log.

What reads tables is loaded when first used: drawing a World needs neither pandas nor Arrow.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .draw import draw_world
from .happenings import CyberIncident, Degradation, Exit, MarketShift, Outage, PriceSpike, VendorUpdate
from .world import World

if TYPE_CHECKING:
    from .file import WorldFileError
    from .log import Log, read_log
    from .log_report import LogReport
    from .log_table import LogError

_HOMES = {
    "Log": "log",
    "LogError": "log_table",
    "LogReport": "log_report",
    "WorldFileError": "file",
    "read_log": "log",
}

__all__ = [
    "CyberIncident",
    "Degradation",
    "Exit",
    "Log",
    "LogError",
    "LogReport",
    "MarketShift",
    "Outage",
    "PriceSpike",
    "VendorUpdate",
    "World",
    "WorldFileError",
    "draw_world",
    "read_log",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
