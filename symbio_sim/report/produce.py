"""From a task to a report in its folder."""

import dataclasses
import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from .collect import Collected, MakeWorld, Progress, collect
from .folder import FolderError, publish, refuse_others, staged
from .text import write_text
from .writer import Task, write_results


@dataclass(frozen=True)
class Report:
    """What was asked, what was found, where it lies (None: nothing was finished), and whether it replaced another."""

    task: Task
    found: Collected
    folder: Path | None
    replaced: bool


def produce(
    task: Task,
    make_world: MakeWorld,
    out: Path | None,
    *,
    command: Sequence[str],
    figures: bool = True,
    extra_files: Sequence[Path] = (),
    watched: Callable[[], AbstractContextManager[Progress | None]],
) -> Report:
    """Simulate, measure and write a report.

    Nothing is simulated before it is certain that the report can be written. The folder appears in one step when all is
    in it; Worlds finished before an interruption are written too, under a name that says how many they are.

    Parameters
    ----------
    task : Task
    make_world : callable
        Gives the World of a replication number.
    out : Path, optional
        Where to; `runs/` and the task's own name if left out.
    command : sequence of str
        The command line, for the provenance.
    figures : bool
        Whether to draw figures.
    extra_files : sequence of Path
        Files to be copied into the folder.
    watched : callable
        Gives a context in which the simulation runs, and what to tell its progress to.

    Raises
    ------
    FolderError
        If the folder cannot be written or holds something else.
    """
    target = _place(task, out)
    refuse_others(target, task.identity)
    with staged(target.absolute().parent) as stage:
        with watched() as progress:
            worlds = range(task.first_world, task.first_world + task.replications)
            found = collect(task.config, make_world, worlds, stress=task.stress, asked=task.asked, progress=progress)
        if not found.finished and not found.failures:
            return Report(task, found, None, False)
        if figures:
            from .gallery import write_figures  # matplotlib takes a second to import: only who draws waits for it

            try:
                write_figures(stage / "figures", found)
            except KeyboardInterrupt:
                found.interrupted = True
        if found.interrupted:
            task, target = _what_is_done(task, found, out)
        write_results(stage, task, found, command)
        write_text(stage / "report.txt", task, found)
        for file in extra_files:
            shutil.copyfile(file, stage / file.name)
        replaced = publish(stage, target)
    return Report(task, found, target, replaced)


def _place(task: Task, out: Path | None) -> Path:
    return Path("runs") / task.folder_name if out is None else out


def _what_is_done(task: Task, found: Collected, out: Path | None) -> tuple[Task, Path]:
    """Return the smaller task that an interrupted one turned out to be, and its place, which no fuller report holds."""
    done = len(found.finished) + len(found.failures)
    smaller = dataclasses.replace(task, replications=done)
    target = _place(smaller, out)
    try:
        refuse_others(target, smaller.identity)
    except FolderError:
        target = target.with_name(f"{target.name}-n{done}")
        refuse_others(target, smaller.identity)
    return smaller, target
