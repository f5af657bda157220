"""A field written in the wrong block is told where it belongs; what several blocks have is not guessed at."""

import pytest

from symbio_sim.config import ConfigError, load_config
from symbio_sim.config.homes import elsewhere


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("mechanisms.bias.audit_eur", "safeguards.governance"),
        ("policy.review_of_people_share", "safeguards.governance"),
        ("mechanisms.skill.reliance", "mechanisms"),
        ("business.horizon_days", "the whole"),
    ],
)
def test_a_field_in_the_wrong_block_is_told_its_own(path: str, home: str) -> None:
    with pytest.raises(ConfigError, match=f"{path}: unknown field here, but one of {home}"):
        load_config("bakery", [f"{path}=1"])
    document = load_config("bakery").to_dict()
    block, _, name = path.rpartition(".")
    inner = document
    for part in block.split("."):
        inner = inner[part]
    inner[name] = 1
    with pytest.raises(ConfigError, match=f"{path}: unknown field here, but one of {home}"):
        load_config(document)


def test_what_several_blocks_have_or_none_is_not_guessed_at() -> None:
    assert elsewhere(("policy", "on")) == elsewhere(("policy", "nothing_of_the_kind")) == ""


def test_what_another_rule_has_is_not_elsewhere() -> None:
    assert elsewhere(("policy", "quota_share")) == ""
