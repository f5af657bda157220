"""What is said of a firm before a run, against what then happens."""

from typing import Any

import numpy as np
import pytest
from draws import outages_of

from symbio_sim.config import DAY_MIN, Config, load_config, shipped_configs
from symbio_sim.firm import resolve
from symbio_sim.firm.outlook import outlook, services, severity_weight
from symbio_sim.mechanisms import outage as outage_law
from symbio_sim.run import Run, simulate


def firm(**changes: Any) -> dict[str, Any]:
    """A firm of one function and one person, as plain data."""
    return {
        "business": {"name": "Test"},
        "functions": {"work": {"arrivals": {"per_day": 10.0}, "effort": {"mean_min": 30.0}, "value_eur": 1.0}},
        "staff": {"clerk": {"count": 1, "functions": ["work"]}},
        "policy": {"rule": "human_only"},
    } | changes


def busy_share(run: Run) -> dict[str, float]:
    """Share of scheduled time in which each role's people are at work, over the whole run."""
    table = run.per_staff
    table["role"] = table["staff"].str.split("/").str[0]
    sums = table.groupby("role")[["busy_min", "scheduled_min"]].sum()
    return (sums["busy_min"] / sums["scheduled_min"]).to_dict()


# ---------------------------------------------------------------------------------------------------- load


def test_load_is_work_over_hours_by_hand() -> None:
    data = firm()
    data["functions"]["work"]["failure_demand"] = {"return_probability": 0.0}
    data["staff"]["clerk"] |= {"starting_skill": {"speed": 0.5, "accuracy": 1.0}, "absence_days_per_year": 0.0}
    data["mechanisms"] = {"load": {"on": False}, "turnover": {"on": False}}

    row = outlook(load_config(data)).pools.iloc[0]

    # 50 tasks a week of half an hour at speed 0.3 + 0.7 x 0.5, in 40 hours.
    assert row["work_h_per_week"] == pytest.approx(25.0)
    assert row["load"] == pytest.approx(25.0 / 0.65 / 40.0)
    assert row["load_if_behind"] == row["load"]


def test_hours_leave_out_the_seats_that_turnover_keeps_empty() -> None:
    calm = outlook(load_config(firm(mechanisms={"turnover": {"on": False}}))).roles.loc["clerk", "hours_per_week"]
    constant = {"on": True, "quits_per_month": 0.1, "time_to_hire_median_days": 30.4375, "time_to_hire_sigma_log": 0.0}
    coming_and_going = outlook(load_config(firm(mechanisms={"turnover": constant}))).roles.loc[
        "clerk", "hours_per_week"
    ]
    assert coming_and_going == pytest.approx(calm * 10.0 / 11.0), "ten months there, one month empty"


def test_shared_people_even_out_the_load_as_far_as_skills_allow() -> None:
    data = firm()
    data["functions"]["more"] = {"arrivals": {"per_day": 2.0}, "effort": {"mean_min": 30.0}, "value_eur": 1.0}
    data["staff"] = {
        "both": {"count": 1, "functions": ["work", "more"]},
        "one": {"count": 1, "functions": ["work"]},
        "apart": {"count": 1, "functions": ["rest"]},
    }
    data["functions"]["rest"] = {"arrivals": {"per_day": 1.0}, "effort": {"mean_min": 30.0}, "value_eur": 1.0}

    told = outlook(load_config(data))

    assert told.pools["functions"].tolist() == ["work, more", "rest"]
    assert told.roles.loc["both", "load"] == pytest.approx(told.roles.loc["one", "load"], abs=1e-6)
    assert told.roles.loc["apart", "load"] < told.roles.loc["one", "load"] / 4.0


def test_work_that_only_one_role_can_do_stays_with_it() -> None:
    data = firm()
    data["functions"]["more"] = {"arrivals": {"per_day": 2.0}, "effort": {"mean_min": 30.0}, "value_eur": 1.0}
    data["staff"] = {
        "both": {"count": 1, "functions": ["work", "more"]},
        "one": {"count": 1, "functions": ["more"]},
    }

    loads = outlook(load_config(data)).roles["load"]

    # The first has more than its share already, so the second gets all that it can do.
    assert loads["both"] > 4.0 * loads["one"] > 0.0


