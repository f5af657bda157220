"""Luck for the compiled engine: :func:`symbio_sim.world.luck.uniform` in 64-bit arithmetic that wraps."""

from typing import Any

import numpy as np

from .jitable import inlined

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_UNIT = 1.0 / 4503599627370496.0  # 2^-52
_12, _27, _30, _31 = np.uint64(12), np.uint64(27), np.uint64(30), np.uint64(31)


@inlined
def mix(z: Any) -> Any:
    """Return the SplitMix64 finaliser of a 64-bit integer."""
    z = (z ^ (z >> _30)) * _M1
    z = (z ^ (z >> _27)) * _M2
    return z ^ (z >> _31)


@inlined
def task_state(world_key: Any, key: Any) -> Any:
    """Return the state of a task's luck."""
    return mix(mix(key + GOLDEN) ^ world_key)


@inlined
def uniform(state: Any, key: Any, visit: Any) -> float:
    """Return the luck in (0, 1) of a task's state for a purpose at a visit."""
    z = mix(state + key + GOLDEN * np.uint64(visit + 1))
    return float(z >> _12) * _UNIT + 0.5 * _UNIT
