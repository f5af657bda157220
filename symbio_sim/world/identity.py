"""Which configs meet the same Worlds: a digest of all that a config says of its Worlds."""

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import BaseModel

from ..config import Config, Function
from .plan import plan_of
from .services import OperationalClock

NOT_DRAWN_FROM: dict[str, Any] = {
    **dict.fromkeys(("description", "interruptible", "priority", "due", "value_eur"), True),
    **dict.fromkeys(("error_cost_eur", "late_penalty_eur", "failure_demand"), True),
    "human": {"accuracy_skilled", "accuracy_unskilled", "slope", "speed_unskilled"},
}
"""What a function has that no World depends on. All else is taken to matter, fields to come included."""


def world_key(config: Config) -> str:
    """Return the SHA-256 of what a config says of its Worlds.

    Configs of the same key meet equal Worlds under the same seed and replication number, so that one can be drawn for
    all. The converse need not hold: different keys may give equal Worlds.
    """
    digest = hashlib.sha256()
    for part in _parts(plan_of(config)):
        digest.update(part)
        digest.update(b"\0")
    return digest.hexdigest()


def _parts(value: Any) -> Iterator[bytes]:
    """Give the content of a plan piece by piece."""
    if _is_plain(value):
        yield repr(value).encode()
    elif isinstance(value, np.generic):
        yield from _parts(value.item())
    elif isinstance(value, np.ndarray):
        yield f"{value.dtype.str} {value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, BaseModel):
        yield value.model_dump_json(exclude=NOT_DRAWN_FROM if isinstance(value, Function) else None).encode()
    elif isinstance(value, tuple | list):
        yield f"{len(value)} items".encode()
        for item in value:
            yield from _parts(item)
    elif dataclasses.is_dataclass(value) or isinstance(value, OperationalClock):
        for name, item in vars(value).items():
            yield name.encode()
            yield from _parts(item)
    else:
        raise TypeError(f"a plan of Worlds holds {type(value).__name__}, of which no digest is known")


def _is_plain(value: Any) -> bool:
    """Tell whether a value is a number or text, or a collection of such, whose `repr` says all there is."""
    if isinstance(value, dict):
        return all(type(item) in _SCALARS for both in value.items() for item in both)
    return type(value) in _SCALARS or (
        isinstance(value, tuple | list) and all(type(item) in _SCALARS for item in value)
    )


_SCALARS = {type(None), bool, int, float, str}
