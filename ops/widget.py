"""`python -m ops.widget`: the widget's modules joined, unless they are already."""

import subprocess
import sys

from api.web.joined import is_fresh
from ops.layout import ROOT
from ops.node import NODE, node_package


def join_widget() -> None:
    """Raises CalledProcessError: the joiner has said why on its standard error."""
    node_package("esbuild")  # installed if it is not there
    subprocess.run([str(NODE), str(ROOT / "ops" / "widget_joining.cjs")], check=True)


def main() -> int:
    try:
        if not is_fresh():
            join_widget()
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
