"""What an agent sees of the conversation in his hands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import AsyncClient

from api.chat.tests.fake_bot import FakeBot, Json
from api.chat.tests.running import database_of
from api.chat.tests.talk import Talk
from api.core.settings import get_settings
from api.core.tokens import sign_identity
from api.desk.tests.case_builders import PDF, SOURCE, Case, write_bundle
from api.desk.tests.counting import counted
from api.desk.tests.post import Desk
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import RattachementState, Role, Space
from api.portal.tests.builders import PortalBuilder


@pytest.fixture
async def bot(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[FakeBot]:
    """A bot that answers, and two entries for it to know."""
    bundle = write_bundle(
        tmp_path,
        rejected="Pourquoi ma facture est-elle rejetée ?",
        paid="Quand ma facture sera-t-elle payée ?",
    )
    settings_env.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(bundle))
    fake = FakeBot(get_settings().resolved_gateway_secret())
    settings_env.setenv("CHORALE_BOT_URL", fake.url)
    get_settings.cache_clear()
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
async def client(bot: FakeBot, client: AsyncClient) -> AsyncClient:
    return client


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


def answering(topic: str, *guesses: tuple[str, float], lang: str | None = None) -> Json:
    custom: Json = {"topic": topic, **({"lang": lang} if lang else {})}
    ranking = [{"name": name, "confidence": confidence} for name, confidence in guesses]
    return {
        "messages": [{"text": "Une réponse.", "custom": custom}],
        "intent": ranking[0],
        "ranking": ranking,
    }


async def asked(client: AsyncClient, desk: Desk, *texts: str, login: str | None = None) -> Case:
    """The user asked the bot first, then wanted an agent."""
    talk = await Talk.start(client, sign_identity(login, login) if login else None)
    for text in texts:
        await talk.ask(text)
    await talk.say("contacter un agent")
    post = await desk.agent("agent.1")
    assert (await post.claim(talk.id)).status_code == 200
    return Case(talk, post)


async def test_the_user_and_his_structures_are_shown(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    structure = await portal.structure("Atelier Anne", siret="00000000108396")
    await portal.user(
        "anne", structure, Space.ISSUED_INVOICES, name="Anne Roux", role=Role.PRINCIPAL_MANAGER
    )
    case = await Case.open(client, desk, "anne")

    user = (await case.read())["user"]

    assert (user["login"], user["name"]) == ("anne", "Anne Roux")
    assert [(item["siret"], item["role"]["label"]) for item in user["structures"]] == [
        ("00000000108396", Role.PRINCIPAL_MANAGER.label)
    ]


async def test_a_login_unknown_to_the_portal_has_no_name(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk, "inconnue")

    assert (await case.read())["user"] == {"login": "inconnue", "name": None, "structures": []}


async def test_of_an_anonymous_user_nothing_is_known(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    await portal.invoice("F-2026-1", await portal.supplier("anne"))
    case = await Case.open(client, desk)
    await case.talk.say("ma facture F-2026-1")

    read = await case.read()

    assert read["user"] is None
    assert read["invoices"] == read["sollicitations"] == read["previous"] == []


async def test_what_the_assistant_understood_is_shown(
    client: AsyncClient, desk: Desk, bot: FakeBot
) -> None:
    bot.answer = lambda _: answering(
        "tracking/rejected", ("faq_rejected", 0.71), ("faq_paid", 0.2), ("greet", 0.05)
    )
    case = await asked(client, desk, "facture rejetée")

    [understood] = (await case.read())["understood"]

    title = "Pourquoi ma facture est-elle rejetée ?"
    assert understood == {
        "seq": 2,
        "text": "facture rejetée",
        "topic": {"id": "tracking/rejected", "title": title},
        "intent": "faq_rejected",
        "confidence": 0.71,
        "shown": [{"id": "tracking/rejected", "title": title}],
    }


async def test_an_intent_that_is_no_entry_has_a_french_title(
    client: AsyncClient, desk: Desk, bot: FakeBot
) -> None:
    bot.answer = lambda _: answering("invoice_status", ("invoice_status", 0.9))
    case = await asked(client, desk, "ma facture")

    [understood] = (await case.read())["understood"]

    assert understood["topic"] == {"id": "invoice_status", "title": "État d’une facture"}
    assert understood["shown"] == []


async def test_the_ranking_of_the_assistant_suggests_first(
    client: AsyncClient, desk: Desk, bot: FakeBot
) -> None:
    bot.answer = lambda _: answering("nlu_fallback", ("faq_paid", 0.3), ("faq_rejected", 0.2))
    case = await asked(client, desk, "facture rejetée")

    found = [(item["id"], item["found_by"]) for item in (await case.read())["suggestions"]]

    assert found == [("tracking/paid", "assistant"), ("tracking/rejected", "assistant")]


async def test_a_question_to_the_agent_is_searched(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    await case.talk.say("quand serai-je payée ?")
    await case.talk.say("merci")

    first = (await case.read())["suggestions"][0]

    assert first == {
        "id": "tracking/paid",
        "title": "Quand ma facture sera-t-elle payée ?",
        "text": "Réponse : Quand ma facture sera-t-elle payée ?",
        "sources": [{**SOURCE, "reviewed_on": "2026-11-21"}],
        "already_shown": False,
        "found_by": "search",
    }


async def test_a_suggestion_reads_as_this_user_would(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    await case.talk.say("quand serai-je payée ?")

    first = (await case.read())["suggestions"][0]

    assert first["text"] == "Pour un fournisseur : Quand ma facture sera-t-elle payée ?"


async def test_what_was_shown_already_is_marked(
    client: AsyncClient, desk: Desk, bot: FakeBot
) -> None:
    bot.answer = lambda _: answering("tracking/paid", ("faq_paid", 0.9))
    case = await asked(client, desk, "quand serai-je payée ?")

    marks = {item["id"]: item["already_shown"] for item in (await case.read())["suggestions"]}

    assert marks["tracking/paid"] is True


@pytest.mark.parametrize(("lang", "shown"), [("en", "en"), (None, "fr")])
async def test_the_language_is_that_of_the_last_answer(
    client: AsyncClient, desk: Desk, bot: FakeBot, lang: str | None, shown: str
) -> None:
    bot.answer = lambda _: answering("other_language", ("other_language", 0.9), lang=lang)
    case = await asked(client, desk, "where is my invoice")

    assert (await case.read())["language"] == shown


async def test_no_language_is_told_before_the_assistant_reads(
    client: AsyncClient, desk: Desk
) -> None:
    assert (await (await Case.open(client, desk)).read())["language"] is None


async def test_invoices_typed_are_live_cards_the_last_first(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    await portal.invoice("F-2026-1", supplier, status=InvoiceStatus.REJECTED, reason="Montant")
    await portal.invoice("17726", supplier)
    case = await Case.open(client, desk, "anne")
    await case.talk.say("mes factures f-2026-1, et puis")
    await case.talk.say("la 17726.")

    invoices = (await case.read())["invoices"]

    assert [item["number"] for item in invoices] == ["17726", "F-2026-1"]
    assert invoices[1]["status"]["reason"] == "Montant"


async def test_a_card_tells_which_supplier_is_meant(
    client: AsyncClient, desk: Desk, portal: PortalBuilder, bot: FakeBot
) -> None:
    town = await portal.structure("Mairie", public=True)
    await portal.user("mairie", town, Space.RECEIVED_INVOICES)
    first, second = await portal.supplier("anne"), await portal.supplier("berthe")
    await portal.invoice("F1", first, town)
    await portal.invoice("F1", second, town)
    data = {"number": "F1", "supplier": {"siret": second.siret, "name": "x"}}
    card = {"kind": "invoice", "title": "Facture F1", "data": data}
    bot.answer = lambda _: {"messages": [{"text": "Voici.", "custom": {"card": card}}]}
    case = await asked(client, desk, "facture F1", login="mairie")

    suppliers = [item["supplier"]["siret"] for item in (await case.read())["invoices"]]

    assert suppliers == [second.siret]


async def test_previous_hand_overs_have_their_outcome(client: AsyncClient, desk: Desk) -> None:
    before = await Case.open(client, desk, "anne")
    await before.post.act(before.id, "close", {"outcome": "solved"})
    case = await Case.open(client, desk, "anne", agent="agent.2")

    [previous] = (await case.read())["previous"]

    assert (previous["id"], previous["agent"]) == (before.id, "Camille")
    assert previous["outcome"] == {"code": "solved", "label": "Demande résolue"}
    assert previous["ended_at"] is not None


async def test_files_tell_who_sent_them(client: AsyncClient, desk: Desk) -> None:
    case = await Case.open(client, desk)
    joined = (await case.attach()).json()
    body = {"client_id": "00000000-0000-4000-8000-000000000001", "attachments": [joined["id"]]}
    await case.post.act(case.id, "messages", body)

    [file] = (await case.read())["attachments"]

    assert (file["name"], file["size"], file["from"]) == ("guide.pdf", len(PDF), "agent")


async def test_a_case_costs_few_queries_however_long(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    for number in range(6):
        await portal.invoice(f"F-{number}", supplier)
    case = await Case.open(client, desk, "anne")
    for number in range(6):
        await case.talk.say(f"et la F-{number} ?")
    await case.read()

    with counted(database_of(client)) as cost:
        await case.read()

    reading = [line for line in cost.statements if line.startswith("SELECT")]
    # Of which: the session, the silences to settle, four for the account, two for the invoices.
    assert len(reading) <= 14, reading


async def test_a_pending_rattachement_is_shown_as_such(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    structure = await portal.structure("Mairie", public=True)
    await portal.user("anne", structure, state=RattachementState.PENDING)
    case = await Case.open(client, desk, "anne")

    [shown] = (await case.read())["user"]["structures"]

    assert shown["attachment"]["code"] == RattachementState.PENDING
