"""To whom a sollicitation goes, what it names, and the conversation that goes with it."""

from pathlib import Path

import pytest

from api.core.clock import now
from api.domain.chat_event import EventType, Sender
from api.models.chat_event import ChatEvent
from api.models.conversation import Conversation
from api.portal.sollicitations import check
from api.portal.sollicitations.tests.people import FOLLOW_UP, OWN, People
from api.portal.tests.builders import PortalBuilder

IBAN = "FR76 3000 6000 0112 3456 7890 189"


async def converse(people: People, login: str | None, *said: str) -> str:
    """A conversation of that user, in which he said this."""
    own = Conversation(
        id=f"of-{login}", token_hash="-", login=login, created_at=now(), expires_at=now()
    )
    async with people.new_session.begin() as session:
        session.add(own)
        await session.flush()
        for seq, text in enumerate(said, 1):
            event = ChatEvent(
                conversation_id=own.id,
                seq=seq,
                at=now(),
                sender=Sender.USER,
                type=EventType.MESSAGE,
                body={"text": text},
            )
            session.add(event)
    return own.id


async def test_a_question_wants_an_addressee(people: People) -> None:
    answer = await people.file(addressee_siret=None)

    assert (answer.status_code, answer.json()["code"]) == (422, "addressee_required")


async def test_the_invoice_says_to_whom(people: People, portal: PortalBuilder) -> None:
    await portal.invoice("F1", people.supplier, people.town)

    answer = await people.file(addressee_siret=None, invoice_number="F1")

    assert answer.json()["addressee"] == {"siret": people.town.siret, "name": "Mairie de Test"}


async def test_an_invoice_is_told_from_others_of_its_number(
    people: People, portal: PortalBuilder
) -> None:
    await portal.invoice("F1", people.supplier, people.town)
    name = f"F1@{people.supplier.siret}@2026"

    answer = await people.file(invoice_number=name)
    other = await people.file(invoice_number=f"F1@{people.supplier.siret}@2025")

    assert answer.json()["invoice"] == {
        "number": "F1",
        "supplier": people.supplier.siret,
        "year": 2026,
    }
    assert (other.status_code, other.json()["code"]) == (404, "invoice_not_found")


async def test_the_support_has_no_addressee(people: People) -> None:
    answer = await people.file(**FOLLOW_UP)

    assert (answer.json()["receiver"], answer.json()["addressee"]) == ("support", None)


@pytest.mark.parametrize("siret", ["9" * 14, "private"])
async def test_the_addressee_is_a_public_structure(people: People, siret: str) -> None:
    siret = people.supplier.siret if siret == "private" else siret

    answer = await people.file(addressee_siret=siret)

    assert (answer.status_code, answer.json()["code"]) == (422, "addressee_not_public")


async def test_a_title_of_a_line_at_most(people: People) -> None:
    longest = await people.file(title=f"  {'é' * 120} ")
    longer = await people.file(title="é" * 121)

    assert longest.json()["title"] == "é" * 120
    assert (longer.status_code, longer.json()["code"]) == (422, "title_too_long")


async def test_it_is_found_loosely_quoted(people: People) -> None:
    reference = await people.filed()

    for said in ("1", "2026-1", "sol 2026 1", "n° 1"):
        answer = await people.call("anne", "GET", f"{OWN}/{said}")
        assert (answer.status_code, answer.json()["reference"]) == (200, reference)
    assert (await people.call("stan", "GET", f"{OWN}/1")).status_code == 404


async def test_the_conversation_is_joined_on_consent_and_masked(people: People) -> None:
    conversation = await converse(people, "anne", f"Mon IBAN est {IBAN}.", "Payez-moi !")

    reference = await people.filed(conversation_id=conversation, attach_transcript=True)

    [step] = (await people.read("rita", reference))["history"]
    [file] = step["files"]
    text = (await people.call("rita", "GET", file["href"])).text
    assert (file["name"], file["media_type"]) == ("conversation-2026-11-24-10h00.txt", "text/plain")
    assert "Mon IBAN est [IBAN masqué]." in text
    assert "Payez-moi !" in text


async def test_no_agent_is_named_in_it(people: People) -> None:
    conversation = await converse(people, "anne", "Bonjour")
    async with people.new_session.begin() as session:
        said = ChatEvent(
            conversation_id=conversation,
            seq=2,
            at=now(),
            sender=Sender.AGENT,
            type=EventType.MESSAGE,
            body={"text": "Je regarde.", "author": "Camille"},
        )
        session.add(said)

    reference = await people.filed(conversation_id=conversation, attach_transcript=True)

    [file] = (await people.read("rita", reference))["history"][0]["files"]
    text = (await people.call("rita", "GET", file["href"])).text
    assert "Agent :\nJe regarde." in text
    assert "Camille" not in text


async def test_without_consent_it_is_not(people: People) -> None:
    conversation = await converse(people, "anne", "Bonjour")

    reference = await people.filed(conversation_id=conversation)

    assert (await people.read("rita", reference))["history"][0]["files"] == []


@pytest.mark.parametrize("login", ["stan", None])
async def test_a_conversation_of_somebody_else_looks_unknown(
    people: People, login: str | None
) -> None:
    theirs = await converse(people, login, "Bonjour")

    hidden = await people.file(conversation_id=theirs, attach_transcript=True)
    unknown = await people.file(conversation_id="nothing", attach_transcript=True)
    none = await people.file(attach_transcript=True)

    assert hidden.status_code == unknown.status_code == none.status_code == 404
    assert hidden.text == unknown.text == none.text
    assert (await people.call("anne", "GET", OWN)).json()["total"] == 0


def test_our_own_list_passes_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(check.DEFAULT)]) == 0
    assert "12 catégories" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", ["", "- code: a", "{", "- 1", "- code: AB\n  label: Un\n  sub_categories: []"]
)
def test_a_wrong_list_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "list.yml"
    path.write_text(content, encoding="utf-8")

    assert check.main([str(path)]) == 1
    assert "refusé" in capsys.readouterr().out


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert check.main([str(tmp_path / "none.yml")]) == 1


def test_codes_that_leave_the_list_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.yml"
    path.write_text(
        "- code: AUTRE\n  label: Autre\n  sub_categories:\n"
        "    - {code: AUTRE_DEMANDE, label: Autre demande}\n",
        encoding="utf-8",
    )

    assert check.main([str(path)]) == 0
    assert "FACTURES_EMISES/SUIVI_FACTURE" in capsys.readouterr().out
