"""« Vérifie ma facture »: the file of the turn, its report card, and what goes wrong."""

from typing import Any

import pytest

from actions.invoice_check import check as check_module
from actions.invoice_check.check import ActionCheckInvoice
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

FILE = "11111111-0000-4000-8000-000000000001"
OTHER = "11111111-0000-4000-8000-000000000002"


def finding(
    code: str, severity: str = "refused", entry: str = "tracking/rejected"
) -> dict[str, Any]:
    return {
        "code": code,
        "severity": severity,
        "message": f"Message de {code}.",
        "how_to_fix": f"Correction de {code}.",
        "entry": entry,
        "field": None,
        "value": None,
    }


def report(*findings: dict[str, Any], **changes: Any) -> dict[str, Any]:
    severities = [item["severity"] for item in findings]
    counts = {name: severities.count(name) for name in ("refused", "doubtful", "info")}
    return {
        "file": {"name": "facture.pdf", "size": 1200, "format": {"code": "pdf", "label": "PDF"}},
        "invoice": {
            "reading": "text",
            "kind": "380",
            "number": "F-12",
            "issued_on": "2026-11-02",
            "supplier": {"siret": "00000000108396", "name": None},
            "recipient": {"siret": "22310001700423", "name": "CD31"},
            "service_code": "DFD",
            "engagement": None,
            "market": None,
            "framework": None,
            "amounts": {
                "excl_tax": "100.00",
                "tax": "20.00",
                "incl_tax": "1200.00",
                "due": None,
                "currency": None,
            },
        },
        "findings": list(findings),
        "passed": ["file.too_large", "number.missing"],
        "counts": {**counts, "passed": 2},
        "verdict": {"code": "would_be_refused", "label": "Cette facture serait refusée"},
        "as_of": "2026-11-21T10:12:00+01:00",
        **changes,
    }


def file(name: str = "facture.pdf", key: str = FILE) -> dict[str, Any]:
    return {"id": key, "name": name, "size": 1200, "media_type": "application/pdf"}


async def ask(*files: dict[str, Any], text: str = "vérifie ma facture", **turn: Any) -> Said:
    intent = "check_invoice"
    return await run(ActionCheckInvoice, text=text, intent=intent, attachments=list(files), **turn)


async def test_without_a_file_it_asks_for_one(portal: ContractPortal) -> None:
    said = await ask()

    assert "Déposez-la ici" in said.text
    assert portal.requests == []
    assert said.messages[0]["custom"]["votable"] is False


async def test_a_card_has_an_item_for_each_severity(portal: ContractPortal) -> None:
    portal.checks[FILE] = report(
        finding("number.missing"), finding("engagement.spaces", "doubtful"), finding("x", "info")
    )

    card = (await ask(file())).card

    assert (card["kind"], card["title"]) == ("check", "Cette facture serait refusée")
    assert [item["title"] for item in card["items"]] == [
        "Serait refusé (1)",
        "À vérifier (1)",
        "Bon à savoir (1)",
    ]
    assert [card.get("tone"), *(item.get("tone") for item in card["items"])] == [
        "bad",
        "bad",
        "doubtful",
        None,
    ]
    assert card["items"][0]["fields"] == [
        {"label": "Message de number.missing.", "value": "Correction de number.missing."}
    ]


async def test_the_card_says_what_was_read(portal: ContractPortal) -> None:
    portal.checks[FILE] = report()

    fields = (await ask(file())).card["fields"]

    assert fields == [
        {"label": "Fichier", "value": "facture.pdf"},
        {"label": "Format", "value": "PDF"},
        {"label": "Numéro", "value": "F-12"},
        {"label": "Destinataire", "value": "CD31 – 223 100 017 00423"},
        {"label": "Code service", "value": "DFD"},
        {"label": "Total TTC", "value": "1 200,00 €"},
        {"label": "Contrôles", "value": "2 contrôles réussis"},
        {"label": "Mise à jour", "value": "contrôle au 21/11/2026 à 10 h 12"},
    ]


async def test_the_text_says_all_that_the_card_says(portal: ContractPortal) -> None:
    portal.checks[FILE] = report(finding("number.missing"), finding("x", "info"))

    said = await ask(file())

    for words in (
        "Cette facture serait refusée : facture.pdf.",
        "Lu dans le texte : facture F-12, destinataire CD31 – 223 100 017 00423",
        "Serait refusé (1) :\n- Message de number.missing. → Correction de number.missing.",
        "2 contrôles réussis. Contrôle fait au 21/11/2026 à 10 h 12 ; rien n’a été envoyé.",
    ):
        assert words in said.text


