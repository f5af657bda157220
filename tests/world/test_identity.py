"""The digest that says which configs meet the same Worlds: never equal for other ones, equal where that is plain."""

from collections.abc import Iterator
from typing import Any

import pytest

from symbio_sim.config import Config, ConfigError, load_config
from symbio_sim.world import draw_world
from symbio_sim.world.identity import NOT_DRAWN_FROM, world_key

Path = tuple[str, ...]

BASE = load_config("smb", ["horizon_days=70", "warm_up_days=7"])


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give every single value of a config with its path."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, bool | int | float):
        yield path, value


def moved(value: Any) -> list[Any]:
    """Return other values that may stand in a value's place."""
    if isinstance(value, bool):
        return [not value]
    return [value + 1, value - 1] if isinstance(value, int) else [value * 0.9, value * 1.1, 0.0, value + 0.05]


def variants() -> Iterator[tuple[str, Config]]:
    """Give configs that differ from the base in one value each, for every value that can be another."""
    for path, value in leaves(BASE.to_dict()):
        for other in moved(value):
            try:
                yield ".".join(path), load_config(BASE, {".".join(path): other})
                break
            except ConfigError:
                continue


VARIANTS = list(variants())


def test_most_values_of_a_config_were_moved() -> None:
    assert len(VARIANTS) > 0.95 * len(list(leaves(BASE.to_dict())))
    touched = {name.split(".")[0] for name, _ in VARIANTS}
    assert {"functions", "staff", "bots", "vendors", "policy", "economics", "mechanisms", "horizon_days"} <= touched


def test_configs_that_meet_other_worlds_have_other_keys_whatever_value_is_moved() -> None:
    worlds = {number: draw_world(BASE, 1, number).content_hash for number in range(2)}
    key = world_key(BASE)
    missed = [
        name
        for name, config in VARIANTS
        if world_key(config) == key
        and any(draw_world(config, 1, number).content_hash != mine for number, mine in worlds.items())
    ]
    assert missed == []


def test_what_no_world_depends_on_leaves_the_key_as_it_is() -> None:
    key = world_key(BASE)
    same = {name for name, config in VARIANTS if world_key(config) == key}
    for part in ("policy.share", "mechanisms.skill.half_life_speed_days", "economics.overtime_factor"):
        assert part in same, part
    own = [name for name, _ in VARIANTS if name.startswith("functions.") and name.split(".")[2] in NOT_DRAWN_FROM]
    drawn = {name for name in own if name.endswith("effort_difficulty_correlation")}
    assert drawn
    assert set(own) - drawn <= same
    assert not drawn & same


def test_the_key_is_that_of_the_content_and_not_of_the_object() -> None:
    assert world_key(load_config(BASE)) == world_key(BASE)


def test_a_plan_that_holds_what_cannot_be_digested_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbio_sim.world.identity.plan_of", lambda config: object())
    with pytest.raises(TypeError, match="holds object"):
        world_key(BASE)
