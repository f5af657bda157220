"""The program: its commands, and what it answers to its caller."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from .._version import __version__
from .analyse import analyse
from .compare import compare
from .configs import init, list_businesses, schema, validate
from .events import events
from .exits import INTERRUPTED, OK
from .explain import explain
from .optimise import optimise
from .options import COMMAND
from .reproduce import reproduce
from .run import run
from .sweep import status, sweep
from .trace import trace
from .verify import verify

PROGRAM = "symbio-sim"


class _PipeClosedError(Exception):
    """The reader of our output has had enough (`symbio-sim list | head -1`)."""


class _Program(click.Group):
    """A group that leaves a closed pipe to us: click would call it a failed run."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Keep the command line as given, for the provenance of results."""
        command = [PROGRAM, *args]
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[COMMAND] = command
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and push out what it printed."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise _PipeClosedError from None
        return code


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """Simulate a small business of people and bots, and see how much automation is too much for it.

    \b
    Begin with:
      symbio-sim list                     the ready-made businesses
      symbio-sim run bakery               simulate one
      symbio-sim explain bakery           where its risk comes from, and what would help
      symbio-sim init bakery mine.yaml    copy one to edit

    Exit codes: 0 done, 1 a run failed or engines differ, 2 a mistake in the command or the config, 130 interrupted.
    """  # noqa: D301 (click wants the character itself)


for _command in (
    run,
    compare,
    explain,
    sweep,
    status,
    analyse,
    optimise,
    reproduce,
    validate,
    list_businesses,
    init,
    schema,
    trace,
    events,
    verify,
):
    cli.add_command(_command)


def main(args: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code.

    Parameters
    ----------
    args : sequence of str, optional
        What follows the program's name; `sys.argv` if left out.
    """
    _speak_utf8()
    try:
        code = cli.main(args, prog_name=PROGRAM, standalone_mode=False)
    except click.ClickException as mistake:
        mistake.show()
        code = mistake.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        code = INTERRUPTED
    except _PipeClosedError:
        # What is still buffered goes nowhere, or Python would complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = OK
    sys.exit(code if isinstance(code, int) else OK)


def _speak_utf8() -> None:
    """Write UTF-8 into files and pipes, whatever the system's old code page says, and never fail on a letter."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
