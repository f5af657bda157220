"""What is wrong with a config, said so that its owner can mend it: where, what, what is allowed instead."""

import datetime
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Location = tuple[str | int, ...]

_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a config.

    Attributes
    ----------
    file : str
        The file as the user named it, or the override (``--set policy.share=2``).
    line : int or None
        Line in that file, from 1; None where there is none to point at.
    field : str
        The field, as in ``staff.baker.count``; list items by their number, from 0. Empty: the whole file.
    message : str
        What is wrong.
    allowed : tuple of str
        What could stand there instead, where that is a list of words.
    suggestion : str or None
        The allowed word that the user most likely meant.
    """

    file: str
    line: int | None
    field: str
    message: str
    allowed: tuple[str, ...] = ()
    suggestion: str | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        text = ": ".join(part for part in (place, self.field, self.message) if part)
        if self.suggestion is not None:
            text += f"; did you mean {self.suggestion!r}?"
        if self.allowed:
            text += f"{'' if self.suggestion is not None else '.'} Allowed: {', '.join(self.allowed)}"
        return text


class ConfigError(ValueError):
    """A config that cannot be used.

    Parameters
    ----------
    problems
        Everything that is wrong with it, at least one thing.

    Attributes
    ----------
    problems : tuple of Problem
        The same, in the order in which `str` prints them, one to a line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def path_text(location: Location) -> str:
    """A location as users write it: ``("staff", "baker", "count")`` is ``staff.baker.count``."""
    # A key may hold a line break or a terminal code; the message must stay on one line.
    return ".".join(part if isinstance(part, str) and part.isprintable() else ascii(part) for part in location)


def nearest(word: Any, known: Iterable[str]) -> str | None:
    """The known word that looks most like a given one, if any is close."""
    choices = list(known)
    by_lower = {choice.lower(): choice for choice in reversed(choices)}
    close = difflib.get_close_matches(str(word).lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def shown(value: Any) -> str:
    """A value of the user's in words, short enough for a message."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {_shortened(value)}"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    return f"a value of type {type(value).__name__}"


def _number(value: int | float) -> str:
    # Python refuses to print integers of thousands of digits.
    if isinstance(value, int) and abs(value) >= 10**_LONGEST_SHOWN:
        return "a huge number"
    return repr(value)


def _shortened(text: str) -> str:
    return repr(text) if len(text) <= _LONGEST_SHOWN else repr(text[:_LONGEST_SHOWN] + "...")
