"""`symbio-sim optimise`: look for the levers that do best."""

from pathlib import Path

import click

from .exits import INTERRUPTED, OK, RUN_FAILED, mistakes_told
from .experiments import experiment_of, spec_argument, tier_option
from .options import COMMAND, Number, json_option, quiet_option, set_option
from .terminal import console_for_people, print_json, progress_bar


@click.command()
@spec_argument
@tier_option
@set_option
@click.option("--trials", type=click.IntRange(1, 100_000), default=50, show_default=True, help="Choices to try.")
@click.option(
    "--outcome", "outcomes", multiple=True, metavar="NAME", help="Measure to make best. [default: the experiment's]"
)
@click.option("--budget", type=Number(0.0, min_open=True), metavar="EUR", help="What may be spent a year (euros).")
@click.option(
    "--cost", "costs", multiple=True, metavar="NAME", help="Cost the budget pays for. [default: people, bots, fixed]"
)
@click.option(
    "--robust",
    type=click.Choice(["mean", "worst"]),
    default="mean",
    show_default=True,
    help="What counts: the mean over all uncertainties, or the worst of them.",
)
@click.option("--search-seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="Seed of the search.")
@click.option(
    "--replications", "-n", type=click.IntRange(1, 100_000), help="Worlds for each cell. [default: the experiment's]"
)
@click.option("--workers", type=click.IntRange(1, 1024), help="Worker processes. [default: one for each processor]")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the rows. [default: runs/NAME-DIGEST]")
@json_option
@quiet_option
@click.pass_context
def optimise(
    context: click.Context,
    spec: str,
    tier: str | None,
    overrides: tuple[str, ...],
    trials: int,
    outcomes: tuple[str, ...],
    budget: float | None,
    costs: tuple[str, ...],
    robust: str,
    search_seed: int,
    replications: int | None,
    workers: int | None,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Choose the levers of SPEC so that its outcomes are best under all its uncertainties.

    Each trial is a choice of the levers, run in the same Worlds: of a rule of replications only its `at_least`. Stopped
    at any moment, the same command goes on where it was. Needs Optuna: pip install 'symbio-sim[optimise]'.
    """
    if costs and budget is None:
        raise click.UsageError("--cost says what a budget pays for: give --budget as well")
    from ..analysis.optimise import COSTS, Search
    from ..analysis.optimise import optimise as look
    from ..metrics import MEASURES
    from ..sweep import StorageError, default_executor, folder_of
    from ..sweep.store import SEARCHES
    from .answers import search_text

    people = console_for_people(stderr=as_json)
    with mistakes_told():
        experiment = experiment_of(spec, tier, overrides, replications)
        wanted = outcomes or tuple(name for name in experiment.outcomes if MEASURES[name].better != "neither")
        search = Search(
            trials=trials,
            outcomes=wanted,
            budget_eur_per_year=budget,
            costs=costs or COSTS,
            robust="worst" if robust == "worst" else "mean",
            seed=search_seed,
        )
        folder = folder_of(experiment) if out is None else out
        try:
            with progress_bar(quiet=quiet, words="Trials") as watch:
                found = look(
                    experiment,
                    search,
                    folder=folder,
                    executor=None if workers is None else default_executor(workers),
                    progress=watch,
                    command=context.meta[COMMAND],
                )
        except KeyboardInterrupt:
            people.print(f"Interrupted. What is done is kept in {folder}; the same command goes on.", soft_wrap=True)
            return INTERRUPTED
        except StorageError as error:
            click.echo(f"Error: {error}", err=True)
            return RUN_FAILED
    for part in search_text(found, list(experiment.levers), experiment.base):
        people.print(part)
    people.print(f"All trials: {folder / SEARCHES / search.digest(experiment)}.csv", soft_wrap=True)
    if as_json:
        print_json(found.to_dict("records"))
    return OK if found["on_frontier"].any() else RUN_FAILED
