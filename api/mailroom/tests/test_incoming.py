"""Answers by mail, over a real LMTP socket: who is heard, what is kept, and once."""

import asyncio

import pytest
from httpx import AsyncClient
from sqlalchemy import update

from api.core.settings import get_settings
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.mailroom.letter import MARKER
from api.mailroom.tests.post_office import (
    ASSIGNEE,
    AUTHOR,
    BY_AUTHOR,
    PostOffice,
    a_mail,
)
from api.models.user import User
from api.outgoing.tests.smtp_server import SmtpServer


async def test_the_authors_answer_joins_the_thread(office: PostOffice) -> None:
    await office.act(Act.ASK, "Quel est le bon de commande ?")

    code, _ = await office.receive(a_mail("C’est le n° 12."))

    *_, step = await office.steps()
    assert (code, step.act, step.party, step.by_mail) == (250, Act.ADD, Party.AUTHOR, True)
    assert (step.text, step.author_name) == ("C’est le n° 12.", "Anne Martin")
    assert await office.status() is SollicitationStatus.IN_PROGRESS


async def test_an_answer_after_the_answer_is_heard(office: PostOffice) -> None:
    await office.act(Act.ANSWER, "Voilà.")

    assert (await office.receive(a_mail("Merci, encore un mot.")))[0] == 250
    assert (await office.texts())[-1] == "Merci, encore un mot."


async def test_the_assignees_answer_answers(office: PostOffice) -> None:
    mail = a_mail("La facture est payée.", sender=ASSIGNEE)

    code, _ = await office.receive(mail, to=office.address(ASSIGNEE), envelope=ASSIGNEE)

    [step] = await office.steps()
    assert (code, step.act, step.party) == (250, Act.ANSWER, Party.RECEIVER)
    assert step.author_name == "Marie Mairie"


async def test_an_answer_by_mail_is_told_to_the_other_side(
    office: PostOffice, smtp: SmtpServer
) -> None:
    await office.receive(a_mail("Une précision."))
    await office.deliveries()

    [message] = smtp.accepted
    assert smtp.recipients == [[ASSIGNEE]]
    assert "Une précision." in message.get_content()


async def test_the_whole_way_there_and_back(office: PostOffice, smtp: SmtpServer) -> None:
    """The author answers, in his mail program, to what he was really sent."""
    await office.act(Act.ASK, "Quelle date ?")
    await office.deliveries()
    [question] = smtp.accepted
    quoted = "\n".join(f"> {line}" for line in question.get_content().splitlines())
    mail = a_mail(f"Le 3 mars.\n\nLe mar. 24 nov. 2026 à 10:00, Assistance a écrit :\n{quoted}")

    code, _ = await office.receive(mail, to=str(question["Reply-To"]))

    assert (code, (await office.texts())[-1]) == (250, "Le 3 mars.")


async def test_an_anonymous_author_is_heard(client: AsyncClient) -> None:
    anonymous = "passante@example.org"
    office = await PostOffice.open(
        client,
        user_id=None,
        email=anonymous,
        structure_id=None,
        addressee_id=None,
        receiver=Receiver.SUPPORT,
    )

    code, _ = await office.receive(a_mail(sender=anonymous), to=office.address(anonymous))

    assert (code, len(await office.steps())) == (250, 1)


@pytest.mark.parametrize("times", [2, 5])
async def test_the_same_mail_is_heard_once(office: PostOffice, times: int) -> None:
    answers = [await office.receive(a_mail()) for _ in range(times)]

    assert [code for code, _ in answers] == [250] * times
    assert len(await office.steps()) == 1


async def test_the_same_mail_at_the_same_time_is_heard_once(office: PostOffice) -> None:
    answers = await asyncio.gather(*(office.receive(_with_file()) for _ in range(6)))

    assert [code for code, _ in answers] == [250] * 6
    assert len(await office.steps()) == 1
    assert len(await office.files()) == 1


