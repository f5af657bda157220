"""The firm as numbers: a config resolved, and laid against a World, ready for either engine."""

from .agenda import Agenda, prepare
from .clock import Clock
from .duties import lay_out
from .firm import ACCURACY, SPEED, BotNumbers, Firm, FunctionNumbers, RoleNumbers
from .resolution import resolve
from .services import ServiceAgenda, ServiceOutage
from .skill_numbers import SkillNumbers
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
    "SkillNumbers",
    "Timeline",
    "lay_out",
    "prepare",
    "resolve",
]
