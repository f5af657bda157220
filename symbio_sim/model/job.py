"""A seat as a job: whether somebody holds it, since when, and how engaged they are."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .symbio_model import SymbioModel


class Job:
    """What mechanism 9 knows of a seat.

    Attributes
    ----------
    engagement : float
        Of the holder, in (0, 1).
    vacant : bool
        Whether nobody holds the seat; `gone` tells whether the last holder has put down their work.
    holders : int
        How many have held it so far, the first one included.
    hired_day : float
        Day on which the holder began; below 0 for those who were there before.
    filled_on_day : int
        The next holder's first day, once the seat is vacant; below 0 while nobody is sought.
    missed_until_min : float
        End of the last shift for which nobody came (minutes since day 0).
    """

    __slots__ = (
        *("engagement", "vacant", "gone", "holders", "hired_day", "filled_on_day"),
        *("missed_until_min", "luck"),
    )

    def __init__(self, model: "SymbioModel", seat: int) -> None:
        self.engagement = model.config.mechanisms.engagement.baseline
        self.vacant = False
        self.gone = False
        self.holders = 1
        self.hired_day = -model.agenda.tenure_days[seat]
        self.filled_on_day = 0
        self.missed_until_min = 0.0
        self.luck = int(model.agenda.seat_luck[seat])
