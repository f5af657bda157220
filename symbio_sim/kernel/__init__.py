"""The compiled engine: the Mesa engine's choreography over arrays of records, to the last bit.

Read its files beside those of :mod:`symbio_sim.model`: `loop` beside `symbio_model`, `tasks` beside `task_flow`,
`people` and `shifts` beside `staff`, `machines` and `visits` beside `bot` and `vendor`, `manager` beside `manager`, and
`day` beside `books`.
"""
