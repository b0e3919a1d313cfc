import base64
import os
from datetime import date
from decimal import Decimal

import pytest

from api.domain.invoice_document import AttachedFile
from api.domain.status_document import ReadStatus
from api.formats.model import Envelope
from api.formats.pivot import write_pivot
from api.formats.reading import read_document
from api.formats.statut import write_statuses
from api.formats.tests.builders import SUPPLIER, a_mixte, a_pivot, a_status, an_invoice, zip_of
from api.formats.tests.refusing import reading_refusal

# Order of the elements in the official schema V2_02, as the domain reference gives it.
_PIVOT_ORDER = (
    "Enveloppe EnveloppeUnitaire Parametres ParametreIndiv Code Valeurparametre ParametreIndiv "
    "Code Valeurparametre Partenaires Recepteur Id Emetteur Id CPPFactures CPPFacturePivotUnitaire "
    "Fournisseur TypeIdentifiant Identifiant RaisonSociale CodePays ReferenceBancaire Compte "
    "ModeEmission Debiteur TypeIdentifiant Identifiant Nom CodeService DonneesFacture Id Renvoi "
    "Type Cadre DateEmissionFacture ModePaiement Code DateReception Devise Montants MontantHT "
    "MontantTTC MontantNetAPayer TVAs TVA Taux BaseHt MontantTVA Engagement NumeroMarche "
    "NumeroEngagement Lignes Ligne ReferenceProduit PrixUnitaire Quantite MontantHT TauxTVA PJ "
    "Contenu NomPJ TypePJ MimeTypePJ"
)


def _order(content: bytes) -> str:
    tags = content.decode().replace("<?", "").split("<")[2:]
    return " ".join(tag.split(">")[0].split()[0] for tag in tags if not tag.startswith("/"))


def test_the_pivot_follows_the_order_of_its_schema() -> None:
    assert _order(write_pivot([a_pivot()])) == _PIVOT_ORDER


def test_the_pivot_says_its_version() -> None:
    assert b'<CPPFacturePivot Version="V2_02">' in write_pivot([a_pivot()])


def test_an_attachment_of_the_pivot_is_a_zip_in_base_64() -> None:
    content = write_pivot([a_pivot()])

    held = content.partition(b"<Contenu>")[2].partition(b"</Contenu>")[0]
    assert held.startswith(b"UEsD")
    assert base64.b64decode(held).startswith(b"PK\x03\x04")


def test_an_attachment_that_compresses_too_well_is_stored_so_that_it_can_be_read() -> None:
    file = AttachedFile("vide.csv", "text/csv", bytes(3_000_000), kind="02")
    content = write_pivot([a_pivot(an_invoice(attachments=(file,)))])

    assert read_document(content, "f.xml").invoices[0].attachments == (file,)


def test_a_facture_min_gives_its_invoices() -> None:
    document = read_document(a_mixte("F1", "F2"), "f.xml")

    first, second = document.invoices
    assert (first.number, second.number) == ("F1", "F2")
    assert first.supplier == SUPPLIER
    assert (first.service_code, first.framework) == ("FACTURES_PUBLIQUES", "A1")
    assert (first.engagement, first.market) == ("2412345673", "175191/0/175191")
    assert (first.total_tax, first.vat[0].rate) == (Decimal("45.56"), Decimal("5.5"))


def test_a_facture_min_says_who_sends_it() -> None:
    envelope = read_document(a_mixte("F1"), "f.xml").envelope

    assert envelope == Envelope("1000000000", date(2019, 3, 21), "00000000", None, "AAA999", None)


def test_the_pdf_of_a_facture_min_comes_out_of_its_zip() -> None:
    held = base64.b64encode(zip_of({"autre nom.pdf": b"%PDF-1.7"}))

    file = read_document(a_mixte("F1", attachment=held), "f.xml").invoices[0].attachments
    assert file == (AttachedFile("facture.pdf", "application/pdf", b"%PDF-1.7", kind="01"),)


def test_several_files_in_one_zip_keep_their_own_names() -> None:
    held = base64.b64encode(zip_of({"a.pdf": b"1", "d/b.zip": b"PK"}))

    files = read_document(a_mixte("F1", attachment=held), "f.xml").invoices[0].attachments
    assert [(file.name, file.content) for file in files] == [("a.pdf", b"1"), ("b.zip", b"PK")]


def test_an_attachment_that_is_no_zip_is_taken_as_it_is() -> None:
    held = base64.b64encode(b"%PDF-1.7")

    files = read_document(a_mixte("F1", attachment=held), "f.xml").invoices[0].attachments
    assert files[0].content == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("attachment", "code"),
    [
        (b"pas du base 64 !", "attachment_unreadable"),
        (base64.b64encode(zip_of({"a.pdf": bytes(9_000_000)})), "archive_bomb"),
        (base64.b64encode(zip_of({"../a.pdf": b"1"})), "archive_path"),
    ],
)
def test_a_hostile_attachment_is_refused(attachment: bytes, code: str) -> None:
    assert reading_refusal(a_mixte("F1", attachment=attachment)) == code


def test_attachments_may_not_add_up_without_end() -> None:
    # Each file is 9.6 MB and sixty times smaller once compressed: 125 MB in all.
    content = b"".join(os.urandom(128) + bytes(9_472) for _ in range(1_000))
    file = base64.b64encode(zip_of({"a.pdf": content}))
    numbers = [str(rank) for rank in range(13)]

    assert reading_refusal(a_mixte(*numbers, attachment=file)) == "attachments_too_large"


def test_a_status_without_leading_zero_is_the_same() -> None:
    content = write_statuses([a_status()]).replace(b">07<", b">7<")

    assert read_document(content, "f.xml").statuses == (a_status(),)


def test_a_status_of_a_flow_names_no_invoice() -> None:
    status = ReadStatus(code="96", at=a_status().at, flow_id="CPP0011113000000000044750")

    document = read_document(write_statuses([status]), "f.xml")
    assert document.statuses == (status,)
    assert document.invoices == ()
