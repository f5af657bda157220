"""`symbio-sim verify`: both engines on the same Worlds, compared to the bit."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from .exits import DIFFERENT, OK, failing_rule_told, mistakes_told
from .loading import loaded
from .options import config_argument, json_option, quiet_option, replications_option, seed_option, set_option
from .terminal import console_for_people, print_json, progress_bar

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..verify import Verdict

SHOWN = 12
"""How many characters of a fingerprint are shown."""


@click.command()
@config_argument
@set_option
@replications_option
@seed_option
@json_option
@quiet_option
def verify(
    config: str, overrides: tuple[str, ...], replications: int | None, seed: int, as_json: bool, quiet: bool
) -> int:
    """Check that both engines give the same run of CONFIG to the bit, World by World.

    Exit code 0: they do; 1: they differ, and the first difference is told.
    """
    from ..verify import verify as verified

    with mistakes_told():
        resolved = loaded(config, overrides)
        own_rule = getattr(resolved.policy, "function", None)
        with failing_rule_told(own_rule), progress_bar(quiet=quiet, words="Comparing engines") as progress:
            verdicts = verified(resolved, seed, replications or resolved.replications, progress)
    trace = shlex.join(["symbio-sim", "trace", config, "TASK", "--seed", str(seed)])
    sets = "".join(f" --set {shlex.quote(change)}" for change in overrides)
    people = console_for_people(stderr=as_json)
    for part in _told(verdicts, trace + sets):
        people.print(part)
    if as_json:
        print_json({"seed": seed, "equal": _all_equal(verdicts), "worlds": [_plain(verdict) for verdict in verdicts]})
    return OK if _all_equal(verdicts) else DIFFERENT


def _all_equal(verdicts: "list[Verdict]") -> bool:
    return all(verdict.difference is None for verdict in verdicts)


def _told(verdicts: "list[Verdict]", trace: str) -> "Iterator[RenderableType]":
    """Give the table of Worlds, the first difference of each World that has one, and the times."""
    from rich.markup import escape

    from ..verify import ENGINE_NAMES

    yield _table(verdicts)
    unlike = [verdict for verdict in verdicts if verdict.difference is not None]
    n = f"{len(verdicts)} {'World' if len(verdicts) == 1 else 'Worlds'}"
    if not unlike:
        yield f"[green]equal[/green]: in {n} both engines give the same run, to the last bit"
    else:
        yield f"[red]different[/red]: the engines differ in {len(unlike)} of {n}"
    for verdict in unlike:
        assert verdict.difference is not None
        yield f"\nWorld {verdict.replication}. {escape(verdict.difference.sentence(ENGINE_NAMES))}"
        if verdict.difference.extent:
            yield f"In all, {verdict.difference.extent}"
        if verdict.difference.task is not None:
            command = trace.replace("TASK", str(verdict.difference.task), 1)
            yield f"Look further: {escape(command)} --world {verdict.replication}"
    mesa_s, kernel_s = sum(v.mesa_s for v in verdicts), sum(v.kernel_s for v in verdicts)
    yield f"\nMesa took {mesa_s:.2f} s, the compiled engine {kernel_s:.2f} s: {mesa_s / kernel_s:.1f} times as long"


def _table(verdicts: "list[Verdict]") -> "RenderableType":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("World", "tasks", "fingerprint", "equal"):
        table.add_column(heading, justify="right" if heading in ("World", "tasks") else "left")
    for verdict in verdicts:
        equal = "yes" if verdict.difference is None else "[red]no[/red]"
        table.add_row(str(verdict.replication), f"{verdict.n_tasks:,}", verdict.fingerprint[:SHOWN], equal)
    return table


def _plain(verdict: "Verdict") -> dict[str, Any]:
    from ..verify import ENGINE_NAMES

    difference = verdict.difference
    facts = {
        "world": verdict.replication,
        "tasks": verdict.n_tasks,
        "fingerprint": verdict.fingerprint,
        "equal": difference is None,
        "mesa_s": verdict.mesa_s,
        "kernel_s": verdict.kernel_s,
    }
    if difference is None:
        return facts
    return facts | {
        "difference": difference.sentence(ENGINE_NAMES),
        "time_min": difference.time_min,
        "task": difference.task,
        "extent": difference.extent,
    }
