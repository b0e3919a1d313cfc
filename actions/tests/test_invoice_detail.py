"""Questions about the invoice last spoken of."""

import pytest

from actions.invoices.detail import ActionInvoiceDetail
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run


async def ask(text: str, last: str | None, **turn: object) -> Said:
    slots = {"last_invoice": last}
    return await run(ActionInvoiceDetail, text=text, intent="invoice_detail", slots=slots, **turn)


@pytest.mark.parametrize(
    ("last", "text", "answer"),
    [
        ("201700000130", "elle est payée ?", "Oui : la facture 201700000130 est au statut"),
        ("201700100376", "a-t-elle été réglée", "Pas encore : la facture 201700100376 est au"),
        ("201700000124", "elle est payée ?", "Non : la facture 201700000124 est au statut"),
        ("201700000124", "pourquoi ?", "Montant de la facture erroné. Commentaire du destinataire"),
        ("201700000124", "PK ???", "ne correspond pas au devis initial."),
        ("201700100376", "pourquoi ?", "Sens de Mise à disposition du destinataire."),
        ("201700000128", "et son montant ?", "est de 1 150,00 € TTC."),
        ("201700000128", "combien elle fait", "est de 1 150,00 € TTC."),
        ("201700000128", "à qui elle a été envoyée", "est CD31 Principal (SIRET 223 100 017"),
        ("201700000128", "c’est quel client", "est CD31 Principal"),
        ("201700000128", "qui est le fournisseur", "est Les Délices de Savoie"),
        ("201700000128", "quand l’ai-je déposée ?", "a été déposée le 05/06/2017."),
        ("201700000128", "depuis combien de temps", "depuis le 05/06/2017."),
        ("201700000128", "que dois-je faire ?", "Suite de À recycler."),
        ("201700000128", "quel code service", "FACTURES_PUBLIQUES."),
        ("201700000128", "quel engagement", "ne porte pas cette mention (engagement)."),
        ("201700000128", "son cadre ?", "Dépôt par un fournisseur d’une facture."),
    ],
)
async def test_one_question_has_a_short_answer(
    portal: ContractPortal, last: str, text: str, answer: str
) -> None:
    said = await ask(text, last)

    assert answer in said.text
    assert len(said.text) < 300


async def test_a_payment_that_never_shows_is_explained(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"][0]["payment_status_returned"] = False

    said = await ask("elle est payée ?", "201700100376")

    assert "ne transmet pas l’état « Mise en paiement »" in said.text


async def test_a_draft_was_not_deposited(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"][-1]["deposited_at"] = None

    said = await ask("quand a-t-elle été déposée", "201700000131")

    assert "n’a pas encore été déposée" in said.text


async def test_any_other_question_tells_the_whole_invoice(portal: ContractPortal) -> None:
    assert "Prochaine étape" in (await ask("dis m’en plus sur elle", "201700000128")).text


async def test_the_whole_invoice_is_one_tap_away(portal: ContractPortal) -> None:
    said = await ask("pourquoi ?", "201700000124")

    assert said.payloads == [
        '/invoice_status{"invoice_number":"201700000124@00000000108396@2017"}',
        '/explain_return{"invoice_number":"201700000124@00000000108396@2017"}',
        "/faq_tracking_after_rejection",
    ]


async def test_another_invoice_may_be_named(portal: ContractPortal) -> None:
    entities = {"invoice_number": "128"}
    said = await ask("et le montant de la 128 ?", "201700000124", entities=entities)

    assert "201700000128 est de 1 150,00 €" in said.text
    assert said.slots["last_invoice"] == "201700000128@00000000108396@2017"


async def test_another_invoice_may_be_described(portal: ContractPortal) -> None:
    entities = {"structure_name": "cd31"}
    said = await ask("et le montant de celle du CD31 ?", "201700000124", entities=entities)

    assert "201700000128 est de 1 150,00 €" in said.text


async def test_a_structure_mentioned_about_it_chooses_no_other(portal: ContractPortal) -> None:
    entities = {"structure_name": "cd31"}
    said = await ask("elle a été envoyée au CD31 ?", "201700000124", entities=entities)

    assert "Le destinataire de la facture 201700000124 est Agence technique" in said.text


async def test_without_any_invoice_the_number_is_asked(portal: ContractPortal) -> None:
    assert "Quel est le numéro de la facture ?" in (await ask("elle est payée ?", None)).text


async def test_an_anonymous_user_is_asked_to_log_in(portal: ContractPortal) -> None:
    assert "connecté au portail" in (await ask("pourquoi ?", "124", login=None)).text
