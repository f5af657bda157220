"""What a user may say of an experiment; nothing is run here."""

from .cells import Cell, cells_of, config_of, n_cells
from .identity import digest_of, identity
from .levers import Lever, Range
from .load import ExperimentError, LogNotFoundError, load_experiment
from .replications import Sequential, fewest, most
from .schema import experiment_schema
from .shipped import shipped_experiments
from .sources import package_sources, sources_of_rule
from .spec import Experiment, Spec

__all__ = [
    "Cell",
    "Experiment",
    "ExperimentError",
    "Lever",
    "LogNotFoundError",
    "Range",
    "Sequential",
    "Spec",
    "cells_of",
    "config_of",
    "digest_of",
    "experiment_schema",
    "fewest",
    "identity",
    "load_experiment",
    "most",
    "n_cells",
    "package_sources",
    "shipped_experiments",
    "sources_of_rule",
]
