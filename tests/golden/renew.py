"""Write the golden fingerprints anew: `python tests/golden/renew.py`.

A changed fingerprint is a changed result: say in CHANGELOG.md, under `Results`, what changed and why.
"""

import json
import sys
from pathlib import Path

FILE = Path(__file__).with_name("fingerprints.json")
NOTE = "renew with `python tests/golden/renew.py`; a changed fingerprint needs an entry under Results in CHANGELOG.md"


def fingerprints() -> dict[str, str]:
    """Return the fingerprint of each golden firm in its World of seed 1."""
    sys.path.insert(0, str(FILE.parent.parent))
    from golden.firms import FIRMS

    from symbio_sim.run import fingerprint, simulate

    return {name: fingerprint(simulate(make(), 1)) for name, make in FIRMS.items()}


if __name__ == "__main__":
    FILE.write_text(json.dumps({"note": NOTE, "fingerprints": fingerprints()}, indent=2) + "\n", encoding="utf-8")
