"""What happens on the way is told on stderr, above a progress bar if there is one, and never on stdout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import small_programs

COMPILE = f"""
import sys
sys.path.insert(0, {str(Path(small_programs.__file__).parent)!r})
from small_programs import program
from symbio_sim.cli.terminal import progress_bar
with progress_bar(quiet=False) as watched:
    watched(0, 2)
    print(program()(2.0))
    watched(1, 2)
"""


@pytest.mark.parametrize("is_watched", [True, False])
def test_a_compilation_is_announced_once_and_apart_from_results(is_watched: bool, tmp_path: Path) -> None:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "COLUMNS": "200", "TERM": "xterm"}
    if is_watched:
        environment["FORCE_COLOR"] = "1"  # rich then takes stderr for a terminal
    code = COMPILE if is_watched else COMPILE.replace("watched(", "watched or (")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert "Compiling" not in done.stdout
    announcement = "Compiling the small program for this machine: about 1 seconds on a quiet one.\n"
    assert done.stderr.count(announcement) == 1
    assert ("Simulating Worlds" in done.stderr) == is_watched
