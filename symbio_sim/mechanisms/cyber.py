"""How often attacks on a firm succeed (mechanism 11).

h = (h0 + h_i n) / (1 + z / z_half) attacks a year, with n integrations and an investment in security of z euros a year
(Gordon and Loeb 2002, first class of breach functions with exponent 1). Candidates come at a higher rate; one of them
is an attack on this firm iff its luck is below the ratio of the rates.
"""


def attacks_per_year(
    base: float, per_integration: float, integrations: float, security_eur: float, halving_eur: float
) -> float:
    """Return the rate of attacks that succeed."""
    return (base + per_integration * integrations) / (1.0 + security_eur / max(halving_eur, 1e-9))


def succeeds(luck: float, rate: float, highest_rate: float) -> bool:
    """Tell whether a candidate drawn at the highest rate is an attack on a firm of this rate."""
    return luck * highest_rate < rate
