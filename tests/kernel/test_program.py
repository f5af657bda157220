"""Compiled code on disk: whatever happens to it, numbers are right, the user is told, the next process finds it."""

import errno
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numba
import pytest
import small_programs
from filelock import FileLock
from numba.core.dispatcher import Dispatcher
from small_programs import double, program, triple

from symbio_sim.kernel import kept
from symbio_sim.kernel import program as program_module
from symbio_sim.kernel.kept import Kept, machine_digest, read_sources

TESTS = Path(small_programs.__file__).parent


def set_numba(monkeypatch: pytest.MonkeyPatch, setting: str, value: str) -> None:
    """Change a setting of Numba for good: it reads the environment again when that has changed."""
    monkeypatch.setenv(f"NUMBA_{setting}", value)
    monkeypatch.setattr(numba.config, setting, value)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Path:
    """Let Numba keep everything in an empty folder."""
    set_numba(monkeypatch, "CACHE_DIR", str(tmp_path / "cache"))
    caplog.set_level(logging.INFO, logger="symbio_sim")
    return tmp_path / "cache"


def files_in(folder: Path, pattern: str = "*") -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if path.is_file() and path.suffix != ".lock")


def the_file(folder: Path, suffix: str) -> Path:
    (found,) = files_in(folder, f"*{suffix}")
    return found


def told(caplog: pytest.LogCaptureFixture) -> str:
    """Return what has been said since last asked."""
    text = "\n".join(record.getMessage() for record in caplog.records)
    caplog.clear()
    return text


