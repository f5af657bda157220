"""Functions of `math` for compiled rules: where Python raises, these do too, instead of returning infinity or NaN."""

import math

from .jitable import checked

pi, e, inf, nan = math.pi, math.e, math.inf, math.nan


@checked
def exp(x: float) -> float:
    """Return e to the power of x."""
    y = math.exp(x)
    if math.isinf(y) and not math.isinf(x):
        raise OverflowError("math range error")
    return y


@checked
def expm1(x: float) -> float:
    """Return exp(x) - 1."""
    y = math.expm1(x)
    if math.isinf(y) and not math.isinf(x):
        raise OverflowError("math range error")
    return y


@checked
def log(x: float) -> float:
    """Return the natural logarithm."""
    if x <= 0.0:
        raise ValueError("math domain error")
    return math.log(x)


@checked
def log1p(x: float) -> float:
    """Return log(1 + x)."""
    if x <= -1.0:
        raise ValueError("math domain error")
    return math.log1p(x)


@checked
def sqrt(x: float) -> float:
    """Return the square root."""
    if x < 0.0:
        raise ValueError("math domain error")
    return math.sqrt(x)


@checked
def tanh(x: float) -> float:
    """Return the hyperbolic tangent."""
    return math.tanh(x)


@checked
def erf(x: float) -> float:
    """Return the error function."""
    return math.erf(x)


@checked
def isnan(x: float) -> bool:
    """Tell whether x is not a number."""
    return math.isnan(x)


@checked
def isinf(x: float) -> bool:
    """Tell whether x is infinite."""
    return math.isinf(x)


@checked
def isfinite(x: float) -> bool:
    """Tell whether x is a finite number."""
    return math.isfinite(x)
