"""`symbio-sim compare`: two businesses, or two settings of one, in the same Worlds."""

from typing import TYPE_CHECKING

import click

from .exits import mistakes_told
from .loading import loaded, shocks_asked
from .options import json_option, no_stress_option, quiet_option, replications_option, seed_option, stress_option
from .terminal import console_for_people, print_json, progress_bar

if TYPE_CHECKING:
    import pandas as pd

WIDE = 100
"""Width of a terminal (characters) from which all columns of a comparison fit."""


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option("--set", "both", multiple=True, metavar="PATH=VALUE", help="Change a value in both; may be repeated.")
@click.option("--set-a", multiple=True, metavar="PATH=VALUE", help="Change a value in A only; may be repeated.")
@click.option("--set-b", multiple=True, metavar="PATH=VALUE", help="Change a value in B only; may be repeated.")
@replications_option
@seed_option
@stress_option
@no_stress_option
@json_option
@quiet_option
def compare(
    a: str,
    b: str | None,
    both: tuple[str, ...],
    set_a: tuple[str, ...],
    set_b: tuple[str, ...],
    replications: int | None,
    seed: int,
    shocks: tuple[str, ...],
    no_stress: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compare A and B (each a ready-made business or a file) World by World: differences with 95 % intervals.

    Without B, A is compared with itself under --set-b: `symbio-sim compare bakery --set-b policy.share=0.8`.
    """
    if b is None and not set_a and not set_b:
        raise click.UsageError("nothing to compare: give a second config, or changes with --set-a or --set-b")
    from ..config import with_only
    from ..metrics import compare as compared
    from ..report.data import rows_by_measure
    from ..report.text import comparison_text, shock_text

    with mistakes_told():
        config_a = loaded(a, (*both, *set_a))
        config_b = loaded(a if b is None else b, (*both, *set_b))
        firms = [
            (
                item_a.text,
                with_only(config_a, item_a.kind, item_a.stressor),
                with_only(config_b, item_b.kind, item_b.stressor),
            )
            for item_a, item_b in zip(
                shocks_asked(config_a, shocks, no_stress=no_stress, beside=config_b),
                shocks_asked(config_b, shocks, no_stress=no_stress, beside=config_a),
                strict=True,
            )
        ]
    with progress_bar(quiet=quiet) as progress:
        paired = compared(config_a, config_b, seed, replications, stress=not no_stress, progress=progress)
        struck = {text: _shock_rows(compared(x, y, seed, replications, progress=progress)) for text, x, y in firms}
    people = console_for_people(stderr=as_json)
    names = (_name(a, set_a, "A"), _name(b or a, set_b, "B"))
    for part in comparison_text(paired, (config_a, config_b), names, seed, narrow=people.width < WIDE):
        people.print(part)
    for text, rows in struck.items():
        for part in shock_text(rows, (config_a, config_b), text, narrow=people.width < WIDE):
            people.print(part)
    if as_json:
        shown = {text: rows_by_measure(rows) for text, rows in struck.items()}
        facts = {"a": names[0], "b": names[1], "seed": seed, **paired.attrs, "measures": rows_by_measure(paired)}
        print_json(facts | ({"shocks": shown} if shown else {}))


def _shock_rows(paired: "pd.DataFrame") -> "pd.DataFrame":
    """Return what a comparison says of the planned shock alone."""
    from ..metrics.stress import RESILIENCE_NAMES

    return paired[paired["measure"].isin(RESILIENCE_NAMES)]


def _name(config: str, changes: tuple[str, ...], letter: str) -> str:
    return f"{letter}: {' '.join((config, *changes))}"