@pytest.mark.parametrize(("per_day", "word"), [(5.0, "idle"), (10.0, None), (30.0, "overloaded")])
def test_it_warns_where_the_answer_is_trivial(per_day: float, word: str | None) -> None:
    data = firm()
    data["functions"]["work"]["arrivals"]["per_day"] = per_day
    data["functions"]["work"]["effort"]["mean_min"] = 36.0

    warnings = outlook(load_config(data)).warnings

    assert len(warnings) == (word is not None)
    assert word is None or word in warnings[0]


@pytest.mark.parametrize("name", shipped_configs())
def test_load_of_a_ready_made_business_brackets_what_a_run_finds(name: str) -> None:
    config = load_config(name, ["policy.rule=human_only", *(["horizon_days=182"] if name != "call_centre" else [])])
    told = outlook(config).pools
    run = simulate(config)
    busy = busy_share(run)
    came = run.tasks[run.tasks["outcome"] != "declined"]
    for row in told.to_dict("records"):
        people = {role: run.config.staff[role] for role in row["roles"].split(", ")}
        hours = {role: item.count * config.role_hours(role).hours_per_week for role, item in people.items()}
        measured = sum(busy[role] * hours[role] for role in people) / sum(hours.values())
        tasks = came[came["function"].isin(row["functions"].split(", "))]
        served = tasks.loc[tasks["outcome"] != "abandoned", "effort_min"].sum() / tasks["effort_min"].sum()
        assert row["customers_may_leave"] or served == 1.0
        # Half a year of one World differs from its mean by some 4 % of demand (spread of days, efforts, absences).
        assert 0.92 * row["load"] * served < measured < 1.08 * row["load_if_behind"]


# ---------------------------------------------------------------------------------------------------- people


def test_skill_and_accuracy_are_those_a_run_starts_with() -> None:
    config = load_config(firm(horizon_days=1, warm_up_days=0))
    told = outlook(config).people.loc[("clerk", "work")]
    role = resolve(config).roles[0]

    assert (told["speed_skill"], told["accuracy_skill"]) == role.skill_in(0)
    assert told["accuracy"] < config.functions["work"].human.accuracy_skilled
    assert told["speed"] == pytest.approx(0.3 + 0.7 * role.skill_in(0)[0])


def test_mean_accuracy_of_people_is_what_a_run_finds() -> None:
    data = firm(horizon_days=1460, replications=1)
    data["functions"]["work"]["effort"]["mean_min"] = 5.0
    data["functions"]["work"]["failure_demand"] = {"return_probability": 0.0}
    data["staff"]["clerk"]["talent_sd"] = 0.0
    data["mechanisms"] = {"load": {"on": False}, "skill": {"practice": False, "disuse": False}}
    config = load_config(data)

    tasks = simulate(config).tasks

    # About 10,000 tasks of accuracy 0.96: standard error 0.002.
    right = (tasks["outcome"] == "correct").sum() / tasks["outcome"].isin(["correct", "error"]).sum()
    assert right == pytest.approx(outlook(config).people["accuracy"].iloc[0], abs=0.006)


# ---------------------------------------------------------------------------------------------------- vendors


def vendors(horizon_days: int) -> Config:
    """Two vendors, one with two technologies, over a long time."""
    bots = {
        "writer": {"technology": "nlp", "vendor": "big", "functions": ["work"]},
        "reader": {"technology": "vision", "vendor": "big", "functions": ["work"]},
        "script": {"technology": "rpa", "vendor": "small", "functions": ["work"]},
    }
    return load_config(
        firm(
            bots=bots,
            vendors={"big": {"unavailability": 0.02}, "small": {"unavailability": 0.05}},
            horizon_days=horizon_days,
            warm_up_days=0,
        )
    )


def test_severity_weight_is_the_mean_severity_over_an_outage_and_its_tail() -> None:
    law = vendors(10).mechanisms.outages
    fix, tail = 100.0, 100.0 * (1.0 + law.tail_ratio)
    moments = (np.arange(10_000) + 0.5) / 10_000 * tail
    full, partial = (
        np.mean([outage_law.severity(now, 0.0, fix, tail, level) for now in moments])
        for level in (1.0, law.partial_severity)
    )

    mean = law.full_share * full + (1.0 - law.full_share) * partial
    assert severity_weight(law) == pytest.approx(mean, rel=1e-4)


