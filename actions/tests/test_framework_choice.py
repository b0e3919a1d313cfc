"""« Quel cadre de facturation ? »: three questions at most."""

import json
from pathlib import Path

import pytest

from actions.framework_choice.choice import ActionWhichFramework
from actions.framework_choice.table import all_frameworks
from actions.tests.conversation import Said, run

ENTRIES = Path(__file__).resolve().parents[2] / "knowledge" / "entries"


async def ask(text: str) -> Said:
    return await run(ActionWhichFramework, text=text, intent="which_framework", login=None)


async def tap(said: Said, title: str) -> Said:
    """Click the button whose title begins so, as Rasa reads its payload."""
    payload = said.payloads[[found.startswith(title) for found in said.titles].index(True)]
    name, _, entities = payload[1:].partition("{")
    given = json.loads("{" + entities) if entities else {}
    return await run(ActionWhichFramework, text=payload, intent=name, entities=given, login=None)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (["Le fournisseur", "Non", "Non"], "A1"),
        (["Le fournisseur", "Non", "Oui"], "A2"),
        (["Un sous-traitant", "Non"], "A9"),
        (["Un cotraitant", "Non"], "A12"),
        (["Le fournisseur", "Oui", "La demande du mois"], "A4"),
        (["Le fournisseur", "Oui", "La demande de fin"], "A7"),
        (["Un sous-traitant", "Oui", "La demande du mois"], "A10"),
        (["Un sous-traitant", "Oui", "La demande de fin"], "A11"),
        (["Un cotraitant", "Oui", "La demande du mois"], "A13"),
        (["Un cotraitant", "Oui", "La demande de fin"], "A14"),
    ],
)
async def test_at_most_three_answers_lead_to_the_framework_and_its_entry(
    answers: list[str], code: str
) -> None:
    said = await ask("quel cadre pour ma facture")
    for answer in answers:
        said = await tap(said, answer)

    assert said.text.startswith(f"Choisissez le cadre {code} :")
    assert said.entries[0].endswith(f"framework_{code.lower()}")


@pytest.mark.parametrize(
    ("answers", "entry"),
    [
        (["Le fournisseur", "Je ne sais pas"], "utter_faq_works_when_to_use_works_invoices"),
        (["Le fournisseur", "Oui", "Un autre"], "utter_faq_works_final_statement_frameworks"),
    ],
)
async def test_where_several_may_fit_the_entry_tells_them_apart(
    answers: list[str], entry: str
) -> None:
    said = await ask("quel cadre")
    for answer in answers:
        said = await tap(said, answer)

    assert said.entries == [entry]
    assert len(said.messages) == 1


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("quel cadre pour un sous-traitant", "S’agit-il d’un marché de travaux"),
        ("quel cadre, je suis titulaire d’un marché de travaux", "Quel document déposez-vous ?"),
    ],
)
async def test_what_is_said_is_not_asked(text: str, question: str) -> None:
    assert (await ask(text)).text.startswith(question)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quel cadre pour une facture déjà réglée par carte d'achat", "A2"),
        ("titulaire, décompte mensuel, quel cadre", "A4"),
        ("décompte final d'un cotraitant, quel cadre ?", "A14"),
    ],
)
async def test_a_full_question_is_answered_at_once(text: str, code: str) -> None:
    assert f"cadre {code} :" in (await ask(text)).text


async def test_a_question_is_not_voted_on() -> None:
    assert (await ask("quel cadre")).messages[0]["custom"]["votable"] is False


async def test_an_answer_made_up_is_asked_again() -> None:
    said = await run(
        ActionWhichFramework, text="/which_framework", entities={"depositor": "x", "works": "y"}
    )

    assert said.text == "Qui dépose la facture ?"


def test_every_framework_is_explained_by_an_entry() -> None:
    known = {f"{path.parent.name}_{path.stem}".replace("-", "_") for path in ENTRIES.rglob("*.md")}

    assert {item.entry.removeprefix("faq_") for item in all_frameworks()} <= known
