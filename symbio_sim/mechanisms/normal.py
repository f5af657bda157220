"""The standard normal law, where luck is to be turned into a normal number during a run.

Wichura 1988, algorithm AS 241 (PPND16), Applied Statistics 37:477: rational approximations, right to about 1 part in
10^16, and plain arithmetic but for one logarithm and one root.
"""

import math


def quantile(luck: float) -> float:
    """Return the standard normal quantile of a number in (0, 1)."""
    q = luck - 0.5
    if abs(q) <= 0.425:
        return _middle(q)
    tail = min(max(luck if q < 0.0 else 1.0 - luck, 1e-300), 0.5)
    r = math.sqrt(-math.log(tail))
    size = _shoulder(r - 1.6) if r <= 5.0 else _tail(r - 5.0)
    return -size if q < 0.0 else size


def _middle(q: float) -> float:
    """Return the quantile of 1/2 + q for |q| up to 0.425."""
    r = 0.180625 - q * q
    above = 2509.0809287301227 * r + 33430.57558358813
    above = above * r + 67265.7709270087
    above = above * r + 45921.95393154987
    above = above * r + 13731.69376550946
    above = above * r + 1971.5909503065513
    above = above * r + 133.14166789178438
    above = above * r + 3.3871328727963665
    below = 5226.495278852854 * r + 28729.085735721943
    below = below * r + 39307.89580009271
    below = below * r + 21213.794301586597
    below = below * r + 5394.196021424751
    below = below * r + 687.1870074920579
    below = below * r + 42.31333070160091
    below = below * r + 1.0
    return q * above / below


def _shoulder(r: float) -> float:
    """Return the size of the quantile at a tail of exp(-(r + 1.6)^2), r up to 3.4."""
    above = 0.0007745450142783414 * r + 0.022723844989269184
    above = above * r + 0.2417807251774506
    above = above * r + 1.2704582524523684
    above = above * r + 3.6478483247632045
    above = above * r + 5.769497221460691
    above = above * r + 4.630337846156546
    above = above * r + 1.4234371107496835
    below = 1.0507500716444169e-09 * r + 0.0005475938084995345
    below = below * r + 0.015198666563616457
    below = below * r + 0.14810397642748008
    below = below * r + 0.6897673349851
    below = below * r + 1.6763848301838038
    below = below * r + 2.053191626637759
    below = below * r + 1.0
    return above / below


def _tail(r: float) -> float:
    """Return the size of the quantile at a tail of exp(-(r + 5)^2)."""
    above = 2.0103343992922881e-07 * r + 2.7115555687434876e-05
    above = above * r + 0.0012426609473880784
    above = above * r + 0.026532189526576124
    above = above * r + 0.29656057182850487
    above = above * r + 1.7848265399172913
    above = above * r + 5.463784911164114
    above = above * r + 6.657904643501103
    below = 2.0442631033899397e-15 * r + 1.421511758316446e-07
    below = below * r + 1.8463183175100548e-05
    below = below * r + 0.0007868691311456133
    below = below * r + 0.014875361290850615
    below = below * r + 0.1369298809227358
    below = below * r + 0.599832206555888
    below = below * r + 1.0
    return above / below
