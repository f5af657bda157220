"""Performance through four planned shocks, in one World of a ready-made business."""

from matplotlib.figure import Figure

from symbio_sim.config import asked_shocks, load_config
from symbio_sim.metrics import resilience_curve, stress_test
from symbio_sim.report.style import DASHES, GREY, ROLES, look, new_figure
from symbio_sim.run import simulate
from symbio_sim.world import draw_world

FIRM = (
    *("policy.rule=fixed_share", "policy.share=0.9", "horizon_days=182"),
    *("staff.commercial.count=3", "staff.operator.count=3"),
)
"""A lean firm: fewer people than the work takes without bots."""
SHOCKS = {
    "vendor_outage:day=91:working_days=5": "outage of the largest vendor, five working days",
    "vendor_exit:day=91": "the largest vendor's products end",
    "cyber_incident:day=91:days=6": "attack, bots down for six days",
    "loss_of_people:day=91:share=0.5:days=10": "half of the people away for ten days",
}


def draw() -> Figure:
    """Draw goodput relative to the twin without the shock, averaged over five working days."""
    config = load_config("smb", FIRM)
    world = draw_world(config, 1)
    baseline = simulate(config, world=world)
    with look():
        figure, axes = new_figure(3.2)
        for place, asked in enumerate(asked_shocks(config, list(SHOCKS))):
            test = stress_test(config, world, baseline, planned=(asked.kind, asked.stressor))
            if test is None:
                raise RuntimeError(f"{asked.text} strikes nothing")
            curve = resilience_curve(baseline, test.shocked, test.plan.start_min, test.t1_min, days_before=5)
            days = curve["day"] - test.plan.start_min / 1440.0
            axes.plot(days, 100.0 * curve["P"], color=ROLES[place], linestyle=DASHES[place], label=SHOCKS[asked.text])
        axes.axvline(0.0, color=GREY, linewidth=0.8)
        axes.set(
            title="Performance of a lean firm through planned shocks, in one World",
            xlabel="days since the shock",
            ylabel="goodput, % of the twin's",
        )
        axes.set_ylim(20.0, 105.0)
        axes.legend(loc="lower right", fontsize=8.0)
    return figure
