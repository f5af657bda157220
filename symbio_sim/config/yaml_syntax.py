"""The parser's complaints in plain words, each with the line where the mistake most likely is."""

import re

import yaml

from .errors import Problem

_PLAIN_WORDS: tuple[tuple[str, str], ...] = (
    (r"found character '\\t'", "a tab stands here: indent with spaces"),
    (r"found character '%'", "a value that begins with '%' must be in quotes"),
    (r"found character '(.)'", "a value that begins with '\\1' must be in quotes"),
    (r"mapping values are not allowed here",
     "a ':' stands where no field can begin: the indentation is off, a text with a colon needs quotes, "
     "or the line above lacks its ':'"),
    (r"could not find expected ':'", "a ':' is missing after the name of a field"),
    (r"expected <block end>", "the indentation does not fit the lines above"),
    (r"expected ',' or '\]'", "the list that opens here with [ is not closed"),
    (r"expected ',' or '\}'", "the mapping that opens here with { is not closed"),
    (r"found unexpected end of stream", "the quote that opens here is not closed"),
    (r"found unknown escape character '(.)'",
     "'\\\\\\1' means nothing inside double quotes: use single quotes or write \\\\\\\\"),
    (r"expected '<document start>'", "nothing may follow the line that ends the document (...)"),
)  # fmt: skip
_POINTS_AT_START = ("expected ','", "found unexpected end of stream", "could not find expected ':'")
"""Complaints for which the useful line is where the thing began, not where the parser gave up."""


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Say what the parser found.

    Parameters
    ----------
    error
        What PyYAML raised.
    text
        The text it was reading.
    file
        Name of the file for messages.
    """
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Problem(file, line, "", f"the character {_code(error.character)} cannot stand in a text file")
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(file, None, "", f"not valid YAML: {error}")
    found = error.problem or error.context or "not valid YAML"
    return Problem(file, _line(error, found), "", _in_plain_words(found))


def _in_plain_words(found: str) -> str:
    for pattern, words in _PLAIN_WORDS:
        match = re.match(pattern, found)
        if match:
            return match.expand(words)
    return f"not valid YAML: {found}"


def _line(error: yaml.MarkedYAMLError, found: str) -> int | None:
    mark = error.problem_mark
    if found.startswith(_POINTS_AT_START) and error.context_mark is not None:
        mark = error.context_mark
    return None if mark is None else mark.line + 1


def _code(character: int | str | bytes) -> str:
    number = character if isinstance(character, int) else ord(character)
    return f"U+{number:04X}"
