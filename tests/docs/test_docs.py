"""The README and the pages in docs/ do what they say: examples run, command lines parse, links lead somewhere."""

import ast
import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest
import yaml

import symbio_sim
from symbio_sim.cli import cli, main
from symbio_sim.config import load_config
from symbio_sim.config.block import Block
from symbio_sim.config.layout import annotation_of, block_of, fields_of
from symbio_sim.config.mechanisms import Mechanisms
from symbio_sim.metrics import MEASURES
from symbio_sim.model import find_rule
from symbio_sim.policies import human_only

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
COMMAND = re.compile(r"symbio-sim +([a-z]+(?: [^`|\n]*)?)")
FENCE = re.compile(r"^(`{3,}|~{3,})(\S*)[^\n]*\n(.*?)^\1\s*?$", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def python_blocks(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [body for _, kind, body in FENCE.findall(text) if kind == "python"]


PAGES_WITH_PYTHON = [page for page in PAGES if python_blocks(page)]


@pytest.mark.parametrize("page", PAGES_WITH_PYTHON, ids=name_of)
def test_the_python_examples_of_a_page_run_one_after_the_other(page: Path, tmp_path: Path) -> None:
    for example in (DOCS / "examples").iterdir():
        if example.is_file():
            shutil.copy(example, tmp_path)
    program = tmp_path / "page.py"
    program.write_text("\n".join(python_blocks(page)), encoding="utf-8")

    # In a process of its own, in an empty folder: what an example forgets to import or to make is not there. Warnings
    # are errors, so that no example teaches what will stop working.
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program)], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr


def test_readme_and_howto_have_python_examples() -> None:
    assert {"README.md", "docs/howto.md"} <= {name_of(page) for page in PAGES_WITH_PYTHON}


# ---------------------------------------------------------------------------------------------------- command lines


def commands(page: Path) -> Iterator[str]:
    """The arguments of every `symbio-sim ...` in code: fenced or indented lines, and between backticks."""
    text = page.read_text(encoding="utf-8")
    for _, kind, body in FENCE.findall(text):
        if kind in ("", "console", "bash", "sh"):
            yield from COMMAND.findall(body)
    text = FENCE.sub("", text)
    for line in text.splitlines():
        if line.startswith("    "):
            yield from COMMAND.findall(line)
        else:
            # A long span of code may be broken over lines, but no command here is.
            for span in re.findall(r"`([^`]+)`", line):
                yield from COMMAND.findall(span)


COMMANDS = sorted({(name_of(page), command) for page in PAGES for command in commands(page)})


def parsed(command: str) -> click.Context:
    """Parse a command line as the program would, without running it."""
    words = shlex.split(command.split(" && ")[0], comments=True)
    return cli.commands[words[0]].make_context(words[0], words[1:])


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_every_command_line_shown_is_one_the_program_understands(page: str, command: str) -> None:
    if len(command.split()) == 1:
        assert command.strip() in cli.commands  # named, not shown as a line to type
        return
    with parsed(command) as context:
        changes = [
            change for name in ("overrides", "both", "set_a", "set_b") for change in context.params.get(name, ())
        ]
        config = context.params.get("config", context.params.get("a"))
        if config is not None and changes:
            # `mine.yaml` is what the pages make from the helpdesk.
            load_config("helpdesk" if config == "mine.yaml" else config, changes)


def test_command_lines_are_found_in_every_way_they_are_written() -> None:
    assert ("README.md", "run bakery") in COMMANDS  # indented, after &&
    assert ("README.md", "trace bakery 100") in COMMANDS  # between backticks, in a table
    assert ("docs/tutorial.md", "validate mine.yaml") in COMMANDS  # fenced


def test_a_wrong_command_line_does_not_parse() -> None:
    with pytest.raises(click.UsageError):
        parsed("run bakery --replication-count 5")
    with pytest.raises(click.UsageError):
        parsed("trace bakery")


