"""The firm as numbers: what both engines compute with.

Nothing here is drawn and nothing changes during a run. Names are indices, in the order of declaration.
"""

from dataclasses import dataclass
from functools import cached_property

from ..config import Config, Oversight, WeeklyHours, config_hash
from .calendar import Calendar, Week, lay_out_week
from .duties import Mask
from .manual_days import manual_days
from .safeguard_numbers import SafeguardNumbers
from .skill_numbers import SkillNumbers

SPEED, ACCURACY = 0, 1


@dataclass(frozen=True)
class FunctionNumbers:
    """One function, resolved.

    `people_*` are means over those who can do it; `stated_*` and `expected_*` what is known before any experience: the
    accuracy of trained people, and what the vendors state, averaged over bots; then what a task costs, errors included.
    """

    name: str
    mean_effort_min: float
    ability_unskilled: float
    ability_skilled: float
    slope: float
    speed_unskilled: float
    time_plateau: float
    forgotten_speed_days: float
    normal_speed_skill: float
    interruptible: bool
    priority: int
    patience_open_clock: bool
    due_min: float
    due_open_clock: bool
    value_eur: float
    error_cost_eur: float
    late_penalty_eur: float
    return_probability: float
    return_delay_open_min: float
    max_visits: int
    demand_h_per_day: float
    people_time_min: float
    pilot_from_min: float
    full_from_min: float
    pilot_share: float
    people_eur_per_min: float
    people_cost_eur: float
    error_loss_eur: float
    stated_people_error: float
    stated_bot_error: float
    expected_people_eur: float
    expected_bot_eur: float
    roles: tuple[int, ...]
    bots: tuple[int, ...]


@dataclass(frozen=True)
class RoleNumbers:
    """One role, resolved.

    `functions` in the order in which its people serve them; by function in that order, `starting_skill` and
    `starting_peak` (speed, accuracy) as shares of talent, and the hours a calendar day that are normal.
    `own_min_per_day` splits all the minutes of a person's calendar day over the functions as normal work is split,
    and `training_min_per_day` those of training.
    """

    name: str
    first_seat: int
    count: int
    functions: tuple[int, ...]
    wage_eur_per_h: float
    talent: float
    talent_sd: float
    starting_skill: tuple[tuple[float, float], ...]
    starting_peak: tuple[tuple[float, float], ...]
    starting_trust: float
    normal_h_per_day: tuple[float, ...]
    own_min_per_day: tuple[float, ...]
    training_min_per_day: tuple[float, ...]

    def skill_in(self, function: int) -> tuple[float, float]:
        """Return (speed, accuracy) on day 0 in one of its functions, as shares of talent."""
        return self.starting_skill[self.functions.index(function)]


@dataclass(frozen=True)
class BotNumbers:
    """One bot, resolved; `ability` is indexed by function (NaN where it cannot do the function).

    `standby` is the bot that stands in for it in house, or -1; rules do not know of standbys.
    """

    name: str
    vendor: int
    service: int
    standby: int
    technology: str
    functions: tuple[int, ...]
    from_day: int
    concurrency: int
    always_on: bool
    ability: tuple[float, ...]
    stated_error: tuple[float, ...]
    ability_per_logit: tuple[float, ...]
    slope: float
    jaggedness: float
    type_jaggedness: float
    novel_penalty: float
    setup_min: float
    time_ratio: float
    confidence_slope: float
    confidence_noise: float
    overconfidence: float
    degradation_drop: float
    relearning_drop: float
    mean_visit_min: tuple[float, ...]
    usage_eur_per_task: float
    subscription_eur_per_month: float
    integration_eur: float


@dataclass(frozen=True, eq=False)
class Firm:
    """A config, resolved: see the parts. Each firm equals itself only, which makes it a cheap key."""

    config: Config
    functions: tuple[FunctionNumbers, ...]
    roles: tuple[RoleNumbers, ...]
    bots: tuple[BotNumbers, ...]
    vendors: tuple[str, ...]
    services: tuple[tuple[int, str], ...]
    role_of_seat: tuple[int, ...]
    skill: SkillNumbers
    trust_keep: float
    drift_decay_per_day: float
    starting_bias_gap: float
    fallback: int
    oversight: Oversight
    safeguards: SafeguardNumbers
    rule_parameters: tuple[float, float, float, float]
    rule_looks_at: frozenset[str]
    first_weekday: int
    horizon_min: float

    @property
    def holds_work_back(self) -> bool:
        """Whether some work is kept from bots: for practice, or because it is not automated yet."""
        is_phased = any(function.full_from_min > 0.0 for function in self.functions)
        return is_phased or self.safeguards.practice_share > 0.0 or self.safeguards.manual_every_days > 0

    @property
    def n_seats(self) -> int:
        """Number of seats."""
        return len(self.role_of_seat)

    @cached_property
    def assists(self) -> bool:
        """Whether people get a bot's advice."""
        return self.safeguards.advised_share > 0.0 and self.config.mechanisms.assistance.on

    @cached_property
    def reviews_people(self) -> bool:
        """Whether people check results of other people."""
        return self.safeguards.review_of_people_share > 0.0

    @cached_property
    def columns_in_use(self) -> tuple[str, ...]:
        """Columns of tasks that are recorded only where something makes use of them."""
        assisted = ("escaped_assisted",) if self.assists else ()
        return assisted + (("caught_people", "false_alarms_people") if self.reviews_people else ())

    @cached_property
    def skill_pairs(self) -> tuple[tuple[int, int], ...]:
        """Who can do what: (seat, function), seat by seat, a seat's functions in the order in which it serves them."""
        roles = (self.roles[number] for number in self.role_of_seat)
        return tuple((seat, function) for seat, role in enumerate(roles) for function in role.functions)

    def units_per_effort_min(self, function: int, normal_h_per_day: float) -> float:
        """Return what a minute of effort is worth in units of experience, for somebody with these normal hours."""
        numbers = self.functions[function]
        normal_speed = numbers.mean_effort_min / numbers.people_time_min
        return 1.0 / (60.0 * normal_h_per_day * normal_speed * self.skill.first_unit_days)

    @cached_property
    def config_hash(self) -> str:
        """What identifies the config."""
        return config_hash(self.config)

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """Names of all seats, ``role/number``."""
        return tuple(f"{role.name}/{number}" for role in self.roles for number in range(role.count))

    @cached_property
    def calendar(self) -> Calendar:
        """What everyone's weekly hours come to on the days of the run."""
        return lay_out_week(self.week, self.first_weekday, self.config.horizon_days)

    @cached_property
    def manual_days(self) -> Mask:
        """Whether bots get no new work on a day, of all days of the run and the one that begins as it ends."""
        every = self.safeguards.manual_every_days
        return manual_days(self.week, self.first_weekday, self.config.horizon_days, every)

    @cached_property
    def week(self) -> Week:
        """Everyone's weekly hours."""
        config = self.config
        doors = config.business.hours
        return Week(
            seats=tuple(config.role_hours(self.roles[role].name) for role in self.role_of_seat),
            seats_of_function=tuple(
                tuple(seat for seat, role in enumerate(self.role_of_seat) if role in function.roles)
                for function in self.functions
            ),
            # A business that never opens its doors is reached at any hour.
            doors=doors if doors.intervals_min else WeeklyHours.parse("always"),
            bots=tuple(
                (index, config.all_bots[bot.name].hours) for index, bot in enumerate(self.bots) if not bot.always_on
            ),
        )