async def test_a_mail_without_identity_is_heard_once(office: PostOffice) -> None:
    mail = a_mail(Message_ID="")

    answers = [await office.receive(mail) for _ in range(2)]
    await office.receive(a_mail("Autre chose.", Message_ID=""))

    assert [code for code, _ in answers] == [250, 250]
    assert await office.texts() == ["Voici le bon de commande.", "Autre chose."]


@pytest.mark.parametrize("identity", ["<" + "a" * 900 + "@b.fr>", "sans chevrons", "<é@b.fr>"])
async def test_a_strange_identity_counts_as_one(office: PostOffice, identity: str) -> None:
    mail = a_mail(Message_ID="").as_bytes()
    content = b"Message-ID: " + identity.encode() + b"\r\n" + mail

    answers = [await office.receive(content) for _ in range(2)]

    assert [code for code, _ in answers] == [250, 250]
    assert len(await office.steps()) == 1


async def test_a_file_joins_the_thread(office: PostOffice) -> None:
    code, _ = await office.receive(_with_file())

    [step] = await office.steps()
    assert (code, await office.files()) == (250, [("bon.pdf", step.id)])


async def test_a_file_alone_is_enough(office: PostOffice) -> None:
    await office.receive(_with_file(text=""))

    assert await office.texts() == ["Fichiers joints : bon.pdf"]


async def test_a_closed_one_is_not_reopened(office: PostOffice) -> None:
    await office.act(Act.CLOSE, None, BY_AUTHOR)

    code, words = await office.receive(a_mail())

    assert code == 550
    assert "Cloturee" in words
    assert len(await office.steps()) == 1


async def test_of_a_mail_that_comes_too_late_no_file_is_kept(office: PostOffice) -> None:
    await office.act(Act.CLOSE, None, BY_AUTHOR)

    code, _ = await office.receive(_with_file())

    assert code == 550
    assert not (get_settings().data_dir / "sollicitation_files").exists()


async def test_of_a_mail_with_a_wrong_file_none_is_kept(office: PostOffice) -> None:
    mail = _with_file()
    mail.add_attachment(b"MZ", maintype="application", subtype="x-msdownload", filename="x.exe")

    code, _ = await office.receive(mail)

    assert (code, await office.files()) == (550, [])
    assert not (get_settings().data_dir / "sollicitation_files").exists()


async def test_after_too_many_acts_the_mail_comes_again_later(office: PostOffice) -> None:
    get_settings().sollicitation_acts_per_hour = 1
    await office.act(Act.ADD, "Un mot.", BY_AUTHOR)

    code, _ = await office.receive(a_mail())

    assert (code, await office.texts()) == (451, ["Un mot."])


async def test_the_assignees_answers_at_the_same_time_are_one(office: PostOffice) -> None:
    """The first changes the state, in which the others could not be said."""
    mail = a_mail(sender=ASSIGNEE)
    mail.add_attachment(b"%PDF-1.7 bon", maintype="application", subtype="pdf", filename="a.pdf")

    answers = await asyncio.gather(
        *(office.receive(mail, to=office.address(ASSIGNEE), envelope=ASSIGNEE) for _ in range(4))
    )

    assert [code for code, _ in answers] == [250] * 4
    assert len(await office.steps()) == 1


async def test_an_assignee_whose_structure_has_forwarded_is_not_heard(office: PostOffice) -> None:
    await office.act(Act.FORWARD)
    mail = a_mail(sender=ASSIGNEE)

    code, _ = await office.receive(mail, to=office.address(ASSIGNEE), envelope=ASSIGNEE)

    assert (code, len(await office.steps())) == (550, 1)