def test_unavailability_and_outages_are_those_of_simulated_worlds() -> None:
    days, worlds = 20_000, 12
    config = vendors(days)
    told = services(config)
    law = config.mechanisms.outages
    raw: dict[tuple[str, str], list[float]] = {key: [] for key in told.index}
    effective: dict[tuple[str, str], list[float]] = {key: [] for key in told.index}
    count: dict[tuple[str, str], list[float]] = {key: [] for key in told.index}
    for replication in range(worlds):
        outages = outages_of(config, 7, replication)
        for key in told.index:
            met = [outage for outage in outages if outage.strikes(*key)]
            start, fix, end = (
                np.clip([getattr(outage, name) for outage in met], 0.0, days * DAY_MIN)
                for name in ("start_min", "fix_min", "tail_end_min")
            )
            severity = np.array([outage.severity for outage in met])
            raw[key].append((end - start).sum() / (days * DAY_MIN))
            effective[key].append((severity * (fix - start + 0.5 * (end - fix))).sum() / (days * DAY_MIN))
            count[key].append(len(met) / days * 365.25)
    assert law.tail_ratio > 0.0
    for key in told.index:
        # 12 Worlds of 55 years: some 30,000 outages of lognormal length, clustered; their sum has a standard error of
        # about 2 to 3 %. Overlaps of components, counted twice here, are below U itself, 5 % at most of what is told.
        assert np.mean(raw[key]) == pytest.approx(told.loc[key, "unavailability"], rel=0.1)
        assert np.mean(effective[key]) == pytest.approx(told.loc[key, "effective_unavailability"], rel=0.1)
        assert np.mean(count[key]) == pytest.approx(told.loc[key, "outages_per_year"], rel=0.1)
        assert told.loc[key, "unavailability"] == pytest.approx(config.vendors[key[0]].unavailability)


def test_default_vendor_is_as_available_as_published_services() -> None:
    bots = {"writer": {"technology": "nlp", "vendor": "any", "functions": ["work"]}}
    told = services(load_config(firm(bots=bots, vendors={"any": {}}))).iloc[0]

    # arXiv 2501.12469: 99.66 to 99.92 %.
    assert 0.9966 < 1.0 - told["effective_unavailability"] < 0.9992


def test_services_never_fail_where_outages_are_switched_off() -> None:
    data = vendors(10).to_dict()
    data["mechanisms"] |= {"outages": {"on": False}, "vendor_exit": False}

    assert (services(load_config(data)) == 0.0).all(axis=None)


# ---------------------------------------------------------------------------------------------------- bots


def test_mean_accuracy_of_a_bot_is_what_a_run_finds() -> None:
    data = firm(horizon_days=1460, replications=1)
    data["functions"]["work"] |= {
        "effort": {"mean_min": 5.0},
        "failure_demand": {"return_probability": 0.0},
        "novel_share": 0.2,
    }
    writer = {"technology": "nlp", "vendor": "any", "functions": ["work"], "accuracy": 0.8, "type_jaggedness": 0.0}
    data |= {"bots": {"writer": writer}, "vendors": {"any": {}}, "policy": {"rule": "bot_only"}}
    data["mechanisms"] = {"outages": {"on": False}, "silent_degradation": False, "vendor_exit": False}
    config = load_config(data)

    tasks = simulate(config).tasks
    done = tasks[tasks["outcome"].isin(["correct", "error"])]
    told = outlook(config).bots.loc[("writer", "work")]

    # About 10,000 tasks: standard error 0.004 of all, 0.01 of the novel fifth.
    right = done["outcome"] == "correct"
    assert right.mean() == pytest.approx(told["accuracy"], abs=0.012)
    assert right[~done["novel"]].mean() == pytest.approx(told["accuracy_ordinary"], abs=0.012)
    assert right[done["novel"]].mean() == pytest.approx(told["accuracy_novel"], abs=0.03)
    assert told["accuracy_ordinary"] == pytest.approx(0.8, abs=1e-6)
