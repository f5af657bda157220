"""The Mesa engine."""

from .bot import Bot
from .manager import Manager, RuleError, find_rule
from .staff import Staff
from .symbio_model import SymbioModel
from .vendor import Service, Vendor

__all__ = ["Bot", "Manager", "RuleError", "Service", "Staff", "SymbioModel", "Vendor", "find_rule"]
