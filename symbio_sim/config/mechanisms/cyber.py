"""Attacks on the firm (mechanism 11)."""

from ..block import Block, Share, field

_CLAIMS = "insured small firms, claims of 2024 (coalitioninc.com, 2025 cyber claims report)"


class Cyber(Block):
    """How often attacks succeed, how long the bots are down, and what it costs (mechanism 11).

    The rate is (base + per integration x integrations) / (1 + security / halving) a year. An integration is a bot in
    one of its functions.
    """

    on: bool = field(True, "Whether attacks happen", source="switch", status="assumed")
    base_per_year: float = field(
        0.014,
        "h0: successful attacks a year on a firm without bots",
        source="about 1.5 % of insured firms claim in a year, 30 % of breaches come through third parties (DBIR 2025): "
        "70 % of 2 % a year",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    per_integration_per_year: float = field(
        0.0003,
        "h_i: further attacks a year for each integration",
        source="the other 30 % of 2 % a year over 20 integrations; no published law was found",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    highest_per_year: float = field(
        0.5,
        "Rate at which candidates are drawn; no firm may be more exposed than this",
        source="convention: well above any firm's rate",
        status="assumed",
        gt=0.0,
        le=50.0,
    )
    halving_eur_per_year: float = field(
        10000.0,
        "Investment that halves the rate (euros a year); twice as much cuts it to a third",
        source="form: Gordon and Loeb 2002, first class of breach functions, exponent 1; the scale is an assumption",
        status="assumed",
        gt=0.0,
        le=1e7,
    )
    downtime_mu_log_days: float = field(
        1.81,
        "Mean of the logarithm of the time that bots are down (days): a median of 6 days",
        source="lognormal through the shares recovered within a day (16 %) and a week (53 %) after ransomware "
        "(Sophos 2025, n = 3,400)",
        status="verified",
        ge=-10.0,
        le=5.0,
    )
    downtime_sigma_log: float = field(
        1.82, "Its standard deviation", source="the same fit", status="verified", ge=0.0, le=4.0
    )
    downtime_max_days: float = field(
        120.0,
        "The longest time that bots are down (days)",
        source="the fit has no data beyond; untruncated its mean would be 32 days",
        status="assumed",
        gt=0.0,
        le=730.0,
    )
    loss_median_eur: float = field(
        35000.0,
        "Median of what an attack costs besides lost work (euros): response, recovery, payments",
        source=f"{_CLAIMS}: a mean of USD 115,000, which this median and spread give",
        status="assumed",
        ge=0.0,
        le=1e8,
    )
    loss_sigma_log: float = field(
        1.5, "Standard deviation of its logarithm", source="assumption", status="assumed", ge=0.0, le=4.0
    )
    hits_it: bool = field(False, "Whether people cannot work either, in part", source="assumption", status="assumed")
    work_lost_share: Share = field(
        0.5, "Share of people's working time that is lost then", source="assumption", status="assumed"
    )
