"""Named random streams: adding a source of chance never shifts another.

A stream is NumPy's PCG64 seeded by ``SeedSequence(seed, spawn_key=(replication, low, high))``, where low and high are
the halves of the name's key. Opening one that way takes longer than many a source has to draw. All streams of a World
share seed and replication and differ in the last two words that the sequence hashes, so the common part is left to
NumPy and the rest is done here for all names at once: the same arithmetic, on arrays of 32-bit words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray

from .luck import key_of

Words = NDArray[np.uint32]

LUCK = "luck"
"""Name of the source that gives a World the key of all its luck."""

# The constants of O'Neill's seed_seq_fe, on which SeedSequence rests.
_POOL_WORDS = 4
_INIT_A, _MULT_A = 0x43B0D7E5, 0x931E8875
_INIT_B, _MULT_B = 0x8B51F9DD, 0x58F38DED
_MIX_L, _MIX_R = np.uint32(0xCA01F9DD), np.uint32(0x4973F715)
_HALF_WORD = np.uint32(16)


@dataclass(frozen=True)
class Sources:
    """The names of a World's sources of chance.

    Attributes
    ----------
    rows : dict of str to int
        Place of each name.
    words : ndarray of uint32, shape (names, 2)
        The halves of each name's key.
    """

    rows: dict[str, int]
    words: Words

    @classmethod
    def of(cls, names: Iterable[str]) -> "Sources":
        """Return these sources and that of luck."""
        rows = {name: row for row, name in enumerate(dict.fromkeys((LUCK, *names)))}
        keys = [key_of(name) for name in rows]
        return cls(rows, np.array([(key & 0xFFFFFFFF, key >> 32) for key in keys], dtype=np.uint32))


class Streams:
    """The random streams of one World.

    Attributes
    ----------
    seed, replication : int
        Which World.
    key : int
        The 64-bit key from which all luck of the World derives.

    Raises
    ------
    ValueError
        If seed or replication is negative.
    """

    def __init__(self, sources: Sources, seed: int, replication: int) -> None:
        if seed < 0 or replication < 0:
            raise ValueError(f"seed and replication must not be negative, got {seed} and {replication}")
        self.seed = seed
        self.replication = replication
        self._rows = sources.rows
        self._states = seed_states(seed, replication, sources.words)
        self.key = int(self._states[self._rows[LUCK], 0])

    def open(self, name: str) -> Generator:
        """Return the generator of one source, at its first number however often it is opened.

        Raises
        ------
        KeyError
            If the name is not among the sources.
        """
        seeded: Any = _Seeded(self._states[self._rows[name]])  # the stubs allow no other than NumPy's own sequence
        return Generator(PCG64(seeded))


class _Seeded(ISeedSequence):
    """A seed sequence whose words are known."""

    def __init__(self, state: NDArray[np.uint64]) -> None:
        self._state = state

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> NDArray[np.uint64]:
        return self._state


def seed_states(seed: int, replication: int, words: Words) -> NDArray[np.uint64]:
    """Return the first four 64-bit words of ``SeedSequence(seed, spawn_key=(replication, low, high))``.

    Parameters
    ----------
    seed, replication : int
        Not negative, of any size.
    words : ndarray of uint32, shape (names, 2)
        Columns low and high.

    Returns
    -------
    ndarray of uint64, shape (names, 4)
    """
    pool: Words = SeedSequence(seed, spawn_key=(replication,)).pool
    hashed = _n_words(replication) + max(_n_words(seed), _POOL_WORDS)
    # Every word so far took as many steps as the pool has words: so many constants are used up.
    factors = _powers(_INIT_A, _MULT_A, _POOL_WORDS * hashed, 2 * _POOL_WORDS).reshape(2, _POOL_WORDS, 2)
    mixed = _hashed(words[:, :, None], factors)
    for column in range(2):
        pool = _MIX_L * pool - _MIX_R * mixed[:, column]
        pool ^= pool >> _HALF_WORD
    state = _hashed(np.concatenate((pool, pool), axis=1), _powers(_INIT_B, _MULT_B, 0, 2 * _POOL_WORDS))
    return state.astype("<u4").view("<u8").astype(np.uint64, copy=False)


def _hashed(words: Words, factors: Words) -> Words:
    """Return the hash of words, each with its two successive constants of the last axis of `factors`."""
    words = (words ^ factors[..., 0]) * factors[..., 1]
    words ^= words >> _HALF_WORD
    return words


@lru_cache(maxsize=16)  # few are met: they depend on the lengths of seed and replication alone
def _powers(first: int, factor: int, begin: int, n: int) -> Words:
    """Return (c_k, c_(k+1)) for the n values of k from `begin`, where c_k = first * factor^k modulo 2^32."""
    powers = [first * pow(factor, step, 1 << 32) & 0xFFFFFFFF for step in range(begin, begin + n + 1)]
    pairs = np.array([powers[:-1], powers[1:]], dtype=np.uint32).T
    pairs.flags.writeable = False
    return pairs


def _n_words(number: int) -> int:
    """Return how many 32-bit words a number takes."""
    return max(-(-int(number).bit_length() // 32), 1)
