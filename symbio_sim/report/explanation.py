"""The folder of an explanation: the story, the tables, the figure, and where it all came from."""

import datetime
import json
import shlex
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from ..analysis.explain import Explanation
from ..config import config_hash
from ..experiment import package_sources
from ..run import provenance
from .config_file import write_config
from .explanation_tables import as_markdown, losses_table, safeguards_table
from .explanation_words import HOW_TO_READ, setting, story
from .folder import PROVENANCE, publish, refuse_others, staged
from .reproduction import write_csv

FIGURE = "explain"


def place_of(found: Explanation) -> Path:
    """Return where an explanation goes by default: beside its runs, by what tells it from others of them."""
    n = found.asked.experiment.replications
    return found.folder / f"explained-n{n}-lambda{found.risk_weight:g}"


def write_explanation(found: Explanation, out: Path | None, *, command: Sequence[str]) -> Path:
    """Write an explanation into a folder, which appears in one step, and return the folder.

    Parameters
    ----------
    found : Explanation
    out : Path, optional
        Where to; beside the runs if left out.
    command : sequence of str
        The command line, for the provenance.

    Raises
    ------
    FolderError
        If the folder cannot be written or holds something else.
    """
    target = place_of(found) if out is None else out
    identity = identity_of(found)
    refuse_others(target, identity)
    with staged(target.absolute().parent) as stage:
        write_config(found.config, stage / "config.yaml")
        write_csv(found.losses, stage / "losses.csv")
        write_csv(found.safeguards, stage / "safeguards.csv")
        write_csv(found.besides, stage / "besides.csv")
        _draw(found, stage)
        (stage / "explain.md").write_text(_page(found), encoding="utf-8", newline="\n")
        facts = json.dumps(_facts(found, identity, command), indent=2, ensure_ascii=False)
        (stage / PROVENANCE).write_text(facts + "\n", encoding="utf-8", newline="\n")
        publish(stage, target)
    return target


def identity_of(found: Explanation) -> dict[str, Any]:
    """Return plain data that is equal for equal explanations."""
    experiment = found.asked.experiment
    return {
        "explanation_of": found.name,
        "config_hash": config_hash(found.config),
        "seed": experiment.seed,
        "replications": experiment.replications,
        "risk_weight": found.risk_weight,
    }


def _draw(found: Explanation, folder: Path) -> None:
    from .explanation_figure import draw_explanation  # matplotlib takes a second to import
    from .style import save_figure

    save_figure(draw_explanation(found), folder / FIGURE)


def _page(found: Explanation) -> str:
    parts = [f"# {found.config.business.name}: what leaning on bots costs", setting(found), *story(found)]
    parts.append(f"![What each pitfall costs, and what each safeguard buys and costs]({FIGURE}.png)")
    for table in (losses_table(found), safeguards_table(found)):
        parts += [f"## {table.title}", as_markdown(table)]
    parts.append(HOW_TO_READ)
    return "\n\n".join(parts) + "\n"


def _facts(found: Explanation, identity: dict[str, Any], command: Sequence[str]) -> dict[str, Any]:
    facts = provenance(found.config, None)
    drawing = {name: metadata.version(name) for name in ("matplotlib", "rich")}
    return facts | {
        "packages": facts["packages"] | drawing,
        "identity": identity,
        "sources": package_sources(),
        "command": shlex.join(command),
        "runs": str(found.folder),
        "written_utc": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }
