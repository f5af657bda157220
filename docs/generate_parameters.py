"""Write parameters.md: every field of a config, as the config models declare it.

Run it after a change to `symbio_sim/config`: ``python docs/generate_parameters.py``. A test fails if the page is not
what this script would write.
"""

import json
from pathlib import Path
from typing import Any

from symbio_sim.config import TECHNOLOGIES, FieldRow, Technology, describe_fields

TARGET = Path(__file__).with_name("parameters.md")

INTRODUCTION = """\
# Parameters

<!-- Written by docs/generate_parameters.py: do not edit by hand. -->

Every field that a config may have. `*` stands for a name of your own choice: `functions.*.value_eur` is, for instance,
`functions.orders.value_eur`. Units are part of the names: `_min` minutes, `_h` hours, `_days` days, `_eur` euros,
`_share` a number between 0 and 1, `_per_year` and the like a rate.

**Status** says how far to trust a default. *Verified*: the figure was read in the source named. *Assumed*: a judgement;
vary it before relying on a result that it moves. *Stated*: only the owner of the business can know it.
`symbio-sim validate` with `--assumed` lists those of your business.

Weekly hours are written as `always`, `never` or days with intervals, such as `{mon-fri: "08:00-12:00, 13:00-17:00",
sat: "09:00-13:00"}`; an interval that ends at or before its start runs past midnight.
"""


def page() -> str:
    """Return the text of parameters.md."""
    rows = [row for row in describe_fields() if not row.path.startswith("schema_version")]
    parts = [INTRODUCTION]
    for title, members in _sections(rows):
        parts += [f"## {title}\n", _table(members)]
    parts += ["## Technologies\n", _TECHNOLOGY_WORDS, _technologies()]
    return "\n".join(parts)


def _sections(rows: list[FieldRow]) -> list[tuple[str, list[FieldRow]]]:
    """Group the rows by block; mechanisms, being many, by the block within; single fields come last."""
    blocks = {row.path for row in rows if row.is_block}
    found: dict[str, list[FieldRow]] = {}
    for row in rows:
        first, _, rest = row.path.partition(".")
        second = f"{first}.{rest.split('.')[0]}"
        title = second if first == "mechanisms" and second in blocks else first if first in blocks else "run"
        found.setdefault(title, []).append(row)
    return sorted(found.items(), key=lambda item: item[0] == "run")


def _table(rows: list[FieldRow]) -> str:
    lines = ["| field | meaning | default | allowed | source | status |", "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        rule = f" Rule `{row.when}`." if row.when else ""
        cells = (
            f"`{row.path}`",
            f"{row.description}.{rule}",
            _default(row),
            "; ".join(part for part in (row.type, row.bounds) if part),
            "" if row.is_block else row.source,
            "" if row.is_block else row.status,
        )
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _default(row: FieldRow) -> str:
    if row.is_required:
        return "required"
    if row.is_block:
        return "unset" if row.default is None else "see its fields" if row.default else "none"
    return "unset" if row.default is None else f"`{_plain(row.default)}`" if row.default != "" else "empty"


def _plain(value: Any) -> str:
    """Return a value as a config would have it."""
    return value if isinstance(value, str) else json.dumps(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<=", "≤").replace(">=", "≥")


_TECHNOLOGY_WORDS = """\
What a bot is like unless its own fields say otherwise. The directions follow the literature; the magnitudes are
assumed, but for the price of language models.
"""


def _technologies() -> str:
    lines = [
        f"| field | meaning | {' | '.join(TECHNOLOGIES)} |",
        "| --- | --- |" + " --- |" * len(TECHNOLOGIES),
    ]
    for name, info in Technology.model_fields.items():
        values = (f"{getattr(preset, name):g}" for preset in TECHNOLOGIES.values())
        lines.append(f"| `{name}` | {_cell(str(info.description))} | {' | '.join(values)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")
