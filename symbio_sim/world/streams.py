"""Named random streams: adding a source of chance never shifts another."""

import numpy as np

from .luck import key_of


def seed_sequence(seed: int, replication: int, name: str) -> np.random.SeedSequence:
    """Return the child sequence of a World for one named source."""
    key = key_of(name)
    return np.random.SeedSequence(seed, spawn_key=(replication, key & 0xFFFFFFFF, key >> 32))


def stream(seed: int, replication: int, name: str) -> np.random.Generator:
    """Return the generator of one named source."""
    return np.random.Generator(np.random.PCG64(seed_sequence(seed, replication, name)))


def world_key(seed: int, replication: int) -> int:
    """Return the 64-bit key from which all luck of a World derives."""
    return int(seed_sequence(seed, replication, "luck").generate_state(1, np.uint64)[0])
