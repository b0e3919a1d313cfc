import csv
import io

import pytest
from hypothesis import given, strategies

from api.core.spreadsheet import csv_lines


@given(strategies.lists(strategies.text(strategies.characters(exclude_categories=["Cs"]))))
def test_every_cell_is_read_back_and_none_is_a_formula(cells: list[str]) -> None:
    read = [*csv.reader(io.StringIO(csv_lines([["début", *cells]]), newline=""), delimiter=";")]

    assert [cell.removeprefix("'") for cell in read[0][1:]] == [
        cell.removeprefix("'") for cell in cells
    ]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in read[0])


@pytest.mark.parametrize("begun", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1"])
def test_what_begins_as_a_formula_is_text(begun: str) -> None:
    assert begun not in {
        cell for row in csv.reader(io.StringIO(csv_lines([[begun]]))) for cell in row
    }
    assert csv_lines([[begun]]).lstrip('"').startswith("'")
