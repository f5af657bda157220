"""The reader follows the core schema of YAML 1.2, knows every line, and fails only with a ConfigError."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symbio_sim.config import ConfigError, load_config
from symbio_sim.config.yaml_text import plain_value, read_value, read_yaml

Complaints = Callable[[str | bytes], list[str]]


@pytest.mark.parametrize("word", ["no", "No", "yes", "on", "OFF", "y", "n", "Y", "N"])
def test_words_of_consent_stay_text(word: str) -> None:
    assert plain_value(word) == word


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-2.5e+1", -25.0),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
        ("0", 0),
        ("-17", -17),
        ("+5", 5),
        ("0o17", 15),
        ("0x1F", 31),
        ("9223372036854775807", 2**63 - 1),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("Null", None),
    ],
)
def test_numbers_truths_and_nulls_are_those_of_the_core_schema(word: str, value: Any) -> None:
    found = plain_value(word)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "word",
    [
        "08:00-12:00",
        "1:30",
        "190:20:30",
        "2027-01-04",
        "2027-01-04T10:00:00",
        "1_000",
        "1,5",
        "0b11",
        "0o8",
        "tRue",
        "1e",
        "e3",
        ".",
    ],
)
def test_what_yaml_1_1_would_convert_stays_text(word: str) -> None:
    assert plain_value(word) == word


def test_nan_is_read_as_such() -> None:
    assert plain_value(".NaN") != plain_value(".NaN")


@pytest.mark.parametrize("word", ["007", "-012", "9223372036854775808", "0x" + 20 * "F", "1e999", 5000 * "9"])
def test_oddities_and_huge_numbers_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"leading zero|too large"):
        plain_value(word)


def test_quotes_make_text_of_anything() -> None:
    assert read_value("- \"1\"\n- ''\n- 'true'\n- \"~\"\n- |-\n  5\n", "x").data == [
        "1",
        "",
        "true",
        "~",
        "5",
    ]


def test_keys_like_on_and_no_are_text() -> None:
    assert read_yaml("on: true\nno: 1\ny: 2", "x").data == {"on": True, "no": 1, "y": 2}


def test_every_key_and_item_has_its_line() -> None:
    document = read_yaml("# top\na:\n  b: 1\n  c:\n    - 2\n\n    - {d: 3,\n       e: 4}\nf: 5\n", "x")
    assert document.lines == {
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "c"): 4,
        ("a", "c", 0): 5,
        ("a", "c", 1): 7,
        ("a", "c", 1, "d"): 7,
        ("a", "c", 1, "e"): 8,
        ("f",): 9,
    }


_PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(categories=("L",)), min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_PLAIN)
def test_every_json_text_reads_as_the_data_it_was_written_from(data: Any) -> None:
    # JSON is a part of YAML 1.2.
    found = read_value(json.dumps(data, ensure_ascii=False), "x")
    assert (found.data, found.problems) == (data, [])


@given(st.text(st.sampled_from("ab01 :-,[]{}#&*!|>'\"%@`~<?.\n\t\r\x00\x85\ufeff\U0001f600"), max_size=40))
@example("? \n")
@example("[" * 300)
@example("%YAML 1.1\n---\n*a")
@example("a: &a [*a]")
@example("!<a> b")
@example("- - - -" * 50)
def test_any_text_is_read_or_refused_with_a_config_error(text: str) -> None:
    with contextlib.suppress(ConfigError):
        assert isinstance(read_yaml(text, "x").data, dict)


@pytest.mark.parametrize(
    "text", ["policy: " + 20_000 * "[", "policy:\n  " + 5_000 * "- ", "policy: " + 20_000 * "{a: "]
)
def test_endless_nesting_is_refused_without_a_recursion_error(complaints: Complaints, text: str) -> None:
    (found,) = complaints(text)
    assert found.endswith(": policy: nested more than 20 levels deep")


@pytest.mark.parametrize("opening", ["? [", "? {a: ", "a: 1\n  a: ["])
def test_nesting_is_limited_in_what_is_passed_over_too(complaints: Complaints, opening: str) -> None:
    found = complaints("policy:\n  " + opening + 5_000 * "[")
    assert found[-1] in (f"shop.yaml:{line}: policy: nested more than 20 levels deep" for line in (2, 3))


@pytest.mark.parametrize("key", ["010", "1.5", ".inf", "2" + 30 * "0", "''", "false"])
def test_a_key_is_text_whatever_the_number(complaints: Complaints, key: str) -> None:
    told = "is not a name" if key == "''" else f"a key must be text, not {key}"
    assert any(told in line for line in complaints(f"staff: {{{key}: {{}}}}"))


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a comment\n", "---\n", "null"])
def test_an_empty_file_is_refused(complaints: Complaints, text: str) -> None:
    assert complaints(text) == ["shop.yaml: the file is empty"]


@pytest.mark.parametrize(
    ("text", "got"), [("- business", "a list"), ("bakery", "the text 'bakery'"), ("7", "7"), ("[]", "a list")]
)
def test_a_file_without_fields_is_refused(complaints: Complaints, text: str, got: str) -> None:
    assert complaints(text) == [
        f"shop.yaml:1: a config has fields at its top (business: ..., functions: ...), not {got}"
    ]


def test_text_in_another_encoding_is_refused_at_its_line(complaints: Complaints, valid_text: str) -> None:
    latin = valid_text.replace("EUR", "EUR # caf\xe9").encode("latin-1")
    assert complaints(latin) == ["shop.yaml:4: is not UTF-8 text: save the file with that encoding"]
    assert complaints(valid_text.encode("utf-16")) == [
        "shop.yaml:1: is not UTF-8 text: save the file with that encoding"
    ]


def test_byte_order_mark_and_windows_line_ends_change_nothing(valid_text: str, tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + valid_text.replace("\n", "\r\n").encode())
    assert load_config(path) == load_config(read_yaml(valid_text, "x").data)


def test_reading_goes_on_after_what_it_can_pass_over(complaints: Complaints, valid_text: str) -> None:
    text = valid_text.replace("count: 2", "count: &n 2").replace("value_eur: 25", "value_eur: !!int 25")
    assert complaints(text + "horizon_days: 4\n") == [
        "shop.yaml:20: functions.sales.value_eur: tags (!!int) are not read: remove it",
        "shop.yaml:31: staff.clerk.count: anchors (&n) are not read: remove it",
        "shop.yaml:57: horizon_days: given twice, first on line 55: keep one",
    ]
