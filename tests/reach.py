"""What there is to be put to the test in a run: switches, laws, rules, events; and an account of what examples reached.

`watched` says when each counts as reached.
"""

import itertools
from collections import Counter
from collections.abc import Iterable

from whole_firms import LEVELS, RULES, SHOCKS

SWITCHES: dict[str, tuple[str, ...]] = {
    "practice": ("on", "off"),
    "disuse": ("on", "off"),
    "disuse_below_normal": ("on", "off"),
    "load": ("on", "off"),
    "oversight": ("on", "off"),
    "trust": ("on", "off"),
    "reliance": ("on", "off"),
    "customers": ("on", "off"),
    "innovation": ("on", "off"),
    "outages": ("on", "off"),
    "degradation": ("on", "off"),
    "exit": ("on", "off"),
    "mode": ("bot", "reviewed", "assisted"),
    "fallback": ("people", "other_vendor", "wait"),
    "interrupted": ("restart", "resume"),
    "work": ("pauses", "is finished"),
    "skill": ("restored", "not restored"),
    "prices": ("on", "off"),
    "cyber": ("on", "off"),
    "learning": ("on", "off"),
    "drift": ("on", "off"),
    "retraining": ("on", "off"),
    "bias": ("on", "off"),
    "shift": ("on", "off"),
    "engagement": ("on", "off"),
    "turnover": ("on", "off"),
    "roadmap": ("on", "off"),
    "competence": ("on", "off"),
    "culture": ("on", "off"),
    "human_centric": ("on", "off"),
    "diversification": ("on", "off"),
    "freed": ("slack", "growth", "attrition"),
    "rule": tuple(RULES),
    "skill law": tuple(dict.fromkeys(LEVELS["skill_law"])),
    "stress": tuple(SHOCKS),
}
"""What a config switches, and to what; also the intervention of an experiment."""

CANNOT_MEET = {
    frozenset(("mode assisted", "interrupted restart")): "advice is given at once",
    frozenset(("mode assisted", "interrupted resume")): "advice is given at once",
    frozenset(("mode assisted", "cyber on")): "advice is given at once",
    frozenset(("mode assisted", "human_centric on")): "all advice is that of the mode",
    frozenset(("turnover off", "freed attrition")): "seats become empty as people quit",
    frozenset(("load off", "freed attrition")): "whether a seat is filled again depends on load",
    frozenset(("mode assisted", "freed growth")): "hours that advice frees are not counted",
    frozenset(("oversight off", "culture on")): "a culture of checking changes the law of oversight",
    frozenset(("shift off", "stress market_shift")): "a config that plans it needs the mechanism",
    **{
        frozenset(("rule human_only", name)): "bots have nothing to do"
        for name in (
            *(
                "trust on",
                "trust off",
                "reliance off",
                "outages on",
                "outages off",
                "degradation on",
                "degradation off",
            ),
            *("exit on", "exit off", "mode bot", "mode reviewed", "mode assisted", "fallback people"),
            *("fallback other_vendor", "fallback wait", "interrupted restart", "interrupted resume", "prices off"),
            *("cyber on", "cyber off", "learning on", "learning off", "drift on", "drift off", "bias on", "bias off"),
            *("shift on", "shift off", "roadmap off", "competence off", "culture off", "human_centric on"),
            *("human_centric off", "diversification on", "diversification off", "freed slack", "freed growth"),
            *("stress vendor_outage", "stress vendor_exit", "stress silent_degradation"),
        )
    },
}
"""Pairs that no firm can reach, and why."""

LAWS = (
    *("arrivals poisson", "arrivals regular", "arrivals overdispersed"),
    *("effort lognormal", "effort exponential", "effort deterministic", "effort by type"),
    *("patience none", "patience open", "patience wall", "due none", "due open", "due wall"),
    *("repair lognormal", "repair exponential", "talent spread", "starting skill given", "starting skill normal"),
    *("trust forgets", "trust never forgets", "trust forgets all", "review teaches", "review unteaches"),
    *("a break ends", "practice of another law off", "disuse of another law off"),
)

RULES_DECIDE = tuple(
    f"rule {rule} to {choice}"
    for rule in RULES
    for choice in ("a bot", "people")
    if (rule, choice) not in {("human_only", "a bot"), ("bot_only", "people")}
)

KINDS = tuple(
    f"event {name}"
    for name in (
        *("MIDNIGHT", "SKILL_RESTORED", "STAFF_DONE", "BOT_DONE", "SERVICE_UP", "SERVICE_DOWN", "BOT_FAILED"),
        *("SHIFT_END", "SHIFT_START", "HANDOVER", "BOT_OPENS", "BOT_CLOSES", "RETURN", "ARRIVAL", "ABANDON"),
    )
)
"""In the order of their numbers in `choreography`."""

