"""`symbio-sim trace`: the story of one task."""

import click

from .exits import UserError, mistakes_told
from .loading import loaded
from .options import config_argument, json_option, seed_option, set_option
from .terminal import console_for_people, print_json


@click.command()
@config_argument
@click.argument("task", type=click.IntRange(min=0))
@set_option
@seed_option
@click.option(
    "--world", "replication", type=click.IntRange(min=0), default=0, show_default=True, help="Number of the World."
)
@json_option
def trace(config: str, task: int, overrides: tuple[str, ...], seed: int, replication: int, as_json: bool) -> None:
    """Tell the story of one task: TASK is its number in the World of CONFIG."""
    from ..report.story import story_events, story_text
    from ..run import simulate

    with mistakes_told():
        run = simulate(loaded(config, overrides), seed, replication=replication)
    try:
        story = run.trace(task)
    except IndexError as mistake:
        raise UserError(str(mistake)) from None
    if as_json:
        print_json(story_events(story))
        return
    people = console_for_people()
    for part in story_text(run, task, story):
        people.print(part)
