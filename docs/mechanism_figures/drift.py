"""The drift of a bot in three Worlds, without and with retraining: a run's own books."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import load_config
from symbio_sim.report import style
from symbio_sim.run import simulate

CHANGES = {"horizon_days": 1096, "mechanisms.retraining.on": False, "stressors.vendor_outage": None}


def draw() -> Figure:
    """Return the figure: drift by day without retraining, and with it twice a year."""
    plain = load_config("bakery", CHANGES)
    trained = load_config(
        "bakery", CHANGES | {"mechanisms.retraining.on": True, "mechanisms.retraining.error_margin": None}
    )
    with style.look():
        figure, axes = style.new_figure(2.9, ncols=2, sharey=True)
        for panel, config, title in zip(
            axes, (plain, trained), ("No retraining", "Retrained every 180 days"), strict=True
        ):
            for seed, color in zip((1, 2, 3), (style.BLUE, style.ORANGE, style.GREEN), strict=True):
                drift = simulate(config, seed).extra_days["bot_drift"][:, 0]
                panel.plot(np.arange(1, len(drift) + 1) / 365.25, drift, color=color, label=f"World {seed}")
            panel.axhline(0.0, color=style.GREY, linewidth=0.9)
            panel.set(xlabel="years", title=title)
        axes[0].set_ylabel("drift of ability (logit)")
        axes[0].legend()
    return figure
