"""Problems are told in one line each, all at once, in the order of the file."""

import pickle
from collections.abc import Callable

import pytest

from symbio_sim.config import ConfigError, Problem
from symbio_sim.config.errors import nearest, shown
from symbio_sim.config.inventory import describe_fields
from symbio_sim.config.schema import json_schema
from symbio_sim.config.translate import PATTERN_WORDS
from symbio_sim.experiment import experiment_schema


def test_a_problem_reads_place_field_message_suggestion_allowed() -> None:
    problem = Problem("my.yaml", 12, "staff.baker.cuont", "unknown field", ("count", "functions"), "count")
    assert str(problem) == (
        "my.yaml:12: staff.baker.cuont: unknown field; did you mean 'count'? Allowed: count, functions"
    )


def test_a_problem_without_line_field_or_suggestion_leaves_them_out() -> None:
    assert str(Problem("my.yaml", None, "", "the file is empty")) == "my.yaml: the file is empty"
    assert str(Problem("my.yaml", 3, "a", "wrong", ("b",))) == "my.yaml:3: a: wrong. Allowed: b"


def test_a_config_error_survives_the_way_between_processes() -> None:
    error = ConfigError([Problem("my.yaml", 1, "a", "b"), Problem("my.yaml", 2, "c", "d")])
    copy = pickle.loads(pickle.dumps(error))
    assert copy.problems == error.problems
    assert str(copy) == "my.yaml:1: a: b\nmy.yaml:2: c: d"


def test_all_problems_are_told_at_once_in_the_order_of_the_lines(
    complaints: Callable[[str], list[str]], valid_text: str
) -> None:
    text = valid_text
    for old, new in [
        ("share: 0.4", "share: 4"),
        ("name: Corner shop", "nam: Corner shop"),
        ("per_day: 12", "per_day: many"),
        ("interruptible: false", "interruptible: no"),
        ("vendors:\n", "vendors:\n  cloud: {}\n"),
        ("horizon_days: 300\n", "horizon_days: 300\n? [x]\n: 1\n"),
        ("technology: rpa", "technology: rpb"),
    ]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    assert [": ".join(line.split(": ")[:2]) for line in complaints(text)] == [
        "shop.yaml:3: business.nam",
        "shop.yaml:11: functions.sales.arrivals.per_day",
        "shop.yaml:25: functions.support.interruptible",
        "shop.yaml:43: bots.till.technology",
        "shop.yaml:49: vendors.cloud",
        "shop.yaml:52: policy.share",
        "shop.yaml:57: a key must be text, not a list, a mapping or an alias",
    ]


def test_a_key_with_a_line_break_does_not_break_the_message(complaints: Callable[[str], list[str]]) -> None:
    assert "shop.yaml:1: 'a\\nb\\x1b': unknown field" in complaints('"a\\nb\\e": 1')[0]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing (null)"),
        (True, "true"),
        (False, "false"),
        ("no", "the text 'no'"),
        (100 * "x", f"the text '{60 * 'x'}...'"),
        (2.5, "2.5"),
        pytest.param(10**5000, "a huge number", id="huge"),
        ({}, "a mapping"),
        ([], "a list"),
        (object(), "a value of type object"),
    ],
)
def test_values_are_shown_in_few_words(value: object, words: str) -> None:
    assert shown(value) == words


def test_the_nearest_word_ignores_case_and_needs_a_likeness() -> None:
    assert nearest("COUTN", ["talent", "count"]) == "count"
    assert nearest("RPA", ["rpa", "ml"]) == "rpa"
    assert nearest("zzz", ["talent", "count"]) is None
    assert nearest("x", []) is None


def test_every_pattern_of_the_layout_has_words() -> None:
    def patterns(schema: object) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(patterns, schema))
        if not isinstance(schema, dict):
            return set()
        own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
        own |= set(schema.get("patternProperties", {}))
        return own.union(*map(patterns, schema.values()))

    assert patterns([json_schema(), experiment_schema()]) == set(PATTERN_WORDS)


def test_every_missing_field_is_explained_by_its_description(
    shop: dict[str, dict[str, object]], refusals: Callable[..., list[str]]
) -> None:
    described = {row.path: row.description for row in describe_fields()}
    del shop["business"]["name"]
    del shop["staff"]["clerk"]["count"]  # type: ignore[attr-defined]
    assert refusals(shop) == [
        f"config: business.name: missing: {described['business.name']}",
        f"config: staff.clerk.count: missing: {described['staff.*.count']}",
    ]
