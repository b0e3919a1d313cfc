"""Files joined by mistake, before anybody reads them."""

from api.portal.sollicitations.tests.people import OWN, People


async def joined(people: People, reference: str) -> int:
    answer = await people.join("anne", reference, "motif.txt", b"Par erreur")
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def test_a_file_not_said_yet_is_taken_back_once_or_twice(people: People) -> None:
    reference = await people.filed()
    file = f"{OWN}/{reference}/files/{await joined(people, reference)}"

    first = await people.call("anne", "DELETE", file)
    again = await people.call("anne", "DELETE", file)

    assert (first.status_code, again.status_code) == (204, 204)
    assert (await people.read("anne", reference))["files"] == []


async def test_a_file_that_was_said_stays(people: People) -> None:
    reference = await people.filed()
    file = await joined(people, reference)
    await people.act("anne", reference, "add", "Voici le motif.", files=[file])

    answer = await people.call("anne", "DELETE", f"{OWN}/{reference}/files/{file}")

    assert (answer.status_code, answer.json()["code"]) == (404, "file_not_found")


async def test_a_file_of_another_sollicitation_stays(people: People) -> None:
    reference, other = await people.filed(), await people.filed()
    file = await joined(people, reference)

    answer = await people.call("anne", "DELETE", f"{OWN}/{other}/files/{file}")

    assert answer.status_code == 204
    assert [each["id"] for each in (await people.read("anne", reference))["files"]] == [file]


async def test_the_other_sides_file_looks_like_none(people: People) -> None:
    reference = await people.filed()
    await people.act("rita", reference, "assign")
    file = (await people.join("rita", reference, "note.txt", b"note")).json()["id"]

    answers = [
        await people.call("anne", "DELETE", f"{OWN}/{reference}/files/{each}")
        for each in (file, file + 1000)
    ]

    assert [(answer.status_code, answer.text) for answer in answers] == [(204, "")] * 2
    assert [each["id"] for each in (await people.read("rita", reference))["files"]] == [file]


async def test_who_did_not_file_takes_nothing_back(people: People) -> None:
    reference = await people.filed()
    file = await joined(people, reference)

    answer = await people.call("stan", "DELETE", f"{OWN}/{reference}/files/{file}")

    assert (answer.status_code, answer.json()["code"]) == (404, "sollicitation_not_found")


async def test_a_number_that_no_file_has_is_refused(people: People) -> None:
    reference = await people.filed()
    file = f"{OWN}/{reference}/files/{2**70}"

    answers = [await people.call("anne", method, file) for method in ("GET", "DELETE")]

    assert [answer.status_code for answer in answers] == [422, 422]
