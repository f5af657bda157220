"""Exit codes, and how mistakes become messages."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

OK = 0
RUN_FAILED = 1
USAGE = 2
INTERRUPTED = 130


class UserError(click.ClickException):
    """A mistake of the user's, told without a traceback."""

    exit_code = USAGE

    def show(self, file: object = None) -> None:
        """Print the message, one problem a line."""
        for line in self.format_message().splitlines():
            click.echo(f"Error: {line}", err=True)


@contextmanager
def mistakes_told() -> Iterator[None]:
    """Turn mistakes in configs, rules and logs that are found inside into :class:`UserError`."""
    from ..config import ConfigError
    from ..model import RuleError
    from ..report.folder import FolderError
    from ..world import LogError, WorldFileError

    try:
        yield
    except (ConfigError, FolderError, LogError, RuleError, WorldFileError) as mistake:
        raise UserError(str(mistake)) from None
