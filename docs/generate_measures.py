"""Write the tables of measures.md between their markers, from `symbio_sim.metrics.MEASURES`.

Run it after a change to the measures: ``python docs/generate_measures.py``. A test fails if a table is not what this
script would write.
"""

from pathlib import Path

from symbio_sim.metrics import GROUPS, MEASURES

TARGET = Path(__file__).with_name("measures.md")


def page(text: str) -> str:
    """Return the page with its tables written anew."""
    for group in GROUPS:
        begin, end = f"<!-- table: {group} -->", "<!-- end of table -->"
        before, mark, rest = text.partition(begin)
        _, closing, after = rest.partition(end)
        if not mark or not closing:
            raise ValueError(f"measures.md has no place for the table {group!r}")
        text = f"{before}{begin}\n{_table(group)}\n{end}{after}"
    return text


def _table(group: str) -> str:
    lines = ["| measure | unit | better | what it is |", "| --- | --- | --- | --- |"]
    for item in MEASURES.values():
        if item.group == group:
            lines.append(f"| `{item.key}` ({item.label}) | {item.unit} | {item.better} | {item.definition} |")
    return "\n".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
