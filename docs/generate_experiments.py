"""Write the tables of experiments.md between their markers: every field of an experiment, as the models declare it.

Run it after a change to `symbio_sim/experiment`: ``python docs/generate_experiments.py``. A test fails if a table is
not what this script would write.
"""

import json
from pathlib import Path

from symbio_sim.config import FieldRow, describe_fields
from symbio_sim.config.layout import annotation_of, items_of, kinds_of
from symbio_sim.experiment import Spec

TARGET = Path(__file__).with_name("experiments.md")
END = "<!-- end of table -->"
ELSEWHERE = ("uncertainties.", "stressors.")
"""Blocks whose fields are described elsewhere: those of levers, those of configs."""


def page(text: str) -> str:
    """Return the page with its tables written anew."""
    tables = {title: _table(rows) for title, rows in _tables().items()}
    tables |= {f"kinds of {name}": _kinds(name) for name in ("analyses", "figures")}
    for title, table in tables.items():
        begin = f"<!-- table: {title} -->"
        before, mark, rest = text.partition(begin)
        _, closing, after = rest.partition(END)
        if not mark or not closing:
            raise ValueError(f"experiments.md has no place for the table {title!r}")
        text = f"{before}{begin}\n{table}\n{END}{after}"
    return text


def _tables() -> dict[str, list[FieldRow]]:
    """Group the rows: what stands at the top, then each block."""
    tables: dict[str, list[FieldRow]] = {"top": []}
    for row in describe_fields(Spec):
        title, dot, _ = row.path.partition(".")
        if not dot:
            tables["top"].append(row)
        elif not row.path.startswith(ELSEWHERE):
            tables.setdefault(title, []).append(row)
    return tables


def _kinds(name: str) -> str:
    """Return the kinds of analyses or figures with the first sentence that each says of itself."""
    lines = ["| kind | what it is |", "| --- | --- |"]
    for kind, block in kinds_of(items_of(annotation_of(Spec.model_fields[name]))).items():
        lines.append(f"| `{kind}` | {(block.__doc__ or '').strip().splitlines()[0]} |")
    return "\n".join(lines)


def _table(rows: list[FieldRow]) -> str:
    lines = ["| field | meaning | default | allowed |", "| --- | --- | --- | --- |"]
    for row in _merged(rows):
        cells = (
            f"`{row.path}`",
            f"{row.description or 'Which of them it is'}.{row.when}",
            _default(row),
            _allowed(row),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def _merged(rows: list[FieldRow]) -> list[FieldRow]:
    """Put rows that differ in nothing but the kind they belong to into one, which names the kinds."""
    kinds: dict[str, list[str]] = {}
    firsts: dict[str, FieldRow] = {}
    for row in rows:
        alike = repr(vars(row) | {"when": ""})
        firsts.setdefault(alike, row)
        kinds.setdefault(alike, []).extend([f"`{row.when}`"] if row.when else [])
    return [
        FieldRow(**{**vars(row), "when": f" Kind {', '.join(kinds[alike])}." if kinds[alike] else ""})
        for alike, row in firsts.items()
    ]


def _default(row: FieldRow) -> str:
    if row.is_required:
        return "required"
    if row.default is None:
        return "unset"
    if row.default in ("", [], {}):
        return "none"
    return f"`{row.default if isinstance(row.default, str) else json.dumps(row.default)}`"


def _allowed(row: FieldRow) -> str:
    if row.type.startswith("one of "):
        return row.type
    return "; ".join(part for part in (row.type, row.bounds) if part)


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
