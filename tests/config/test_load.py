"""A config comes from a file, a name or a mapping, and its hash depends on its content alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.config import Config, ConfigError, config_hash, load_config, shipped
from symbio_sim.config.load import MAX_BYTES

Refusals = Callable[..., list[str]]


@pytest.fixture
def shelf(tmp_path: Path, valid_text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two ready-made businesses, and an empty folder to stand in."""
    folder = tmp_path / "configs"
    folder.mkdir()
    for name in ("bakery", "call_centre"):
        (folder / f"{name}.yaml").write_text(valid_text.replace("Corner shop", name))
    monkeypatch.setattr(shipped, "shipped_folder", lambda: folder)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return folder


def test_a_path_a_text_a_mapping_and_a_config_give_the_same(valid_text: str, tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(valid_text)
    config = load_config(path)
    assert config.functions["support"].effort.sigma_log == 0.8
    assert config == load_config(str(path)) == load_config(config.to_dict()) == load_config(config)


def test_a_ready_made_business_is_found_by_name_even_beside_a_file(shelf: Path) -> None:
    Path("bakery").write_text("not a config")
    assert load_config("bakery").business.name == "bakery"


def test_a_path_object_always_means_the_file(shelf: Path, refusals: Refusals) -> None:
    Path("bakery").write_text("not a config")
    assert refusals(Path("bakery"))[0].startswith("bakery:1: a config has fields at its top")


def test_an_unknown_name_is_answered_with_the_nearest_and_all_names(shelf: Path, refusals: Refusals) -> None:
    assert refusals("bakrey") == [
        "bakrey: neither a ready-made business nor a file; did you mean 'bakery'? Allowed: bakery, call_centre"
    ]


@pytest.mark.parametrize("name", ["bakery.yaml", "no/bakery", "a\0b.yaml", 5000 * "x" + ".yaml"])
def test_a_missing_file_is_told_as_such(shelf: Path, refusals: Refusals, name: str) -> None:
    (found,) = refusals(name)
    assert found.endswith(": there is no such file")


def test_a_folder_cannot_be_read_as_a_config(shelf: Path, refusals: Refusals) -> None:
    (found,) = refusals(shelf)
    assert found.startswith(f"{shelf}: cannot be read: ")


def test_a_huge_file_is_refused_unread(tmp_path: Path, refusals: Refusals) -> None:
    path = tmp_path / "log.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert refusals(path) == [f"{path}: is larger than {MAX_BYTES} bytes: this is not a file of ours"]


def test_mappings_tuples_and_numpy_numbers_are_taken_for_pythons_own(shop: dict[str, Any]) -> None:
    plain = load_config(shop)
    shop["staff"]["clerk"]["count"] = np.int64(2)
    shop["staff"]["clerk"]["functions"] = ("sales", "support")
    shop["policy"] = MappingProxyType({**shop["policy"], "share": np.float64(0.4)})
    shop["staff"]["clerk"]["wage_eur_per_h"] = np.float32(28.5)
    assert load_config(MappingProxyType(shop)) == plain


def test_a_mapping_with_keys_that_are_no_text_is_refused(shop: dict[Any, Any], refusals: Refusals) -> None:
    shop["functions"][1] = shop["functions"].pop("support")
    shop[None] = 3
    assert refusals(shop) == [
        "config: a key must be text, not nothing (null)",
        "config: functions: a key must be text, not 1",
    ]


def test_a_mapping_that_holds_itself_is_refused(shop: dict[str, Any], refusals: Refusals) -> None:
    shop["policy"]["more"] = shop["policy"]
    assert refusals(shop) == ["config: policy: nested more than 20 levels deep"]


def test_a_huge_integer_in_a_mapping_is_refused(shop: dict[str, Any], refusals: Refusals) -> None:
    shop["economics"] = {"fixed_eur_per_day": 10**5000}
    assert refusals(shop) == ["config: economics.fixed_eur_per_day: the number is too large"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_whatever_stands_in_a_field_only_a_config_error_is_raised(data: st.DataObject) -> None:
    shop = load_config(Path(__file__).with_name("valid.yaml")).to_dict()
    block = shop
    for _ in range(4):
        key = data.draw(st.sampled_from(sorted(block)))
        if not isinstance(block[key], dict) or not block[key] or data.draw(st.booleans()):
            break
        block = block[key]
    block[key] = data.draw(_JSON)
    try:
        load_config(shop)
    except ConfigError as error:
        lines = str(error).split("\n")
        # Pydantic's own words end in "Input should be", "Extra inputs" and the like: none may come through.
        assert not [line for line in lines if "not allowed (" in line or "nput" in line]


def test_a_config_written_out_is_read_back_the_same(shop: dict[str, Any]) -> None:
    config = load_config(shop)
    assert Config.model_validate(config.to_dict()) == config
    assert Config.model_validate(json.loads(json.dumps(config.to_dict()))) == config


def test_the_hash_is_64_hexadecimal_digits_and_follows_every_change(shop: dict[str, Any]) -> None:
    config = load_config(shop)
    hashes = {
        config_hash(config),
        config_hash(load_config(config, ["horizon_days=301"])),
        config_hash(load_config(config, ["mechanisms.skill.floor_share=0.2000000000000001"])),
        config_hash(load_config(config, ["business.hours.sat=09:00-13:01"])),
        config_hash(load_config(config, ["stressors.vendor_outage=null"])),
    }
    assert len(hashes) == 5
    assert all(len(text) == 64 and set(text) <= set("0123456789abcdef") for text in hashes)


def test_equal_configs_have_equal_hashes_however_they_are_written(shop: dict[str, Any]) -> None:
    config = load_config(shop)
    written_otherwise = {key: shop[key] for key in reversed(shop)}
    written_otherwise["replications"] = 20  # the default, stated
    written_otherwise["functions"]["support"]["value_eur"] = -0.0
    written_otherwise["business"]["hours"] = {
        "sat": "09:00-13:00",
        **dict.fromkeys(("tue", "mon", "wed-fri"), "09:00-12:00, 12:00-17:00"),
    }
    other = load_config(written_otherwise)
    assert other == config
    assert config_hash(other) == config_hash(config)


def test_the_hash_follows_the_order_in_which_entities_are_declared(shop: dict[str, Any]) -> None:
    staff = dict(load_config(shop).staff)
    swapped = load_config(shop).model_copy(update={"staff": {"zed": next(iter(staff.values())), **staff}})
    last = load_config(shop).model_copy(update={"staff": {**staff, "zed": next(iter(staff.values()))}})
    assert config_hash(swapped) != config_hash(last)


def test_the_hash_is_the_same_in_another_process(shop: dict[str, Any]) -> None:
    path = Path(__file__).with_name("valid.yaml")
    code = f"from symbio_sim.config import *; print(config_hash(load_config({str(path)!r})))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    output = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert output.strip() == config_hash(load_config(path))