async def test_the_report_travels_whole_with_the_card(portal: ContractPortal) -> None:
    portal.checks[FILE] = report(finding("number.missing"))

    data = (await ask(file())).card["data"]

    assert data["passed"] == ["file.too_large", "number.missing"]


async def test_a_file_that_could_not_be_read_has_no_invoice(portal: ContractPortal) -> None:
    portal.checks[FILE] = report(finding("file.unreadable"), invoice=None)

    said = await ask(file())

    assert "Lu dans" not in said.text
    assert [field["label"] for field in said.card["fields"]][:2] == ["Fichier", "Format"]


async def test_what_is_too_much_is_counted(portal: ContractPortal) -> None:
    portal.checks[FILE] = report(*(finding(f"BR-{n}", "info") for n in range(9)))

    said = await ask(file())

    assert "Autres remarques : 4 de plus" in said.text
    assert said.card["items"][0]["title"] == "Bon à savoir (9)"
    assert len(said.card["items"][0]["fields"]) == 6


async def test_three_entries_at_most_explain_the_gravest(portal: ContractPortal) -> None:
    entries = ["tracking/rejected", "filing/deposit-pdf", "tracking/rejected", "tracking/payment"]
    more = "account/forgotten-password"
    portal.checks[FILE] = report(
        *(finding(str(n), entry=e) for n, e in enumerate([*entries, more]))
    )

    said = await ask(file())

    assert said.payloads == [
        "/faq_tracking_rejected",
        "/faq_filing_deposit_pdf",
        "/faq_tracking_payment",
    ]


async def test_an_entry_that_is_not_known_has_no_button(portal: ContractPortal) -> None:
    portal.checks[FILE] = report(finding("x", entry="filing/of-tomorrow"))

    assert (await ask(file())).payloads == []


async def test_the_file_most_like_an_invoice_is_checked(portal: ContractPortal) -> None:
    portal.checks[OTHER] = report()

    said = await ask(file("plan.png"), file("facture.PDF", OTHER))

    assert "Cette facture serait refusée" in said.text
    assert "Je contrôle un fichier à la fois : renvoyez-moi séparément plan.png." in said.text


async def test_an_anonymous_user_is_answered(portal: ContractPortal) -> None:
    portal.checks[FILE] = report()

    assert "Cette facture serait refusée" in (await ask(file(), login=None)).text


async def test_a_file_that_is_gone_is_told_in_the_portals_words(portal: ContractPortal) -> None:
    said = await ask(file())

    assert "déposez-le de nouveau" in said.text
    assert said.payloads == ["/request_agent"]


@pytest.mark.parametrize("fault", ["slow", "failing", "garbage", "out of contract"])
async def test_without_the_portal_the_general_answer_is_given(
    portal: ContractPortal, settings: pytest.MonkeyPatch, fault: str
) -> None:
    settings.setattr(check_module, "CHECK_SECONDS", 0.3)
    portal.fault = fault

    said = await ask(file())

    assert "Je n’arrive pas à contrôler votre facture" in said.text
    assert said.entries == ["utter_faq_filing_required_elements"]
    assert said.payloads == ["/request_agent", f'/check_invoice{{"file_id":"{FILE}"}}']


async def test_trying_again_checks_the_same_file(portal: ContractPortal) -> None:
    portal.checks[FILE] = report()
    text = f'/check_invoice{{"file_id":"{FILE}"}}'

    said = await ask(text=text, entities={"file_id": FILE})

    assert "Cette facture serait refusée" in said.text


async def test_a_check_may_take_longer_than_other_questions(
    portal: ContractPortal, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("CHORALE_PORTAL_TIMEOUT", "0.000001")
    portal.checks[FILE] = report()

    assert "Cette facture serait refusée" in (await ask(file())).text


@pytest.mark.parametrize("odd", [None, "x", [1], [{}], [{"name": "a.pdf"}], {"id": FILE}])
async def test_odd_metadata_name_no_file(portal: ContractPortal, odd: Any) -> None:
    said = await run(ActionCheckInvoice, text="x", intent="check_invoice", attachments=odd)

    assert "Déposez-la ici" in said.text
