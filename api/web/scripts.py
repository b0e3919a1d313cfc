"""The widget's modules as browsers get them: joined, or one by one without their comments."""

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from api.web.files import WebFiles
from api.web.joined import FOLDER, joined

# Only what begins a line: « // » and « /* » within a line may belong to a string.
_BLOCK = re.compile(r"(?ms)^[ \t]*/\*\*.*?\*/[ \t]*\n")
_LINE = re.compile(r"(?m)^[ \t]*//.*\n")
_BLANK = re.compile(r"(?m)^[ \t]*\n")
_INDENT = re.compile(r"(?m)^[ \t]+")


def without_comments(source: str) -> str:
    """The same program; a module with a template literal keeps its indentation."""
    bare = _BLANK.sub("", _LINE.sub("", _BLOCK.sub("", source)))
    return bare if "`" in bare else _INDENT.sub("", bare)


class ScriptFiles(WebFiles):
    """A folder of modules, open to pages of other origins."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, shared=True)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where the file is: the joined copy of an entry, if there is a fresh one."""
        copy = joined(path)
        return (str(copy), copy.stat()) if copy else super().lookup_path(path)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        whole = super().file_response(full_path, stat_result, scope, status_code)
        if Path(full_path).suffix != ".js" or Path(full_path).parent == FOLDER:
            return whole
        body, tag = _bare(Path(full_path), stat_result.st_mtime_ns)
        headers = {
            name: value
            for name, value in whole.headers.items()
            if name not in ("content-length", "etag", "last-modified")
        }
        known = Headers(scope=scope).get("if-none-match", "")
        headers["etag"] = tag
        if tag in known.replace("W/", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers)


@lru_cache(maxsize=64)
def _bare(path: Path, _changed: int) -> tuple[bytes, str]:
    """The body and its ETag, once per version of the file (mtime)."""
    body = without_comments(path.read_text(encoding="utf-8")).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
