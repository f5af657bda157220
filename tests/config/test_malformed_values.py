"""A field that is unknown, missing or of the wrong kind or size is named, with what is allowed instead."""

from collections.abc import Callable

import pytest

Broken = Callable[[str, str], list[str]]

CASES = [
    pytest.param(
        "    count: 2",
        "    cuont: 2",
        ["31: staff.clerk.cuont: unknown field; did you mean 'count'? Allowed: count, ..."],
        id="unknown field",
    ),
    pytest.param(
        "horizon_days: 300",
        "horizon: 300",
        ["55: horizon: unknown field; did you mean 'horizon_days'? Allowed: schema_version, ..."],
        id="unknown top field",
    ),
    pytest.param(
        "interruptible: false",
        "zzz: false",
        ["25: functions.support.zzz: unknown field. Allowed: description, ..."],
        id="unknown field far",
    ),
    pytest.param(
        "vendors:\n",
        "mechanisms: {outages: {shap: 1}}\nvendors:\n",
        ["47: mechanisms.outages.shap: unknown field; did you mean 'shape'? Allowed: on, ..."],
        id="unknown in mechanism",
    ),
    pytest.param(
        "  share: 0.4\n",
        "  share: 0.4\n  threshold: 0.5\n",
        ["52: policy.threshold: unknown field. Allowed: mode, ..."],
        id="field of another rule",
    ),
    pytest.param(
        "      per_day: 12\n",
        "",
        [("9: functions.sales.arrivals.per_day: missing: Mean number of tasks on a day of weekday weight 1, at day 0")],
        id="missing field",
    ),
    pytest.param(
        "  name: Corner shop\n",
        "",
        ["2: business.name: missing: Name of the business, shown on every output"],
        id="missing business name",
    ),
    pytest.param(
        "policy:\n  rule: fixed_share\n  share: 0.4\n  mode: reviewed\n",
        "",
        [" policy: missing: The allocation rule"],
        id="missing block",
    ),
    pytest.param(
        "  rule: fixed_share\n",
        "",
        ["49: policy.rule: missing: Which rule divides the work. Allowed: human_only, ..."],
        id="missing rule",
    ),
    pytest.param(
        "  share: 0.4\n",
        "",
        ["49: policy.share: missing: Share of eligible tasks given to bots"],
        id="missing share",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: abc",
        ["11: functions.sales.arrivals.per_day: expected a number, got the text 'abc'"],
        id="text for number",
    ),
    pytest.param(
        "per_day: 12",
        'per_day: "12"',
        ["11: functions.sales.arrivals.per_day: expected a number, got the text '12'"],
        id="quoted number",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: 1_200",
        ["11: functions.sales.arrivals.per_day: expected a number, got the text '1_200'"],
        id="underscore",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: 1,2",
        ["11: functions.sales.arrivals.per_day: expected a number, got the text '1,2'"],
        id="comma",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: true",
        ["11: functions.sales.arrivals.per_day: expected a number, got true"],
        id="bool for number",
    ),
    pytest.param(
        "per_day: 12",
        "per_day:",
        ["11: functions.sales.arrivals.per_day: expected a number, got nothing (null)"],
        id="null for number",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: [12]",
        ["11: functions.sales.arrivals.per_day: expected a number, got a list"],
        id="list for number",
    ),
    pytest.param(
        "count: 2",
        "count: 2.5",
        ["31: staff.clerk.count: expected a whole number, got 2.5"],
        id="fraction for int",
    ),
    pytest.param(
        "count: 2",
        "count: 2.0",
        ["31: staff.clerk.count: expected a whole number, got 2.0"],
        id="whole float",
    ),
    pytest.param(
        "interruptible: false",
        "interruptible: no",
        ["25: functions.support.interruptible: write true or false, got the text 'no'"],
        id="no",
    ),
    pytest.param(
        "interruptible: false",
        "interruptible: off",
        ["25: functions.support.interruptible: write true or false, got the text 'off'"],
        id="off",
    ),
    pytest.param(
        "interruptible: false",
        "interruptible: 0",
        ["25: functions.support.interruptible: write true or false, got 0"],
        id="zero",
    ),
    pytest.param(
        "vendors:\n",
        "mechanisms: {load: {on: yes}}\nvendors:\n",
        ["47: mechanisms.load.on: write true or false, got the text 'yes'"],
        id="yes for switch on",
    ),
    pytest.param(
        "name: Corner shop",
        "name: 1984",
        ["3: business.name: expected text, got 1984; put quotes around it"],
        id="number as text",
    ),
    pytest.param(
        "name: Corner shop",
        "name: true",
        ["3: business.name: expected text, got true; put quotes around it"],
        id="truth as text",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: .inf",
        ["11: functions.sales.arrivals.per_day: must be a finite number, got inf"],
        id="inf",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: .nan",
        ["11: functions.sales.arrivals.per_day: must be a finite number, got nan"],
        id="nan",
    ),
    pytest.param(
        "[1, 1, 1, 1, 1.5, 0.5, 0]",
        "[1, 1, .nan, 1, 1.5, 0.5, 0]",
        ["12: functions.sales.arrivals.weekday_weights.2: must be a finite number, got nan"],
        id="nan in list",
    ),
    pytest.param("count: 2", "count: -3", ["31: staff.clerk.count: must be at least 0, got -3"], id="negative"),
    pytest.param(
        "accuracy_skilled: 0.97",
        "accuracy_skilled: 1.0",
        ["15: functions.sales.human.accuracy_skilled: must be less than 1, got 1.0"],
        id="too large",
    ),
    pytest.param(
        "mean_min: 20",
        "mean_min: 0",
        ["13: functions.sales.effort.mean_min: must be more than 0, got 0"],
        id="more than",
    ),
    pytest.param("share: 0.4", "share: 40", ["51: policy.share: must be at most 1, got 40"], id="percent share"),
    pytest.param(
        "[1, 1, 1, 1, 1.5, 0.5, 0]",
        "[1, 1, 1, 1, 1.5, 0.5]",
        ["12: functions.sales.arrivals.weekday_weights: must have at least 7 entries, has 6"],
        id="six days",
    ),
    pytest.param(
        "[1, 1, 1, 1, 1.5, 0.5, 0]",
        "[1, 1, 1, 1, 1.5, 0.5, 0, 0]",
        ["12: functions.sales.arrivals.weekday_weights: must have at most 7 entries, has 8"],
        id="eight days",
    ),
    pytest.param(
        "[1, 1, 1, 1, 1.5, 0.5, 0]",
        "[1, 1, 1, 1, -1.5, 0.5, 0]",
        ["12: functions.sales.arrivals.weekday_weights.4: must be at least 0, got -1.5"],
        id="negative weight",
    ),
    pytest.param(
        "[1, 1, 1, 1, 1.5, 0.5, 0]",
        "[0, 0, 0, 0, 0, 0, 0]",
        [("9: functions.sales.arrivals: weekday_weights must not all be zero; for no demand set per_day to 0")],
        id="zero weights",
    ),
    pytest.param(
        "functions: [sales, support]",
        "functions: []",
        ["32: staff.clerk.functions: must have at least 1 entry, has 0"],
        id="empty list",
    ),
    pytest.param(
        "functions: [sales, support]",
        "functions: sales",
        ["32: staff.clerk.functions: expected a list of text, got the text 'sales'"],
        id="text for list",
    ),
    pytest.param(
        "name: Corner shop",
        "name: ''",
        ["3: business.name: must have at least 1 character, has 0"],
        id="empty name",
    ),
    pytest.param(
        "name: Corner shop",
        "name: '   '",
        ["3: business.name: must not be blank, got the text '   '"],
        id="blank name",
    ),
    pytest.param(
        "name: Corner shop",
        "name: " + 81 * "x",
        ["3: business.name: must have at most 80 characters, has 81"],
        id="long name",
    ),
    pytest.param(
        "currency: EUR",
        "currency: Euro",
        [("4: business.currency: must be the three capital letters of a currency, such as EUR, got the text 'Euro'")],
        id="currency",
    ),
    pytest.param(
        "law: poisson",
        "law: poison",
        [
            (
                "10: functions.sales.arrivals.law: the text 'poison' is not a choice; did you mean "
                "'poisson'? Allowed: poisson, regular"
            )
        ],
        id="law",
    ),
    pytest.param(
        "law: poisson",
        "law: 3",
        ["10: functions.sales.arrivals.law: 3 is not a choice. Allowed: poisson, regular"],
        id="law type",
    ),
    pytest.param(
        "technology: rpa",
        "technology: llm",
        [("43: bots.till.technology: the text 'llm' is not a choice. Allowed: rpa, ml, nlp, vision")],
        id="technology",
    ),
    pytest.param(
        "rule: fixed_share",
        "rule: fixed-share",
        [
            (
                "50: policy.rule: the text 'fixed-share' is not a rule; did you mean 'fixed_share'? "
                "Allowed: human_only, ..."
            )
        ],
        id="rule",
    ),
    pytest.param(
        "rule: fixed_share",
        "rule: 3",
        ["50: policy.rule: 3 is not a rule. Allowed: human_only, ..."],
        id="rule number",
    ),
    pytest.param(
        "horizon_days: 300",
        "horizon_days: 300\nschema_version: 2",
        ["56: schema_version: must be 1, got 2"],
        id="version",
    ),
    pytest.param(
        "horizon_days: 300",
        "horizon_days: 300\nschema_version: true",
        ["56: schema_version: must be the whole number 1"],
        id="version true",
    ),
    pytest.param(
        "2027-01-04",
        "2027-02-30",
        [("5: business.start_date: must be a date of the calendar written like 2027-01-04, got '2027-02-30'")],
        id="date",
    ),
    pytest.param(
        "2027-01-04",
        "04.01.2027",
        [("5: business.start_date: must be a date of the calendar written like 2027-01-04, got '04.01.2027'")],
        id="date order",
    ),
    pytest.param(
        "2027-01-04",
        "20270104",
        [("5: business.start_date: must be a date of the calendar written like 2027-01-04, got 20270104")],
        id="date number",
    ),
    pytest.param(
        "2027-01-04",
        "1815-06-18",
        ["5: business.start_date: must be at least 1900-01-01, got 1815-06-18"],
        id="date early",
    ),
    pytest.param(
        "  cloud: {unavailability: 0.01}",
        "  cloud: good",
        [
            (
                "48: vendors.cloud: expected a block with the fields unavailability, exit_per_year, "
                "switching_days, switching_eur, relearning_days, relearning_drop, got the text 'good'"
            )
        ],
        id="block text",
    ),
    pytest.param(
        "stressors:\n  vendor_outage: {day: 200}",
        "stressors:",
        [
            "53: stressors: expected a block with the fields vendor_outage, vendor_exit, price_spike, cyber_incident, "
            "loss_of_people, silent_degradation, demand_surge, market_shift, got nothing (null)"
        ],
        id="block null",
    ),
    pytest.param(
        "  cloud: {unavailability: 0.01}",
        "  - cloud",
        ["47: vendors: expected a mapping of names to blocks, got a list"],
        id="block list",
    ),
    pytest.param(
        "policy:\n  rule: fixed_share\n  share: 0.4\n  mode: reviewed",
        "policy: fixed_share",
        [
            (
                "49: policy: expected a block with the field rule and the parameters of the rule, got "
                "the text 'fixed_share'"
            )
        ],
        id="policy text",
    ),
    pytest.param(
        "  clerk:\n",
        "  shop clerk:\n",
        [
            (
                "30: staff.shop clerk: is not a name: it must start with a letter and hold only "
                "letters, digits and _, got the text 'shop clerk'"
            )
        ],
        id="name with space",
    ),
    pytest.param(
        "  clerk:\n",
        "  " + 41 * "c" + ":\n",
        ["30: staff." + 41 * "c" + ": a name must have at most 40 characters, has 41"],
        id="long key",
    ),
    pytest.param(
        "accuracy: {support: 0.9}",
        "accuracy: {support: 90}",
        ["41: bots.chat.accuracy.support: must be less than 1, got 90"],
        id="accuracy share",
    ),
    pytest.param(
        "accuracy: {support: 0.9}",
        "accuracy: 1",
        ["41: bots.chat.accuracy: must be less than 1, got 1"],
        id="accuracy number",
    ),
    pytest.param(
        "accuracy: {support: 0.9}",
        "accuracy: good",
        [("41: bots.chat.accuracy: expected a number or a mapping of names to numbers or null, got the text 'good'")],
        id="accuracy text",
    ),
    pytest.param(
        "rule: fixed_share\n  share: 0.4",
        "rule: custom\n  function: my rule",
        ["51: policy.function: must be of the form module:function, got the text 'my rule'"],
        id="custom function",
    ),
    pytest.param(
        "rule: fixed_share\n  share: 0.4",
        "rule: custom\n  function: m:f\n  parameters: [1, 2, 3, 4, 5]",
        ["52: policy.parameters: must have at most 4 entries, has 5"],
        id="custom parameters",
    ),
    pytest.param(
        "slope: 1.2",
        "slope: high",
        ["46: bots.till.slope: expected a number or null, got the text 'high'"],
        id="text for optional number",
    ),
    pytest.param(
        "accuracy: {support: 0.9}",
        "accuracy: {support: high}",
        ["41: bots.chat.accuracy.support: expected a number, got the text 'high'"],
        id="accuracy text of a function",
    ),
]
"""What to replace in `valid.yaml`, by what, and what is said about it: an expectation may end with `...`."""


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_a_wrong_field_is_named_with_its_line_and_what_is_allowed(
    broken: Broken,
    check: Callable[[list[str], list[str]], None],
    old: str,
    new: str,
    expected: list[str],
) -> None:
    check(broken(old, new), expected)
