"""What every block of a config has in common: it is frozen, closed, and says where its numbers come from."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Status = Literal["verified", "assumed", "stated"]
NAME_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*$"
PATH_PATTERN = r"^[^.\s=]+(\.[^.\s=]+)*$"
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=40)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Block(BaseModel):
    """A frozen part of a config that refuses keys it does not know.

    Values are not converted: a number given as text or a switch given as 0 is a mistake to be named, not to
    be guessed at. Only a whole number may stand for a float.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True)


def field(
    default: Any,
    description: str,
    *,
    source: str = "the user states it",
    status: Status = "stated",
    **bounds: Any,
) -> Any:
    """Declare a config field together with its origin.

    Parameters
    ----------
    default
        The default; ``...`` makes the field required.
    description
        What the number means, in one sentence.
    source
        Where the default comes from.
    status
        ``verified``: read in the source named. ``assumed``: a judgement, to be varied in a sensitivity
        analysis. ``stated``: a fact about the business that only its owner knows.
    **bounds
        Passed to :func:`pydantic.Field` (``ge``, ``le``, ``gt``, ``lt``, ...).
    """
    return Field(default, description=description, json_schema_extra={"source": source, "status": status}, **bounds)
