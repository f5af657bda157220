"""`symbio-sim compare`: two businesses, or two settings of one, in the same Worlds."""

import click

from .exits import mistakes_told
from .loading import loaded
from .options import json_option, no_stress_option, quiet_option, replications_option, seed_option
from .terminal import console_for_people, print_json, progress_bar

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
    no_stress: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compare A and B (each a ready-made business or a file) World by World: differences with 95 % intervals.

    Without B, A is compared with itself under --set-b: `symbio-sim compare bakery --set-b policy.share=0.8`.
    """
    if b is None and not set_a and not set_b:
        raise click.UsageError("nothing to compare: give a second config, or changes with --set-a or --set-b")
    from ..metrics import compare as compared
    from ..report.data import rows_by_measure
    from ..report.text import comparison_text

    with mistakes_told():
        config_a = loaded(a, (*both, *set_a))
        config_b = loaded(a if b is None else b, (*both, *set_b))
    with progress_bar(quiet=quiet) as progress:
        paired = compared(config_a, config_b, seed, replications, stress=not no_stress, progress=progress)
    people = console_for_people(stderr=as_json)
    names = (_name(a, set_a, "A"), _name(b or a, set_b, "B"))
    for part in comparison_text(paired, (config_a, config_b), names, seed, narrow=people.width < WIDE):
        people.print(part)
    if as_json:
        print_json({"a": names[0], "b": names[1], "seed": seed, **paired.attrs, "measures": rows_by_measure(paired)})


def _name(config: str, changes: tuple[str, ...], letter: str) -> str:
    return f"{letter}: {' '.join((config, *changes))}"
