"""Quits, vacancies and hires (mechanism 9)."""

from ..block import Block, Share, field


class Turnover(Block):
    """Who quits, how long seats stay empty, and what hires are like (mechanism 9)."""

    on: bool = field(True, "Whether people quit and are replaced", source="switch", status="assumed")
    quits_per_month: float = field(
        0.02,
        "q0: hazard of quitting of a person engaged as usual (1/month)",
        source="JOLTS, US total: 1.9 to 2.1 % of the employed a month (Oct 2024 to Oct 2025); by branch 1.1 to 2.7 %",
        status="verified",
        gt=0.0,
        le=30.0,
    )
    overload_effect: float = field(
        0.5,
        "b_w: rise of log hazard per unit of load beyond the turning point of load, up to one unit",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    engagement_effect: float = field(
        2.0,
        "b_m: rise of log hazard per unit of engagement below its baseline",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    threat_effect: float = field(
        0.5,
        "b_r: rise of log hazard as the threat of replacement goes from 0 to 1; needs engagement on",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=10.0,
    )
    hazard_cap_per_month: float = field(
        1.0,
        "Hazard of quitting (1/month) above which a run stops with an error instead of being bent",
        source="at 1 a month two thirds of the people leave within one: beyond what the law is for",
        status="assumed",
        gt=0.0,
        le=1e6,
    )
    time_to_hire_median_days: float = field(
        42.0,
        "Median time that a seat stays empty (days)",
        source="SHRM 2016: time to fill 42 days (read in a reprint of its release)",
        status="verified",
        gt=0.0,
        le=2000.0,
    )
    time_to_hire_sigma_log: float = field(
        0.5,
        "Standard deviation of the logarithm of that time",
        source="assumption",
        status="assumed",
        ge=0.0,
        le=2.0,
    )
    hire_skill: Share = field(
        0.5,
        "Skill of a hire as a share of talent, in speed and accuracy",
        source="assumption",
        status="assumed",
    )
