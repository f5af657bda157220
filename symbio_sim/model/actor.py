"""What all agents of the model share."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import mesa

if TYPE_CHECKING:
    from .symbio_model import SymbioModel


class _Counters(WeakKeyDictionary[Any, Iterator[int]]):
    """A counter for each model that lets go of the model.

    Mesa 3.3 keeps every model alive in a dictionary of its agent base class; later releases do not.
    """

    def __missing__(self, model: Any) -> Iterator[int]:
        counter: Iterator[int] = itertools.count(1)
        self[model] = counter
        return counter

    def __getitem__(self, model: Any) -> Iterator[int]:
        found = self.get(model)
        return self.__missing__(model) if found is None else found


class Actor(mesa.Agent):
    """An agent of the firm: it knows the model and its own number among its kind."""

    _ids: defaultdict[Any, Iterator[int]] | _Counters = _Counters()

    def __init__(self, model: "SymbioModel", number: int, name: str) -> None:
        super().__init__(model)
        self.model: SymbioModel = model
        self.number = number
        self.name = name