async def test_an_address_that_was_changed_is_the_new_one(office: PostOffice) -> None:
    new = "anne@nouvelle.example"
    async with office.database.new_session.begin() as session:
        await session.execute(update(User).where(User.login == "anne").values(email=new))

    old = await office.receive(a_mail())
    mail = a_mail(sender=new)
    now = await office.receive(mail, to=office.address(new), envelope=new)

    assert (old[0], now[0]) == (550, 250)


async def test_a_repetition_after_the_closing_is_still_accepted(office: PostOffice) -> None:
    await office.receive(a_mail())
    await office.act(Act.CLOSE, None, BY_AUTHOR)

    assert (await office.receive(a_mail()))[0] == 250


@pytest.mark.parametrize("sender", ["paul@fournisseur.example", ASSIGNEE, "anne@ailleurs.example"])
async def test_another_sender_is_not_heard(office: PostOffice, sender: str) -> None:
    code, words = await office.receive(a_mail(sender=sender), envelope=sender)

    assert (code, await office.steps()) == (550, [])
    assert AUTHOR not in words


async def test_the_senders_address_may_be_written_otherwise(office: PostOffice) -> None:
    mail = a_mail(sender="Anne@Fournisseur.EXAMPLE")

    assert (await office.receive(mail, to=office.address().upper()))[0] == 250


@pytest.mark.parametrize("forged", ["mark", "reference", "domain", "nothing", "draft"])
async def test_a_forged_address_is_nobodys(office: PostOffice, forged: str) -> None:
    real = office.address()
    address = {
        "mark": real.replace(real.split(".")[1][:4], "0000", 1),
        "reference": real.replace("000007", "000008"),
        "domain": real.replace("reponses.", "autres."),
        "nothing": "sollicitation@reponses.example.fr",
        "draft": real,
    }[forged]
    if forged == "draft":
        await office.change(status=SollicitationStatus.DRAFT)

    code, words = await office.receive(a_mail(), to=address)

    assert (code, words.startswith("5.1.1")) == (550, True)
    assert await office.steps() == []


async def test_the_assignees_address_serves_nobody_else(office: PostOffice) -> None:
    code, _ = await office.receive(a_mail(), to=office.address(ASSIGNEE))

    assert (code, await office.steps()) == (550, [])


async def test_an_assignee_who_was_replaced_is_not_heard(office: PostOffice) -> None:
    await office.change(assignee=None, assignee_name=None)
    mail = a_mail(sender=ASSIGNEE)

    code, _ = await office.receive(mail, to=office.address(ASSIGNEE), envelope=ASSIGNEE)

    assert (code, await office.steps()) == (550, [])


async def test_two_authors_of_one_mail_are_nobody(office: PostOffice) -> None:
    mail = a_mail(From=f"{AUTHOR}, paul@fournisseur.example")

    assert (await office.receive(mail))[0] == 550


async def test_one_recipient_at_a_time(office: PostOffice) -> None:
    reader, writer = await _spoken(office, "LHLO test", f"MAIL FROM:<{AUTHOR}>")
    answers: list[bytes] = []
    for each in (AUTHOR, ASSIGNEE):
        writer.write(f"RCPT TO:<{office.address(each)}>\r\n".encode())
        answers.append((await reader.readline())[:3])
    writer.close()

    assert answers == [b"250", b"452"]


async def test_words_below_the_marker_are_ours(office: PostOffice) -> None:
    await office.receive(a_mail(f"Mon mot.\n\n--- {MARKER} ---\n\nBonjour,\nancien texte"))

    assert await office.texts() == ["Mon mot."]


def _with_file(text: str = "Ci-joint.", name: str = "bon.pdf"):
    mail = a_mail(text)
    mail.add_attachment(b"%PDF-1.7 bon", maintype="application", subtype="pdf", filename=name)
    return mail


async def _spoken(
    office: PostOffice, *lines: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which that was said, and answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", office.port)
    await reader.readline()
    for line in lines:
        writer.write(line.encode() + b"\r\n")
        while (await reader.readline())[3:4] == b"-":
            pass
    return reader, writer
