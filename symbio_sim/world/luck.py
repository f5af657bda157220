"""Luck as a function of the World: a counter-based hash, no generator to advance.

``u(task, visit, purpose)`` mixes the task's state (itself a mix of the World's key and the task's key) with
the key of a purpose and the visit number through the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
The same integer arithmetic stands here once for Python integers and once for arrays of uint64; a test holds
them equal.

The upper 52 bits k give u = (k + 1/2) 2^-52, which a double holds exactly. With 53 bits it would not: the
largest would round to 1, which has no normal quantile.
"""

import hashlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
_M1 = 0xBF58476D1CE4E5B9
_M2 = 0x94D049BB133111EB
_UNIT = 1.0 / 4503599627370496.0  # 2^-52

PURPOSES = {
    "share": "whether a fixed share gives this visit to a bot",
    "correct_human": "whether a person's work is correct; shared by all people at a visit",
    "correct_bot/<vendor>": "whether a bot of this vendor works correctly",
    "noise_bot/<vendor>": "noise on that bot's stated confidence",
    "pilot": "whether bots are offered this visit during the pilot of its function",
    "practice": "whether people do it for practice",
    "human_centric": "whether people do with advice what the rule gives to a bot",
    "reviewed": "whether this visit is reviewed",
    "detect": "whether a reviewer finds an error",
    "adopt": "whether a person adopts a bot's answer that differs from their own",
    "false_alarm": "whether a reviewer rejects a correct item",
    "returns": "whether an uncaught error comes back",
    "return_delay": "after how long",
    "bandit_people": "the draw of what people cost, under the rule bandit",
    "bandit_bots": "the draw of what bots cost",
    "partial_fail": "whether an outage fails this visit (combined with the outage's own key)",
    "group": "whether a task is of group B",
    "new_kind": "whether a task is of the new kind once the market has shifted",
    "absence": "whether an absence of a seat begins on a day",
    "absence_length": "how long it lasts",
    "talent": "the talent of a seat's holders, the first and each hire",
    "tenure": "how long a seat's holder has been there on day 0",
    "quit": "whether a seat's holder quits on a day",
    "time_to_hire": "how long a seat then stays empty",
    "accepted": "whether a task comes, goodwill being what it is",
    "improvement": "how much slack the next improvement of a function takes",
    "log_effort": "which recorded effort a task of a log gets that has none of its own",
}
"""Every use of luck in the model."""


@cache
def key_of(name: str) -> int:
    """Return the 64-bit key of a name: purposes, functions, seats, vendors."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")


def mix(z: int) -> int:
    """Return the SplitMix64 finaliser of a 64-bit integer."""
    z = ((z ^ (z >> 30)) * _M1) & MASK
    z = ((z ^ (z >> 27)) * _M2) & MASK
    return z ^ (z >> 31)


def uniform(state: int, key: int, count: int) -> float:
    """Return the luck in (0, 1) of an entity's `state` for a purpose `key` at a `count` (visit or day)."""
    z = (state + key + GOLDEN * (count + 1)) & MASK
    z = ((z ^ (z >> 30)) * _M1) & MASK
    z = ((z ^ (z >> 27)) * _M2) & MASK
    return ((z ^ (z >> 31)) >> 12) * _UNIT + 0.5 * _UNIT


def mix_array(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return :func:`mix` of every element."""
    z = z ^ (z >> np.uint64(30))
    z *= np.uint64(_M1)
    z ^= z >> np.uint64(27)
    z *= np.uint64(_M2)
    z ^= z >> np.uint64(31)
    return z


def uniform_array(state: NDArray[np.uint64], key: int, count: int | NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return :func:`uniform` of every element of `state` and `count`."""
    counts = np.atleast_1d(np.asarray(count, dtype=np.uint64)) + np.uint64(1)
    mixed = mix_array(state + (np.uint64(key) + np.uint64(GOLDEN) * counts))
    luck = (mixed >> np.uint64(12)).astype(np.float64)
    luck *= _UNIT
    luck += 0.5 * _UNIT
    return luck


def entity_states(world_key: int, entity_keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the state of each entity (task, seat): its key mixed with the World's."""
    return mix_array(mix_array(entity_keys + np.uint64(GOLDEN)) ^ np.uint64(world_key))
