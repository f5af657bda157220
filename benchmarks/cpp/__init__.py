"""The reference firm in C++: the lower bound, compiled at first use and called through ctypes."""
