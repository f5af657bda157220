"""Exit codes, and how mistakes become messages."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

OK = 0
RUN_FAILED = 1
DIFFERENT = 1
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
    try:
        yield
    except ValueError as mistake:
        if not _is_the_users(mistake):
            raise
        raise UserError(str(mistake)) from None


@contextmanager
def failing_rule_told(function: str | None) -> Iterator[None]:
    """Turn whatever a user's own allocation rule, ``module:function``, raises inside into :class:`UserError`."""
    try:
        yield
    except Exception as error:
        if function is None or (isinstance(error, ValueError) and _is_the_users(error)):
            raise
        raise UserError(f"policy.function {function!r} fails: {type(error).__name__}: {error}") from None


def _is_the_users(mistake: ValueError) -> bool:
    """Tell a mistake of the user's from one of ours; what knows of Worlds and models is imported only if need be."""
    from ..config import ConfigError

    if isinstance(mistake, ConfigError):
        return True
    from ..analysis.errors import AnalysisError
    from ..engines import EngineError
    from ..model import RuleError
    from ..report.folder import FolderError
    from ..simulation_error import SimulationError
    from ..sweep import SweepError
    from ..world import LogError, WorldFileError

    kinds = (AnalysisError, EngineError, FolderError, LogError, RuleError, SimulationError, SweepError, WorldFileError)
    return isinstance(mistake, kinds)
