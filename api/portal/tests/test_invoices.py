"""Invoices: what one sees, and how one finds it."""

from datetime import date
from typing import Any

import pytest
from httpx import AsyncClient, Response

from api.domain.invoice_status import NOT_YET_RECEIVED, InvoiceStatus
from api.domain.rights import Space
from api.models.invoice import InvoiceStep
from api.portal.tests.builders import FIRST_DAY, FIRST_ISSUE, PortalBuilder, bearer


async def _get(client: AsyncClient, path: str, login: str = "anne", **params: str) -> Response:
    return await client.get(f"/portal/v1{path}", params=params, headers=bearer(login))


def _numbers(answer: Response) -> list[str]:
    return [item["number"] for item in answer.json()["items"]]


async def test_an_invoice_is_told_in_full(client: AsyncClient, portal: PortalBuilder) -> None:
    supplier = await portal.supplier()
    recipient = await portal.structure(
        "Mairie", siret="00000000300003", public=True, payment_status_returned=False
    )
    step = InvoiceStep(status=InvoiceStatus.AVAILABLE, at=FIRST_DAY, actor="Chorus Pro")
    await portal.invoice("F1", supplier, recipient, amount_cents=507_05, steps=[step])

    answer = await _get(client, "/invoices/F1")

    assert answer.json() == {
        "number": "F1",
        "year": FIRST_ISSUE.year,
        "framework": {"code": "A1_FACTURE_FOURNISSEUR", "label": "A1 – Facture d’un fournisseur"},
        "supplier": {"siret": supplier.siret, "name": "Entreprise de anne"},
        "recipient": {"siret": "00000000300003", "name": "Mairie"},
        "service_code": None,
        "engagement": None,
        "market": None,
        "amount": {"incl_tax": "507.05", "currency": "EUR"},
        "status": {
            "code": "MISE_A_DISPOSITION",
            "label": "Mise à disposition du destinataire",
            "meaning": InvoiceStatus.AVAILABLE.meaning,
            "next_step": InvoiceStatus.AVAILABLE.next_step,
            "since": "2026-03-02T09:00:00+01:00",
            "reason": None,
            "comment": None,
            "returned_to_supplier": False,
        },
        "deposited_at": "2026-03-02T09:00:00+01:00",
        "payment_status_returned": False,
        "history": [
            {
                "code": "MISE_A_DISPOSITION",
                "label": "Mise à disposition du destinataire",
                "at": "2026-03-02T09:00:00+01:00",
                "actor": "Chorus Pro",
                "comment": None,
            }
        ],
        "as_of": "2026-11-24T10:00:00+01:00",
    }


