"""Lots: valid invoices are created, the others reported one by one."""

from sqlalchemy import select

from api.domain.invoice_status import InvoiceStatus
from api.models.engagement import Engagement
from api.models.invoice_attachment import InvoiceAttachment
from api.portal.flows.tests import files
from api.portal.flows.tests.conftest import Flows, error_codes


async def test_a_lot_creates_the_valid_ones_and_reports_the_others(flows: Flows) -> None:
    own, town = flows.supplier.siret, flows.town.siret
    lot = files.tar_gz(
        {
            "1.xml": files.cii(files.sample("L-1", own, town)),
            "2.xml": files.ubl(files.sample("L-2", own, "99999999999999")),
            "3.xml": b"<facture>",
            "4.xml": files.ubl(files.sample("L-4", own, town)),
        }
    )

    report = await flows.settled(lot, "lot.tar.gz")

    assert report["state"]["code"] == "IN_INTEGRE_PARTIEL"
    assert report["format"]["code"] == "tar_gz"
    assert error_codes(report) == [[], ["recipient_unknown"], ["xml_malformed"], []]
    assert [line["file"] for line in report["lines"]["items"]] == [
        "1.xml",
        "2.xml",
        "3.xml",
        "4.xml",
    ]
    assert report["counts"] == {"lines": 4, "integrated": 2, "refused": 2}
    assert await flows.numbers() == ["L-1", "L-4"]


async def test_each_refusal_says_what_and_how_to_mend_it(flows: Flows) -> None:
    good = files.cii(files.sample("W-1", flows.supplier.siret, flows.town.siret))
    wrong = good.replace(b"<ram:TypeCode>30</ram:TypeCode>", b"")

    report = await flows.settled(wrong, "f.xml")

    (error,) = report["lines"]["items"][0]["errors"]
    assert report["state"]["code"] == "IN_REJETE"
    assert error["code"] == "payment_means_missing"
    assert "SpecifiedTradeSettlementPaymentMeans.TypeCode" in error["message"]
    assert error["remedy"]


async def test_a_number_used_twice_is_refused(flows: Flows) -> None:
    invoice = files.sample("D-1", flows.supplier.siret, flows.town.siret)
    lot = files.zipped({"1.xml": files.cii(invoice), "2.xml": files.ubl(invoice)})

    report = await flows.settled(lot, "lot.zip")

    assert error_codes(report) == [[], ["duplicate_number"]]
    assert report["lines"]["items"][1]["errors"][0]["message"] == (
        "Vous avez déjà déposé une demande de paiement avec ce numéro de facture pour cette "
        "structure."
    )
    assert await flows.numbers() == ["D-1"]


async def test_one_xml_may_hold_several_invoices(flows: Flows) -> None:
    own, town = flows.supplier.siret, flows.town.siret
    content = files.mixte(files.sample("M-1", own, town), files.sample("M-2", own, "1" * 14))

    report = await flows.settled(content, "lot.xml", syntax="IN_DP_E2_CPP_FACTURE_MIN")

    assert report["number"].startswith("CPP0011113")
    assert error_codes(report) == [[], ["recipient_unknown"]]


async def test_the_pieces_of_a_factur_x_are_kept_with_the_invoice(flows: Flows) -> None:
    content = files.factur_x(files.sample("P-1", flows.supplier.siret, flows.town.siret))

    await flows.settled(content, "facture.pdf")

    async with flows.database.new_read_session() as session:
        piece = (await session.scalars(select(InvoiceAttachment))).one()
    stored = flows.data_dir / "invoice_files" / piece.sha256
    assert (piece.kind, piece.name, piece.size) == ("01", "facture.pdf", len(content))
    assert stored.read_bytes() == content


async def test_a_subcontractor_s_invoice_waits_for_the_holder_of_the_engagement(
    flows: Flows,
) -> None:
    holder = await flows.portal.supplier("titulaire")
    async with flows.database.new_session.begin() as session:
        session.add(Engagement(number="EJ1", recipient_id=flows.town.id, supplier_id=holder.id))
    read = files.sample(
        "A9-1", flows.supplier.siret, flows.town.siret, framework="A9", engagement="EJ1"
    )

    report = await flows.settled(files.cii(read), "f.xml")
    (invoice,) = await flows.invoices()

    assert report["state"]["code"] == "IN_INTEGRE"
    assert (invoice.status, invoice.validator_id) == (InvoiceStatus.TO_VALIDATE_1, holder.id)
