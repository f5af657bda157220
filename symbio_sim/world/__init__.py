"""What happens to the firm: drawing it, editing it into twins, reading it from an event log."""

from .draw import draw_world
from .world import Degradation, Exit, Outage, World, WorldFileError

__all__ = ["Degradation", "Exit", "Outage", "World", "WorldFileError", "draw_world"]
