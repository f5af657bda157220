"""Known events in their order."""

from hypothesis import given
from hypothesis import strategies as st

from symbio_sim.firm import Timeline

EVENTS = st.lists(st.tuples(st.integers(0, 6).map(float), st.integers(0, 3), st.integers(0, 3)), max_size=30)


def events_of(line: Timeline) -> list[tuple[float, int, int]]:
    return list(zip(line.time_min.tolist(), line.kind.tolist(), line.entity.tolist(), strict=True))


@given(EVENTS, EVENTS)
def test_two_timelines_merge_by_time_then_kind_then_entity(
    some: list[tuple[float, int, int]], others: list[tuple[float, int, int]]
) -> None:
    assert events_of(Timeline.of(some).merged(Timeline.of(others))) == sorted(some + others)
