"""Two classical forms of resilience, for comparison with the literature."""

import numpy as np
from numpy.typing import ArrayLike

from .undefined import ratio


def bruneau_loss(time: ArrayLike, quality: ArrayLike, full: float = 100.0) -> float:
    """Return the resilience triangle of Bruneau et al. 2003 (Earthquake Spectra 19:733): the integral of full - Q dt.

    Parameters
    ----------
    time : array, shape (n,)
        When quality was measured, rising; between two times it is taken as linear.
    quality : array, shape (n,)
        Quality Q(t), in the unit of `full`.
    full : float
        Quality of the undisturbed system.

    Returns
    -------
    float
        Loss, in the unit of quality times that of time.
    """
    when, lost = np.asarray(time, dtype=np.float64), full - np.asarray(quality, dtype=np.float64)
    return float((0.5 * (lost[1:] + lost[:-1]) * np.diff(when)).sum())


def restored_share(before: float, disrupted: float, now: float) -> float:
    """Return the restored share of the drop: (phi(t) - phi(t_d)) / (phi(t_0) - phi(t_d)).

    Henry and Ramirez-Marquez 2012 (Reliability Engineering and System Safety 99:114). Blind to the size of the drop,
    and NaN where there was none.
    """
    return ratio(now - disrupted, before - disrupted)
