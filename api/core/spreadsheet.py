"""Lines to open in a spreadsheet: CSV with semicolons, as those in French read it."""

import csv
import io
from collections.abc import Iterable, Sequence

# By which a spreadsheet knows UTF-8; once, before everything else.
BOM = "\ufeff"
# What a spreadsheet would take for a formula (OWASP, « CSV Injection »).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """No cell is a formula: an apostrophe goes before what would be one."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return target.getvalue()


def download_headers(file_name: str) -> dict[str, str]:
    """Of a file to save, made for who asks; `file_name` is ASCII."""
    return {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
