"""The whole config: all blocks together, and what must hold between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from .automation import TECHNOLOGIES, Bot, Technology, Vendor
from .block import Block, Name, field
from .business import Business
from .freed_hours import FreedHours
from .functions import Function
from .hours import DAY_MIN, DAYS, WeeklyHours
from .mechanisms import Mechanisms
from .plan import Economics
from .policy import HumanOnly, Policy
from .roadmap import Phase
from .safeguards import Safeguards
from .staff import Role
from .standbys import IN_HOUSE, in_house_vendor, standby_bots
from .stressors import Stressors

SCHEMA_VERSION = 1
DAYS_PER_YEAR = 365.25


class Config(Block):
    """A firm and its circumstances: everything a run depends on besides the seed."""

    schema_version: Literal[1] = field(
        SCHEMA_VERSION, "Version of this layout", source="this release", status="verified"
    )
    business: Business = field(..., "Who the firm is and when it is open")
    functions: Annotated[dict[Name, Function], Field(min_length=1, max_length=64)] = field(
        ..., "The firm's functions and their work"
    )
    staff: dict[Name, Role] = field({}, "Roles of people")
    bots: Annotated[dict[Name, Bot], Field(max_length=64)] = field({}, "Bots at work")
    vendors: Annotated[dict[Name, Vendor], Field(max_length=32)] = field({}, "Vendors of the bots' services")
    policy: Policy = field(..., "The allocation rule")
    safeguards: Safeguards = field(
        Safeguards(), "What is done against over-symbiosis", source="see its fields", status="assumed"
    )
    roadmap: Annotated[list[Phase], Field(max_length=64)] = field(
        [],
        "When which function is automated; functions of no phase are from day 0 on",
        source="all at once",
        status="assumed",
    )
    freed_hours: FreedHours = field(
        FreedHours(), "What becomes of the hours that bots free", source="see its fields", status="assumed"
    )
    stressors: Stressors = field(Stressors(), "Planned shocks", source="see its fields", status="assumed")
    economics: Economics = field(Economics(), "Costs of the whole firm", source="see its fields", status="assumed")
    mechanisms: Mechanisms = field(
        Mechanisms(), "Switches and constants of the model", source="see its fields", status="assumed"
    )
    horizon_days: int = field(364, "Length of a run (days)", source="52 weeks", status="assumed", ge=1, le=20000)
    warm_up_days: int = field(
        28,
        "Days at the start that the measures leave out",
        source="four weeks",
        status="assumed",
        ge=0,
        le=20000,
    )
    replications: int = field(
        20,
        "Worlds that `run` simulates",
        source="enough for intervals of a few per cent",
        status="assumed",
        ge=1,
        le=100000,
    )

    @field_validator("schema_version", mode="before")
    @classmethod
    def _version_is_a_whole_number(cls, value: Any) -> Any:
        # 1 equals True and 1.0, which a literal would take for it.
        if type(value) is not int:
            raise ValueError(f"must be the whole number {SCHEMA_VERSION}")
        return value

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Config":
        named = list(self._misfits_of_functions_named())
        misfits = [*self._misfits_of_horizon(), *self._misfits_of_demand(), *named, *self._misfits_of_vendors()]
        misfits += [*self._misfits_of_stressors(), *self._misfits_of_exposure(), *self._misfits_of_roadmap()]
        misfits += [*self._misfits_of_attrition(), *self._misfits_of_quits()]
        if not named:  # a misspelt function would seem to be served by nobody
            misfits += self._misfits_of_service()
        if misfits:
            message = "; ".join(misfit.message for misfit in misfits)
            raise PydanticCustomError("misfits", "{message}", {"message": message, "misfits": misfits})
        return self

    def _misfits_of_demand(self) -> Iterator["Misfit"]:
        hours = self.business.hours.intervals_min
        opens = {minute // DAY_MIN for start, end in hours for minute in range(start, end, 60)}
        for name, function in self.functions.items():
            weights = function.arrivals.weekday_weights
            if weights is None or function.arrivals.hour_weights is not None:
                continue
            for day, weight in enumerate(weights):
                if weight > 0.0 and day not in opens:
                    yield Misfit(
                        ("functions", name, "arrivals", "weekday_weights", day),
                        f"demand on {DAYS[day]}, when the business is closed, needs hour_weights to say at what hours "
                        "it arrives; or set this weight to 0",
                    )

    def _misfits_of_horizon(self) -> Iterator["Misfit"]:
        if self.warm_up_days >= self.horizon_days:
            yield Misfit(("warm_up_days",), f"must be less than horizon_days ({self.horizon_days})")

    def _misfits_of_functions_named(self) -> Iterator["Misfit"]:
        for role, person in self.staff.items():
            yield from _misfits_of_list(("staff", role, "functions"), person.functions, self.functions)
        inside = ("mechanisms", "customers", "internal_functions")
        yield from _misfits_of_list(inside, self.mechanisms.customers.internal_functions, self.functions)
        for name, bot in self.bots.items():
            yield from _misfits_of_list(("bots", name, "functions"), bot.functions, self.functions)
            if isinstance(bot.accuracy, dict):
                for function in bot.accuracy:
                    if function not in bot.functions:
                        at = ("bots", name, "accuracy", function)
                        yield _unknown(at, function, "function of this bot", bot.functions)

    def _misfits_of_roadmap(self) -> Iterator["Misfit"]:
        by_people = {function for role in self.staff.values() if role.count for function in role.functions}
        seen: set[str] = set()
        for number, phase in enumerate(self.roadmap):
            yield from _misfits_of_list(("roadmap", number, "functions"), phase.functions, self.functions)
            for place, name in enumerate(phase.functions):
                at = ("roadmap", number, "functions", place)
                if name in seen:
                    yield Misfit(at, f"function {name!r} is in an earlier phase already")
                elif name in self.functions and name not in by_people and phase.start_day + phase.pilot_days > 0:
                    yield Misfit(at, f"nobody but bots can do function {name!r}, so it cannot wait for them")
            seen.update(phase.functions)

    def _misfits_of_attrition(self) -> Iterator["Misfit"]:
        if self.freed_hours.use != "attrition":
            return
        off = [name for name in ("turnover", "load") if not getattr(self.mechanisms, name).on]
        if off:
            needed = " and ".join(f"mechanisms.{name}.on" for name in off)
            message = f"attrition needs people who quit and know their load: set {needed} to true"
            yield Misfit(("freed_hours", "use"), message)

    def _misfits_of_quits(self) -> Iterator["Misfit"]:
        law = self.mechanisms.turnover
        if law.on and law.quits_per_month > law.hazard_cap_per_month:
            message = (
                f"must be at most mechanisms.turnover.hazard_cap_per_month ({law.hazard_cap_per_month:g}), above which "
                f"a run stops, got {law.quits_per_month:g}"
            )
            yield Misfit(("mechanisms", "turnover", "quits_per_month"), message)

    def _misfits_of_vendors(self) -> Iterator["Misfit"]:
        for name, bot in self.bots.items():
            if bot.vendor not in self.vendors:
                yield _unknown(("bots", name, "vendor"), bot.vendor, "vendor", self.vendors)
        standbys = standby_bots(self)
        if standbys and IN_HOUSE in self.vendors:
            yield Misfit(("vendors", IN_HOUSE), f"{IN_HOUSE!r} is not a name for a vendor: the firm's standbys have it")
        for name in standbys:
            if name in self.bots:
                yield Misfit(("bots", name), f"{name!r} is not a name for a bot: a standby has it")
        for word in ("largest", "all"):
            if word in self.vendors:
                yield Misfit(
                    ("vendors", word),
                    f"{word!r} is not a name for a vendor: the planned outage knows it as a word",
                )

    def _misfits_of_stressors(self) -> Iterator["Misfit"]:
        for kind, planned in self.stressors.planned():
            at = ("stressors", kind)
            vendor, role = getattr(planned, "vendor", None), getattr(planned, "role", None)
            if vendor is not None and vendor not in (*planned.WORDS, *self.vendors):
                yield _unknown((*at, "vendor"), vendor, "vendor", [*planned.WORDS, *self.vendors])
            if role is not None and role not in self.staff:
                yield _unknown((*at, "role"), role, "role", self.staff)
            if kind == "market_shift" and not self.mechanisms.market_shift.on:
                yield Misfit(at, "needs the mechanism: set mechanisms.market_shift.on to true")
            if planned.day is not None and planned.day >= self.horizon_days:
                yield Misfit((*at, "day"), f"must be before the horizon ({self.horizon_days} days)")

    def _misfits_of_exposure(self) -> Iterator["Misfit"]:
        law = self.mechanisms.cyber
        rate = law.base_per_year + law.per_integration_per_year * self.n_integrations
        if law.on and rate > law.highest_per_year:
            yield Misfit(
                ("mechanisms", "cyber", "highest_per_year"),
                f"must be at least {rate:.6g}, the rate of attacks on this firm: {law.base_per_year:g} and "
                f"{law.per_integration_per_year:g} for each of {self.n_integrations} integrations",
            )

    @property
    def n_integrations(self) -> int:
        """How many ways the bots open into the firm: a bot in each of its functions is one."""
        return sum(len(bot.functions) for bot in self.all_bots.values())

    def _misfits_of_service(self) -> Iterator["Misfit"]:
        by_people = {function for role in self.staff.values() if role.count for function in role.functions}
        by_bots = {function for bot in self.bots.values() for function in bot.functions}
        for name in self.functions:
            if name not in by_people | by_bots:
                yield Misfit(
                    ("functions", name),
                    "nobody can do this function: name it in a role's functions or a bot's",
                )
            elif name not in by_people and isinstance(self.policy, HumanOnly):
                yield Misfit(("policy", "rule"), f"human_only, but no person can do function {name!r}")
        for name, function in self.functions.items():
            if name in by_bots - by_people and function.human_touch_share > 0.0:
                yield Misfit(("functions", name, "human_touch_share"), "must be 0: no person can do this function")
            if name in by_bots - by_people and self.policy.mode == "reviewed":
                yield Misfit(("policy", "mode"), f"reviewed, but no person can review function {name!r}")
            if name in by_bots - by_people and self.policy.mode == "assisted":
                yield Misfit(("policy", "mode"), f"assisted, but there is no person to assist in function {name!r}")

    def role_hours(self, role: str) -> WeeklyHours:
        """Weekly shift of a role: its own hours, or the business's."""
        return self.staff[role].hours or self.business.hours

    @property
    def all_bots(self) -> dict[str, Bot]:
        """The bots declared, then the standbys that the safeguard of diversification adds."""
        return self.bots | standby_bots(self)

    @property
    def all_vendors(self) -> dict[str, Vendor]:
        """The vendors declared, then the firm itself if it has standbys."""
        plan = self.safeguards.diversification
        return self.vendors | {IN_HOUSE: in_house_vendor(plan)} if plan and standby_bots(self) else self.vendors

    def _bot(self, name: str) -> Bot:
        return self.bots[name] if name in self.bots else standby_bots(self)[name]

    def technology_of(self, bot: str) -> Technology:
        """The technology preset of a bot with the bot's own values put in."""
        item = self._bot(bot)
        preset = TECHNOLOGIES[item.technology]
        own = {
            name: getattr(item, name)
            for name in Technology.model_fields
            if name != "accuracy" and getattr(item, name) is not None
        }
        return preset.model_copy(update=own)

    def accuracy_of(self, bot: str, function: str) -> float:
        """Mean share of correct work of a bot in one function on day 0."""
        item = self._bot(bot)
        own = item.accuracy
        if isinstance(own, dict):
            own = own.get(function)
        return own if own is not None else TECHNOLOGIES[item.technology].accuracy

    def to_dict(self) -> dict[str, Any]:
        """The config as plain data, defaults included; `Config.model_validate` reads it back."""
        return self.model_dump(mode="json")


@dataclass(frozen=True)
class Misfit:
    """Two parts of a config that do not fit together, told at the one that is more likely wrong."""

    at: tuple[str | int, ...]
    message: str
    word: str | None = None
    choices: tuple[str, ...] = ()


def _misfits_of_list(at: tuple[str | int, ...], named: list[str], known: Mapping[str, object]) -> Iterator[Misfit]:
    for place, function in enumerate(named):
        if function not in known:
            yield _unknown((*at, place), function, "function", known)
        elif function in named[:place]:
            yield Misfit((*at, place), f"names function {function!r} twice")


def _unknown(at: tuple[str | int, ...], word: str, kind: str, known: Iterable[str]) -> Misfit:
    return Misfit(at, f"{word!r} is not a declared {kind}", word, tuple(known))
