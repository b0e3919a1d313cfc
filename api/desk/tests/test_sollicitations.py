"""The support's inbox by `/desk/v1`: views, acts, files, rights."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from api.desk.tests.post import BASE
from api.desk.tests.sollicitation_builders import NOW, PDF, Inbox, Receiving
from api.domain.rights import Space
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import Receiver
from api.domain.sollicitations import SollicitationStatus as Status
from api.portal.tests.builders import PortalBuilder


async def test_each_view_holds_its_own_and_the_counts_tell_all(
    inbox: Inbox, camille: Receiving, second_agent: Receiving
) -> None:
    mine, theirs = await inbox.filed("Mienne"), await inbox.filed("Autre")
    await inbox.filed("Libre")
    await inbox.filed("Tardive", due_at=NOW - timedelta(hours=1))
    await inbox.filed("Finie", status=Status.CLOSED, due_at=None)
    await camille.done(mine, "assign")
    await second_agent.done(theirs, "assign")

    seen = {view: set(await camille.titles(view)) for view in ("to_take", "mine", "overdue")}

    assert seen == {"to_take": {"Libre", "Tardive"}, "mine": {"Mienne"}, "overdue": {"Tardive"}}
    assert await camille.titles("closed") == ["Finie"]
    assert (await camille.listed("open"))["total"] == 4
    assert (await camille.listed())["views"] == {
        "to_take": 2,
        "mine": 1,
        "open": 4,
        "overdue": 1,
        "closed": 1,
    }


@pytest.mark.parametrize("number", [0, 2**31, 2**70])
async def test_a_number_that_no_file_has_is_refused(
    inbox: Inbox, camille: Receiving, number: int
) -> None:
    reference = await inbox.filed()
    await camille.done(reference, "assign")

    answer = await camille.act(reference, "answer", text="Voici.", files=[number])

    assert answer.status_code == 422


async def test_what_is_closed_is_late_no_more(inbox: Inbox, camille: Receiving) -> None:
    await inbox.filed(status=Status.CLOSED, due_at=NOW - timedelta(days=3))

    assert await camille.titles("overdue") == []


@pytest.mark.parametrize("q", ["SOL-2026-000001", "passe perdu", "ANNE", "martin perdu"])
async def test_search_finds_by_reference_words_or_author(
    inbox: Inbox, camille: Receiving, q: str
) -> None:
    await inbox.filed("Mot de passe perdu")
    await inbox.filed("Autre chose", author_name="Paul Durand")

    assert await camille.titles("open", q=q) == ["Mot de passe perdu"]


async def test_pages_follow_each_other(inbox: Inbox, camille: Receiving) -> None:
    for rank in range(5):
        await inbox.filed(f"n° {rank}")

    pages = [await camille.titles("open", page=page, size=2) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({title for page in pages for title in page}) == 5


async def test_it_is_answered_asked_and_closed_by_who_is_in_charge(
    inbox: Inbox, camille: Receiving
) -> None:
    reference = await inbox.filed()
    await camille.done(reference, "assign")
    await camille.done(reference, "ask", text="Quel navigateur ?")
    await inbox.by_author(reference, Act.ADD, "Firefox")
    await camille.done(reference, "answer", text="Videz le cache.")

    closed = await camille.done(reference, "close")

    assert closed["status"]["code"] == "CLOTUREE"
    assert [step["act"]["code"] for step in closed["history"]] == [
        "submit",
        "assign",
        "ask",
        "add",
        "answer",
        "close",
    ]
    assert closed["acts"] == []


async def test_nobody_answers_before_taking_it(inbox: Inbox, camille: Receiving) -> None:
    reference = await inbox.filed()

    refused = await camille.act(reference, "answer", text="Voici.")

    assert (refused.status_code, refused.json()["code"]) == (409, "assign_first")


async def test_a_colleague_is_named_to_who_comes_second(
    inbox: Inbox, camille: Receiving, second_agent: Receiving
) -> None:
    reference = await inbox.filed()
    await camille.done(reference, "assign")

    refused = await second_agent.act(reference, "assign")

    assert (refused.status_code, refused.json()["code"]) == (409, "assigned_to_another")
    assert "Camille" in refused.json()["detail"]


async def test_of_two_who_take_it_at_once_one_has_it(
    inbox: Inbox, camille: Receiving, second_agent: Receiving
) -> None:
    reference = await inbox.filed()

    answers = await asyncio.gather(
        *(agent.act(reference, "assign") for agent in (camille, second_agent) * 3)
    )

    codes = sorted(answer.status_code for answer in answers)
    history = (await camille.read(reference))["history"]
    assert codes == [200, 200, 200, 409, 409, 409]
    assert [step["act"]["code"] for step in history] == ["submit", "assign"]


async def test_the_same_key_answers_once(inbox: Inbox, camille: Receiving) -> None:
    reference = await inbox.filed()
    await camille.done(reference, "assign")

    sent = [await camille.act(reference, "ask", key="k1", text="Lequel ?") for _ in range(3)]

    asked = [step for step in sent[-1].json()["history"] if step["act"]["code"] == "ask"]
    assert [answer.status_code for answer in sent] == [200, 200, 200]
    assert len(asked) == 1


async def test_without_a_key_nothing_is_done(inbox: Inbox, camille: Receiving) -> None:
    reference = await inbox.filed()

    path = f"{BASE}/sollicitations/{reference}/acts"
    refused = await camille.post.http.post(path, json={"act": "assign"})

    assert refused.json()["code"] == "idempotency_key_required"
    assert (await camille.read(reference))["assignee"] is None


async def test_a_supervisor_takes_over(inbox: Inbox, camille: Receiving, chief: Receiving) -> None:
    reference = await inbox.filed()
    await camille.done(reference, "assign")

    taken = await chief.done(reference, "assign")

    assert taken["assignee"]["name"] == "Dominique"


async def test_a_supervisor_puts_a_colleague_in_charge(
    inbox: Inbox, camille: Receiving, chief: Receiving
) -> None:
    reference = await inbox.filed()

    await chief.done(reference, "assign", to="agent.1")

    assert await camille.titles("mine") == ["Mot de passe"]


async def test_a_supervisor_hands_his_own_on(
    inbox: Inbox, camille: Receiving, chief: Receiving
) -> None:
    reference = await inbox.filed()
    await chief.done(reference, "assign")

    await chief.done(reference, "assign", to="agent.1")

    assert await camille.titles("mine") == ["Mot de passe"]


async def test_an_agent_puts_nobody_else_in_charge(inbox: Inbox, camille: Receiving) -> None:
    reference = await inbox.filed()

    refused = await camille.act(reference, "assign", to="agent.2")

    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")


async def test_a_supervisor_names_an_agent_who_is_there(inbox: Inbox, chief: Receiving) -> None:
    reference = await inbox.filed()

    refused = await chief.act(reference, "assign", to="nobody")

    assert (refused.status_code, refused.json()["code"]) == (404, "agent_not_found")


async def test_files_go_with_the_answer_and_come_back_as_they_were(
    inbox: Inbox, camille: Receiving, second_agent: Receiving
) -> None:
    reference = await inbox.filed()
    await camille.done(reference, "assign")
    joined = (await camille.join(reference)).json()
    before = await second_agent.post.http.get(joined["href"])

    answered = await camille.done(reference, "answer", text="Voir le guide.", files=[joined["id"]])

    (file,) = answered["history"][-1]["files"]
    downloaded = await second_agent.post.http.get(file["href"])
    assert before.status_code == 404  # it was not said yet
    assert file["name"] == "guide.pdf"
    assert downloaded.content == PDF
    assert downloaded.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in downloaded.headers["content-security-policy"]


async def test_a_file_comes_from_who_is_in_charge_alone(
    inbox: Inbox, camille: Receiving, second_agent: Receiving
) -> None:
    reference = await inbox.filed()
    first = await camille.join(reference)
    await camille.done(reference, "assign")

    second = await second_agent.join(reference)

    assert first.json()["code"] == "assign_first"
    assert second.json()["code"] == "assigned_to_another"


async def test_a_file_that_lies_about_its_type_is_refused(inbox: Inbox, camille: Receiving) -> None:
    reference = await inbox.filed()
    await camille.done(reference, "assign")

    refused = await camille.join(reference, "photo.png", b"<html><script>1</script></html>")

    assert refused.status_code == 422


@pytest.mark.parametrize(
    "columns",
    [{"receiver": Receiver.PUBLIC_CLIENT}, {"status": Status.DRAFT}],
    ids=["to a public client", "a draft"],
)
async def test_what_is_not_the_supports_is_nowhere(
    inbox: Inbox, camille: Receiving, columns: dict[str, Any]
) -> None:
    reference = await inbox.filed("Secrète", **columns)

    assert await camille.titles("open") == []
    assert set((await camille.listed())["views"].values()) == {0}
    for answer in (
        await camille.post.get(f"/sollicitations/{reference}"),
        await camille.post.get("/sollicitations/SOL-2026-999999"),
        await camille.act(reference, "assign"),
        await camille.join(reference),
        await camille.post.get("/canned-replies", sollicitation=reference),
        await camille.post.get(f"/sollicitations/{reference}/files/1"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "sollicitation_not_found")


async def test_what_a_public_client_forwards_is_to_be_taken(
    inbox: Inbox, camille: Receiving, portal: PortalBuilder
) -> None:
    town = await portal.structure("Mairie", public=True)
    reference = await inbox.filed(
        "Transmise", receiver=Receiver.PUBLIC_CLIENT, addressee_id=town.id
    )
    await inbox.by_receiver(reference, Act.ASSIGN)
    await inbox.by_receiver(reference, Act.FORWARD)

    assert await camille.titles("to_take") == ["Transmise"]
    await camille.done(reference, "assign")
    assert await camille.titles("mine") == ["Transmise"]


async def test_the_author_is_known_with_his_structures_and_his_others(
    inbox: Inbox, camille: Receiving, portal: PortalBuilder
) -> None:
    company = await portal.structure("Menuiserie Martin")
    anne = await portal.user("anne", company, name="Anne Martin")
    paul = await portal.user("paul")
    await inbox.filed("Ancienne", user_id=anne.id)
    await inbox.filed("D’un autre", user_id=paul.id)
    await inbox.filed("À la mairie", user_id=anne.id, receiver=Receiver.PUBLIC_CLIENT)
    reference = await inbox.filed(user_id=anne.id)

    shown = await camille.read(reference)

    assert (shown["author"]["name"], shown["author"]["login"]) == ("Anne Martin", "anne")
    assert [one["name"] for one in shown["author"]["structures"]] == ["Menuiserie Martin"]
    assert [one["title"] for one in shown["previous"]] == ["Ancienne"]


async def test_of_an_anonymous_author_the_address_is_not_told(
    inbox: Inbox, camille: Receiving
) -> None:
    await inbox.filed("Première", email="anne@exemple.fr", anonymous_key="c:1")
    reference = await inbox.filed(email="anne@exemple.fr", anonymous_key="c:2")

    answer = await camille.post.get(f"/sollicitations/{reference}")

    assert "exemple.fr" not in answer.text
    assert answer.json()["author"]["login"] is None
    assert [one["title"] for one in answer.json()["previous"]] == ["Première"]


async def test_the_invoice_is_shown_as_it_is_now_if_its_author_sees_it(
    inbox: Inbox, camille: Receiving, portal: PortalBuilder
) -> None:
    company = await portal.structure("Menuiserie Martin")
    anne = await portal.user("anne", company, Space.ISSUED_INVOICES)
    others = await portal.structure("Les autres")
    await portal.invoice("F-1", company)
    await portal.invoice("F-2", others)
    name = f"@{company.siret}@2026"
    own = await inbox.filed(user_id=anne.id, invoice_number="F-1", invoice_name=f"F-1{name}")
    foreign = await inbox.filed(user_id=anne.id, invoice_number="F-2")

    assert (await camille.read(own))["card"]["number"] == "F-1"
    assert (await camille.read(foreign))["card"] is None


async def test_canned_replies_are_filled(inbox: Inbox, chief: Receiving) -> None:
    text = "Bonjour {nom}, au sujet de {reference} et de {facture} : {agent}"
    body = {"shortcut": "essai", "title": "Essai", "text": text}
    await chief.post.http.post(f"{BASE}/canned-replies", json=body)
    reference = await inbox.filed(author_name="Usager sans compte", invoice_number="F-1")

    items = (await chief.post.get("/canned-replies", sollicitation=reference)).json()["items"]

    (filled,) = [item["text"] for item in items if item["shortcut"] == "essai"]
    assert filled == f"Bonjour, au sujet de {reference} et de F-1 : Dominique"


async def test_what_is_due_first_comes_first_and_what_waits_for_its_author_last(
    inbox: Inbox, camille: Receiving
) -> None:
    for title, days in (("Après", 3), ("Avant", 1), ("Tardive", -1)):
        await inbox.filed(title, due_at=NOW + timedelta(days=days))
    await inbox.filed("Attend", status=Status.MORE_REQUESTED, due_at=None)

    assert await camille.titles("open") == ["Tardive", "Avant", "Après", "Attend"]
