"""One's sollicitations taken away, as CSV and JSON."""

import csv
import io
from typing import Any

import pytest

from api.portal.sollicitations.tests.people import OWN, People


async def rows(people: People) -> list[dict[str, Any]]:
    answer = await people.call("anne", "GET", f"{OWN}/export", params={"format": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="sollicitations.csv"'
    text = answer.content.decode("utf-8-sig")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


async def test_every_one_is_a_line(people: People) -> None:
    first = await people.filed(description='Avec des "guillemets" ;\net deux lignes.')
    second = await people.filed(title="Retard")
    await people.filed(draft=True)

    exported = await rows(people)

    assert [row["Référence"] for row in exported] == [second, first]
    assert exported[1]["Description"] == 'Avec des "guillemets" ;\net deux lignes.'
    assert (exported[0]["Titre"], exported[0]["Destinataire"]) == ("Retard", "Mairie de Test")


@pytest.mark.parametrize("begun", ["=", "+", "-", "@"])
async def test_no_cell_is_a_formula(people: People, begun: str) -> None:
    await people.filed(title=f"{begun}SOMME(A1:A9)")

    [row] = await rows(people)

    assert row["Titre"] == f"'{begun}SOMME(A1:A9)"


async def test_json_is_what_the_list_gives(people: People) -> None:
    await people.filed()

    exported = await people.call("anne", "GET", f"{OWN}/export", params={"format": "json"})
    listed = await people.call("anne", "GET", OWN)

    assert exported.json()["items"] == listed.json()["items"]
    assert exported.json()["total"] == 1


async def test_others_export_their_own(people: People) -> None:
    await people.filed()

    answer = await people.call("stan", "GET", f"{OWN}/export", params={"format": "json"})

    assert answer.json() == {"items": [], "total": 0}


async def test_another_format_is_refused(people: People) -> None:
    answer = await people.call("anne", "GET", f"{OWN}/export", params={"format": "pdf"})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
