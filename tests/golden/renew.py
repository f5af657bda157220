"""Write the golden results anew: `python tests/golden/renew.py`.

A changed fingerprint or number is a changed result: say in CHANGELOG.md, under `Results`, what changed and why.
"""

import json
import sys
from pathlib import Path

FILE = Path(__file__).with_name("fingerprints.json")
NOTE = "renew with `python tests/golden/renew.py`; a changed fingerprint needs an entry under Results in CHANGELOG.md"


def fingerprints() -> dict[str, str]:
    """Return the fingerprint of each golden firm in its World of seed 1."""
    from golden.firms import FIRMS

    from symbio_sim.run import fingerprint, simulate

    return {name: fingerprint(simulate(make(), 1)) for name, make in FIRMS.items()}


def renew_numbers() -> None:
    """Write the numbers that the code gives now into the table of releases."""
    from golden import releases

    before = releases.recorded() if releases.TABLE.is_file() else {}
    changelog = releases.CHANGELOG.read_text(encoding="utf-8")
    releases.write(releases.renewed(before, releases.computed(), changelog))


if __name__ == "__main__":
    sys.path.insert(0, str(FILE.parent.parent))
    FILE.write_text(json.dumps({"note": NOTE, "fingerprints": fingerprints()}, indent=2) + "\n", encoding="utf-8")
    renew_numbers()
