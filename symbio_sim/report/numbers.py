"""Numbers as people read them, with the unit beside them and amounts in the business's own currency."""

import math
from dataclasses import dataclass

from ..config import Config

NOT_AVAILABLE = "n/a"
_IN_WORDS = {
    "share": "%",
    "hours": "h",
    "index": "",
}


@dataclass(frozen=True)
class Money:
    """The currency that a report shows; all amounts inside are in euros."""

    code: str = "EUR"
    per_eur: float = 1.0

    @classmethod
    def of(cls, *configs: Config) -> "Money":
        """Return the currency that configs share, euros if they differ."""
        found = {cls(config.business.currency, config.business.currency_per_eur) for config in configs}
        return found.pop() if len(found) == 1 else cls()


def unit_text(unit: str, money: Money) -> str:
    """Return a measure's unit in words."""
    if unit.startswith("eur"):
        return unit.replace("eur", money.code, 1)
    return _IN_WORDS.get(unit, unit)


def in_unit(value: float, unit: str, money: Money) -> float:
    """Return a value as it is shown: shares in per cent, amounts in the currency."""
    if unit == "share":
        return 100.0 * value
    return value * money.per_eur if unit.startswith("eur") else value


def number(value: float, size: float | None = None, *, signed: bool = False) -> str:
    """Write a number with about three digits, thousands apart.

    Parameters
    ----------
    value : float
        The number; NaN is written n/a.
    size : float, optional
        The number whose size sets the decimals, so that a mean and its interval have the same; `value` if left out.
    signed : bool
        Whether to write a plus sign.
    """
    if math.isnan(value):
        return NOT_AVAILABLE
    size = abs(value if size is None or math.isnan(size) else size)
    decimals = 0 if size >= 100.0 else 1 if size >= 10.0 else 2
    text = f"{value:{'+' if signed else ''},.{decimals}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) != 0.0 else f"{0.0:.{decimals}f}"
