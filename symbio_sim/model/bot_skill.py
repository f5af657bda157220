"""What a bot can do in one function, and what of that changes (mechanisms 4, 12 and 15)."""

from ..config import Mechanisms
from ..firm import BotNumbers
from ..mechanisms import bias, bot_learning, oversight, retraining


class BotSkill:
    """A bot in a function.

    Attributes
    ----------
    ability : float
        As it is since midnight (logit).
    corrections : float
        By people, each counting what it is worth.
    rejected, passed : float
        Reviewed results since the last training, as they are remembered.
    reviewed : int
        How many there were.
    reference : float
        Share that reviewers rejected after the last training.
    gap : float
        Difference of the log odds of being right, group A less group B.
    alone : int
        Results that nobody checked, since the bot learned from them last.
    lessons, examples : float
        Of tasks of the new kind: corrections, and people's work that the bot has been trained with.
    """

    def __init__(self, laws: Mechanisms, numbers: BotNumbers, function: int, gap: float) -> None:
        self._laws = laws
        self._start = self.ability = numbers.ability[function]
        self._ability_per_logit = numbers.ability_per_logit[function]
        self._stated_error = numbers.stated_error[function]
        self.corrections = self.lessons = self.examples = 0.0
        self.gap = gap
        self.alone = 0
        self.rejected = self.passed = 0.0
        self.reviewed = 0
        self.reference = retraining.UNKNOWN

    def remember_review(self, rejected: bool) -> None:
        """Let the share that reviewers reject follow one more result."""
        memory = self._laws.retraining.memory_items
        self.rejected, self.passed = oversight.remember_item(self.rejected, self.passed, rejected, memory)
        self.reviewed += 1
        self.reference = retraining.reference(self.reference, self.reviewed, memory, self._rejected_share())

    def _rejected_share(self) -> float:
        return retraining.rejected_share(self.rejected, self.passed)

    def calls_for_retraining(self, days_since: float, every_days: float, margin: float) -> bool:
        """Tell whether the bot is to be retrained because of this function."""
        return retraining.is_due(days_since, every_days, self._rejected_share(), self.reference, margin)

    def retrain(self, examples: float) -> None:
        """Train with all examples of the new kind that people have given so far."""
        self.examples = examples
        self.rejected = self.passed = 0.0
        self.reviewed = 0
        self.reference = retraining.UNKNOWN

    def set_ability(self, drift: float) -> None:
        """Set the ability for the day that begins."""
        law = self._laws.bot_learning
        error = self._stated_error
        gain = bot_learning.ability_gain(
            error,
            law.plateau_share * error,
            self.corrections,
            law.corrections_scale,
            law.exponent,
            self._ability_per_logit,
        )
        self.ability = self._start + gain + drift

    def learn_from_itself(self, results: int) -> None:
        """Learn from all results of the function since the last time, the bot's own unchecked ones among them."""
        law = self._laws.bias
        self.gap = bias.amplified(self.gap, bias.own_share(self.alone, results), law.growth, law.gap_max)
        self.alone = 0

    def be_audited(self, effect: float) -> None:
        """Lose part of the gap."""
        self.gap = bias.audited(self.gap, effect)
