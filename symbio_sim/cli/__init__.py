"""The command line: `symbio-sim`.

Only click is imported at first; what a command needs is imported when it runs, so that `--help` answers at once.
"""

from .app import cli, main

__all__ = ["cli", "main"]
