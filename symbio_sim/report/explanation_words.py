"""An explanation of a firm in plain words, for its owner."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..analysis.explain import Explanation
from ..analysis.safeguard_value import single
from ..config import DAY_MIN
from ..experiment.explanation import ALL, ANYWAY, ATTENTION
from ..metrics.stress_plan import first_planned, shock_times
from .numbers import Money

PITFALL_WORDS = {
    "deskilling": "deskilling",
    "lost_intuition": "lost intuition and creativity",
    "lock_in": "lock-in and outages",
    "bias": "bias",
    "cyber": "attacks",
    ALL: "all together",
}
"""What the pitfalls are called."""

Row = dict[Any, Any]

HOW_TO_READ = (
    "*alone*: what the pitfall would cost if there were no other. *added last*: what it costs beyond all others. "
    "The loss is the mean over all orders between these two ends, so that the losses add up. *buys*: what the firm "
    "would be better off by if the safeguard cost nothing; *costs*: what is paid for it, beside the work that it "
    "takes, which is in what it buys. What is paid once is charged in full to the days looked at."
)
"""What the columns of the tables mean."""

FEWEST_WORLDS = 20
"""With fewer Worlds the bootstrap has too little to draw from."""

_CENT = 0.01


def setting(found: Explanation) -> str:
    """Tell what was run, and what the numbers hold for."""
    config, experiment = found.config, found.asked.experiment
    n = int(found.losses["n"].iloc[0])
    few = "" if n >= FEWEST_WORLDS else f" (of fewer than {FEWEST_WORLDS} Worlds, intervals are too narrow)"
    weight = found.risk_weight
    minds = "all Worlds count alike" if weight == 0.0 else f"the worst 5 % of Worlds count for {100.0 * weight:.3g} %"
    return (
        f"{config.horizon_days:,} days (the first {config.warm_up_days} not measured) in {n:,} Worlds, "
        f"seed {experiment.seed}{few}. Risk weight (lambda) {weight:g}: {minds}. {shock_words(found)}"
    )


def shock_words(found: Explanation) -> str:
    """Tell which shock is planned in every World, and whose it is."""
    planned, times = first_planned(found.config), shock_times(found.config)
    if planned is None or times is None:
        return "No shock is planned."
    kind, stressor = planned
    name = getattr(stressor, "vendor", None) or getattr(stressor, "role", None)
    whom = f" ({name})" if name else ""
    lasts = f" for {times.length_min / DAY_MIN:.3g} days" if times.length_min else ""
    return f"Planned shock in each World: {_spaced(kind)}{whom} on day {int(times.start_min // DAY_MIN):,}{lasts}."


def story(found: Explanation) -> Iterator[str]:
    """Give the story in paragraphs: what is lost, to what, and what would help."""
    yield " ".join([_total(found), *_parts(found), *_beside(found), *_interplay(found)])
    yield " ".join(_advice(found))
    if notes := list(_notes(found)):
        yield " ".join(notes)


def amount(value: float, money: Money) -> str:
    """Write an amount a year in the firm's currency: whole, with three digits that count."""
    rounded = round(float(f"{value * money.per_eur:.3g}"))
    return f"{rounded:,}".replace("-", "−")


def estimate(row: Row, name: str, money: Money, ends: str | None = None) -> str:
    """Write an amount a year with its currency and interval."""
    low, high = interval(row, ends or name)
    return f"{money.code} {amount(row[name], money)} a year ({amount(low, money)} to {amount(high, money)})"


def interval(row: Row, name: str) -> tuple[float, float]:
    """Return the ends of the interval of an estimate."""
    return row[f"{name}_ci_low"], row[f"{name}_ci_high"]


def sign(row: Row, name: str) -> int:
    """Return 1 or -1 where the interval leaves no doubt about the sign, 0 where it does not."""
    low, high = interval(row, name)
    return 0 if is_idle(row, name) else 1 if low > 0.0 else -1 if high < 0.0 else 0


def losses_of(found: Explanation) -> list[Row]:
    """Return the pitfalls, the greatest loss first."""
    rows = [row for row in found.losses.to_dict("records") if row["input"] != ALL and not row["other"]]
    return sorted(rows, key=lambda row: -row["loss"])


