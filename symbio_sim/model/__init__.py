"""The Mesa engine.

Its names are loaded when they are first used: who asks for a rule only, as compiled runs do, needs no Mesa.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .rules import RuleError, find_rule

if TYPE_CHECKING:
    from .bot import Bot
    from .manager import Manager
    from .staff import Staff
    from .symbio_model import SymbioModel
    from .vendor import Service, Vendor

_HOMES = {
    "Bot": "bot",
    "Manager": "manager",
    "Service": "vendor",
    "Staff": "staff",
    "SymbioModel": "symbio_model",
    "Vendor": "vendor",
}

__all__ = ["Bot", "Manager", "RuleError", "Service", "Staff", "SymbioModel", "Vendor", "find_rule"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
