"""Mechanisms and policies are plain arithmetic: what both engines can run to the same last bit."""

import ast
from pathlib import Path

import pytest

import symbio_sim.mechanisms
import symbio_sim.policies

FOLDERS = [Path(package.__file__).parent for package in (symbio_sim.mechanisms, symbio_sim.policies)]
FILES = sorted(path for folder in FOLDERS for path in folder.glob("*.py"))
ALLOWED_CALLS = {
    "abs", "float", "int", "len", "max", "min", "range", "round",
    "sqrt", "exp", "exp2", "log", "log1p", "expm1", "tanh", "erf", "erfc", "floor",
}  # fmt: skip


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_there_are_mechanisms_and_policies_to_check() -> None:
    assert len(FILES) > 15


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_module_imports_only_math_and_its_neighbours(path: Path) -> None:
    neighbours = {file.stem for file in path.parent.glob("*.py")}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} == {"math"}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1
            names = {node.module} if node.module else {alias.name for alias in node.names}
            assert names <= neighbours


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_module_uses_only_operations_that_compilers_keep_to_the_bit(path: Path) -> None:
    """No powers (compilers rewrite them), no exceptions, no text, no objects."""
    tree = parsed(path)
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    own |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    forbidden = (ast.Raise, ast.Try, ast.ClassDef, ast.Lambda, ast.Dict, ast.Set, ast.JoinedStr, ast.Pow, ast.With)
    for node in ast.walk(tree):
        assert not isinstance(node, forbidden), ast.dump(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
            assert id(node) in docstrings, f"text as a value: {node.value!r}"
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id  # type: ignore[union-attr]
            assert called in ALLOWED_CALLS | own, f"calls {called}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_functions_take_and_give_numbers_without_defaults(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            assert not (arguments.defaults)
            assert not (arguments.kw_defaults)
            assert not (arguments.vararg)
            assert not (arguments.kwarg)
            for argument in arguments.args:
                assert ast.unparse(argument.annotation) in ("float", "int", "bool")  # type: ignore[arg-type]
            assert ast.unparse(node.returns) in ("float", "int", "bool", "tuple[float, float]")  # type: ignore[arg-type]
