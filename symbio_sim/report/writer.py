"""What a report's folder holds: measures, tables, figures, the config and where it all came from."""

import datetime
import hashlib
import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from ..config import AskedShock, Config, config_hash
from ..metrics import summarise
from ..run import provenance
from .collect import Collected, Failure
from .config_file import write_config
from .folder import PROVENANCE
from .shocks import shock_summary
from .stress_risk import stress_risk

FAILURES = "failures"


@dataclass(frozen=True)
class Task:
    """What a command was asked to do: with the version of the program it settles every number of the result.

    Attributes
    ----------
    name : str
        Name of the config, for people.
    config : Config
    seed, first_world, replications : int
    stress : bool
    log_sha256 : str or None
        The event log the Worlds were made from, by its content.
    asked : tuple of AskedShock
        Shocks asked for beside those that the config plans.
    """

    name: str
    config: Config
    seed: int
    first_world: int
    replications: int
    stress: bool
    log_sha256: str | None = None
    asked: tuple[AskedShock, ...] = ()

    @property
    def identity(self) -> dict[str, Any]:
        """Plain data that is equal for equal tasks."""
        own = {field.name: getattr(self, field.name) for field in fields(self)} | {
            "config_hash": config_hash(self.config)
        }
        del own["config"], own["name"], own["asked"]
        return own | ({"asked": [item.text for item in self.asked]} if self.asked else {})

    @property
    def folder_name(self) -> str:
        """A name for the result: equal for equal tasks."""
        parts = [self.name, config_hash(self.config)[:8], f"s{self.seed}", f"n{self.replications}"]
        if self.first_world:
            parts.append(f"w{self.first_world}")
        if self.log_sha256 is not None:
            parts.append(f"log{self.log_sha256[:8]}")
        if self.asked:
            words = " ".join(item.text for item in self.asked)
            parts.append(f"x{hashlib.sha256(words.encode()).hexdigest()[:8]}")
        if not self.stress:
            parts.append("nostress")
        return "-".join(parts)


def write_results(folder: Path, task: Task, found: Collected, command: Sequence[str]) -> None:
    """Write everything but the figures into a folder."""
    write_config(task.config, folder / "config.yaml")
    if found.finished:
        found.measures.to_parquet(folder / "measures.parquet", index=False)
        _csv(found.measures, folder / "measures.csv")
        _csv(summarise(found.measures), folder / "summary.csv")
    if len(found.shocks):
        _csv(found.shocks, folder / "shocks.csv")
        _csv(shock_summary(found.shocks), folder / "shocks_summary.csv")
    if len(risk := stress_risk(found)):
        _csv(risk, folder / "stress_risk.csv")
    if found.finished and found.first is not None:
        found.first.save(folder / "first_world")
    for failure in found.failures:
        _write_failure(folder / FAILURES, failure, command)
    facts = _provenance(task, found, command)
    (folder / PROVENANCE).write_text(_json(facts), encoding="utf-8", newline="\n")


def repeat_command(command: Sequence[str], replication: int) -> str:
    """Return the command that runs one World of another command again, into a folder of its own.

    Of options given twice the last counts.
    """
    kept = [
        word
        for before, word in zip(["", *command], command, strict=False)
        if before != "--out" and word != "--out" and not word.startswith("--out=")
    ]
    return shlex.join([*kept, "--first-world", str(replication), "--replications", "1"])


def _csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, lineterminator="\n")


def _write_failure(folder: Path, failure: Failure, command: Sequence[str]) -> None:
    folder.mkdir(exist_ok=True)
    text = f"To repeat it:\n  {repeat_command(command, failure.replication)}\n\n{failure.traceback}"
    (folder / f"world-{failure.replication:05d}.txt").write_text(text, encoding="utf-8", newline="\n")


def _provenance(task: Task, found: Collected, command: Sequence[str]) -> dict[str, Any]:
    """Return where the result comes from; only the time of writing differs between equal commands."""
    if found.first is not None:
        facts = {key: value for key, value in found.first.provenance.items() if key not in ("seed", "replication")}
    else:
        facts = provenance(task.config, None)
    drawing = {name: metadata.version(name) for name in ("matplotlib", "rich")}
    return facts | {
        "packages": facts["packages"] | drawing,
        "identity": task.identity,
        "command": shlex.join(command),
        "worlds_finished": [world.row["replication"] for world in found.finished],
        "worlds_failed": [failure.replication for failure in found.failures],
        "interrupted": found.interrupted,
        "written_utc": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
