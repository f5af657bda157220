"""The numbers that a release stands for: all measures of a few firms in one World, as `results/golden.csv` keeps them.

The table has a column for each release, and one for what is not released yet if that differs. The rule:

- What the code computes is in the last column, with all its digits.
- Columns of releases are never written again: `python tests/golden/renew.py` adds a column `unreleased` beside them.
- A last column that differs from the one before needs an entry under `### Results` in CHANGELOG.md, in the section of
  what is not released yet (at a release: of that release), which names each firm whose numbers moved.
"""

import csv
import re
from pathlib import Path

from symbio_sim import __version__
from symbio_sim.config import Config, load_config, shipped_configs
from symbio_sim.metrics import evaluate

from .firms import FIRMS

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "results" / "golden.csv"
CHANGELOG = ROOT / "CHANGELOG.md"
UNRELEASED = "unreleased"
KEYS = ("firm", "measure")

Numbers = dict[tuple[str, str], str]


def firms() -> dict[str, Config]:
    """Return the firms by name: those of `firms.py`, and three weeks of each ready-made business."""
    short = {"horizon_days": 21, "warm_up_days": 7}
    ours = {name: make() for name, make in FIRMS.items()}
    return ours | {name: load_config(name, short) for name in shipped_configs()}


def computed() -> Numbers:
    """Return what this code gives: all measures of each firm, stress test included, in the World of seed 1."""
    return {
        (name, measure): repr(float(value))
        for name, config in firms().items()
        for measure, value in evaluate(config, seed=1).items()
    }


def recorded() -> dict[str, Numbers]:
    """Return the columns of the table: the numbers of each release, in order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        versions = [name for name in reader.fieldnames or () if name not in KEYS]
    return {
        version: {(row["firm"], row["measure"]): row[version] for row in rows if row[version]} for version in versions
    }


def renewed(
    columns: dict[str, Numbers], now: Numbers, changelog: str, version: str = __version__
) -> dict[str, Numbers]:
    """Return the columns with what the code gives now in its place; columns of releases stay as they are."""
    released = {name: numbers for name, numbers in columns.items() if is_released(name, changelog)}
    if released and list(released.values())[-1] == now:
        return released
    return released | {UNRELEASED if is_released(version, changelog) else version: now}


def is_released(version: str, changelog: str) -> bool:
    """Tell whether the changelog has a section of that release."""
    return re.search(rf"^## \[{re.escape(version)}\]", changelog, re.MULTILINE) is not None


def moved(columns: dict[str, Numbers]) -> list[str]:
    """Return the firms whose numbers in the last column are not those of the column before, if there is one."""
    before, last = (list(columns.values())[-2:] if len(columns) > 1 else [{}, {}])[:2]
    keys = [key for key in {**before, **last} if before.get(key) != last.get(key)]
    return sorted({firm for firm, _ in keys})


def entries(changelog: str, version: str) -> str:
    """Return the text under `### Results` in the section of a release, or of what is not released yet."""
    title = version if is_released(version, changelog) else "Unreleased"
    section = re.search(rf"^## \[{re.escape(title)}\].*?(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL)
    results = re.search(r"^### Results\n(.*?)(?=^### |\Z)", section[0] if section else "", re.MULTILINE | re.DOTALL)
    return results[1] if results else ""


def write(columns: dict[str, Numbers]) -> None:
    """Write the table."""
    keys = list(dict.fromkeys(key for numbers in columns.values() for key in numbers))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*KEYS, *columns])
        writer.writerows([*key, *(numbers.get(key, "") for numbers in columns.values())] for key in keys)
