"""A report as plain data, for machines: amounts in euros, shares as fractions, as the measures' keys and units say."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..config import config_hash
from ..metrics import summarise
from ..metrics.findings import findings
from ..metrics.names import MEASURES
from .produce import Report
from .shocks import shock_summary
from .stress_risk import stress_risk
from .writer import repeat_command


def report_data(report: Report, command: Sequence[str]) -> dict[str, Any]:
    """Return a report as plain data; what is undefined is NaN."""
    task, found = report.task, report.found
    return {
        "business": task.config.business.name,
        "config_hash": config_hash(task.config),
        "seed": task.seed,
        "horizon_days": task.config.horizon_days,
        "worlds": len(found.finished),
        "folder": None if report.folder is None else str(report.folder),
        "findings": findings(found.measures) if found.finished else [],
        "measures": rows_by_measure(summarise(found.measures)) if found.finished else {},
        "shocks": shock_summary(found.shocks).to_dict("records") if len(found.shocks) else [],
        "stress_risk": stress_risk(found).to_dict("records"),
        "failures": [
            {
                "world": failure.replication,
                "error": failure.error,
                "repeat": repeat_command(command, failure.replication),
            }
            for failure in found.failures
        ],
        "interrupted": found.interrupted,
    }


def rows_by_measure(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a table of measures as plain data by key, each with its label, group and unit."""
    rows = {}
    for row in frame.to_dict("records"):
        measure = MEASURES[str(row.pop("measure"))]
        facts = {"label": measure.label, "group": measure.group, "unit": measure.unit}
        rows[measure.key] = facts | {str(name): value for name, value in row.items()}
    return rows