def in_a_process(code: str, folder: Path, **changes: str) -> "subprocess.CompletedProcess[str]":
    """Run code in a process of its own that keeps what it compiles in the folder; what it is told comes on stderr."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder)} | changes
    before = f"import sys; sys.path.insert(0, {str(TESTS)!r})\nfrom small_programs import program\n"
    command = [sys.executable, "-W", "ignore", "-c", before + code]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


# ---------------------------------------------------------------- as it should be


def test_the_first_start_is_announced_and_later_ones_load_in_silence(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert program()(2.0) == 6.0
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "Compiling the small program for this machine: about 1 seconds" in told(caplog)
    later = program()
    assert later(2.0) == 6.0
    assert told(caplog) == ""
    assert sum(later.load().stats.cache_hits.values()) == 1  # type: ignore[attr-defined]


def test_the_announcement_reaches_somebody_who_has_set_up_nothing(folder: Path) -> None:
    done = in_a_process("print(program()(2.0))", folder)
    assert (done.stdout, done.returncode) == ("6.0\n", 0)
    assert done.stderr == "Compiling the small program for this machine: about 1 seconds on a quiet one.\n"
    again = in_a_process("print(program()(2.0))", folder)
    assert (again.stdout, again.stderr) == ("6.0\n", "")


def test_asking_whether_it_is_kept_compiles_nothing(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compile_(*_: object) -> None:
        raise AssertionError("compiled")

    with monkeypatch.context() as patch:
        patch.setattr(Dispatcher, "compile", compile_)
        assert not program().is_kept()
    program().load()
    told(caplog)
    with monkeypatch.context() as patch:
        patch.setattr(Dispatcher, "compile", compile_)
        asked = program()
        assert asked.is_kept()
        assert not asked.is_loaded
    assert told(caplog) == ""


def test_the_function_itself_stays_as_it_is() -> None:
    before = (triple.__name__, triple.__qualname__)
    program().load()
    assert (triple.__name__, triple.__qualname__) == before


def test_threads_that_come_at_once_compile_once(caplog: pytest.LogCaptureFixture) -> None:
    shared, results = program(), []
    threads = [threading.Thread(target=lambda: results.append(shared(2.0))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [6.0] * 4
    assert told(caplog).count("Compiling") == 1


def test_arguments_of_another_type_are_refused_instead_of_compiled_for() -> None:
    with pytest.raises(TypeError):
        program()("a text")


# ---------------------------------------------------------------- damage


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def zero_the_end(path: Path) -> None:
    half = path.stat().st_size // 2
    path.write_bytes(path.read_bytes()[:half] + bytes(path.stat().st_size - half))


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [truncate, empty, zero_the_end, flip_a_bit, Path.unlink])
@pytest.mark.parametrize("suffix", [".nbc", ".nbi", ".sha256"])
def test_damaged_files_are_told_of_never_run_and_made_anew(
    suffix: str, damage: Callable[[Path], Any], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program().load()
    damage(the_file(folder, suffix))
    told(caplog)
    assert not program().is_kept()
    assert program()(2.0) == 6.0
    assert "damaged" in told(caplog)
    assert program()(2.0) == 6.0
    assert told(caplog) == ""


def test_files_that_are_whole_but_cannot_be_read_are_told_of_and_made_anew(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program().load()
    index = the_file(folder, ".nbi")
    index.write_bytes(b"written by another Numba")
    Kept(index.parent, the_file(folder, ".sha256").stem).seal()
    told(caplog)
    assert program().is_kept()
    assert program()(2.0) == 6.0
    assert "cannot be read" in told(caplog)
    assert program()(2.0) == 6.0
    assert told(caplog) == ""


def test_files_that_numba_takes_for_out_of_date_are_sealed_again_when_it_has_made_them_anew(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program().load()
    index = the_file(folder, ".nbi")
    index.write_bytes(pickle.dumps(numba.__version__) + pickle.dumps(("the stamp of an older file", {})))
    Kept(index.parent, the_file(folder, ".sha256").stem).seal()
    told(caplog)
    assert program()(2.0) == 6.0
    assert "out of date for Numba" in told(caplog)
    assert program()(2.0) == 6.0
    assert told(caplog) == ""


@pytest.mark.parametrize("victim", [".nbi", ".nbc", ".sha256"])
def test_a_process_killed_while_it_writes_leaves_nothing_that_is_run_or_stays(
    victim: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    die = (
        "import os\nreplace = os.replace\n"
        f"os.replace = lambda a, b: os._exit(9) if str(b).endswith({victim!r}) else replace(a, b)\n"
    )
    assert in_a_process(die + "program()(2.0)", folder).returncode == 9
    assert files_in(folder)
    assert not program().is_kept()
    assert program()(2.0) == 6.0
    assert "Compiling" in told(caplog)
    assert [path.suffix for path in files_in(folder)] == [".nbc", ".nbi", ".sha256"]
    assert program().is_kept()


# ---------------------------------------------------------------- no room


def test_without_a_folder_to_write_to_it_compiles_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Folders below a regular file cannot be made by anybody, root included.
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "__pycache__").write_text("no folder")
    (locked / "elsewhere.py").write_text("def triple(x):\n    return 3.0 * x\n")
    set_numba(monkeypatch, "CACHE_DIR", "")
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(locked / "__pycache__" / "home"))
    spec = spec_from_file_location("elsewhere", locked / "elsewhere.py")
    assert spec is not None
    assert spec.loader is not None
    elsewhere = module_from_spec(spec)
    spec.loader.exec_module(elsewhere)
    assert not program(elsewhere.triple).is_kept()
    assert program(elsewhere.triple)(2.0) == 6.0
    assert "set NUMBA_CACHE_DIR" in told(caplog)


def test_a_full_disk_costs_only_the_keeping(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("resource", reason="limits on file sizes are Unix's")
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
    done = in_a_process(full + "print(program()(2.0))", folder)
    assert (done.stdout, done.returncode) == ("6.0\n", 0)
    assert done.stderr.count("Compiling") == 1
    assert "could not" in done.stderr
    assert files_in(folder) == []
    assert program()(2.0) == 6.0
    assert program().is_kept()


def test_a_disk_too_full_for_the_checksum_costs_only_the_keeping(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    assert program()(2.0) == 6.0
    assert os.strerror(errno.ENOSPC) in told(caplog)
    assert files_in(folder) == []


# ---------------------------------------------------------------- company


def test_processes_that_come_at_once_compile_once_and_leave_it_whole(folder: Path) -> None:
    code = "import sys\nprint('ready', flush=True)\nsys.stdin.readline()\nprint(program()(2.0))"
    before = f"import sys; sys.path.insert(0, {str(TESTS)!r})\nfrom small_programs import program\n"
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder)}
    command = [sys.executable, "-c", before + code]
    processes = [subprocess.Popen(command, **pipes, text=True, env=environment) for _ in range(3)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate() for process in processes]
    assert [out for out, _ in answers] == ["6.0\n"] * 3
    assert sum(err.count("Compiling the small program") for _, err in answers) == 1
    assert program().is_kept()


def test_a_process_that_hangs_while_compiling_does_not_hold_up_others_for_good(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program().load()
    holder = FileLock(the_file(folder, ".nbi").with_name("small_programs.triple.lock"))
    the_file(folder, ".nbi").unlink()
    told(caplog)
    with holder:
        assert program(about_s=0.01)(2.0) == 6.0
    text = told(caplog)
    assert "Another process is compiling the small program" in text
    assert "Compiling the small program" in text
    assert program().is_kept()


def test_a_disk_without_locks_will_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(FileLock, "acquire", no_locks)
    assert program()(2.0) == 6.0
    assert program().is_kept()


# ---------------------------------------------------------------- changes


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a folder with one source in the place of the package."""
    monkeypatch.setattr(kept, "_PACKAGE", tmp_path)
    monkeypatch.setattr(program_module, "IMPORTED_AT_S", float("inf"))
    (tmp_path / "_version.py").write_text("old")
    return tmp_path / "_version.py"


