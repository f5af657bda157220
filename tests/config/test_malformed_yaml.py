"""Text that is not the YAML we read is refused at its line, in plain words."""

from collections.abc import Callable

import pytest

Broken = Callable[[str, str], list[str]]

CASES = [
    pytest.param("  name: Corner shop", "\tname: Corner shop", ["3: a tab stands here: indent with spaces"], id="tab"),
    pytest.param(
        "name: Corner shop",
        "name: Corner: shop",
        [
            (
                "3: a ':' stands where no field can begin: the indentation is off, a text with a colon "
                "needs quotes, or the line above lacks its ':'"
            )
        ],
        id="colon in text",
    ),
    pytest.param(
        "  currency: EUR",
        "  currency EUR",
        ["4: a ':' is missing after the name of a field"],
        id="missing colon",
    ),
    pytest.param(
        "    wage_eur_per_h: 28.5",
        "   wage_eur_per_h: 28.5",
        ["33: the indentation does not fit the lines above"],
        id="bad dedent",
    ),
    pytest.param(
        "  currency: EUR",
        "    currency: EUR",
        [
            (
                "4: a ':' stands where no field can begin: the indentation is off, a text with a colon "
                "needs quotes, or the line above lacks its ':'"
            )
        ],
        id="too far indented",
    ),
    pytest.param(
        "functions: [sales, support]",
        "functions: [sales, support",
        ["32: the list that opens here with [ is not closed"],
        id="open list",
    ),
    pytest.param(
        "due: {target_min: 240, clock: open}",
        "due: {target_min: 240, clock: open",
        ["27: the mapping that opens here with { is not closed"],
        id="open mapping",
    ),
    pytest.param(
        "sat: 09:00-13:00}",
        'sat: "09:00-13:00}',
        ["6: the mapping that opens here with { is not closed"],
        id="open quote",
    ),
    pytest.param(
        "name: Corner shop",
        "name: @shop",
        ["3: a value that begins with '@' must be in quotes"],
        id="at sign",
    ),
    pytest.param("share: 0.4", "share: %40", ["51: a value that begins with '%' must be in quotes"], id="percent"),
    pytest.param(
        "name: Corner shop",
        'name: "Corner\\shop"',
        ["3: '\\s' means nothing inside double quotes: use single quotes or write \\\\"],
        id="escape",
    ),
    pytest.param(
        "name: Corner shop",
        "name: Corner\x07shop",
        ["3: the character U+0007 cannot stand in a text file"],
        id="control character",
    ),
    pytest.param(
        "    value_eur: 25",
        "    value_eur: 25\n    value_eur: 30",
        ["21: functions.sales.value_eur: given twice, first on line 20: keep one"],
        id="duplicate key",
    ),
    pytest.param(
        "vendors:\n",
        "business: {}\nvendors:\n",
        ["47: business: given twice, first on line 2: keep one"],
        id="duplicate block",
    ),
    pytest.param(
        "mean_min: 20",
        "mean_min: &m 20",
        ["13: functions.sales.effort.mean_min: anchors (&m) are not read: remove it"],
        id="anchor",
    ),
    pytest.param(
        "mean_min: 20",
        "mean_min: *m",
        ["13: functions.sales.effort.mean_min: aliases (*m) are not read: write the value out"],
        id="alias",
    ),
    pytest.param(
        "mean_min: 20",
        "mean_min: !!str 20",
        ["13: functions.sales.effort.mean_min: tags (!!str) are not read: remove it"],
        id="tag",
    ),
    pytest.param(
        "name: Corner shop",
        "name: !!python/object/apply:os.system [echo]",
        ["3: business.name: tags (!!python/object/apply:os.system) are not read: remove it"],
        id="python tag",
    ),
    pytest.param(
        "    count: 2",
        "    count: 2\n    <<: {wage_eur_per_h: 3}",
        ["32: staff.clerk: merge keys (<<) are not read: write the fields out"],
        id="merge key",
    ),
    pytest.param(
        "policy:\n",
        "---\npolicy:\n",
        ["49: a second document begins here (---): a file is one document"],
        id="two documents",
    ),
    pytest.param(
        "# A small shop",
        "%YAML 1.1\n---\n# A small shop",
        ["1: directives (lines that begin with %) are not read: remove it"],
        id="directive",
    ),
    pytest.param("  sales:\n", "  1:\n", ["8: functions: a key must be text, not 1"], id="number as key"),
    pytest.param("  sales:\n", "  true:\n", ["8: functions: a key must be text, not true"], id="truth as key"),
    pytest.param("  sales:\n", "  ~:\n", ["8: functions: a key must be text, not ~"], id="null key"),
    pytest.param(
        "horizon_days: 300",
        "? [horizon_days]\n: 300",
        ["55: a key must be text, not a list, a mapping or an alias"],
        id="list as key",
    ),
    pytest.param(
        "priority: 2",
        "priority: 02",
        [("26: functions.support.priority: 02 has a leading zero: drop it, or put quotes around it if it is text")],
        id="leading zero",
    ),
    pytest.param(
        "priority: 2",
        "priority: 2" + 30 * "0",
        ["26: functions.support.priority: the number is too large"],
        id="huge int",
    ),
    pytest.param(
        "priority: 2",
        "priority: 2" + 5000 * "0",
        ["26: functions.support.priority: the number is too large"],
        id="5000 digits",
    ),
    pytest.param(
        "per_day: 12",
        "per_day: 1e400",
        ["11: functions.sales.arrivals.per_day: the number is too large"],
        id="huge float",
    ),
    pytest.param(
        "share: 0.4",
        "share: " + 40 * "[" + 40 * "]",
        ["51: policy: nested more than 20 levels deep"],
        id="too deep",
    ),
]
"""What to replace in `valid.yaml`, by what, and what is said about it: an expectation may end with `...`."""


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_text_that_is_not_strict_yaml_is_refused_at_its_line(
    broken: Broken,
    check: Callable[[list[str], list[str]], None],
    old: str,
    new: str,
    expected: list[str],
) -> None:
    check(broken(old, new), expected)
