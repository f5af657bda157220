"""The five pitfalls of leaning on bots, each as the changes of a config that switch it off.

A lever `{pitfall: deskilling}` has the values ``off`` and ``on``. No field belongs to two pitfalls, so that what they
cost can be divided among them (see `analysis.attribution`). A planned shock belongs to the pitfall whose kind it is,
because somebody has to answer for it: what strikes vendors to `lock_in`, an attack to `cyber`. Loss of people, a surge
of demand and a shift of the market come to firms without bots as well and belong to none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from ..config import Config

PitfallName = Literal["deskilling", "lost_intuition", "lock_in", "bias", "cyber"]

PITFALL_NAMES: tuple[PitfallName, ...] = get_args(PitfallName)

OFF, ON = "off", "on"


@dataclass(frozen=True)
class Pitfall:
    """What makes up a pitfall.

    Attributes
    ----------
    off : mapping of str to value
        Fields of the config with the values that switch it off.
    raised_to_zero : tuple of str
        Weights that do harm below 0 only: off, they are 0 if they are less.
    """

    off: Mapping[str, Any]
    raised_to_zero: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of the config that it may set."""
        return (*self.off, *self.raised_to_zero)

    def changes(self, config: Config) -> dict[str, Any]:
        """Return what has to be set in a config to be rid of the pitfall; nothing where it has none of it."""
        weights = {path: 0.0 for path in self.raised_to_zero if _value(config, path) < 0.0}
        return {path: value for path, value in self.off.items() if _value(config, path) != value} | weights

    def is_met(self, config: Config) -> bool:
        """Tell whether a config has anything of it: something to switch off in a mechanism that is on."""
        return any(_is_at_work(config, path) for path in self.changes(config))


PITFALLS: Mapping[PitfallName, Pitfall] = {
    "deskilling": Pitfall(
        {"mechanisms.skill.disuse_below_normal": False, "mechanisms.reliance.on": False},
        raised_to_zero=("mechanisms.skill.review_weight", "mechanisms.assistance.practice_weight"),
    ),
    "lost_intuition": Pitfall({"mechanisms.innovation.starvation": 0.0, "mechanisms.innovation.homogenisation": 0.0}),
    "lock_in": Pitfall(
        {
            "mechanisms.outages.on": False,
            "mechanisms.silent_degradation": False,
            "mechanisms.vendor_exit": False,
            "mechanisms.prices.lock_in": False,
            "stressors.vendor_outage": None,
            "stressors.vendor_exit": None,
            "stressors.price_spike": None,
            "stressors.silent_degradation": None,
        }
    ),
    "bias": Pitfall({"mechanisms.bias.on": False}),
    "cyber": Pitfall({"mechanisms.cyber.on": False, "stressors.cyber_incident": None}),
}
"""The pitfalls by name, in the order in which they are told."""


def cases_anywhere(name: PitfallName) -> dict[str, dict[str, Any]]:
    """Return the values of a pitfall's lever with all that they may set, whatever the config."""
    pitfall = PITFALLS[name]
    return {OFF: {**pitfall.off, **dict.fromkeys(pitfall.raised_to_zero, 0.0)}, ON: {}}


def cases_in(name: PitfallName, config: Config, *, stress: bool) -> dict[str, dict[str, Any]]:
    """Return the values of a pitfall's lever with what they set in a config.

    Parameters
    ----------
    name : str
    config : Config
    stress : bool
        Whether planned shocks strike at all.

    Raises
    ------
    ValueError
        If there is nothing to be switched off, or the first planned shock were, and another one would take its place:
        the profit with the planned shock would then be compared between two shocks.
    """
    pitfall = PITFALLS[name]
    if not pitfall.is_met(config):
        raise ValueError(f"this firm has nothing of it that could be switched off ({', '.join(pitfall.fields)})")
    planned = [f"stressors.{kind}" for kind, _ in config.stressors.planned()]
    left = [path for path in planned if path not in pitfall.off]
    if stress and left and left[0] != planned[0]:
        raise ValueError(
            f"without {planned[0]} the profit with the planned shock would be that of {left[0]}: plan one shock only"
        )
    return {OFF: pitfall.changes(config), ON: {}}


def _is_at_work(config: Config, path: str) -> bool:
    """Tell whether the mechanism that a field belongs to is on; what has no switch is."""
    return getattr(_value(config, path.rpartition(".")[0]), "on", True) is True


def _value(config: Config, path: str) -> Any:
    value: Any = config
    for part in path.split("."):
        value = getattr(value, part)
    return value
