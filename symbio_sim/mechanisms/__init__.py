"""The science: one small module for each mechanism, pure scalar functions of plain numbers.

These modules import only :mod:`math` and each other, take scalars and return a scalar or a tuple, and never raise:
arguments are clamped where Python would raise and compiled code would return infinity. Both engines call them.
"""
