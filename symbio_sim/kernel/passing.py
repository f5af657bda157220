"""How compiled code sees a `State`: as one pointer to a table of its arrays.

Taken as the tuple that it is, a state would go from function to function as some three hundred numbers, and compilation
would take longer. Here `s.tasks` in compiled code reads the address and the shape of that array from the table; what is
in the table does not change during a run, and the compiler is told so.
"""

import operator
from typing import Any

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global, signature
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    overload,
    register_model,
)
from numba.np.arrayobj import make_array

from .state import ARRAYS, State

_WORDS = 3
"""A row of the table: address, length, width (1 for a row of entries)."""


class StateType(types.Opaque):
    """The type of a state in compiled code."""

    def __init__(self) -> None:
        super().__init__("symbio_sim.State")


STATE = StateType()
register_model(StateType)(models.OpaqueModel)


class RowsType(types.Type):
    """The type of an array of a state in compiled code, which only takes entries from it and asks for its length.

    Numba's own arrays would do, but carry strides, owners and negative places along, which takes time to compile.

    Parameters
    ----------
    name : str
        Name of the array.
    dtype : numba type
        Type of an entry.
    n_axes : int
    """

    def __init__(self, name: str, dtype: Any, n_axes: int) -> None:
        super().__init__(f"symbio_sim.Rows({name})")
        self.row = _WORDS * list(ARRAYS).index(name)
        self.dtype = dtype
        self.n_axes = n_axes


register_model(RowsType)(models.OpaqueModel)

_TYPES = {name: RowsType(name, from_dtype(kind), n_axes) for name, (kind, n_axes, _) in ARRAYS.items()}


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
    def code(context: Any, builder: Any, taken: Any, arguments: Any) -> Any:
        data = make_array(taken.args[0])(context, builder, arguments[0]).data
        return builder.bitcast(data, context.get_value_type(STATE))

    return STATE(table), code


@infer_getattr
class _Attributes(AttributeTemplate):
    key = StateType

    def generic_resolve(self, state: Any, name: str) -> Any:
        return _TYPES.get(name)


@lower_getattr_generic(StateType)
def _rows(context: Any, builder: Any, kind: Any, state: Any, name: str) -> Any:
    """An array of a state is the same pointer; its type knows the row of the table."""
    return state


@infer_global(operator.getitem)
class _Entry(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        rows, _ = args
        if isinstance(rows, RowsType):
            at = types.intp if rows.n_axes == 1 else types.UniTuple(types.intp, rows.n_axes)
            return signature(rows.dtype, rows, at)
        return None


@infer_global(len)
class _Length(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(types.intp, *args) if isinstance(args[0], RowsType) else None


@lower_builtin(operator.getitem, RowsType, types.intp)
def _entry(context: Any, builder: Any, taken: Any, arguments: Any) -> Any:
    rows, place = arguments
    return _entry_at(context, builder, taken.args[0], rows, place)


@lower_builtin(operator.getitem, RowsType, types.UniTuple)
def _entry_of_two(context: Any, builder: Any, taken: Any, arguments: Any) -> Any:
    rows, places = arguments
    first, second = cgutils.unpack_tuple(builder, places, 2)
    place = builder.add(builder.mul(first, _word(builder, rows, taken.args[0].row + 2)), second)
    return _entry_at(context, builder, taken.args[0], rows, place)


def _entry_at(context: Any, builder: Any, kind: RowsType, rows: Any, place: Any) -> Any:
    """Return an entry of an array: the pointer to a record, or the value of a number."""
    address = _word(builder, rows, kind.row)
    first = builder.inttoptr(address, context.get_data_type(kind.dtype).as_pointer())
    return context.unpack_value(builder, kind.dtype, cgutils.gep_inbounds(builder, first, place))


@lower_builtin(len, RowsType)
def _length(context: Any, builder: Any, taken: Any, arguments: Any) -> Any:
    return _word(builder, arguments[0], taken.args[0].row + 1)


def _word(builder: Any, table: Any, place: int) -> Any:
    """Return a word of the table."""
    words = builder.bitcast(table, ir.IntType(64).as_pointer())
    word = builder.load(cgutils.gep_inbounds(builder, words, place))
    word.set_metadata("invariant.load", builder.module.add_metadata([]))
    return word
