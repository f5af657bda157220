"""What becomes of the hours that bots free (mechanism 18): demand that is taken on, seats that stay empty."""

from typing import TYPE_CHECKING

from ..mechanisms import engagement
from ..mechanisms import freed_hours as law_of

if TYPE_CHECKING:
    from .staff import Staff
    from .symbio_model import SymbioModel

NOT_SOUGHT = -1
"""In place of a day: nobody is sought for an empty seat."""


class FreedHours:
    """What the firm does with the hours that bots free.

    Attributes
    ----------
    demand : float
        Demand that the firm takes on relative to the base, goodwill apart.
    grows : bool
        Whether freed hours become demand.
    """

    def __init__(self, model: "SymbioModel") -> None:
        self._model = model
        self.rule = model.config.freed_hours
        self.grows = self.rule.use == "growth"
        self.demand = 1.0

    def grow(self) -> None:
        """Let demand follow the share of the day's results that bots delivered, if there were any."""
        workforce, rule = self._model.workforce, self.rule
        by_bots = by_all = 0.0
        for function in range(len(self._model.functions)):
            by_bots += workforce.done_by_bots_min[function]
            by_all += workforce.done_by_bots_min[function] + workforce.done_by_people_min[function]
        if by_all > 0.0:
            implied = law_of.implied_demand(rule.growth_share, engagement.share(by_bots, by_all))
            self.demand = law_of.demand_after_day(self.demand, implied, rule.growth_lag_days)
        self._model.books.note("firm_demand_taken_on", [self.demand])

    def is_spare(self, leaver: "Staff") -> bool:
        """Tell whether a vacant seat stays empty, seeing how busy the colleagues in the role are."""
        if self.rule.use != "attrition":
            return False
        load_sum = colleagues = 0.0
        for person in self._model.staff:
            if person.role_number == leaver.role_number and not person.job.vacant:
                load_sum += person.load
                colleagues += 1.0
        return law_of.is_spare(load_sum, colleagues, self.rule.attrition_load)