@pytest.mark.parametrize(
    "command", ["list", "init helpdesk mine.yaml", "validate bakery", "trace bakery 100 --set horizon_days=56"]
)
def test_cheap_commands_of_the_pages_work(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(shlex.split(command))
    assert left.value.code == 0, capfd.readouterr().err


# ------------------------------------------------------------------------------------------------------------ links


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and MyST name them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> list[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return re.findall(r"\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_to_a_page_and_a_heading_in_it(page: Path) -> None:
    for link in links(page):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file) if file else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors(target), f"{link}: no such heading"


def test_every_page_is_in_the_table_of_contents() -> None:
    (toctree,) = (body for _, kind, body in FENCE.findall((DOCS / "index.md").read_text("utf-8")) if "toctree" in kind)
    listed = {line.strip() for line in toctree.splitlines() if line.strip() and not line.startswith(":")}
    assert listed == {page.stem for page in DOCS.glob("*.md")} - {"index"} | {"mechanisms/index"}


@pytest.mark.parametrize("page", sorted((DOCS / "mechanisms").glob("[!i]*.md")), ids=lambda page: page.stem)
def test_a_mechanism_s_page_shows_the_figure_that_its_code_draws(page: Path) -> None:
    assert f"../images/mechanisms/{page.stem}.png" in page.read_text(encoding="utf-8")
    assert (DOCS / "images" / "mechanisms" / f"{page.stem}.png").exists()
    assert callable(script(f"mechanism_figures/{page.stem}").draw)


# -------------------------------------------------------------------------------------------------- generated pages


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def switches(block: type[Block], path: str) -> Iterator[str]:
    """Give the switches of mechanisms by their fields."""
    for name, item in fields_of(block).items():
        inner = block_of(annotation_of(item))
        if inner is not None:
            yield from switches(inner, f"{path}.{name}")
        elif isinstance(item.json_schema_extra, dict) and item.json_schema_extra["source"] == "switch":
            yield f"{path}.{name}"


def test_the_how_to_names_every_switch() -> None:
    text = (
        (DOCS / "howto.md").read_text(encoding="utf-8").partition("These are all switches")[2].partition("Note that")[0]
    )
    named = re.findall(r"`(mechanisms\.[a-z_.]+)`", text)
    assert sorted(named) == sorted(switches(Mechanisms, "mechanisms"))


def test_the_page_of_parameters_is_what_the_config_models_say() -> None:
    assert (DOCS / "parameters.md").read_text("utf-8") == script("generate_parameters").page()


def test_the_tables_of_fields_of_experiments_are_what_the_models_say() -> None:
    text = (DOCS / "experiments.md").read_text("utf-8")
    assert text == script("generate_experiments").page(text)


def test_the_tables_of_measures_are_what_the_metrics_say() -> None:
    text = (DOCS / "measures.md").read_text("utf-8")
    assert text == script("generate_measures").page(text)
    assert all(f"| `{key}` " in text for key in MEASURES)


def test_the_interface_page_lists_the_facade_and_nothing_else() -> None:
    text = (DOCS / "api.md").read_text("utf-8")
    listed = re.findall(r"^\.\. (?:auto|py:)\w+:: symbio_sim\.(\w+)$", text, re.MULTILINE)
    listed += re.findall(r"^`symbio_sim\.(__\w+__)`", text, re.MULTILINE)
    assert sorted(set(listed) - {"policies"}) == sorted(symbio_sim.__all__)
    assert len(listed) == len(set(listed))


# ------------------------------------------------------------------------------------------------- the example rule


def test_the_example_rule_has_the_signature_of_the_built_in_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS / "examples"))
    rule = find_rule("custom", "deadline_rule:prefer_bot")
    names = rule.__code__.co_varnames[: rule.__code__.co_argcount]
    expected = human_only.prefer_bot.__code__
    assert names == expected.co_varnames[: expected.co_argcount]


def test_the_example_rule_gives_to_bots_only_what_people_would_finish_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS / "examples"))
    prefer = find_rule("custom", "deadline_rule:prefer_bot")

    def asked(confidence: float, people_wait_min: float, due_in_min: float) -> float:
        return prefer(
            0.8,
            30.0,
            0.0,
            0.0,
            0.5,
            0.0,
            confidence,
            people_wait_min,
            20.0,
            0.0,
            1.0,
            10.0,
            due_in_min,
            1.0,
            0.05,
            5.0,
            0.5,
            40.0,
            0.0,
        )

    assert asked(confidence=0.9, people_wait_min=100.0, due_in_min=120.0) > 0.0  # 100 + 20 + 30 is too late
    assert asked(confidence=0.7, people_wait_min=100.0, due_in_min=120.0) < 0.0  # but the bot is not sure enough
    assert asked(confidence=0.9, people_wait_min=50.0, due_in_min=120.0) < 0.0


def test_the_command_line_finds_a_rule_in_the_folder_it_is_called_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(DOCS / "examples" / "deadline_rule.py", tmp_path / "a_rule_beside_the_config.py")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    changes = ("policy.rule=custom", "policy.function=a_rule_beside_the_config:prefer_bot", "horizon_days=56")
    with pytest.raises(SystemExit) as left:
        main(["trace", "bakery", "100", *(part for change in changes for part in ("--set", change))])
    assert left.value.code == 0, capfd.readouterr().err


def test_the_config_in_the_example_rules_docstring_is_valid() -> None:
    docstring = ast.get_docstring(ast.parse((DOCS / "examples" / "deadline_rule.py").read_text("utf-8")))
    assert docstring is not None
    policy = yaml.safe_load(docstring[docstring.index("policy:") :])["policy"]
    config = load_config({**load_config("bakery").to_dict(), "policy": policy})
    assert config.policy.rule == "custom"
