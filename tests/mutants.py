"""Break deckgen on purpose, in many small ways, and see whether a test notices: `python3 -m tests.mutants`.

Needs `pip install -e ".[dev,mutants]"`. mutmut writes a copy of the source with all its mutants into the folder
`mutants`, finds out which tests run which function, and tries a random sample; `[tool.mutmut]` in pyproject.toml says
which rooms are mutated and which tests judge. Only tests in the same process can judge, so those of the command line
and of LibreOffice are left out. Every mutant that no test notices is shown as a change of the source: read it, and
write the test that is missing, or see that the change makes no difference.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from random import Random

FOLDER = Path("mutants")
NOTHING = "no mutant has this name"
UNNOTICED = {None, 0, 5, 33}
"""What mutmut keeps for a mutant that it has not tried, that passed all tests, or that no test runs."""


def outcomes() -> dict[str, int | None]:
    """The exit code of the tests for each mutant by its name, None where it has not been tried."""
    files = sorted((FOLDER / "src").rglob("*.meta"))
    return {name: code for file in files for name, code in json.loads(file.read_text())["exit_code_by_key"].items()}


def mutmut(*arguments: str) -> str:
    """What a command of mutmut prints."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def main() -> int:
    """Try the sample and show the mutants that survived it; 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="how many mutants to try (200)")
    parser.add_argument("--seed", type=int, default=1, help="which sample: the same seed takes the same (1)")
    parser.add_argument("--processes", type=int, default=2, help="how many to try at the same time (2)")
    options = parser.parse_args()
    # mutmut makes the mutants before it looks for the names that it shall try, and has no command to make them alone.
    mutmut("run", NOTHING)
    names = Random(options.seed).sample(sorted(outcomes()), options.sample)
    said = mutmut("run", "--max-children", str(options.processes), *names)
    tried = {name: code for name, code in outcomes().items() if name in set(names)}
    if set(tried.values()) == {None}:
        raise SystemExit(f"mutmut has tried no mutant:\n{said[-2000:]}")
    survivors = [name for name, code in tried.items() if code in UNNOTICED]
    for name in survivors:
        print(mutmut("show", name))
    print(f"{len(tried)} mutants, {len(survivors)} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
