"""The firm as numbers: a config resolved, and laid against a World, ready for either engine."""

from .agenda import Agenda, prepare
from .clock import Clock
from .duties import lay_out
from .firm import ACCURACY, SPEED, BotNumbers, Firm, FunctionNumbers, RoleNumbers
from .resolution import normal_starting_skill, resolve
from .services import ServiceAgenda, ServiceOutage
from .timeline import Timeline

__all__ = [
    "ACCURACY",
    "SPEED",
    "Agenda",
    "BotNumbers",
    "Clock",
    "Firm",
    "FunctionNumbers",
    "RoleNumbers",
    "ServiceAgenda",
    "ServiceOutage",
    "Timeline",
    "lay_out",
    "normal_starting_skill",
    "prepare",
    "resolve",
]
