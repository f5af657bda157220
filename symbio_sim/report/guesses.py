"""The values of a config that rest on judgement, counted and listed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from ..config import AssumedField


def guesses_text(guesses: Sequence[AssumedField], *, every: bool) -> Iterator[RenderableType]:
    """Say how many values are assumed in which part of a config; if `every`, list them."""
    by_part = Counter(guess.path.split(".")[0] for guess in guesses)
    parts = ", ".join(f"{part} {count}" for part, count in by_part.most_common())
    yield f"{len(guesses)} values rest on an assumption ({parts})." if guesses else "No value rests on an assumption."
    if not every:
        if guesses:
            yield "See them all with --assumed; vary those that matter before you trust a result."
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("value", "is", "because"):
        table.add_column(heading, overflow="fold")
    for guess in guesses:
        table.add_row(escape(guess.path), escape(_plain(guess.value)), escape(guess.source))
    yield table


def guesses_data(guesses: Sequence[AssumedField]) -> list[dict[str, Any]]:
    """Return the assumed values as plain data."""
    return [{"path": guess.path, "value": guess.value, "source": guess.source} for guess in guesses]


def _plain(value: Any) -> str:
    return "unset" if value is None else str(value)
