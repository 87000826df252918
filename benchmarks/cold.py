"""Whole processes from cold: what a person at a terminal waits for. Median of some runs after one warm-up."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 9
COMMANDS = {
    "python -c pass (floor)": [sys.executable, "-c", "pass"],
    "--help": ["--help"],
    "search sod1": ["search", "sod1"],
    "cypher count": ["cypher", "MATCH (g:Gene) RETURN count(g)"],
    "sparql count": ["sparql", "SELECT (COUNT(?g) AS ?n) WHERE { ?g a biolink:Gene }"],
    "node TARDBP": ["node", "TARDBP"],
    "evidence DAO": ["evidence", "DAO"],
    "status": ["status"],
    "verify": ["verify"],
    "view SOD1": ["view", "SOD1", "-o", os.devnull],
    "build": ["build"],
}


def main() -> None:
    """Time each command."""
    alskg = str(Path(sys.executable).with_name("alskg"))
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "ALSKG_HOME": home}
        print(f"{'command':24} {'min':>7} {'median':>7} {'max':>7}  s, {RUNS} runs")
        for name, args in COMMANDS.items():
            command = args if args[0] == sys.executable else [alskg, *args]
            if name.startswith("view"):
                command = [alskg, "view", "SOD1", "-o", str(Path(home) / "page.html")]
            times = []
            for _ in range(RUNS + 1):
                started = time.perf_counter()
                subprocess.run(command, env=environ, check=True, capture_output=True)
                times.append(time.perf_counter() - started)
            kept = times[1:]
            print(f"{name:24} {min(kept):7.3f} {statistics.median(kept):7.3f} {max(kept):7.3f}")
        shutil.rmtree(home, ignore_errors=True)
        Path(home).mkdir()
        started = time.perf_counter()
        page = Path(home) / "first.html"
        subprocess.run([alskg, "quickstart", "-o", str(page)], env=environ, check=True, capture_output=True)
        print(f"{'quickstart, first ever':24} {time.perf_counter() - started:7.3f}")


if __name__ == "__main__":
    main()
