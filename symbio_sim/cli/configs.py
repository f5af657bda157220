"""Commands around configs: what there is, copying one, checking one, the schema."""

import sys
from pathlib import Path

import click

from .exits import mistakes_told
from .loading import loaded
from .options import config_argument, json_option, set_option
from .terminal import console_for_people, print_json


@click.command("list")
@json_option
def list_businesses(as_json: bool) -> None:
    """List the ready-made businesses."""
    from ..config import load_config, shipped_configs
    from ..report import tables

    with mistakes_told():
        configs = {name: load_config(path) for name, path in shipped_configs().items()}
    if as_json:
        print_json([tables.business_row(name, config) for name, config in configs.items()])
    else:
        console_for_people().print(tables.businesses_table(configs))


@click.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def init(name: str, file: Path, force: bool) -> None:
    """Copy the ready-made business NAME to FILE, to be edited."""
    from ..config import copy_config

    with mistakes_told():
        path = copy_config(name, file, overwrite=force)
    click.echo(f"Wrote {path}. Edit it, then: symbio-sim validate {path}")


@click.command()
@config_argument
@set_option
@click.option("--assumed", is_flag=True, help="List every value that rests on an assumption.")
@json_option
def validate(config: str, overrides: tuple[str, ...], assumed: bool, as_json: bool) -> None:
    """Check CONFIG (a name or a file) and say what to expect of it before anything is run."""
    from rich.markup import escape

    from ..config import assumed_fields, config_hash
    from ..firm.outlook import outlook
    from ..report.guesses import guesses_data, guesses_text
    from ..report.outlook import outlook_data, outlook_text

    with mistakes_told():
        resolved = loaded(config, overrides)
        expected = outlook(resolved)
    guesses = assumed_fields(resolved)
    people = console_for_people(stderr=as_json)
    people.print(f"[green]ok[/green] {escape(config)}: {escape(resolved.business.name)}")
    for part in (*outlook_text(expected), *guesses_text(guesses, every=assumed)):
        people.print(part)
    if as_json:
        facts = {"valid": True, "config_hash": config_hash(resolved), "assumed": guesses_data(guesses)}
        print_json(facts | {"outlook": outlook_data(expected)})


@click.command()
@click.option("--experiment", is_flag=True, help="That of experiments.")
def schema(experiment: bool) -> None:
    """Print the JSON schema of configs, with which editors complete and check them."""
    if experiment:
        from ..experiment.schema import schema_text
    else:
        from ..config.schema import schema_text

    sys.stdout.write(schema_text())
