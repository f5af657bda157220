"""When this process began to import the package: sources changed later are not those that it runs."""

import time

IMPORTED_AT_S = time.time()
"""Seconds since 1970."""
