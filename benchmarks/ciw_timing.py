"""Time per customer of the Ciw network, another and smaller model: beside the others' times, never in ratios."""

import gc
import time
from statistics import median

from symbio_sim import Config

LABEL = "Ciw, a smaller model"


def per_customer_us(config: Config, n_rounds: int) -> tuple[float, float]:
    """Return (median, minimum) processor time per customer in microseconds, each round with luck of its own.

    Raises
    ------
    ImportError
        If Ciw is not installed.
    """
    import ciw

    from .ciw_network import network, simulate_customers

    times = []
    for seed in range(n_rounds):
        ciw.seed(seed)
        drawn = network(config)
        gc.collect()
        start = time.process_time()
        customers = simulate_customers(config, drawn)
        times.append((time.process_time() - start) / customers * 1e6)
    return median(times), min(times)
