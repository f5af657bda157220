"""The two tables of an explanation: what each pitfall costs, what each safeguard buys, costs and nets."""

from dataclasses import dataclass

from rich import box
from rich.markup import escape
from rich.table import Table

from ..analysis.explain import Explanation
from ..experiment.explanation import ALL
from .explanation_words import (
    PITFALL_WORDS,
    Row,
    amount,
    changes_nothing,
    interval,
    losses_of,
    safeguard_words,
    sign,
    total_of,
)
from .numbers import Money


@dataclass(frozen=True)
class WordTable:
    """A table of words: columns without a heading stand left, all others right."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def losses_table(found: Explanation) -> WordTable:
    """Return what each pitfall costs."""
    money = Money.of(found.config)
    rows = [
        (
            PITFALL_WORDS[row["input"]],
            amount(row["loss"], money),
            _ends(row, "loss", money),
            amount(row["loss_alone"], money),
            amount(row["loss_last"], money),
        )
        for row in (*losses_of(found), total_of(found))
    ]
    title = f"What the pitfalls cost, {money.code} a year"
    return WordTable(title, ("", "loss", "95 % interval", "alone", "added last"), tuple(rows))


def safeguards_table(found: Explanation) -> WordTable:
    """Return what each safeguard buys and costs, the best first, all together last."""
    money = Money.of(found.config)
    rows = [
        (
            named(row),
            amount(row["bought_eur_per_year"], money),
            amount(row["cost_eur_per_year"], money),
            amount(row["net_eur_per_year"], money),
            _ends(row, "net", money),
            verdict(row),
        )
        for row in safeguards_of(found)
    ]
    title = f"What safeguards buy and cost, {money.code} a year"
    return WordTable(title, ("", "buys", "costs", "net", "95 % interval", "pays"), tuple(rows))


def safeguards_of(found: Explanation) -> list[Row]:
    """Return the safeguards, the best first, all together last."""
    rows = found.safeguards.to_dict("records")
    return sorted(rows, key=lambda row: (row["safeguard"] == ALL, -row["net_eur_per_year"]))


def named(row: Row) -> str:
    """Return what a safeguard is called, and whether it is in use."""
    in_use = row["in_use"] and row["safeguard"] != ALL
    return f"{safeguard_words(row['safeguard'])}{' (in use)' if in_use else ''}"


def verdict(row: Row) -> str:
    """Tell in a word whether a safeguard pays; idle: it changes nothing and costs nothing."""
    return "idle" if changes_nothing(row) else {1: "yes", 0: "unsure", -1: "no"}[sign(row, "net")]


def as_rich(table: WordTable) -> Table:
    """Return a table for the terminal."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, title=table.title, title_justify="left")
    for place, heading in enumerate(table.headings):
        shown.add_column(heading, justify="right" if heading else "left", no_wrap=place > 0)
    for row in table.rows:
        shown.add_row(*(escape(cell) for cell in row))
    return shown


def as_markdown(table: WordTable) -> str:
    """Return a table for a Markdown file."""
    rules = ["---:" if heading else "---" for heading in table.headings]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (table.headings, rules, *table.rows))


def _ends(row: Row, name: str, money: Money) -> str:
    low, high = interval(row, name)
    return f"{amount(low, money)} to {amount(high, money)}"
