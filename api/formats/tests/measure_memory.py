"""Walk through an archive and print what it took: run in a process of its own by a test."""

import resource
import sys

from api.formats.archives import members
from api.formats.errors import RefusedFileError


def main() -> None:
    """Arguments: path, name. Output: growth of the peak in bytes, bytes read or the refusal."""
    path, name = sys.argv[1:]
    before = _peak()
    try:
        outcome = str(sum(len(member.content) for member in members(path, name)))
    except RefusedFileError as error:
        outcome = error.code
    sys.stdout.write(f"{_peak() - before} {outcome}")


def _peak() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