def change(source: Path, text: str) -> None:
    source.write_text(text)
    read_sources.cache_clear()


@pytest.fixture(autouse=True)
def fresh_digests() -> Any:
    read_sources.cache_clear()
    yield
    read_sources.cache_clear()


def test_what_is_kept_of_older_sources_is_not_used_and_goes_when_the_new_is_kept(
    source: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    change(source, "old")
    program().load()
    program(double).load()
    old = set(files_in(folder, "*triple*"))
    others = set(files_in(folder, "*double*"))
    assert len(old) == len(others) == 3
    change(source, "new")
    assert not program().is_kept()
    told(caplog)
    program().load()
    assert "damaged" not in told(caplog)
    left = set(files_in(folder))
    assert not old & left
    assert others <= left


def test_what_is_kept_for_other_machines_stays(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    change(source, "same")
    with monkeypatch.context() as patch:
        set_numba(patch, "CPU_FEATURES", "+sse2")
        program().load()
    first = set(files_in(folder))
    told(caplog)
    assert not program().is_kept()
    program().load()
    assert "Compiling" in told(caplog)
    assert first < set(files_in(folder))


def test_files_that_cannot_be_removed_are_left_alone(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(source, "old")
    program().load()
    change(source, "new")

    def in_use(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "unlink", in_use)
    assert program()(2.0) == 6.0
    assert len(files_in(folder)) == 6


def test_sources_changed_under_a_running_process_are_not_what_it_keeps(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(program_module, "IMPORTED_AT_S", 0.0)
    assert program()(2.0) == 6.0
    assert "changed since this process began" in told(caplog)
    assert not folder.exists()


def test_a_source_dated_in_the_future_is_of_a_clock_ahead_and_no_change(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_module, "IMPORTED_AT_S", time.time())
    os.utime(source, (time.time() + 7200.0, time.time() + 7200.0))
    assert program()(2.0) == 6.0
    assert program().is_kept()


def test_a_package_without_sources_is_compiled_and_not_kept(
    source: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source.unlink()
    read_sources.cache_clear()
    assert program()(2.0) == 6.0
    assert "cannot be kept" in told(caplog)
    assert not folder.exists()


@pytest.mark.parametrize("setting", ["OPT", "CPU_NAME", "USING_SVML", "BOUNDSCHECK"])
def test_code_made_under_other_settings_of_numba_is_other_code(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = machine_digest()
    monkeypatch.setattr(numba.config, setting, "something else")
    assert machine_digest() != before


# ---------------------------------------------------------------- another Numba


def test_where_numba_does_not_tell_the_place_keeping_is_left_to_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dispatcher, "stats", None)
    assert not program().is_kept()
    assert program()(2.0) == 6.0
    assert files_in(folder, "*.nbc")
    assert program()(2.0) == 6.0
    for path in files_in(folder):
        truncate(path)
    assert program()(2.0) == 6.0


def test_where_numba_names_its_files_otherwise_it_says_so_and_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Kept, "files", lambda self: [])
    assert program()(2.0) == 6.0
    assert "could not be kept" in told(caplog)
