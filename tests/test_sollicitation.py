"""A sollicitation filed from the conversation, once."""

from collections.abc import Callable

from tests.talk import Talk, card, labels, texts

type NewTalk = Callable[[str | None], Talk]
DESCRIPTION = "Le motif du rejet de ma facture est faux, merci de le vérifier."


def fill(user: Talk) -> None:
    user.say("je veux déposer une sollicitation")
    user.choose("Factures émises")
    user.choose("Question pour une entité publique")
    user.say("la 124")
    user.say(DESCRIPTION)


def filed(user: Talk) -> list[str]:
    return [item["description"] for item in user.portal("/sollicitations")["items"]]


def test_filed_after_the_summary_is_confirmed(talk: NewTalk) -> None:
    user = talk("manuela.martin")
    before = len(filed(user))
    fill(user)
    assert len(filed(user)) == before

    reference = card(user.choose("Envoyer"))["data"]["reference"]
    assert reference.startswith("SOL-2026-")
    stored = user.portal(f"/sollicitations/{reference}")
    assert stored["description"] == DESCRIPTION
    assert stored["invoice_number"] == "201700000124"


def test_confirmed_twice_filed_once(talk: NewTalk) -> None:
    user = talk("manuela.martin")
    before = len(filed(user))
    fill(user)
    user.choose("Envoyer")
    user.choose("Envoyer")
    assert len(filed(user)) == before + 1


def test_cancelled_on_the_way(talk: NewTalk) -> None:
    user = talk("laurent.bonhomme")
    before = len(filed(user))
    user.say("je veux déposer une sollicitation")
    user.choose("Factures émises")
    user.say("annuler")
    assert len(filed(user)) == before
    assert "assistante automatique" in texts(user.say("bonjour"))


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(talk: NewTalk) -> None:
    user = talk("laurent.bonhomme")
    user.say("je veux déposer une sollicitation")
    answer = user.say("mot de passe oublié")
    assert any(event.get("topic_ref") == "FAQ-006" for event in answer)
    assert "Factures émises" in labels(answer)


def drop(user: Talk, name: str, content: bytes) -> None:
    """A file without words."""
    sent = user.http.post(f"{user.path}/attachments", files={"file": (name, content)})
    assert sent.status_code == 201, sent.text
    user.send(attachments=[sent.json()["id"]])


def test_files_of_the_conversation_are_joined_unless_left_out(talk: NewTalk) -> None:
    user = talk("manuela.martin")
    drop(user, "bon.txt", b"Bon de commande 12.")
    user.say("je veux déposer une sollicitation")
    user.choose("Aucune facture")
    user.say(DESCRIPTION)
    drop(user, "plan.txt", b"Plan.")
    summary = texts(user.say("sans le fichier plan.txt"))
    assert "C’est noté, sans « plan.txt »." in summary
    assert "Fichiers joints : « bon.txt »" in summary

    reference = card(user.choose("Envoyer"))["data"]["reference"]
    [step] = user.portal(f"/sollicitations/{reference}")["history"]
    assert [file["name"] for file in step["files"]] == ["bon.txt"]
