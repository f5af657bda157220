"""Put the numbers of the reference results into the READMEs of the experiments: `python docs/renew_findings.py`.

A number in a README is a link to the table that it comes from; the title of the link says where in the table:

    [...](../../results/staff_cut/summary.csv "mean, measure=profit_eur_per_day, people=five, outage_days=5")

First the column, then the columns and values that pick one row. The words of the link are written here, so that they
cannot go stale; the sentence around them is for people to write and to check.
"""

import csv
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from symbio_sim.metrics import MEASURES
from symbio_sim.report.numbers import Money, in_unit, number, unit_text

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r'\[[^\]]*\]\((?P<path>\.\./\.\./results/[^)\s]+\.csv) "(?P<where>[^"]+)"\)')

_INTERVALS = {"mean": ("ci_low", "ci_high"), "value": ("ci_low", "ci_high")}


class FindingError(ValueError):
    """A link of a README that leads to no number."""


def readmes() -> list[Path]:
    """Return the READMEs of the experiments."""
    return sorted((ROOT / "experiments").glob("*/README.md"))


def renewed(page: Path) -> str:
    """Return the text of a README with every number as the reference results have it."""

    def link(match: re.Match[str]) -> str:
        path, where = match["path"], match["where"]
        try:
            words = finding(_rows(page.parent / path), where)
        except FindingError as error:
            raise FindingError(f"{page.parent.name}/README.md: {path} ({where}): {error}") from None
        return f'[{words}]({path} "{where}")'

    return LINK.sub(link, page.read_text(encoding="utf-8"))


def finding(rows: list[dict[str, str]], where: str) -> str:
    """Return a number of a table in words, with its unit and, if it has one, its interval.

    Parameters
    ----------
    rows : list of dict
        The table, all text.
    where : str
        The column, then what picks the row: ``mean, measure=profit_eur_per_day, people=five``.
    """
    column, *picks = [part.strip() for part in where.split(",")]
    wanted = dict(pick.split("=", 1) for pick in picks)
    found = [row for row in rows if all(_is(row.get(name), value) for name, value in wanted.items())]
    if len(found) != 1:
        raise FindingError(f"{len(found)} rows fit instead of one")
    return _words(found[0], column)


def _words(row: Mapping[str, str], column: str) -> str:
    if column not in row:
        raise FindingError(f"there is no column {column}; columns: {', '.join(row)}")
    measure = next((row[name] for name in ("measure", "outcome") if name in row), column)
    unit = MEASURES[measure].unit if measure in MEASURES else ""
    is_difference = column in ("difference", "synergy", "beyond_sum")
    is_change = is_difference or row.get("index") in ("mu", "mu_star")
    # A change of a share is one of percentage points: "5 % less" would mean something else.
    name = "points" if is_change and unit == "share" else unit_text(unit, Money()) if unit else ""
    low, high = _INTERVALS.get(column, (f"{column}_ci_low", f"{column}_ci_high"))
    value, *ends = [in_unit(float(row[key]), unit, Money()) for key in (column, low, high) if row.get(key)]
    text = " ".join(part for part in (number(value, signed=is_difference), name) if part)
    if len(ends) == 2 and ends[0] != ends[1]:
        text += f" ({' to '.join(number(end, value, signed=is_difference) for end in ends)})"
    return text


def _is(cell: str | None, value: str) -> bool:
    """Tell whether a cell holds a value; numbers are compared as numbers."""
    if cell is None:
        return False
    try:
        return float(cell) == float(value)
    except ValueError:
        return cell == value


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise FindingError("there is no such table")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    try:
        for readme in readmes():
            readme.write_text(renewed(readme), encoding="utf-8", newline="\n")
    except FindingError as mistake:
        sys.exit(f"Error: {mistake}")
