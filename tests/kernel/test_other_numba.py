"""Releases of Numba without what is private to it: compiled code may be slower, and stays right."""

from pathlib import Path

import pytest
from package_copies import TWO_ENGINES, answers, copy_package

from symbio_sim.kernel.jitable import INNER, options_known_to
from symbio_sim.kernel.linkable import LinkablePipeline

WITHOUT_THE_OPTION = "import numba.core.cpu as cpu; del cpu._options_mixin._nrt\n"
WITHOUT_LINKABLE = "import sys; sys.modules['symbio_sim.kernel.linkable'] = None\n"


def test_private_options_that_numba_no_longer_has_are_left_out() -> None:
    class Old:
        _private = None

    assert options_known_to(Old, error_model="numpy", _private=1) == {"error_model": "numpy", "_private": 1}
    assert options_known_to(object, error_model="numpy", _private=1) == {"error_model": "numpy"}


def test_inner_functions_are_only_made_to_be_linked() -> None:
    assert INNER["pipeline_class"] is LinkablePipeline


def test_where_numba_links_otherwise_a_program_is_compiled_in_its_own_way(tmp_path: Path) -> None:
    code = "import mixtures as m; from symbio_sim.kernel import jitable as j; print(m.compiled()(0.3), m.mixture(0.3), "
    compiled, plain, own = answers(
        copy_package(tmp_path), WITHOUT_LINKABLE + code + "'pipeline_class' not in j.INNER)"
    )[0].split()
    assert compiled == plain
    assert own == "True"


def test_a_program_is_compiled_without_them(tmp_path: Path) -> None:
    code = "import mixtures as m; print(m.compiled()(0.3), m.mixture(0.3), '_nrt' in m.program.OPTIONS)"
    compiled, plain, knows = answers(copy_package(tmp_path), WITHOUT_THE_OPTION + code)[0].split()
    assert compiled == plain
    assert knows == "False"


@pytest.mark.slow
def test_the_engine_is_compiled_without_them(tmp_path: Path) -> None:
    kernel, mesa = answers(copy_package(tmp_path), WITHOUT_THE_OPTION + TWO_ENGINES)
    assert kernel == mesa
