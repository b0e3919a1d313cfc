"""Refuses what grows without end: functions over 50 lines, modules over 400, catch-all names."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ops.layout import ROOT

MAX_FUNCTION, MAX_MODULE = 50, 400
REFUSED_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
CODE = ("*.py", "*.js", "*.ts", "*.css")


def main() -> int:
    problems = [problem for path in tracked() for problem in problems_of(path)]
    print("\n".join(problems) or "tailles et noms : rien à redire")
    return 1 if problems else 0


def tracked() -> list[Path]:
    """Code files that git tracks or would track; vendored and migration files aside."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *CODE],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    kept = [name for name in listed if "/vendor/" not in name and "/versions/" not in name]
    return [ROOT / name for name in kept if (ROOT / name).exists()]


def problems_of(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > MAX_MODULE:
        yield f"{name}: {lines} lignes (plus de {MAX_MODULE})"
    if path.stem.lower() in REFUSED_NAMES:
        yield f"{name}: nom fourre-tout"
    if path.suffix == ".py":
        yield from long_functions(name, text)


def long_functions(name: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION:
                where = f"{name}:{node.lineno}: {node.name}"
                yield f"{where} a {length} lignes (plus de {MAX_FUNCTION})"


if __name__ == "__main__":
    sys.exit(main())
