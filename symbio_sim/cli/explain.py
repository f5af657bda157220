"""`symbio-sim explain`: where a firm's risk of over-symbiosis comes from, and what safeguards would buy and cost."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .exits import INTERRUPTED, OK, RUN_FAILED, mistakes_told
from .loading import loaded, shocks_asked
from .options import COMMAND, Number, config_argument, json_option, quiet_option, seed_option, set_option
from .sweep_text import progress_line
from .terminal import console_for_people, print_json

if TYPE_CHECKING:
    from ..analysis.explain import Explanation
    from ..config import Config

DAYS_OF_A_YEAR = 364
"""52 weeks, so that every weekday comes as often."""

FEW_WORLDS = 50
"""Worlds by default where the worst of them do not count by themselves."""


@click.command()
@config_argument
@set_option
@click.option(
    "--years",
    type=Number(0.0, 50.0, min_open=True),
    default=3.0,
    show_default=True,
    help="How far to look (years of 52 weeks); skill fades in months, one year hardly shows it.",
)
@click.option(
    "--replications",
    "-n",
    type=click.IntRange(2, 100_000),
    help="Worlds for each of some forty cells. [default: 200; 50 with --risk-weight 0]",
)
@click.option(
    "--risk-weight",
    type=Number(0.0, 1.0),
    default=0.5,
    show_default=True,
    help="lambda: weight of the mean of the worst 5 % of Worlds against the mean of all; above 0 takes 200 Worlds.",
)
@click.option(
    "--stress",
    "shocks",
    multiple=True,
    metavar="KIND:NAME:KEY=VALUE:...",
    help="The one shock in each World, as in vendor_outage:acme:day=120. [default: the first that the config plans]",
)
@click.option("--no-stress", is_flag=True, help="Plan no shock.")
@seed_option
@click.option("--workers", type=click.IntRange(1, 1024), help="Worker processes. [default: one for each processor]")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the report. [default: beside the runs, in runs/explain-NAME-DIGEST]",
)
@json_option
@quiet_option
@click.pass_context
def explain(
    context: click.Context,
    config: str,
    overrides: tuple[str, ...],
    years: float,
    replications: int | None,
    risk_weight: float,
    shocks: tuple[str, ...],
    no_stress: bool,
    seed: int,
    workers: int | None,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Explain CONFIG (a ready-made business or a file): where its risk comes from, and which safeguards would pay.

    The firm is run in the same Worlds with each of five pitfalls on and off in all combinations (deskilling, lost
    intuition, lock-in and outages, bias, attacks), and with each safeguard. Runs are kept: stopped at any moment, the
    same command goes on where it was.
    """
    from ..analysis.explain import FailedRunsError
    from ..analysis.explain import explain as explained
    from ..report.explanation import write_explanation
    from ..sweep import StorageError, default_executor

    people = console_for_people(stderr=as_json)
    with mistakes_told():
        firm = _firm(config, overrides, years, shocks, no_stress=no_stress)
        try:
            with progress_line(quiet=quiet) as watch:
                found = explained(
                    firm,
                    Path(config).stem,
                    replications=replications or (200 if risk_weight > 0.0 else FEW_WORLDS),
                    seed=seed,
                    risk_weight=risk_weight,
                    executor=None if workers is None else default_executor(workers),
                    progress=watch,
                    command=context.meta[COMMAND],
                )
        except KeyboardInterrupt:
            people.print("Interrupted. What is finished is kept below runs; the same command goes on.")
            return INTERRUPTED
        except (StorageError, FailedRunsError) as error:
            click.echo(f"Error: {error}", err=True)
            return RUN_FAILED
        folder = write_explanation(found, out, command=context.meta[COMMAND])
    _tell(found, folder, as_json=as_json)
    return OK


def _firm(
    config: str, overrides: tuple[str, ...], years: float, shocks: tuple[str, ...], *, no_stress: bool
) -> "Config":
    """Return the firm over the years asked for, with one planned shock or none."""
    from ..config import ConfigError, Problem, Stressors, with_only
    from ..config.overrides import Change

    for text in overrides:
        if text.partition("=")[0].strip() == "horizon_days":
            raise ConfigError([Problem(f"--set {text}", None, "horizon_days", "is set by --years: leave it out")])
    horizon = Change("horizon_days", round(years * DAYS_OF_A_YEAR), f"--years {years:g}")
    firm = loaded(config, [*overrides, horizon])
    if len(shocks) > 1:
        raise click.UsageError("--stress: one shock at a time can be explained; give one of them")
    asked = shocks_asked(firm, shocks, no_stress=no_stress)
    if asked:
        return with_only(firm, asked[0].kind, asked[0].stressor)
    planned = None if no_stress else next(firm.stressors.planned(), None)
    if planned is None:
        return firm.model_copy(update={"stressors": Stressors(**dict.fromkeys(Stressors.model_fields))})
    return with_only(firm, *planned)


def _tell(found: "Explanation", folder: Path, *, as_json: bool) -> None:
    from rich.markup import escape

    from ..report.explanation_tables import as_rich, losses_table, safeguards_table
    from ..report.explanation_words import HOW_TO_READ, setting, story

    people = console_for_people(stderr=as_json)
    people.print(f"[bold]{escape(found.config.business.name)}[/bold]: {escape(setting(found))}\n")
    for paragraph in story(found):
        people.print(f"{escape(paragraph)}\n")
    for table in (losses_table(found), safeguards_table(found)):
        people.print(as_rich(table))
    people.print(f"{HOW_TO_READ.replace('*', '')}\n")
    people.print(f"Report and figure: {escape(str(folder))}", soft_wrap=True)
    if as_json:
        print_json(_data(found, folder))


def _data(found: "Explanation", folder: Path) -> dict[str, Any]:
    return {
        "business": found.config.business.name,
        "horizon_days": found.config.horizon_days,
        "seed": found.asked.experiment.seed,
        "replications": found.asked.experiment.replications,
        "risk_weight": found.risk_weight,
        "worth_eur_per_year": found.worth_eur_per_year,
        "worth_without_pitfalls_eur_per_year": found.worth_without_eur_per_year,
        "losses": found.losses.to_dict("records"),
        "safeguards": found.safeguards.to_dict("records"),
        "besides": found.besides.to_dict("records"),
        "absent_pitfalls": dict(found.asked.absent),
        "unfit_safeguards": dict(found.asked.unfit),
        "folder": str(folder),
    }