def total_of(found: Explanation) -> Row:
    """Return the loss by all pitfalls."""
    return next(row for row in found.losses.to_dict("records") if row["input"] == ALL)


def safeguard_words(name: str) -> str:
    """Return what a safeguard is called."""
    return PITFALL_WORDS[ALL] if name == ALL else _spaced(name)


def is_idle(row: Row, name: str) -> bool:
    """Tell whether an estimate is nothing in every World: less than a cent a year, which sums leave by rounding."""
    return all(abs(end) < _CENT for end in interval(row, name))


def changes_nothing(row: Row) -> bool:
    """Tell whether a safeguard makes no difference in any World, and costs nothing."""
    return is_idle(row, "net") and abs(row["cost_eur_per_year"]) < _CENT


def _total(found: Explanation) -> str:
    money, total, name = Money.of(found.config), total_of(found), found.config.business.name
    text = estimate(total, "loss", money)
    if sign(total, "loss") < 0:
        gain = {"loss": -total["loss"], "loss_ci_low": -total["loss_ci_high"], "loss_ci_high": -total["loss_ci_low"]}
        return f"Taken together the pitfalls do no harm here: {name} is better off by {estimate(gain, 'loss', money)}."
    if sign(total, "loss") == 0:
        return f"What leaning on bots costs {name} cannot be told from nothing: {text}."
    return f"Leaning on bots costs {name} about {text}: {_relative(found, total['loss'])}."


def _relative(found: Explanation, loss: float) -> str:
    if found.worth_without_eur_per_year > 0.0:
        return f"{_percent(loss / found.worth_without_eur_per_year)} of the profit that it would make without"
    return f"{_percent(loss / found.revenue_eur_per_year)} of its revenue"


def _percent(share: float) -> str:
    """Write a share with two digits, never as a power of ten."""
    return f"{float(f'{100.0 * share:.2g}'):,.16g} %"


def _parts(found: Explanation) -> Iterator[str]:
    """Tell the greatest source, those that turn out to help, and those that cannot be told from nothing."""
    money, rows = Money.of(found.config), losses_of(found)
    harmful = [row for row in rows if sign(row, "loss") > 0]
    if harmful:
        first, total = harmful[0], total_of(found)["loss"]
        part = "Most of it is" if first["loss"] > 0.5 * total else "The greatest part is"
        yield f"{part} {_named(first)}: {estimate(first, 'loss', money)}."
        if rest := harmful[1:]:
            others = [f"{_named(row)} ({money.code} {amount(row['loss'], money)})" for row in rest]
            yield f"Then {'comes' if len(rest) == 1 else 'come'} {_listed(others)}."
    else:
        yield "No pitfall by itself stands out from chance."
    for row in rows:
        if sign(row, "loss") < 0:
            yield (
                f"{_named(row).capitalize()}: a gain, not a loss, of {money.code} {amount(-row['loss'], money)} a year "
                f"({amount(-row['loss_ci_high'], money)} to {amount(-row['loss_ci_low'], money)})."
            )
    if unsure := [_named(row) for row in rows if sign(row, "loss") == 0 and not is_idle(row, "loss")]:
        yield f"Not to be told from nothing: {_listed(unsure)}."
    if idle := [_named(row) for row in rows if is_idle(row, "loss")]:
        yield (
            f"No difference in any of these Worlds: {_listed(idle)}. What is rare needs more Worlds, or to be planned "
            "with --stress."
        )


def _beside(found: Explanation) -> Iterator[str]:
    """Tell what of the loss is slackened attention, and what strikes the same people without bots."""
    money = Money.of(found.config)
    rows = {row["safeguard"]: row for row in found.besides.to_dict("records")}
    if (row := rows.get(ATTENTION)) and sign(row, "net") > 0:
        yield (
            "Lost skill is not all of deskilling. If people's attention did not slacken while machines do the work, "
            f"the firm would be better off by {estimate(row, 'net_eur_per_year', money, 'net')}; attention comes back "
            "within weeks, and how far it slackens is assumed from one study."
        )
    if (row := rows.get(ANYWAY)) and not is_idle(row, "net"):
        yield (
            "Not all of it is due to bots: without any, the same people would lose "
            f"{estimate(row, 'net_eur_per_year', money, 'net')} in the same way (skill that dips in quiet weeks, "
            "attacks)."
        )


