"""Parts of a config that are valid alone but not together are told at the one that is more likely wrong."""

from collections.abc import Callable

import pytest

Broken = Callable[[str, str], list[str]]

CASES = [
    pytest.param(
        'hours: {mon-fri: "09:00-17:00", sat: 09:00-13:00}',
        "hours: 9 to 5",
        [
            (
                "6: business.hours: must be 'always', 'never', or a mapping of days to hours such as "
                "{mon-fri: '08:00-12:00, 13:00-17:00', sat: '09:00-13:00'}; days are mon, tue, wed, "
                "thu, fri, sat, sun or a range of them; an interval that ends at or before its start "
                "runs past midnight"
            )
        ],
        id="hours text",
    ),
    pytest.param(
        "sat: 09:00",
        "sam: 09:00",
        [
            (
                "6: business.hours: 'sam' is not a day or a range of days; allowed are mon, tue, wed, "
                "thu, fri, sat, sun, mon-fri"
            )
        ],
        id="hours day",
    ),
    pytest.param(
        "09:00-13:00",
        "9-13",
        [("6: business.hours: '9-13' is not an interval; write hours like 08:00-12:00, 13:00-17:00")],
        id="hours interval",
    ),
    pytest.param(
        "09:00-13:00",
        "09:00-25:00",
        ["6: business.hours: '09:00-25:00' is outside the day; hours run from 00:00 to 24:00"],
        id="hours late",
    ),
    pytest.param(
        "sat: 09:00-13:00",
        "fri: 16:00-18:00",
        ["6: business.hours: hours overlap: the same minute of the week is named twice"],
        id="hours overlap",
    ),
    pytest.param(
        "sat: 09:00-13:00",
        "sat: 9",
        ["6: business.hours: 9 is not text; write hours like 08:00-12:00, 13:00-17:00"],
        id="hours number",
    ),
    pytest.param(
        "functions: [sales, support]",
        "functions: [sales, suport]",
        [
            (
                "32: staff.clerk.functions.1: 'suport' is not a declared function; did you mean "
                "'support'? Allowed: sales, support"
            )
        ],
        id="unknown function",
    ),
    pytest.param(
        "functions: [sales, support]",
        "functions: [sales, support, sales]",
        ["32: staff.clerk.functions.2: names function 'sales' twice"],
        id="function twice",
    ),
    pytest.param(
        "    vendor: cloud\n    functions:\n      - support",
        "    vendor: clout\n    functions:\n      - support",
        [("38: bots.chat.vendor: 'clout' is not a declared vendor; did you mean 'cloud'? Allowed: cloud")],
        id="unknown vendor",
    ),
    pytest.param(
        "vendors:\n  cloud: {unavailability: 0.01}\n",
        "",
        [
            "38: bots.chat.vendor: 'cloud' is not a declared vendor. Allowed: none are declared",
            "44: bots.till.vendor: 'cloud' is not a declared vendor. Allowed: none are declared",
        ],
        id="no vendors",
    ),
    pytest.param(
        "{day: 200}",
        "{vendor: klout}",
        [
            (
                "54: stressors.vendor_outage.vendor: 'klout' is not a declared vendor; did you mean "
                "'cloud'? Allowed: largest, all, cloud"
            )
        ],
        id="stress vendor",
    ),
    pytest.param(
        "{day: 200}",
        "{day: 300}",
        ["54: stressors.vendor_outage.day: must be before the horizon (300 days)"],
        id="stress late",
    ),
    pytest.param(
        "warm_up_days: 20",
        "warm_up_days: 300",
        ["56: warm_up_days: must be less than horizon_days (300)"],
        id="warm up",
    ),
    pytest.param(
        "  cloud: {unavail",
        "  all: {}\n  cloud: {unavail",
        [("48: vendors.all: 'all' is not a name for a vendor: the planned outage knows it as a word")],
        id="taken name",
    ),
    pytest.param(
        "accuracy: {support: 0.9}",
        "accuracy: {sales: 0.9}",
        [("41: bots.chat.accuracy.sales: 'sales' is not a declared function of this bot. Allowed: support")],
        id="accuracy of other",
    ),
    pytest.param(
        "weekday_weights: [1, 1, 1, 1, 1.5, 0.5, 0]",
        "weekday_weights: [1, 1, 1, 1, 1.5, 0.5, 0.1]",
        [
            (
                "12: functions.sales.arrivals.weekday_weights.6: demand on sun, when the business is closed, needs "
                "hour_weights to say at what hours it arrives; or set this weight to 0"
            )
        ],
        id="demand on a closed day",
    ),
    pytest.param(
        "functions: [sales, support]\n    wage",
        "functions: [sales]\n    wage",
        ["52: policy.mode: reviewed, but no person can review function 'support'"],
        id="nobody",
    ),
    pytest.param(
        "accuracy_unskilled: 0.7",
        "accuracy_unskilled: 0.98",
        ["14: functions.sales.human: accuracy_unskilled must not exceed accuracy_skilled"],
        id="skills",
    ),
    pytest.param(
        "vendors:\n",
        "mechanisms: {oversight: {trust_low: 0.9}}\nvendors:\n",
        ["47: mechanisms.oversight: trust_high must be above trust_low"],
        id="trust range",
    ),
    pytest.param(
        "vendors:\n",
        "mechanisms: {turnover: {quits_per_month: 5}}\nvendors:\n",
        [
            "47: mechanisms.turnover.quits_per_month: must be at most mechanisms.turnover.hazard_cap_per_month (1), "
            "above which a run stops, got 5"
        ],
        id="quits above their cap",
    ),
    pytest.param(
        "vendors:\n",
        "mechanisms: {outages: {common_share: 0.5}}\nvendors:\n",
        ["47: mechanisms.outages: vendor_share + common_share must not exceed 1"],
        id="outage shares",
    ),
]
"""What to replace in `valid.yaml`, by what, and what is said about it: an expectation may end with `...`."""


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_parts_that_do_not_fit_are_told_where_the_mistake_is(
    broken: Broken,
    check: Callable[[list[str], list[str]], None],
    old: str,
    new: str,
    expected: list[str],
) -> None:
    check(broken(old, new), expected)
