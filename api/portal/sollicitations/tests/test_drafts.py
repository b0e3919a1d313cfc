"""Drafts: kept, changed, thrown away, and sent."""

from typing import Any

import pytest

from api.portal.sollicitations.tests.people import DESCRIPTION, OWN, People


async def kept(people: People, **body: Any) -> str:
    answer = await people.call("anne", "POST", OWN, json={"draft": True} | body)
    assert answer.status_code == 201, answer.text
    return answer.json()["reference"]


async def test_a_few_words_make_a_draft(people: People) -> None:
    reference = await kept(people, description="À finir")

    draft = await people.read("anne", reference)

    assert (draft["status"]["code"], draft["tab"]["code"]) == ("BROUILLON", "brouillons")
    assert (draft["history"], draft["submitted_at"], draft["due_at"]) == ([], None, None)
    assert [item["act"] for item in draft["acts"]] == ["submit"]


async def test_nothing_at_all_is_no_draft(people: People) -> None:
    answer = await people.call("anne", "POST", OWN, json={"draft": True, "title": "Un titre"})

    assert (answer.status_code, answer.json()["code"]) == (422, "empty_draft")


async def test_a_draft_is_changed_then_sent(people: People) -> None:
    reference = await kept(people, category="FACTURES_EMISES")
    body = {
        "category": "FACTURES_EMISES",
        "sub_category": "QUESTION_ENTITE_PUBLIQUE",
        "structure_siret": people.supplier.siret,
        "addressee_siret": people.town.siret,
        "title": "Retard",
        "description": DESCRIPTION,
    }
    changed = await people.call("anne", "PUT", f"{OWN}/{reference}", json=body)

    sent = await people.call("anne", "POST", f"{OWN}/{reference}/submission")

    assert (changed.status_code, changed.json()["title"]) == (200, "Retard")
    assert (sent.status_code, sent.json()["status"]["code"]) == (200, "SOUMISE")
    assert (await people.read("rita", reference))["description"] == DESCRIPTION


async def test_an_unfinished_draft_is_not_sent(people: People) -> None:
    reference = await kept(people, category="FACTURES_EMISES")

    answer = await people.call("anne", "POST", f"{OWN}/{reference}/submission")

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_sub_category")
    assert (await people.read("anne", reference))["status"]["code"] == "BROUILLON"


async def test_sent_twice_with_one_key_it_is_sent_once(people: People) -> None:
    reference = await people.filed(draft=True)
    path = f"{OWN}/{reference}/submission"

    first = await people.call("anne", "POST", path, key="send")
    again = await people.call("anne", "POST", path, key="send")
    other = await people.call("anne", "POST", path)

    assert (again.status_code, again.json()) == (200, first.json())
    assert (other.status_code, other.json()["code"]) == (409, "not_a_draft")


async def test_thrown_away_twice_with_one_key(people: People) -> None:
    reference = await people.filed(draft=True)

    answers = [
        await people.call("anne", "DELETE", f"{OWN}/{reference}", key=key)
        for key in ("gone", "gone", "late")
    ]

    assert [answer.status_code for answer in answers] == [204, 204, 404]


@pytest.mark.parametrize(("method", "body"), [("PUT", {"description": "x"}), ("DELETE", None)])
async def test_what_is_sent_is_a_draft_no_more(people: People, method: str, body: Any) -> None:
    reference = await people.filed()

    answer = await people.call("anne", method, f"{OWN}/{reference}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_a_draft")


async def test_drafts_have_their_tab_alone(people: People) -> None:
    draft, sent = await people.filed(draft=True), await people.filed()

    every = (await people.call("anne", "GET", OWN)).json()
    drafts = (await people.call("anne", "GET", OWN, params={"tab": "brouillons"})).json()

    assert [item["reference"] for item in every["items"]] == [sent]
    assert [item["reference"] for item in drafts["items"]] == [draft]
    assert every["tabs"] == {
        "actions_requises": 0,
        "en_cours": 1,
        "cloturees": 0,
        "brouillons": 1,
    }


async def test_a_draft_of_somebody_else_looks_unknown(people: People) -> None:
    draft = await people.filed(draft=True)

    answers = [
        await people.call("stan", method, f"{OWN}/{draft}", json={"description": "à moi"})
        for method in ("GET", "PUT", "DELETE")
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


async def test_a_draft_names_nobody_elses_structure(people: People) -> None:
    answer = await people.file(draft=True, structure_siret=people.town.siret)

    assert (answer.status_code, answer.json()["code"]) == (404, "rattachement_not_found")
