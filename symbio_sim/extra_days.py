"""Daily books of mechanisms: columns that a run has only where the mechanism that fills them is on.

A column's name begins with the kind of entity that its entries belong to: `seat_engagement` has an entry for each day
and seat. So a firm without a mechanism has the very books that it would have if the mechanism did not exist.
"""

from typing import Final

FIRM: Final = "firm"
FUNCTION: Final = "function"
SEAT: Final = "seat"
PAIR: Final = "pair"  # of a seat and a function it can do
BOT: Final = "bot"
VENDOR: Final = "vendor"
SERVICE: Final = "service"  # of a vendor, by technology
ENTITIES: Final = (FIRM, FUNCTION, SEAT, PAIR, BOT, VENDOR, SERVICE)


def owner_of(column: str) -> tuple[str, str]:
    """Return the kind of entity that a column is about, and what of it.

    Raises
    ------
    ValueError
        If the name does not begin with a kind of entity.
    """
    entity, _, what = column.partition("_")
    if entity not in ENTITIES or not what:
        raise ValueError(f"a daily column of a mechanism must begin with one of {', '.join(ENTITIES)}, got {column!r}")
    return entity, what
