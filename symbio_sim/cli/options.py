"""Options that several commands share."""

import math
from typing import Any

import click


class Number(click.FloatRange):
    """A number between bounds; click takes `nan` to lie between any."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number, or fail."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


COMMAND = "symbio_sim.command"
"""Where a click context keeps the command line as given (`Context.meta`)."""

config_argument = click.argument("config", metavar="CONFIG")

set_option = click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change one value of the config, as in policy.share=0.5; may be repeated.",
)

seed_option = click.option(
    "--seed", type=click.IntRange(min=0, max=2**63 - 1), default=1, show_default=True, help="Seed of the Worlds."
)

replications_option = click.option(
    "--replications",
    "-n",
    type=click.IntRange(1, 100_000),
    default=None,
    help="Number of Worlds to simulate. [default: as in the config, usually 20]",
)

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON to stdout; text for people goes to stderr."
)

stress_option = click.option(
    "--stress",
    "shocks",
    multiple=True,
    metavar="KIND:NAME:KEY=VALUE:...",
    help="Measure one more shock, as in vendor_outage:acme:day=120:hours=48; may be repeated.",
)

no_stress_option = click.option(
    "--no-stress", is_flag=True, help="Leave out what needs twins of each World: planned shocks, payback; faster."
)

quiet_option = click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
