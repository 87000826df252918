"""Own tables with made-up rows: built, indexed, opened and asked at the command line, with times and peak memory.

Usage: python benchmarks/scale.py ROWS [FOLDER]   (FOLDER keeps tables and graphs for another run)

Three quarters of the rows are memberships of made-up genes in Reactome's pathways, the rest the genes
themselves. Each step is one process (with those that it starts), so the figures are what a person
waits for; peak memory is the largest of these processes.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

TIMEOUT = 1800
QUESTIONS = {
    "cypher RETURN 1": ["cypher", "RETURN 1"],
    "cypher count": ["cypher", "MATCH (g:Gene)-[r:PARTICIPATES_IN]->(p) RETURN count(r)"],
    "cypher one gene": ["cypher", "MATCH (g:Gene {symbol: 'MADE7'})-->(p) RETURN p.name"],
    "sparql one gene": ["sparql", "SELECT ?p { <http://identifiers.org/hgnc/900007> biolink:participates_in ?p }"],
    "search": ["search", "MADE7"],
    "ask gene-mechanisms": ["ask", "gene-mechanisms", "gene=SOD1"],
}


def make_tables(rows: int, folder: Path) -> Path:
    """Copy the packaged tables and append made-up genes and memberships."""
    target = folder / "tables"
    shutil.copytree(str(files("kg.loaders")), target, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    genes = rows // 4
    pathways = [line.split("\t")[1] for line in _lines(target / "bundled/reactome_pathways.tsv")[1:]]
    with (target / "bundled/hgnc_genes.tsv").open("a", encoding="utf-8") as file:
        for at in range(genes):
            file.write(f"own:made-{at}\tHGNC:{900000 + at}\tMADE{at}\tmade-up gene {at}\t\t\n")
    with (target / "bundled/reactome_membership.tsv").open("a", encoding="utf-8") as file:
        for at in range(rows - genes):
            gene, step = at % genes, at // genes
            pathway = pathways[(gene * 7 + step * 101) % len(pathways)]
            file.write(f"made:{at}\tHGNC:{900000 + gene}\tMADE{gene}\t{pathway}\n")
    return target


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def step(name: str, command: list[str], environ: dict[str, str]) -> None:
    """Run one process and print its exit code, wall time, peak memory, and what it left in its TMPDIR."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    started = time.perf_counter()
    try:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=TIMEOUT)
        code, said = done.returncode, (done.stderr.strip().splitlines() or [""])[-1]
    except subprocess.TimeoutExpired:
        code, said = -9, f"stopped after {TIMEOUT} s"
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    left = sum(path.stat().st_size for path in Path(environ["TMPDIR"]).rglob("*") if path.is_file()) >> 20
    grown = f"{peak >> 10}" if peak > before else f"≤{peak >> 10}"
    print(f"{name:24} exit {code:3} {seconds:8.2f} s  {grown:>7} MB  {left:6} MB left  {said[:110]}", flush=True)


def main() -> None:
    """Build, index, open and ask."""
    rows = int(sys.argv[1])
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    folder = kept or Path(tempfile.mkdtemp(prefix="alskg-scale-"))
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    tables = folder / "tables" if (folder / "tables").is_dir() else make_tables(rows, folder)
    alskg = str(Path(sys.executable).with_name("alskg"))
    environ = {**os.environ, "ALSKG_HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "ALSKG_PROFILE": "m"}
    build = [alskg, "build", "--tables", str(tables), "--profile", "m"]
    step("build", build, environ)
    step("build again", build, environ)
    for name, question in QUESTIONS.items():
        step(f"{name}, first", [alskg, *question], environ)
        step(name, [alskg, *question], environ)
    if kept is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
