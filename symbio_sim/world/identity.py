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
    if isinstance(value, np.ndarray):
        yield f"{value.dtype.str} {value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, BaseModel):
        yield value.model_dump_json(exclude=NOT_DRAWN_FROM if isinstance(value, Function) else None).encode()
    elif isinstance(value, OperationalClock):
        yield from _parts(vars(value))
    elif dataclasses.is_dataclass(value):
        yield from _parts({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    elif isinstance(value, dict):
        for key, item in value.items():
            yield repr(key).encode()
            yield from _parts(item)
    elif isinstance(value, tuple | list):
        yield f"{len(value)} items".encode()
        for item in value:
            yield from _parts(item)
    elif value is None or isinstance(value, str | int | float):
        yield repr(value).encode()
    else:
        raise TypeError(f"a plan of Worlds holds {type(value).__name__}, of which no digest is known")
