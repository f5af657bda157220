"""The experiments that come with the package, found by name."""

from pathlib import Path

SPEC_FILE = "experiment.yaml"
SCHEMA_FILE = "symbio_sim.experiment.schema.json"
"""The schema that these experiments name in their first line, in the folder above."""

SCHEMA_HINT = f"# yaml-language-server: $schema=../{SCHEMA_FILE}"
"""First line of an experiment by which editors find the schema."""

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_folder() -> Path | None:
    """Return the folder of the experiments: inside an installed package, beside it in a checkout.

    The schema marks it: next to an installed package there may be a folder ``experiments`` of someone else's.
    """
    for folder in (_PACKAGE / "_shipped" / "experiments", _PACKAGE.parent / "experiments"):
        if (folder / SCHEMA_FILE).is_file():
            return folder
    return None


def shipped_experiments() -> dict[str, Path]:
    """Return the file of each experiment that comes with the package, by name, sorted."""
    folder = shipped_folder()
    files = [] if folder is None else folder.glob(f"*/{SPEC_FILE}")
    return {path.parent.name: path for path in sorted(files)}
