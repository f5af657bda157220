"""Tell how far a small firm should automate, and what lets it go further safely.

An agent-based simulation of small and medium businesses in which staff and bots share a stream of tasks. The public
names are loaded when first used, so that the command line starts light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import _started  # noqa: F401 -- before all else, because it takes down the time
from ._version import __version__

if TYPE_CHECKING:
    from .config import Config, ConfigError, load_config
    from .metrics import compare, evaluate, evaluate_many, measure, replicate
    from .model import SymbioModel
    from .run import Run, simulate
    from .world import World, draw_world, read_log

_HOMES = {
    "Config": "config",
    "ConfigError": "config",
    "Run": "run",
    "SymbioModel": "model",
    "World": "world",
    "compare": "metrics",
    "draw_world": "world",
    "evaluate": "metrics",
    "evaluate_many": "metrics",
    "load_config": "config",
    "measure": "metrics",
    "read_log": "world",
    "replicate": "metrics",
    "simulate": "run",
}

__all__ = [
    "Config",
    "ConfigError",
    "Run",
    "SymbioModel",
    "World",
    "__version__",
    "compare",
    "draw_world",
    "evaluate",
    "evaluate_many",
    "load_config",
    "measure",
    "read_log",
    "replicate",
    "simulate",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
