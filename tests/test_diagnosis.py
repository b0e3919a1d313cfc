"""Why, from the user's own data; and what mends it, done once after confirmation.

These dialogues change invoices and rights: they have a stack of their own.
"""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.stack import Stack
from tests.talk import Event, Talk, card, labels, texts

type NewTalk = Callable[[str | None], Talk]
WRONG = (
    "Les Délices de Savoie, SIRET 00000000108396",
    "Facture n° 2026-0042 du 20/11/2026",
    "SIRET client 22310001700423",
    "Engagement : cp2020/x123456/1",
    "Total HT 100,00 EUR",
    "TVA 20,00 EUR",
    "Total TTC 125,00 EUR",
)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = Stack(tmp_path_factory.mktemp("diagnosis"))
    try:
        running.wait_for("/readyz")
        yield running
    finally:
        running.stop()


@pytest.fixture
def talk(changed: Stack) -> NewTalk:
    return lambda login: Talk(changed.url, login)


def drop(user: Talk, name: str, content: bytes) -> list[Event]:
    joined = user.http.post(f"{user.path}/attachments", files={"file": (name, content)})
    assert joined.status_code == 201, joined.text
    return user.send(attachments=[joined.json()["id"]])


def pdf(*lines: str) -> bytes:
    made = BytesIO()
    page = Canvas(made)
    for rank, line in enumerate(lines):
        page.drawString(50, 800 - 18 * rank, line)
    page.save()
    return made.getvalue()


def test_a_returned_invoice_is_explained_and_recycled_once(talk: NewTalk) -> None:
    user = talk("manuela.martin")
    explained = user.say("pourquoi ma facture 201700000128 est à recycler ?")
    assert "DC" in card(explained)["lead"]
    user.choose("Recycler avec le service DC")
    assert user.portal("/invoices/201700000128")["status"]["code"] == "A_RECYCLER"

    user.choose("Recycler")
    user.choose("Recycler")

    invoice = user.portal("/invoices/201700000128")
    assert (invoice["status"]["code"], invoice["service_code"]) == ("MISE_A_DISPOSITION", "DC")
    codes = [step["code"] for step in invoice["history"]]
    assert codes.count("A_RECYCLER") == 1
    assert codes[-1] == "MISE_A_DISPOSITION"


def test_a_missing_space_is_found_and_added(talk: NewTalk) -> None:
    user = talk("pierre.dubois")
    found = user.say("je ne vois pas l'espace Factures émises")
    assert [field["value"] for field in card(found)["fields"][:4]] == ["fait"] * 3 + ["manque"]
    user.choose("Ajouter l’espace")
    user.choose("Envoyer la demande")

    spaces = user.portal("/me")["structures"][0]["spaces"]
    held = {space["code"] for space in spaces if space["subscribed"]}
    assert "FACTURES_EMISES" in held


def test_an_unpaid_invoice_is_dated(talk: NewTalk) -> None:
    told = card(talk("manuela.martin").say("pourquoi la 201700100376 n'est toujours pas payée ?"))

    assert {"label": "Échéance", "value": "23/06/2017"} in told["fields"]


def test_a_dropped_invoice_gets_its_report(talk: NewTalk) -> None:
    report = card(drop(talk("manuela.martin"), "facture.pdf", pdf(*WRONG)))

    assert report["kind"] == "check"
    said = " ".join(field["label"] for item in report["items"] for field in item["fields"])
    assert "100,00" in said
    assert "CP2020" in str(report)
    assert "code service" in said


def test_a_hostile_file_would_be_refused_and_says_why(talk: NewTalk) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'

    assert "déclare des entités" in texts(drop(talk(None), "bombe.xml", bomb))


def test_an_anonymous_user_is_told_the_general_answer(talk: NewTalk) -> None:
    answer = talk(None).say("comment recycler une facture")

    assert any(event.get("sources") for event in answer)
    assert any("connecter" in label for label in labels(answer))