async def test_somebody_elses_invoice_looks_unknown(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.supplier("anne")
    await portal.invoice("F-HIDDEN", await portal.supplier("marc"))

    hidden, unknown = await _get(client, "/invoices/F-HIDDEN"), await _get(client, "/invoices/F-X")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.headers["content-type"] == unknown.headers["content-type"]
    assert hidden.content == unknown.content.replace(b"F-X", b"F-HIDDEN")


async def test_somebody_elses_invoice_is_never_found_by_search(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.supplier("anne")
    await portal.invoice("20260001", await portal.supplier("marc"))

    found = [await _get(client, "/invoices", q=q) for q in ("20260001", "01", "20260002")]

    assert [answer.json() for answer in found] == [{"items": [], "total": 0}] * 3


async def test_the_recipient_reads_what_reached_it(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    recipient = await portal.structure("Mairie", public=True)
    await portal.user("mairie", recipient, Space.RECEIVED_INVOICES)
    await portal.invoice("F1", await portal.supplier(), recipient)

    answer = await _get(client, "/invoices/F1", "mairie")

    assert answer.status_code == 200
    assert "« Factures reçues »" in answer.json()["status"]["next_step"]


@pytest.mark.parametrize("status", sorted(NOT_YET_RECEIVED))
async def test_the_recipient_does_not_see_what_has_not_reached_it(
    client: AsyncClient, portal: PortalBuilder, status: InvoiceStatus
) -> None:
    recipient = await portal.structure("Mairie", public=True)
    await portal.user("mairie", recipient, Space.RECEIVED_INVOICES)
    await portal.invoice("F1", await portal.supplier(), recipient, status=InvoiceStatus(status))

    assert (await _get(client, "/invoices/F1", "mairie")).status_code == 404
    assert (await _get(client, "/invoices/F1", "anne")).status_code == 200


async def test_a_returned_invoice_says_why(client: AsyncClient, portal: PortalBuilder) -> None:
    supplier = await portal.supplier()
    await portal.invoice(
        "F1",
        supplier,
        status=InvoiceStatus.REJECTED,
        reason="Montant de la facture erroné",
        comment="ne correspond pas au devis initial",
    )

    status = (await _get(client, "/invoices/F1")).json()["status"]

    assert status["returned_to_supplier"] is True
    assert status["reason"] == "Montant de la facture erroné"
    assert status["comment"] == "ne correspond pas au devis initial"


async def test_reason_and_comment_are_hidden_once_the_invoice_has_moved_on(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier()
    await portal.invoice(
        "F1", supplier, status=InvoiceStatus.COMPLETED, reason="Pièce manquante", comment="un mot"
    )

    status = (await _get(client, "/invoices/F1")).json()["status"]

    assert (status["reason"], status["comment"]) == (None, None)


async def test_history_is_oldest_first(client: AsyncClient, portal: PortalBuilder) -> None:
    late = FIRST_DAY.replace(month=4)
    steps = [
        InvoiceStep(status=InvoiceStatus.PAID, at=late, actor="HELIOS"),
        InvoiceStep(status=InvoiceStatus.DEPOSITED, at=FIRST_DAY, actor="Anne"),
    ]
    await portal.invoice("F1", await portal.supplier(), status=InvoiceStatus.PAID, steps=steps)

    history = (await _get(client, "/invoices/F1")).json()["history"]

    assert [step["code"] for step in history] == ["DEPOSEE", "MISE_EN_PAIEMENT"]


@pytest.mark.parametrize("typed", ["fa/2026/1", " FA / 2026 / 1 ", "Fa/2026/1"])
async def test_case_spaces_and_slashes_in_a_number_do_not_matter(
    client: AsyncClient, portal: PortalBuilder, typed: str
) -> None:
    await portal.invoice("FA/2026/1", await portal.supplier())

    answer = await _get(client, f"/invoices/{typed}")

    assert answer.json()["number"] == "FA/2026/1"


async def test_a_control_character_in_a_number_is_no_failure(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.supplier()

    assert (await _get(client, "/invoices/%00")).status_code == 404


async def test_of_two_invoices_with_one_number_the_latest_is_read(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier()
    await portal.invoice("F1", supplier, amount_cents=1_00, issued_on=date(2026, 1, 5))
    await portal.invoice("F1", supplier, amount_cents=2_00, issued_on=date(2025, 1, 5))

    assert (await _get(client, "/invoices/F1")).json()["amount"]["incl_tax"] == "1.00"


async def test_the_list_is_newest_state_first_and_without_history(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier()
    for day, number in ((1, "F1"), (3, "F3"), (2, "F2")):
        await portal.invoice(number, supplier, day=day)

    answer = await _get(client, "/invoices")

    assert _numbers(answer) == ["F3", "F2", "F1"]
    assert answer.json()["total"] == 3
    assert {"history", "match"}.isdisjoint(answer.json()["items"][0])


async def test_the_list_is_filtered_by_states(client: AsyncClient, portal: PortalBuilder) -> None:
    supplier = await portal.supplier()
    statuses = (InvoiceStatus.REJECTED, InvoiceStatus.PAID, InvoiceStatus.SUSPENDED)
    for day, status in enumerate(statuses):
        await portal.invoice(f"F{day}", supplier, status=status, day=day)

    answer = await _get(client, "/invoices", status="REJETEE, suspendue")

    assert _numbers(answer) == ["F2", "F0"]
    assert answer.json()["total"] == 2


async def test_an_unknown_state_is_refused(client: AsyncClient, portal: PortalBuilder) -> None:
    await portal.supplier()

    answer = await _get(client, "/invoices", status="PERDUE")

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_invoice_status")


NUMBERS = ("201700000124", "201700000125", "201700100376", "17726", "AVB20150923")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("201700000124", [("201700000124", "exact")]),
        ("2017 0000 0124", [("201700000124", "exact")]),
        ("avb20150923", [("AVB20150923", "exact")]),
        ("124", [("201700000124", "suffix")]),
        ("26", [("17726", "suffix")]),
        ("201700100367", [("201700100376", "close")]),
        ("20170100376", [("201700100376", "close")]),
        ("201700000126", [("201700000125", "close"), ("201700000124", "close")]),
        ("17762", [("17726", "close")]),
        ("4", []),
        ("AVB", []),
        ("999999999999", []),
    ],
)
async def test_a_number_is_found_exact_by_its_end_or_close(
    client: AsyncClient, portal: PortalBuilder, typed: str, expected: list[tuple[str, str]]
) -> None:
    supplier = await portal.supplier()
    for day, number in enumerate(NUMBERS):
        await portal.invoice(number, supplier, day=day)

    answer = await _get(client, "/invoices", q=typed)

    assert [(item["number"], item["match"]) for item in answer.json()["items"]] == expected
    assert answer.json()["total"] == len(expected)


async def test_search_and_states_combine(client: AsyncClient, portal: PortalBuilder) -> None:
    supplier = await portal.supplier()
    await portal.invoice("2026124", supplier, status=InvoiceStatus.REJECTED)
    await portal.invoice("2025124", supplier, status=InvoiceStatus.PAID)

    assert _numbers(await _get(client, "/invoices", q="124", status="REJETEE")) == ["2026124"]


@pytest.fixture
async def varied(portal: PortalBuilder) -> None:
    """Three invoices to two town halls; their states are of 2, 3 and 4 March 2026."""
    supplier = await portal.supplier()
    town = await portal.structure("Mairie", siret="00000000300003", public=True)
    school = await portal.structure("École", siret="00000000400001", public=True)
    await portal.invoice("F1", supplier, town, amount_cents=150_00, day=0)
    await portal.invoice("F2", supplier, school, amount_cents=150_75, day=1)
    await portal.invoice(
        "F3", supplier, town, amount_cents=-62_79, day=2, issued_on=date(2025, 12, 24)
    )


@pytest.mark.usefixtures("varied")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"structure": "00000000300003"}, ["F3", "F1"]),
        ({"structure": "000 000 004 00001, 99999999999999"}, ["F2"]),
        ({"structure": "99999999999999"}, []),
        ({"amount": "150"}, ["F2", "F1"]),
        ({"amount": "150.00"}, ["F1"]),
        ({"amount": "62.79"}, ["F3"]),
        ({"date": "2026-03-03"}, ["F2"]),
        ({"date": "--03-04"}, ["F3"]),
        ({"date": "2025-12-24"}, ["F3"]),
        ({"date": "--12"}, ["F3"]),
        ({"date": "2025-12-20/2025-12-31"}, ["F3"]),
        ({"date": "2024-03-03"}, []),
        ({"date": "--12", "structure": "00000000400001"}, []),
        ({"structure": "00000000300003", "q": "F1"}, ["F1"]),
        ({"date": "--12", "q": "F1"}, []),
    ],
)
async def test_the_list_is_filtered_by_party_amount_and_day(
    client: AsyncClient, query: dict[str, str], expected: list[str]
) -> None:
    answer = await _get(client, "/invoices", **query)

    assert _numbers(answer) == expected
    assert answer.json()["total"] == len(expected)


async def test_a_criterion_shows_nobody_elses_invoice(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.supplier("anne")
    other = await portal.supplier("marc")
    await portal.invoice("F-HIDDEN", other, amount_cents=150_00)

    by_party = await _get(client, "/invoices", structure=other.siret)
    by_amount = await _get(client, "/invoices", amount="150")

    assert by_party.json() == by_amount.json() == {"items": [], "total": 0}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"amount": "beaucoup"}, "invalid_amount"),
        ({"amount": "9999999999999"}, "invalid_amount"),
        ({"date": "hier"}, "invalid_date"),
        ({"date": "12/05/2026"}, "invalid_date"),
    ],
)
async def test_a_criterion_without_sense_is_refused(
    client: AsyncClient, portal: PortalBuilder, query: dict[str, str], code: str
) -> None:
    await portal.supplier()

    answer = await _get(client, "/invoices", **query)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("params", [{}, {"q": "100"}, {"date": "2026-03-02"}])
async def test_pages_of_invoices_follow_each_other(
    client: AsyncClient, portal: PortalBuilder, params: dict[str, str]
) -> None:
    supplier = await portal.supplier()
    for rank in range(3):
        await portal.invoice(f"F{rank}100", supplier)

    pages: list[Any] = []
    for page in ("1", "2", "3"):
        asked = {**params, "page": page, "size": "2"}
        url = "/portal/v1/invoices"
        pages.append((await client.get(url, params=asked, headers=bearer("anne"))).json())

    found = [item["number"] for page in pages for item in page["items"]]
    assert [len(page["items"]) for page in pages] == [2, 1, 0]
    assert (sorted(found), {page["total"] for page in pages}) == (["F0100", "F1100", "F2100"], {3})
