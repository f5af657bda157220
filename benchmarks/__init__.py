"""Speed and memory of the engines, against the same firm in SimPy, in two idioms."""
