from datetime import date

import pytest
from httpx import AsyncClient, Response

from api.core.settings import get_settings
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import Space
from api.models.engagement import Engagement
from api.models.structure import Service
from api.portal.diagnosis.tests.rows import save
from api.portal.tests.builders import PortalBuilder, anonymous, bearer, on_behalf

_RATES = '[{"on": "2017-01-01", "percent": "0", "source": "https://www.ecb.europa.eu/"}]'


@pytest.fixture(autouse=True)
def frozen_in_2017(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_CLOCK", "2017-07-10T10:00:00+02:00")
    get_settings.cache_clear()


async def _get(client: AsyncClient, number: str, login: str = "manuela.martin") -> Response:
    return await client.get(f"/portal/v1/invoices/{number}/diagnosis", headers=bearer(login))


async def test_a_wrong_service_code_is_explained(demonstration: AsyncClient) -> None:
    answer = (await _get(demonstration, "201700000128")).json()
    (found,) = answer["findings"]

    assert answer["kind"] == "returned"
    assert answer["recipient_says"] == {
        "reason": "Code service erroné",
        "comment": "Le code service de la facture n’est pas celui du bon de commande.",
        "label": "À recycler",
    }
    assert (found["code"], found["field"], found["value"]) == (
        "service_not_of_engagement",
        "service_code",
        "DR",
    )
    assert found["proposals"] == [{"value": "DC", "label": "Direction des collèges", "score": 100}]
    assert answer["action"] == {"code": "recycle", "label": "Recycler maintenant"}
    assert answer["payment"] is None
    assert answer["as_of"] == "2017-07-10T10:00:00+02:00"
    assert answer["invoice"]["number"] == "201700000128"
    assert "history" not in answer["invoice"]


async def test_a_suspended_invoice_is_to_be_completed(demonstration: AsyncClient) -> None:
    answer = (await _get(demonstration, "201700000125")).json()

    assert (answer["kind"], answer["action"]["code"]) == ("returned", "complete")
    assert answer["recipient_says"]["reason"] == "Pièce manquante"
    assert "bon de livraison signé" in answer["explanation"]
    assert (answer["payment"]["late"], answer["payment"]["due_on"]) == (None, "2017-06-02")


async def test_a_rejected_invoice_is_to_be_made_again(demonstration: AsyncClient) -> None:
    answer = (await _get(demonstration, "201700000124")).json()

    assert (answer["kind"], answer["action"]["code"]) == ("returned", "acknowledge")
    assert [item["code"] for item in answer["findings"]] == ["amount"]
    assert "« Montant de la facture erroné »" in answer["explanation"]
    assert "sous un nouveau numéro" in answer["explanation"]


async def test_a_wrong_engagement_is_compared_with_those_of_the_supplier(
    demonstration: AsyncClient,
) -> None:
    answer = (await _get(demonstration, "201700000999", "laurent.bonhomme")).json()
    (found,) = answer["findings"]

    assert (found["code"], found["field"]) == ("engagement_unknown", "engagement")
    assert [item["value"] for item in found["proposals"]] == ["CP2017/P104733/1"]


async def test_an_unpaid_invoice_is_counted(demonstration: AsyncClient) -> None:
    answer = (await _get(demonstration, "201700100376")).json()

    assert answer["kind"] == "unpaid"
    assert answer["findings"] == []
    assert answer["payment"] == {
        "recipient_type": {
            "code": "COLLECTIVITE",
            "label": "Collectivité territoriale ou établissement public local",
        },
        "legal_days": 30,
        "legal_basis": "article R2192-10 du code de la commande publique",
        "started_on": "2017-05-24",
        "start_label": (
            "dépôt sur Chorus Pro, ou exécution de la prestation si elle est postérieure"
        ),
        "days_elapsed": 47,
        "due_on": "2017-06-23",
        "overdue_days": 17,
        "split": {"ordonnateur_days": 20, "comptable_days": 10},
        "late": {
            "rate_percent": None,
            "interest": None,
            "lump_sum": "40.00",
            "as_of": "2017-07-10",
            "rate_on": "2017-01-01",
            "rate_source": None,
        },
        "payment_status_returned": True,
        "note": None,
    }
    assert answer["ask"]["name"].startswith("Agence technique départementale")
    assert "« Question pour une entité publique »" in answer["ask"]["how"]


async def test_interest_is_computed_with_the_operators_rate(
    demonstration: AsyncClient, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.setenv("CHORALE_ECB_RATES", _RATES)
    get_settings.cache_clear()

    late = (await _get(demonstration, "201700100376")).json()["payment"]["late"]

    # 507 × 8 % × 17 / 365 = 1.889…
    assert (late["rate_percent"], late["interest"]) == ("8", "1.89")
    assert late["rate_source"] == "https://www.ecb.europa.eu/"


async def test_a_draft_and_a_paid_invoice_are_told_apart(demonstration: AsyncClient) -> None:
    kinds = [
        (await _get(demonstration, number)).json()["kind"]
        for number in ("201700000131", "201700000130")
    ]

    assert kinds == ["draft", "paid"]


async def test_the_recipient_reads_it_from_its_own_side(demonstration: AsyncClient) -> None:
    answer = (await _get(demonstration, "201700000124", "mairie.atd")).json()

    assert answer["side"] == "recipient"
    assert answer["explanation"].startswith("Votre entité a rejeté la facture 201700000124")
    assert answer["ask"]["name"] == "Les Délices de Savoie"


async def test_an_action_on_behalf_of_a_user_reads_it_as_well(demonstration: AsyncClient) -> None:
    answer = await demonstration.get(
        "/portal/v1/invoices/201700000128/diagnosis", headers=on_behalf("manuela.martin")
    )

    assert answer.status_code == 200


async def test_an_anonymous_caller_is_refused(demonstration: AsyncClient) -> None:
    answer = await demonstration.get(
        "/portal/v1/invoices/201700000128/diagnosis", headers=anonymous()
    )

    assert answer.status_code == 401


async def test_somebody_elses_invoice_looks_unknown(demonstration: AsyncClient) -> None:
    hidden = await _get(demonstration, "201700000999")
    unknown = await _get(demonstration, "201700000888")
    plain = await demonstration.get(
        "/portal/v1/invoices/201700000999", headers=bearer("manuela.martin")
    )

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"0888", b"0999") == plain.content


async def test_who_may_not_read_invoices_is_told_as_for_the_invoice(
    demonstration: AsyncClient,
) -> None:
    diagnosis = await _get(demonstration, "201700000128", "pierre.dubois")
    plain = await demonstration.get(
        "/portal/v1/invoices/201700000128", headers=bearer("pierre.dubois")
    )

    assert diagnosis.status_code == plain.status_code == 403
    assert diagnosis.content == plain.content


@pytest.mark.parametrize("status", [InvoiceStatus.DRAFT, InvoiceStatus.DEPOSITED])
async def test_the_recipient_has_no_diagnosis_of_what_has_not_reached_it(
    client: AsyncClient, portal: PortalBuilder, status: InvoiceStatus
) -> None:
    recipient = await portal.structure("Mairie", public=True)
    await portal.user("mairie", recipient, Space.RECEIVED_INVOICES)
    await portal.invoice("F1", await portal.supplier(), recipient, status=status)

    assert (await _get(client, "F1", "mairie")).status_code == 404
    assert (await _get(client, "F1", "anne")).status_code == 200


async def test_a_number_with_a_slash_has_its_diagnosis(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.invoice("2026/F/1", await portal.supplier())

    assert (await _get(client, "2026/F/1", "anne")).json()["invoice"]["number"] == "2026/F/1"


async def test_other_budgets_of_the_same_siren_are_proposed(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    typed = await portal.structure("Commune", siret="21310555400015", public=True)
    await portal.structure("Commune – CCAS", siret="21310555400023", public=True)
    await portal.structure("Autre commune", siret="21310555500015", public=True)
    await portal.invoice(
        "F1",
        await portal.supplier(),
        typed,
        status=InvoiceStatus.TO_RECYCLE,
        reason="Destinataire erroné",
    )

    (found,) = (await _get(client, "F1", "anne")).json()["findings"]

    assert [item["value"] for item in found["proposals"]] == ["21310555400023"]


async def test_an_unknown_service_is_compared_with_those_of_the_recipient(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    services = [Service(code="VOIRIE", name="Voirie"), Service(code="RH", name="Personnel")]
    recipient = await portal.structure("Mairie", public=True, service_code=True, services=services)
    invoice = await portal.invoice(
        "F1", await portal.supplier(), recipient, status=InvoiceStatus.TO_RECYCLE
    )
    invoice.service_code = "VOIRI"
    await save(client, invoice)

    (found,) = (await _get(client, "F1", "anne")).json()["findings"]

    assert found["code"] == "service_unknown"
    assert found["proposals"][0]["value"] == "VOIRIE"


async def test_only_the_engagements_of_this_supplier_are_proposed(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    anne, marc = await portal.supplier("anne"), await portal.supplier("marc")
    recipient = await portal.structure("Mairie", public=True)
    invoice = await portal.invoice("F1", anne, recipient, status=InvoiceStatus.TO_RECYCLE)
    invoice.engagement = "BC2026077"
    own = Engagement(number="BC2026071", recipient_id=recipient.id, supplier_id=anne.id)
    others = Engagement(number="BC2026072", recipient_id=recipient.id, supplier_id=marc.id)
    await save(client, invoice, own, others)

    (found,) = (await _get(client, "F1", "anne")).json()["findings"]

    assert found["code"] == "engagement_unknown"
    assert [item["value"] for item in found["proposals"]] == ["BC2026071"]


async def test_the_query_tells_one_of_several_of_that_number(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier()
    for year in (2015, 2016):
        await portal.invoice("F1", supplier, issued_on=date(year, 3, 2))

    url = "/portal/v1/invoices/F1/diagnosis"
    told = {"supplier": supplier.siret, "year": "2015"}
    answer = await client.get(url, params=told, headers=bearer("anne"))

    assert answer.json()["invoice"]["year"] == 2015
