"""Experiments as commands take them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..experiment import Experiment
    from ..sweep import Sweep

spec_argument = click.argument("spec", metavar="SPEC")

tier_option = click.option("--tier", metavar="NAME", help="Edition of the experiment: full, or one of its `tiers`.")


def experiment_of(
    spec: str, tier: str | None = None, overrides: Sequence[str] = (), replications: int | None = None
) -> "Experiment":
    """Return an experiment, checked.

    Raises
    ------
    ExperimentError
        What the user has to mend.
    """
    # The module of a rule of the user's own lies where the user is; a program's own path does not lead there.
    sys.path.append(str(Path.cwd()))
    from ..experiment import load_experiment

    return load_experiment(spec, tier, overrides, replications=replications)


def sweep_in(source: str, tier: str | None = None, overrides: Sequence[str] = (), out: Path | None = None) -> "Sweep":
    """Return what is there of an experiment, given by its name or file, or by the folder of its sweep.

    Raises
    ------
    ExperimentError, SweepError
        What the user has to mend.
    """
    from ..sweep import is_sweep, read_sweep

    if not is_sweep(source):
        return read_sweep(experiment_of(source, tier, overrides), out)
    if tier is not None or overrides or out is not None:
        raise click.UsageError(f"{source} is the folder of a sweep: --tier, --set and --out are for experiments")
    sys.path.append(str(Path.cwd()))
    return read_sweep(source)


def tell_notes(experiment: "Experiment") -> None:
    """Tell before the first run which analyses cannot be made of this edition."""
    from ..experiment.unanswerable import notes

    for note in notes(experiment):
        click.echo(f"Note: {experiment.name}: {note}", err=True)
