"""Small sweeps for tests: a firm that is simulated in a blink, and what to ask of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from builders import bot, firm, function, merged, role

from symbio_sim.experiment import Experiment, cells_of, load_experiment
from symbio_sim.sweep.asking import study_of
from symbio_sim.sweep.jobs import CellRuns, Job

SHARES = [0, 0.25, 0.5, 0.75]

SPEC: dict[str, Any] = {
    "question": "What do bots bring?",
    "expect": "Something.",
    "levers": {"automation": {"path": "policy.share", "sweep": SHARES}},
    "uncertainties": {"half_life": {"path": "mechanisms.skill.half_life_speed_days", "sweep": [100, 200]}},
    "stress": False,
    "outcomes": ["goodput_tasks_per_day", "profit_eur_per_day"],
    "replications": 4,
    "seed": 5,
}


def write_config(folder: Path, **changes: Any) -> Path:
    """Write the config of a small shop into a folder and return its file; JSON is YAML."""
    plain = firm(
        {"orders": function(12.0, 20.0), "calls": function(6.0, 10.0)},
        {"clerk": role(2, ["orders", "calls"])},
        {"reader": bot(["orders"])},
        horizon_days=4,
    ).to_dict()
    plain["policy"] = {"rule": "fixed_share", "share": 0.5}
    path = folder / "shop.yaml"
    path.write_text(json.dumps(merged(plain, changes)), encoding="utf-8")
    return path


def small_experiment(folder: Path, config: Mapping[str, Any] | None = None, **changes: Any) -> Experiment:
    """Return an experiment of eight cells with a small shop; `changes` replace fields of the spec."""
    return load_experiment({**SPEC, "config": str(write_config(folder, **(config or {}))), **changes})


def job_of(experiment: Experiment, n_worlds: int = 3) -> Job:
    """Return one job of all cells in the first Worlds."""
    study = study_of(experiment, "mesa")
    cells = [CellRuns(cell.key, cell.changes, tuple(range(n_worlds))) for cell in cells_of(experiment)]
    return Job(study, tuple(cells))


def runs_in_shards(folder: Path) -> list[tuple[str, int, str]]:
    """Return key, replication and status of every row in the shards of a sweep's folder, sorted."""
    tables = [pq.read_table(pa.BufferReader(path.read_bytes())) for path in (folder / "shards").glob("*.parquet")]
    rows = [row for table in tables for row in table.select(["key", "replication", "status"]).to_pylist()]
    return sorted((row["key"], row["replication"], row["status"]) for row in rows)
