"""How compiled code sees a `State`: as one pointer to a table of its arrays.

Taken as the tuple that it is, a state would go from function to function as some three hundred numbers, and compilation
would take longer. Here `s.tasks` in compiled code reads the address and the shape of that array from the table; what is
in the table does not change during a run, and the compiler is told so.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.imputils import impl_ret_untracked
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    overload,
    register_model,
)
from numba.np.arrayobj import make_array, populate_array

from .state import ARRAYS, State

_WORDS = 3
"""A row of the table: address, length, width (1 for a row of entries)."""


class StateType(types.Opaque):
    """The type of a state in compiled code."""

    def __init__(self) -> None:
        super().__init__("symbio_sim.State")


STATE = StateType()
register_model(StateType)(models.OpaqueModel)

_TYPES = {
    name: types.Array(from_dtype(kind), n_axes, "C", readonly=is_given)
    for name, (kind, n_axes, is_given) in ARRAYS.items()
}


def table_of(s: State) -> np.ndarray[Any, Any]:
    """Return the table to hand to compiled code; the state must outlive its use.

    Raises
    ------
    TypeError
        If an array is not what compiled code takes it for.
    """
    words: list[int] = []
    for array, (name, (kind, n_axes, _)) in zip(s, ARRAYS.items(), strict=True):
        same = array.dtype is kind or array.dtype == kind  # to compare records takes longer
        if not same or array.ndim != n_axes or not array.flags.c_contiguous:
            raise TypeError(f"{name}: {array.dtype} with {array.ndim} axes instead of contiguous {kind} with {n_axes}")
        words += (array.ctypes.data, len(array), array.shape[1] if n_axes == 2 else 1)
    return np.array(words, dtype=np.int64)


def seen(s: State) -> State:
    """Return the state behind what the engine was called with; in plain Python that is the state itself."""
    return s


@overload(seen)
def _seen(s: Any) -> Any:
    """In compiled code, take the address of the table for the state."""

    def take(s: Any) -> Any:
        return _as_state(s)

    return take


@intrinsic
def _as_state(typing_context: Any, table: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = make_array(signature.args[0])(context, builder, arguments[0]).data
        return builder.bitcast(data, context.get_value_type(STATE))

    return STATE(table), code


@infer_getattr
class _Attributes(AttributeTemplate):
    key = StateType

    def generic_resolve(self, state: Any, name: str) -> Any:
        return _TYPES.get(name)


@lower_getattr_generic(StateType)
def _array(context: Any, builder: Any, kind: Any, state: Any, name: str) -> Any:
    """Put an array together from its row of the table."""
    array_type = _TYPES[name]
    words = builder.bitcast(state, ir.IntType(64).as_pointer())
    row = _WORDS * list(ARRAYS).index(name)
    address, length, width = (_word(builder, words, row + column) for column in range(_WORDS))
    array = make_array(array_type)(context, builder)
    itemsize = context.get_abi_sizeof(context.get_data_type(array_type.dtype))
    size = ir.IntType(64)(itemsize)
    shape, strides = [length], [size]
    if array_type.ndim == 2:
        shape, strides = [length, width], [builder.mul(width, size), size]
    data = builder.inttoptr(address, array.data.type)
    populate_array(array, data, shape, strides, itemsize, None)
    return impl_ret_untracked(context, builder, array_type, array._getvalue())


def _word(builder: Any, words: Any, place: int) -> Any:
    word = builder.load(cgutils.gep_inbounds(builder, words, place))
    word.set_metadata("invariant.load", builder.module.add_metadata([]))
    return word
