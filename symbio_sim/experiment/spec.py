"""What an experiment is: a question to a business, what is varied, how often, and what is looked at."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ..config import Config, Stressors
from ..config.block import Block, Name
from .analyses import Analysis, Value
from .designs import Design, Grid
from .figures import Figure
from .levers import Changes, Lever
from .replications import Replications

Text = Annotated[str, Field(min_length=1, max_length=10_000)]
Levers = Annotated[dict[Name, Lever], Field(max_length=100)]


class EventLog(Block):
    """An event log from which the Worlds are made."""

    file: Text = Field(description="CSV or Parquet file, relative to the experiment's folder or the current one")
    map: dict[str, str] = Field({}, description="Column of each role, as in `arrival: opened`; others are guessed")


class Spec(Block):
    """An experiment as its file has it."""

    question: Text = Field(description="What the experiment is to answer")
    expect: Text = Field(description="What you expect to see, and why; written before running")
    config: Text = Field(
        description="A ready-made business, or a config file (relative to the experiment's folder or the current one)"
    )
    set: Changes = Field({}, description="Changes to the config that hold in all cells: values by field")
    levers: Levers = Field({}, description="What the firm decides")
    uncertainties: Levers = Field({}, description="What the firm cannot decide; described like levers")
    design: Design = Field(Grid(kind="grid"), description="Which combinations of values are run")
    stress: bool = Field(
        True,
        description="Whether twins of each World are run as well: planned shock, before automation (up to 6 runs)",
    )
    measures: Literal["all", "money"] = Field(
        "all",
        description="`money`: of each run only what the firm earns and spends, and its profit with the planned shock; "
        "two runs in place of up to six",
    )
    stressors: Stressors | None = Field(None, description="Planned shocks in place of the config's")
    log: EventLog | None = Field(None, description="Worlds from an event log; unset: drawn")
    outcomes: Annotated[list[str], Field(min_length=1, max_length=100)] = Field(
        description="Measures that are shown first and looked at where nothing else is said; all are recorded"
    )
    replications: Replications = Field(20, description="Worlds that each cell meets, or when to stop adding some")
    seed: int = Field(1, ge=0, le=2**63 - 1, description="Seed of the Worlds")
    analyses: Annotated[list[Analysis], Field(max_length=100)] = Field([], description="What is computed from the runs")
    figures: Annotated[list[Figure], Field(max_length=100)] = Field([], description="What is drawn")
    tiers: dict[Name, dict[str, Any]] = Field(
        {}, description="Smaller (or larger) editions: for each, the fields that differ, merged over the rest"
    )

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        from .misfits import misfits_of  # it needs this class

        if misfits := list(misfits_of(self)):
            message = "; ".join(misfit.message for misfit in misfits)
            raise PydanticCustomError("misfits", "{message}", {"message": message, "misfits": misfits})
        return self

    @property
    def lever_names(self) -> list[str]:
        """Names of the levers, in the order of the file."""
        return list(self.levers)

    @property
    def uncertainty_names(self) -> list[str]:
        """Names of the uncertainties, in the order of the file."""
        return list(self.uncertainties)

    @property
    def inputs(self) -> dict[str, Lever]:
        """All that is varied, by name: the levers, then the uncertainties."""
        return {**self.levers, **self.uncertainties}

    def changes_of(self, values: Mapping[str, Value]) -> dict[str, Any]:
        """Return what values (or cases) of levers set: values by field of the config."""
        return {path: item for name, value in values.items() for path, item in self.inputs[name].changes(value).items()}


class Experiment(Spec):
    """An experiment ready to be run: its file, checked, in one edition, with the config it is about.

    Attributes
    ----------
    name : str
        What it is called in folders and tables.
    tier : str or None
        The edition that was merged in.
    base : Config
        The config with `set` and `stressors` put in; every cell is a change of it.
    log_path, log_sha256 : str or None
        The event log's file as found, and its content's SHA-256.
    """

    name: str
    tier: str | None
    base: Config
    log_path: str | None = None
    log_sha256: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of what settles the meaning of its rows, in hexadecimal digits; see `identity`."""
        from .identity import digest_of, identity  # they need this class

        return digest_of(identity(self))
