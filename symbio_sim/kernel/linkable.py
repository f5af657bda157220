"""Compiling what only compiled code calls: as far as it can be linked into its caller, and no further.

Numba makes machine code of every function that it meets, and optimises each together with all that it calls, although
only the outermost is ever entered from Python. Here an inner function ends as code that waits to be linked; the
outermost gathers all of it, and optimises it once. The engine compiles in half the time, and is as fast.

That takes parts of Numba that may change. Where a release lacks them, this module cannot be imported, and Numba's own
way is gone: compiling takes longer, and the result is the same.
"""

from typing import Any

from numba.core import codegen, compiler, typed_passes
from numba.core.compiler_machinery import PassManager, register_pass

_OVERRIDDEN = ("add_linking_library", "finalize", "_finalized", "_get_module_for_linking")
if not all(hasattr(codegen.JITCodeLibrary, name) for name in _OVERRIDDEN):
    raise ImportError("this release of Numba links functions in another way")


class Linkable(codegen.JITCodeLibrary):
    """The code of one inner function, and which others it calls."""

    def __init__(self, codegen: Any, name: str) -> None:
        super().__init__(codegen, name)
        self._called: list[Any] = []

    def add_linking_library(self, library: Any) -> None:
        """Remember what this function calls."""
        self._called.append(library)

    def finalize(self) -> None:
        """Leave it as it is."""
        self._finalized = True

    def _get_module_for_linking(self) -> Any:
        """Return the function with all that it calls, directly or not."""
        module = self._as_is().clone()
        for library in self._all_called({}):
            other = library._as_is() if isinstance(library, Linkable) else library._get_module_for_linking()
            module.link_in(other, preserve=True)
        return module

    def _all_called(self, met: dict[Any, None]) -> dict[Any, None]:
        for library in self._called:
            if library not in met:
                met[library] = None
                if isinstance(library, Linkable):
                    library._all_called(met)
        return met

    def _as_is(self) -> Any:
        """Return the function alone; several callers may bring it along, and it is left out once it is inlined."""
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == codegen.ll.Linkage.external:
                function.linkage = "linkonce_odr"
        return self._final_module


@register_pass(mutates_CFG=True, analysis_only=False)
class LinkableLowering(typed_passes.NativeLowering):
    """The last step for an inner function."""

    _name = "linkable_lowering"

    def run_pass(self, state: Any) -> bool:
        """Translate the function; there is no way in from Python, only what stands for one in Numba's tables."""
        code = state["library"] = Linkable(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        changed: bool = super().run_pass(state)
        no_entry: list[Any] = []
        state.cr = state.cr._replace(cfunc=no_entry.append)  # Numba wants a built-in method that nobody else has
        state.targetctx.insert_user_function(state.cr.cfunc, state.cr.fndesc, [code])
        return changed


class LinkablePipeline(compiler.CompilerBase):
    """Numba's own way but for the last step."""

    def define_pipelines(self) -> list[PassManager]:
        """Return the steps."""
        steps = PassManager("linkable")
        for step, words in compiler.DefaultPassBuilder.define_nopython_pipeline(self.state).passes:
            steps.add_pass(LinkableLowering if step is typed_passes.NativeLowering else step, words)
        steps.finalize()
        return [steps]
