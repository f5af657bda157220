"""Many pairs of a firm and a World: in order, each as if alone, a few at a time."""

import contextlib
import gc
import itertools
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from builders import bot, firm, function, role

from symbio_sim.config import Config
from symbio_sim.engines import Engine, EngineError
from symbio_sim.metrics import batch, evaluate, evaluate_each, evaluate_many
from symbio_sim.world import World, draw_world


def shop(share: float = 0.5, **changes: object) -> Config:
    return firm(
        {"a": function(40, 20.0, due={"target_min": 120})},
        {"p": role(1, ["a"])},
        {"b": bot(["a"], accuracy=0.8)},
        horizon_days=10,
        policy={"rule": "fixed_share", "share": share},
        stressors={"vendor_outage": {"day": 4}},
        **changes,
    )


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("engine", ["mesa", "kernel"])
def test_each_row_is_the_evaluation_of_its_pair_in_their_order(threads: int, engine: Engine) -> None:
    firms = [shop(0.2), shop(0.8)]
    worlds = [draw_world(firms[0], 4, number) for number in range(4)]
    pairs = list(itertools.product(firms, worlds))
    frame = evaluate_many(pairs, stress=True, threads=threads, engine=engine)
    rows = [
        {"seed": 4, "replication": world.replication, **evaluate(config, world=world, engine="mesa")}
        for config, world in pairs
    ]
    pd.testing.assert_frame_equal(frame, pd.DataFrame(rows), check_exact=True)


def test_nothing_to_evaluate_is_an_empty_table() -> None:
    assert evaluate_many([]).empty


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2"])
def test_a_number_of_threads_that_is_none_is_refused_before_anything_is_done(threads: Any) -> None:
    with pytest.raises(ValueError, match="whole number of at least 1"):
        evaluate_many([], threads=threads)


def test_an_engine_that_is_not_known_is_refused_before_anything_is_done() -> None:
    with pytest.raises(EngineError, match="unknown engine 'typo'"):
        evaluate_many([], engine="typo")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pair", "got"),
    [(("bakery", None), "str and NoneType"), (shop(), "Config"), ((shop(), None), "Config and NoneType")],
)
def test_what_is_no_pair_is_refused_by_what_it_is(pair: Any, got: str) -> None:
    with pytest.raises(TypeError, match=f"must be a Config and a World, got {got}$"):
        evaluate_many([pair])


def test_an_endless_stream_of_pairs_is_drawn_from_as_needed_and_nothing_is_kept() -> None:
    config, drawn = shop(), []

    def pairs() -> Iterator[tuple[Config, World]]:
        for number in itertools.count():
            world = draw_world(config, 1, number)
            drawn.append(weakref.ref(world))
            yield config, world

    rows = evaluate_each(pairs(), threads=2)
    assert [row["replication"] for row in itertools.islice(rows, 12)] == list(range(12))
    assert len(drawn) <= 12 + 4, "no more than two pairs a thread are ahead"
    rows.close()
    gc.collect()
    assert not any(world() is not None for world in drawn)


def test_a_failure_says_whose_it_was_and_stops_the_rest() -> None:
    broken = shop(business={"name": "Broken shop"}, warm_up_days=1)
    longer = draw_world(firm({"a": function(1, 1.0)}, {"p": role(1, ["a"])}, horizon_days=3), 7, 2)
    good = draw_world(shop(), 1)
    drawn = 0

    def pairs() -> Iterator[tuple[Config, World]]:
        nonlocal drawn
        for pair in [(shop(), good), (broken, longer), *[(shop(), good)] * 50]:
            drawn += 1
            yield pair

    with pytest.raises(ValueError, match="3 days") as failure:
        evaluate_many(pairs(), threads=1)
    assert failure.value.__notes__ == ["in 'Broken shop', seed 7, replication 2"]
    assert drawn < 10


@pytest.mark.parametrize(
    ("engine", "is_loaded", "n_threads"), [("mesa", True, 1), ("auto", False, 1), ("auto", True, 3)]
)
def test_left_to_itself_it_uses_all_processors_where_the_compiled_engine_runs(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, is_loaded: bool, n_threads: int
) -> None:
    all_at_work = threading.Barrier(n_threads, timeout=20.0)
    threads = []

    def note(*_: object, **__: object) -> dict[str, float]:
        threads.append(threading.current_thread())
        if len(threads) > 1:
            all_at_work.wait()
        return {}

    monkeypatch.setattr(batch, "evaluate", note)
    monkeypatch.setattr(batch.os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    monkeypatch.setattr(batch.passes, "engine_is_compiled", lambda: is_loaded)
    list(evaluate_each([(shop(), draw_world(shop(), 1))] * 7, engine=engine))
    assert threads[0] is threading.current_thread()
    assert len(set(threads[1:])) == n_threads


@pytest.mark.parametrize(("stress", "runs"), [(False, 3), (True, 18)])
def test_the_choice_of_the_engine_is_told_how_much_is_ahead(
    monkeypatch: pytest.MonkeyPatch, stress: bool, runs: int
) -> None:
    told = []

    def note(n_tasks: int) -> contextlib.AbstractContextManager[None]:
        told.append(n_tasks)
        return contextlib.nullcontext()

    monkeypatch.setattr(batch, "work_ahead", note)
    world = draw_world(shop(), 1)
    evaluate_many([(shop(), world)] * 3, stress=stress)
    list(evaluate_each(iter(((shop(), world),) * 3), stress=stress, n_pairs=3))
    assert told == [runs * world.n_tasks] * 2