def _interplay(found: Explanation) -> Iterator[str]:
    """Tell which two pitfalls make each other worst, and which share most of their harm."""
    money = Money.of(found.config)
    pairs = [row for row in found.losses.to_dict("records") if row["other"]]
    worse = max((row for row in pairs if sign(row, "loss") > 0), key=lambda row: row["loss"], default=None)
    shared = min((row for row in pairs if sign(row, "loss") < 0), key=lambda row: row["loss"], default=None)
    if worse is not None:
        yield (
            f"{_pair(worse)} make each other worse: together they cost {estimate(worse, 'loss', money)} more than the "
            f"two apart{_of_pairs(len(pairs))}."
        )
    elif pairs:
        yield "No two of them can be told to make each other worse."
    if shared is not None:
        yield (
            f"{_pair(shared)} share part of their harm: together they cost {money.code} "
            f"{amount(-shared['loss'], money)} a year less than the two apart{_of_pairs(len(pairs))}."
        )


def _of_pairs(n: int) -> str:
    """Warn that the most striking of several was picked, each with an interval that takes it alone."""
    return f" (the most striking of {n} pairs, so perhaps by chance)" if n > 1 else ""


def _advice(found: Explanation) -> Iterator[str]:
    """Tell which safeguard pays best, which others pay, which do not, and what all of them come to."""
    money = Money.of(found.config)
    rows = sorted(single(found.safeguards).to_dict("records"), key=lambda row: -row["net_eur_per_year"])
    paying = [row for row in rows if sign(row, "net") > 0]
    if paying:
        yield f"The safeguard that pays best is {_bargain(paying[0], money)}."
        if paying[1:]:
            yield f"Worth their cost as well: {_netted(paying[1:], money)}."
    else:
        yield "No safeguard can be told to pay."
    if losing := [row for row in reversed(rows) if sign(row, "net") < 0]:
        yield f"These cost more than they bring: {_netted(losing, money)}."
    if unsure := [row for row in rows if sign(row, "net") == 0 and not changes_nothing(row)]:
        yield f"Whether these pay cannot be told: {_netted(unsure, money)}."
    if idle := [safeguard_words(row["safeguard"]) for row in rows if changes_nothing(row)]:
        yield f"Nothing is changed by {_listed(idle)}."
    together = next((row for row in found.safeguards.to_dict("records") if row["safeguard"] == ALL), None)
    if together is not None:
        yield f"All of them together: {estimate(together, 'net_eur_per_year', money, 'net')} after their cost."


def _bargain(row: Row, money: Money) -> str:
    name = f"{safeguard_words(row['safeguard'])}{' (already in use)' if row['in_use'] else ''}"
    bought, cost = amount(row["bought_eur_per_year"], money), amount(row["cost_eur_per_year"], money)
    left = estimate(row, "net_eur_per_year", money, "net")
    return f"{name}: it buys {money.code} {bought} a year for {cost}, which leaves {left}"


def _netted(rows: Sequence[Row], money: Money) -> str:
    return _listed(
        [
            f"{safeguard_words(row['safeguard'])} ({'already in use, ' if row['in_use'] else ''}{money.code} "
            f"{amount(row['net_eur_per_year'], money)})"
            for row in rows
        ]
    )


def _notes(found: Explanation) -> Iterator[str]:
    """Tell what was left out, and what the numbers do not say."""
    if found.asked.absent:
        yield f"Not at work in this firm: {_listed([PITFALL_WORDS[name] for name in found.asked.absent])}."
    for name, reason in found.asked.unfit.items():
        yield f"Not tried: {safeguard_words(name)} ({reason})."
    yield (
        "Only profit counts here: what a pitfall or a safeguard does to fairness, to people or beyond these years is "
        "not in these numbers."
    )


def _named(row: Row) -> str:
    return PITFALL_WORDS[row["input"]]


def _pair(row: Row) -> str:
    return f"{_named(row).capitalize()} and {PITFALL_WORDS[row['other']]}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _spaced(name: str) -> str:
    return name.replace("_", " ")
