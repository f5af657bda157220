"""The C library's functions on arrays: to the last bit those of `math`."""

import math
import sys

import numpy as np

from symbio_sim.world import libm


def test_exp_and_log_are_those_of_math_to_the_last_bit() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate([rng.standard_normal(50_000) * scale for scale in (0.1, 1.0, 8.0, 200.0)])
    x = np.concatenate([np.clip(x, -745.0, 709.0), [0.0, -0.0, 1.0, 709.0, -745.0]])
    exp = [math.exp(one) for one in x.tolist()]
    assert libm.exp(x).tolist() == exp
    positive = np.array([one for one in exp if one > 0.0] + [5e-324, 1.0, sys.float_info.max])
    assert libm.log(positive).tolist() == [math.log(one) for one in positive.tolist()]


def test_exp_beyond_the_largest_number_is_infinite() -> None:
    assert libm.exp(np.array([710.0, 1e300])).tolist() == [math.inf, math.inf]
