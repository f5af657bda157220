"""One pass over a run's tasks: how many met with what, function by function.

The same function runs compiled, over arrays, and as plain Python, over lists; both add one by one in the same order, so
the sums are the same to the last bit. Prices come later: counts are exact. A new measure of tasks gets a place, a line
in the pass, and its formula in the module where it belongs.
"""

from collections.abc import MutableSequence, Sequence
from typing import Final

from ..choreography import BOT, CORRECT, DECLINED, MODES, OUTCOMES, REVIEWED

Floats = Sequence[float]
Ints = Sequence[int]
Sums = MutableSequence[float]

# Places among the sums of a function. Of the tasks that arrive after warm-up: how many of them ...
RIGHT: Final = 0  # are correct
ON_TIME: Final = 1  # and in time
JUDGED: Final = 2  # have had their chance within the horizon
JUDGED_GOOD: Final = 3  # and are correct and in time
BEGUN: Final = 4
WRONG_FIRST: Final = 5  # had a wrong result delivered first
ONLY_WRONG: Final = 6  # and no right one later
# ... how often something happened to them ...
ESCAPED_HUMAN: Final = 7
ESCAPED_BOT: Final = 8
ESCAPED_REVIEWED: Final = 9
CAUGHT: Final = 10
FALSE_ALARMS: Final = 11
ESCAPED_ASSISTED: Final = 12
CAUGHT_PEOPLE: Final = 13  # errors of people, by other people
# ... and minutes.
WAIT_MIN: Final = 14  # from arrival to first work
CYCLE_MIN: Final = 15  # from arrival to end, of correct ones
# From here on, how many ended in each way, by outcome and by mode of the last result.
ENDS: Final = 16
N_MODES: Final = len(MODES)
N_TASK_SUMS: Final = ENDS + len(OUTCOMES) * N_MODES


def tally_tasks(
    arrival_min: Floats,
    function: Ints,
    effort_min: Floats,
    outcome: Ints,
    mode: Ints,
    bot: Ints,
    due_min: Floats,
    start_min: Floats,
    end_min: Floats,
    escaped_human: Ints,
    escaped_bot: Ints,
    escaped_reviewed: Ints,
    caught: Ints,
    false_alarms: Ints,
    escaped_assisted: Ints,
    caught_people: Ints,
    judged_until_min: Floats,
    warm_up_min: float,
    horizon_min: float,
    demand_from_min: float,
    sums: Sequence[Sums],
    served: Sequence[Sums],
    demand_h: Sums,
    cycle_min: Sums,
) -> None:
    """Add up what happened to the tasks.

    Parameters
    ----------
    arrival_min, function, effort_min : sequence, length tasks
        What the World gives.
    outcome, mode, bot, due_min, start_min, end_min, escaped_*, caught*, false_alarms : sequence, length tasks
        What a run records.
    judged_until_min : sequence, length functions
        Tasks without due time have had their chance if they arrive until then; minus infinity where there are due
        times.
    warm_up_min, horizon_min : float
        Tasks that arrive in between are measured.
    demand_from_min : float
        Efforts count as demand from then on.
    sums : matrix of zeros, shape (functions, N_TASK_SUMS)
        Added to.
    served : matrix of zeros, shape (bots + 1, functions)
        Added to: correct tasks that each bot served. The last row belongs to no bot (-1).
    demand_h : sequence of zeros, length functions
        Added to: effort (hours).
    cycle_min : sequence, length tasks
        Filled from the first place on: arrival to end of each correct task (minutes).
    """
    n_correct = 0
    for task in range(len(arrival_min)):
        arrival, which = arrival_min[task], function[task]
        if outcome[task] == DECLINED:
            if warm_up_min <= arrival < horizon_min:  # demand that never came: worth nothing, and no work
                own = sums[which]
                own[ENDS + N_MODES * DECLINED] += 1.0
                own[JUDGED] += (due_min[task] <= horizon_min) | (arrival <= judged_until_min[which])
            continue
        if demand_from_min <= arrival < horizon_min:
            demand_h[which] += effort_min[task] / 60.0
        if arrival < warm_up_min or arrival >= horizon_min:
            continue
        own = sums[which]
        result, way, due, end = outcome[task], mode[task], due_min[task], end_min[task]
        # Truths are added as 0 or 1: branches that nobody can foresee would take longer.
        own[ENDS + N_MODES * result + way] += 1.0
        is_correct = result == CORRECT
        is_good = is_correct & (end <= due)
        is_judged = (due <= horizon_min) | (arrival <= judged_until_min[which])
        own[ON_TIME] += is_good
        own[JUDGED] += is_judged
        own[JUDGED_GOOD] += is_judged & is_good
        served[bot[task]][which] += is_correct & ((way == BOT) | (way == REVIEWED))
        if is_correct:
            cycle_min[n_correct] = end - arrival
            own[RIGHT] += 1.0
            own[CYCLE_MIN] += end - arrival
            n_correct += 1
        wait = start_min[task] - arrival
        if wait == wait:  # it is no number if no work began
            own[BEGUN] += 1.0
            own[WAIT_MIN] += wait
        human, alone, reviewed = escaped_human[task], escaped_bot[task], escaped_reviewed[task]
        assisted, found_of_people = escaped_assisted[task], caught_people[task]
        found, in_vain = caught[task], false_alarms[task]
        if human + alone + reviewed + assisted + found + in_vain + found_of_people > 0:
            is_wrong = human + alone + reviewed + assisted > 0
            own[WRONG_FIRST] += is_wrong
            own[ONLY_WRONG] += is_wrong & (result != CORRECT)
            own[ESCAPED_HUMAN] += human
            own[ESCAPED_BOT] += alone
            own[ESCAPED_REVIEWED] += reviewed
            own[CAUGHT] += found
            own[FALSE_ALARMS] += in_vain
            own[ESCAPED_ASSISTED] += assisted
            own[CAUGHT_PEOPLE] += found_of_people
