"""The order of things: what can happen, and which comes first when several happen at once.

Both engines use these numbers. Simultaneous events are ordered by (time, kind, entity number); the kinds are numbered
so that a day is closed before anything of the next one, work that ends with a shift counts as finished, and work begun
in the last moment of someone's patience counts as begun.
"""

from typing import Final

# Events, in the order in which simultaneous ones happen. In brackets: the entity they belong to.
MIDNIGHT: Final = 0  # [day] the day that ends is closed: books, load, disuse of skill
SKILL_RESTORED: Final = 1  # [0] planned: skill is put back to its value on day 0
STAFF_DONE: Final = 2  # [seat] a person finishes a stint of work
BOT_DONE: Final = 3  # [task] a bot visit ends
SERVICE_UP: Final = 4  # [service] an outage known to all is fixed
SERVICE_DOWN: Final = 5  # [service] an outage of everything becomes known
BOT_FAILED: Final = 6  # [task] a bot visit that an outage failed is noticed
SHIFT_END: Final = 7  # [seat] a person's shift ends
SHIFT_START: Final = 8  # [seat] a person's shift begins
HANDOVER: Final = 9  # [seat] a paused task whose holder is not back returns to its queue
BOT_OPENS: Final = 10  # [bot] a bot's working hours begin
BOT_CLOSES: Final = 11  # [bot] a bot's working hours end; visits begun are finished
RETURN: Final = 12  # [task] an uncaught error comes back as failure demand
ARRIVAL: Final = 13  # [task] a task arrives
ABANDON: Final = 14  # [task] a waiting customer's patience ends

N_EVENT_KINDS: Final = 15

PHASES_OF_MIDNIGHT: Final = (
    "time: work in progress is split at midnight, the day's minutes are added up, seats, then bots",
    "load: seat by seat, whoever was scheduled averages their load, from work done and work waiting",
    "practice: seat by seat and function by function, skill grows by own work, training, assisted work, reviews",
    "disuse: skill loses a day's worth, speed before accuracy (in all laws but `exponential`, both are one step)",
    "reliance: seat by seat, attention follows the share of work that was not done alone",
    "freed hours: the demand that is taken on follows what bots have done",
    "engagement: the threat of replacement moves, then seat by seat whoever was scheduled feels the day",
    "quits and hires: seat by seat, people quit, are sought for empty seats, or take them",
    "speed: seat by seat and function by function, speed and ability are set for the day that begins",
    "bots: services are updated, bots drift, then those due are retrained, then abilities follow corrections and drift",
    "bias: at the end of a loop it grows by what bots have learned from themselves; then audits lower it",
    "vendors: dependence, prices, lock-in, vendor by vendor; then switching from what ends on the day that begins",
    "customers: goodwill moves to what the day's satisfaction implies, and loses who was driven away",
    "innovation: function by function, the day's slack adds to the hazard of improvements",
    "manager: what an adaptive rule has learned fades by a day, and the day that begins is planned",
    "books: the day is written down",
    "comings and goings: who has quit leaves, what they held goes to its queue, hires take up work",
)

# Where a task is.
NOT_ARRIVED: Final = 0
WAITS_FOR_PERSON: Final = 1
WITH_PERSON: Final = 2
PAUSED: Final = 3
WAITS_FOR_BOT: Final = 4
WITH_BOT: Final = 5
WAITS_FOR_REVIEW: Final = 6
IN_REVIEW: Final = 7
OUT_IN_ERROR: Final = 8  # delivered wrong, on its way back
ENDED: Final = 9

# How a task ends, each in exactly one way.
OPEN: Final = 0
CORRECT: Final = 1
ERROR: Final = 2
ABANDONED: Final = 3
UNRESOLVED: Final = 4
DECLINED: Final = 5  # never came: goodwill was too low, or there was no room for more
OUTCOMES: Final = ("open", "correct", "error", "abandoned", "unresolved", "declined")

# Ways of doing a task.
NO_MODE: Final = 0
HUMAN: Final = 1
BOT: Final = 2
REVIEWED: Final = 3
ASSISTED: Final = 4
MODES: Final = ("none", "human", "bot", "reviewed", "assisted")

# Where a bot's tasks go while its service is known to be down.
FALLBACKS: Final = ("people", "other_vendor", "wait")
TO_PEOPLE: Final = 0
TO_OTHER_VENDOR: Final = 1
TO_WAIT: Final = 2

# The laws by which skill grows with practice and fades without.
SKILL_LAWS: Final = ("exponential", "power", "lfcm", "replacement", "logistic")
EXPONENTIAL: Final = 0
POWER: Final = 1
LFCM: Final = 2
REPLACEMENT: Final = 3
LOGISTIC: Final = 4

# What the allocation rule has chosen for a task, where it had a choice.
UNDECIDED: Final = 0
CHOSE_PEOPLE: Final = 1
CHOSE_BOT: Final = 2
