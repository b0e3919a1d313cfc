"""Files: joined, then said, and seen by both sides alone."""

from typing import Any

import pytest

from api.core.settings import get_settings
from api.domain.sollicitation_acts import Act
from api.portal.sollicitations.tests.people import OWN, RECEIVED, People

PDF = b"%PDF-1.7\nfacture"


async def said(people: People, reference: str) -> int:
    """A file of anne's, that the town now reads; its id."""
    file = (await people.join("anne", reference, "preuve.pdf", PDF)).json()
    answer = await people.act("anne", reference, "add", "La preuve.", files=[file["id"]])
    assert answer.status_code == 200, answer.text
    return file["id"]


async def test_a_file_is_joined_then_said(people: People) -> None:
    reference = await people.filed()

    joined = await people.join("anne", reference, "preuve.pdf", PDF)
    await people.act("anne", reference, "add", "La preuve.", files=[joined.json()["id"]])

    assert joined.status_code == 201
    step = (await people.read("rita", reference))["history"][-1]
    [file] = step["files"]
    assert file == joined.json() | {"href": f"{RECEIVED}/{reference}/files/{file['id']}"}
    assert (file["name"], file["size"]) == ("preuve.pdf", len(PDF))


async def test_both_sides_read_it(people: People) -> None:
    reference = await people.filed()
    file = await said(people, reference)

    for login, base in (("anne", OWN), ("rita", RECEIVED)):
        answer = await people.call(login, "GET", f"{base}/{reference}/files/{file}")
        assert answer.content == PDF
        assert answer.headers["content-disposition"] == 'attachment; filename="preuve.pdf"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]


async def test_until_it_is_said_nobody_else_knows_of_it(people: People) -> None:
    reference = await people.filed()
    file = (await people.join("anne", reference, "preuve.pdf", PDF)).json()["id"]

    answer = await people.call("rita", "GET", f"{RECEIVED}/{reference}/files/{file}")
    await people.act("rita", reference, "assign")
    stolen = await people.act("rita", reference, "answer", "Voici.", files=[file])

    assert (answer.status_code, answer.json()["code"]) == (404, "file_not_found")
    assert (stolen.status_code, stolen.json()["code"]) == (404, "file_not_found")
    assert (await people.read("rita", reference))["files"] == []
    assert [item["id"] for item in (await people.read("anne", reference))["files"]] == [file]


async def test_what_a_colleague_joined_is_not_said_for_him(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    file = (await people.join("rita", reference, "note.txt", b"note")).json()["id"]
    await people.act("maud", reference, "assign")

    answer = await people.act("maud", reference, "answer", "Voici.", files=[file])

    assert answer.json()["code"] == "file_not_found"


async def test_who_receives_joins_files_to_what_he_is_in_charge_of(people: People) -> None:
    reference = await people.filed()
    first = await people.join("rita", reference, "note.txt", b"note")
    await people.act("rita", reference, "assign")
    second = await people.join("remi", reference, "note.txt", b"note")

    assert (first.status_code, first.json()["code"]) == (409, "assign_first")
    assert (second.status_code, second.json()["code"]) == (409, "assigned_to_another")


async def test_a_stranger_reads_no_file(people: People) -> None:
    reference = await people.filed()
    file = await said(people, reference)

    for base in (OWN, RECEIVED):
        answer = await people.call("stan", "GET", f"{base}/{reference}/files/{file}")
        assert (answer.status_code, answer.json()["code"]) == (404, "sollicitation_not_found")


async def test_a_file_of_another_sollicitation_is_not_here(people: People) -> None:
    first, second = await people.filed(), await people.filed()
    file = await said(people, first)

    answer = await people.call("anne", "GET", f"{OWN}/{second}/files/{file}")
    again = await people.act("anne", second, "add", "Encore.", files=[file])

    assert (answer.json()["code"], again.json()["code"]) == ("file_not_found", "file_not_found")


async def test_the_same_file_twice_is_one(people: People) -> None:
    reference = await people.filed()

    first = await people.join("anne", reference, "preuve.pdf", PDF)
    again = await people.join("anne", reference, "preuve.pdf", PDF)

    assert first.json() == again.json()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.exe", b"MZ", "file_refused"),
        ("sans-extension", b"texte", "file_refused"),
        ("faux.pdf", b"du texte", "file_refused"),
        ("vide.txt", b"", "file_refused"),
        (f"{'x' * 47}.txt", b"texte", "file_refused"),
    ],
)
async def test_a_wrong_file_is_refused(
    people: People, name: str, content: bytes, code: str
) -> None:
    reference = await people.filed()

    answer = await people.join("anne", reference, name, content)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await people.read("anne", reference))["files"] == []


async def test_a_file_over_the_limit_is_refused(people: People) -> None:
    reference = await people.filed()
    get_settings().max_attachment = 1000

    exact = await people.join("anne", reference, "a.txt", b"x" * 1000)
    more = await people.join("anne", reference, "b.txt", b"x" * 1001)

    assert exact.status_code == 201
    assert (more.status_code, more.json()["code"]) == (413, "file_too_large")


async def test_a_request_without_a_file_is_refused(people: People) -> None:
    reference = await people.filed()
    path = f"{OWN}/{reference}/files"

    wrong: list[dict[str, Any]] = [
        {"json": {}},
        {"files": {"other": ("a.txt", b"a")}},
        {"content": b"brut"},
    ]
    for given in wrong:
        answer = await people.call("anne", "POST", path, **given)
        assert (answer.status_code, answer.json()["code"]) == (422, "file_refused")


async def test_a_closed_one_takes_no_file(people: People) -> None:
    reference = await people.filed()
    await people.act("anne", reference, "close")

    answer = await people.join("anne", reference, "preuve.pdf", PDF)

    assert (answer.status_code, answer.json()["code"]) == (409, "act_not_possible")


async def test_twenty_files_wait_at_most(people: People) -> None:
    reference = await people.filed()
    for rank in range(20):
        await people.join("anne", reference, f"{rank}.txt", b"texte")

    answer = await people.join("anne", reference, "20.txt", b"texte")

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_files")


async def test_the_files_of_a_draft_leave_with_it(people: People) -> None:
    reference = await people.filed(draft=True)
    await people.join("anne", reference, "preuve.pdf", PDF)

    await people.call("anne", "POST", f"{OWN}/{reference}/submission")

    [step] = (await people.read("rita", reference))["history"]
    assert [file["name"] for file in step["files"]] == ["preuve.pdf"]


async def test_a_draft_is_thrown_away_with_its_files(people: People) -> None:
    reference = await people.filed(draft=True)
    file = (await people.join("anne", reference, "preuve.pdf", PDF)).json()["id"]

    await people.call("anne", "DELETE", f"{OWN}/{reference}")

    answer = await people.call("anne", "GET", f"{OWN}/{reference}/files/{file}")
    assert answer.status_code == 404


async def test_what_the_support_gets_later_is_not_the_towns(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    before = await said(people, reference)
    await people.act("rita", reference, "forward")
    await people.support(reference, Act.ASSIGN)
    after = await said(people, reference)

    statuses = [
        (await people.call("rita", "GET", f"{RECEIVED}/{reference}/files/{file}")).status_code
        for file in (before, after)
    ]

    assert statuses == [200, 404]


async def test_a_page_is_never_shown_as_one(people: People) -> None:
    reference = await people.filed()
    file = (await people.join("anne", reference, "page.html", b"<script>")).json()["id"]

    answer = await people.call("anne", "GET", f"{OWN}/{reference}/files/{file}")

    assert answer.headers["content-type"] == "application/octet-stream"
