"""Mesa's own event scheduling as its releases offer it: a simulator beside the model, since 3.5 the model itself."""

from collections.abc import Callable
from typing import Any, Protocol

import mesa


class Clock(Protocol):
    """The time, and what is to happen when; events at the same time in the order in which they were scheduled."""

    @property
    def now(self) -> float:
        """Minutes since day 0."""

    def at(self, time_min: float, happen: Callable[[], None], late: bool = False) -> Any:
        """Schedule an event, after all others of that time if it is `late`, and return it; it can be cancelled."""

    def run_until(self, time_min: float) -> None:
        """Let happen what is scheduled until then."""


class ModelClock:
    """Mesa 3.5 and later: ``model.schedule_event``."""

    def __init__(self, model: mesa.Model) -> None:
        from mesa.time import Priority

        # A step of the model at every unit of time, here every minute, is not wanted; Mesa's DEVSimulator stops it so.
        model._default_schedule.stop()
        self._model = model
        self._early, self._late = Priority.DEFAULT, Priority.LOW
        self.run_until = model.run_until

    @property
    def now(self) -> float:
        return self._model.time

    def at(self, time_min: float, happen: Callable[[], None], late: bool = False) -> Any:
        return self._model.schedule_event(happen, at=time_min, priority=self._late if late else self._early)


class SimulatorClock:
    """Mesa before 3.5: ``mesa.experimental.devs.DEVSimulator``."""

    def __init__(self, model: mesa.Model) -> None:
        from mesa.experimental.devs import DEVSimulator
        from mesa.experimental.devs.eventlist import Priority

        self._simulator = DEVSimulator()
        self._simulator.setup(model)
        self._early, self._late = Priority.DEFAULT, Priority.LOW
        self.run_until = self._simulator.run_until

    @property
    def now(self) -> float:
        return self._simulator.time

    def at(self, time_min: float, happen: Callable[[], None], late: bool = False) -> Any:
        return self._simulator.schedule_event_absolute(happen, time_min, priority=self._late if late else self._early)


def clock_of(model: mesa.Model) -> Clock:
    """Return the clock of a model."""
    return ModelClock(model) if hasattr(model, "schedule_event") else SimulatorClock(model)
