"""A lever over whole businesses: the same question to a bakery, a helpdesk and a trader, in one experiment.

A case puts everything into the config that makes a ready-made business what it is. What the experiment says of time,
shocks, safeguards and mechanisms stays, so that the businesses meet the same conditions.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ..config import load_config, shipped_configs
from ..config.errors import nearest, shown

BLOCKS = ("business", "functions", "staff", "bots", "vendors", "policy", "economics")
"""Blocks of a config that say which business it is."""


def cases_of_businesses(names: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """Return a case for each business, named like it, with the values of the blocks that it sets.

    Raises
    ------
    ValueError
        If a name is not that of a ready-made business, or stands there twice.
    """
    known = list(shipped_configs())
    for place, name in enumerate(names):
        if name not in known:
            near = nearest(str(name), known)
            hint = f"did you mean {near!r}?" if near else f"there are {', '.join(known)}"
            raise ValueError(f"{shown(name)} is not a ready-made business; {hint}")
        if name in names[:place]:
            raise ValueError(f"{shown(name)} is listed twice")
    return {name: dict(_blocks(name)) for name in names}


@cache
def _blocks(name: str) -> Mapping[str, Any]:
    stated = load_config(name).to_dict()
    return {block: stated[block] for block in BLOCKS}