HAPPENINGS = (
    # firms
    *("no people", "no bots", "no tasks", "many servers", "a function for bots only", "a function for people only"),
    *(
        "roles share a function",
        "a role has several functions",
        "functions of unequal priority",
        "business never opens",
    ),
    *("a role never works", "a night shift", "shifts back to back", "a seat is empty for a day"),
    # ties
    *("two kinds of events at once", "two events of a kind at once", "work ends with the shift"),
    # assigning
    *("must be done by a person", "only bots can", "nobody but people can", "several bots to choose from"),
    *("people idle", "people on shift, all busy", "people not yet on shift", "people never on shift again"),
    *("a bot's slot free", "no bot's slot free"),
    # lines
    *("leaves the people's line", "leaves a bot's line", "patience ends after work began", "patience is set anew"),
    *("patience ends while handed-over work waits",),
    *("a line of 100", "chooses among lines", "lines of one priority", "lines queued at once"),
    # shifts
    *("goes on with paused work", "handover to a colleague", "handover to the line", "handover of a review"),
    *("overtime", "overtime reaches the next shift", "paused again"),
    # bots
    *("visits side by side", "waits for a slot", "waits for a fix", "waits for a bot's hours", "opens with a line"),
    *("closes with a visit under way", "confidence asked"),
    # outages
    *("a full outage fails a visit", "a partial outage fails a visit", "a tail fails a visit"),
    *("a visit outlives an outage", "a visit is suspended", "the end of a product stops a visit"),
    *("a line is cleared at an outage", "a line is kept at an outage", "a line is begun after the fix"),
    *("two known outages at once", "trust lost at an outage", "an outage of an unused service"),
    *("a standby takes over", "a standby fails", "advice of a standby"),
    *("fallback to another vendor", "no other vendor is free", "fallback without people", "a failed visit goes again"),
    *("noticed at once", "noticed late", "an outage begins as a visit ends"),
    # vendors and attacks
    *("prices grow", "a successor takes longer", "an attack keeps people from working"),
    # work kept from bots
    *("kept before the pilot", "kept during the pilot", "kept on a manual day", "kept for practice"),
    # reviews
    *("review share 0", "review share between", "review share 1", "passes what is right", "misses an error"),
    *("catches an error", "false alarm", "rejected and unresolved"),
    # advice
    *("advice is taken", "advice is switched off", "advice agrees", "advice is adopted", "advice is set aside"),
    *("no advice in an outage", "no advice out of hours", "advice of another vendor"),
    *("assisted work teaches", "assisted work unteaches"),
    # colleagues
    *("passes a colleague's work", "misses a colleague's error", "catches a colleague's error"),
    *("rejects a colleague's right work", "own work is left to others", "an idle author is passed over"),
    # results
    *(
        "escapes from people",
        "escapes from a bot",
        "escapes a review",
        "escapes in spite of advice",
        "an error comes back",
        "an error stays",
    ),
    *("returned too often", "failed too often", "still open", *(f"visit {number}" for number in range(1, 6))),
    # people
    # customers and innovation
    *("a task is declined", "an extra task comes", "an extra task stays away", "customers never meet a function"),
    *("a customer leaves unserved", "a bot where a person is wanted", "goodwill above the base", "goodwill below it"),
    *("an improvement", "an improvement at the floor", "results of one mind"),
    *("overload", "overload at its worst", "below the turning point", "relearning", "a degraded result"),
    # bots that change
    *("corrected in review", "a returned error put right", "an update", "better than at first", "worse than at first"),
    *("retrained by plan", "retrained for its errors", "trained with examples"),
    *("wrong on group B", "more biased than before", "as biased as it gets", "audited"),
    *("a new kind for people", "a new kind for a bot", "a bot has learned the new kind"),
    # people who come and go
    *("somebody quits", "a seat is taken", "leaves in the midst of a shift", "finishes after leaving"),
    *(
        "puts work down on leaving",
        "paused work of a leaver",
        "a shift nobody comes to",
        "joins in the midst of a shift",
    ),
    *("a seat stays empty for want of work", "somebody is sought after all"),
    *("reviews are monotonous", "bots alone decide", "replacement threatens"),
)

EXPECTED = (
    *(f"{switch} {level}" for switch, levels in SWITCHES.items() for level in levels),
    *LAWS,
    *RULES_DECIDE,
    *KINDS,
    *HAPPENINGS,
)


def expected_pairs() -> tuple[frozenset[str], ...]:
    """Return all pairs of what two different switches are switched to."""
    return tuple(
        pair
        for (one, ones), (other, others) in itertools.combinations(SWITCHES.items(), 2)
        for level, other_level in itertools.product(ones, others)
        if (pair := frozenset((f"{one} {level}", f"{other} {other_level}"))) not in CANNOT_MEET
    )


class Account:
    """How often each thing, and each pair of switches, has been reached; an example counts once."""

    def __init__(self) -> None:
        self.examples = 0
        self.single: Counter[str] = Counter()
        self.pairs: Counter[frozenset[str]] = Counter()

    def add(self, met: Iterable[str]) -> None:
        """Enter what one example has reached."""
        reached = set(met)
        strange = reached - set(EXPECTED)
        assert not strange, f"not in the list of what is to be reached: {strange}"
        self.examples += 1
        self.single.update(reached)
        self.pairs.update(pair for pair in expected_pairs() if pair <= reached)

    def missing(self) -> list[str]:
        """Name what no example has reached."""
        pairs = [" with ".join(sorted(pair)) for pair in expected_pairs() if not self.pairs[pair]]
        return [name for name in EXPECTED if not self.single[name]] + pairs

    def table(self) -> str:
        """Tell how many examples reached what."""
        pairs = sorted((self.pairs[pair], " with ".join(sorted(pair))) for pair in expected_pairs())
        return "\n".join(
            [
                f"{self.examples} examples; each line: in how many of them it was reached",
                *(f"{self.single[name]:6d}  {name}" for name in EXPECTED),
                f"{len(pairs)} pairs of switches, the rarest:",
                *(f"{count:6d}  {pair}" for count, pair in pairs[:20]),
            ]
        )
