"""Draw the figures of the mechanisms' pages: each from a module of `mechanism_figures` with a function `draw`.

Run it after a change to a mechanism: ``python docs/draw_mechanisms.py``, or with names to draw only those.
"""

import sys
from importlib import import_module
from pathlib import Path

from symbio_sim.report.style import SMALL_DOTS_PER_INCH, look

DOCS = Path(__file__).parent
FIGURES, IMAGES = DOCS / "mechanism_figures", DOCS / "images" / "mechanisms"


def names() -> list[str]:
    """Return the names of all figures."""
    return sorted(path.stem for path in FIGURES.glob("*.py") if path.stem != "__init__")


def draw(name: str) -> Path:
    """Draw one figure and return where it is."""
    target = IMAGES / f"{name}.png"
    with look():
        figure = import_module(f"mechanism_figures.{name}").draw()
        figure.savefig(target, dpi=SMALL_DOTS_PER_INCH, metadata={"Software": None})
    return target


if __name__ == "__main__":
    sys.path.insert(0, str(DOCS))
    for chosen in sys.argv[1:] or names():
        print(draw(chosen))
