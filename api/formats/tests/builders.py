"""Files and invoices for tests, ours and those of others. Everything is built, nothing stored."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

import facturx  # pyright: ignore[reportMissingTypeStubs]
from reportlab.lib.pdfencrypt import (  # pyright: ignore[reportMissingTypeStubs]
    StandardEncryption,
)
from reportlab.pdfgen.canvas import Canvas  # pyright: ignore[reportMissingTypeStubs]

from api.domain.invoice_document import AttachedFile, Line, Party, ReadInvoice, VatShare
from api.domain.status_document import ReadStatus
from api.formats.model import PivotInvoice

SUPPLIER = Party("SIRET", "00000000108396", "Les Délices de Savoie", "FR")
RECIPIENT = Party("SIRET", "25310197600020", "Agence Technique Départementale 31", "FR")


def an_invoice(**changes: Any) -> ReadInvoice:
    """A complete and coherent invoice, accepted by every writer."""
    invoice = ReadInvoice(
        number="201700100376",
        kind="380",
        issued_on=date(2017, 5, 26),
        framework="A1",
        supplier=SUPPLIER,
        recipient=RECIPIENT,
        service_code="FACTURES_PUBLIQUES",
        engagement="CP2020/X123456/1",
        market="MARCHE 2015/113",
        currency="EUR",
        total_excl_tax=Decimal("422.50"),
        total_tax=Decimal("84.50"),
        total_incl_tax=Decimal("507.00"),
        due=Decimal("507.00"),
        vat=(VatShare(Decimal("20"), Decimal("422.50"), Decimal("84.50")),),
        iban="FR7630001007941234567890185",
        payment_means="30",
        lines=(
            Line("Plateau repas", Decimal(10), Decimal("42.25"), Decimal("422.50"), Decimal(20)),
        ),
    )
    return replace(invoice, **changes)


def a_pivot(invoice: ReadInvoice | None = None, **changes: Any) -> PivotInvoice:
    """An invoice as a public structure receives it, with its PDF as the one attachment."""
    held = invoice or an_invoice()
    if not held.attachments:
        file = AttachedFile("facture.pdf", "application/pdf", a_pdf("Facture"), kind="01")
        held = replace(held, attachments=(file,))
    pivot = PivotInvoice(held, received_on=date(2017, 5, 27), emission="flux")
    return replace(pivot, **changes)


def a_status(**changes: Any) -> ReadStatus:
    """The status 07 (service fait) of the invoice above."""
    status = ReadStatus(
        code="07",
        at=datetime(2017, 6, 2, 9, 30, tzinfo=UTC),
        invoice_number="201700100376",
        invoice_date=date(2017, 5, 26),
        supplier=SUPPLIER,
        recipient=replace(RECIPIENT, country=None),
    )
    return replace(status, **changes)


def a_pdf(*pages: str, password: str | None = None, owner_password: str | None = None) -> bytes:
    """A native text PDF of one line a page; `owner_password` restricts without closing."""
    target = io.BytesIO()
    lock = None
    if password is not None or owner_password is not None:
        lock = StandardEncryption(password or "", owner_password or password, strength=128)
    canvas: Any = Canvas(target, encrypt=lock)
    for text in pages or ("",):
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def build_factur_x(pdf: bytes, xml: bytes, attachments: Mapping[str, bytes] | None = None) -> bytes:
    """A PDF/A-3 that embeds a CII, made by the `facturx` package; other files may join it."""
    joined = {name: {"filedata": content} for name, content in (attachments or {}).items()}
    make = cast(Any, facturx).generate_from_binary
    return make(pdf, xml, check_xsd=False, attachments=joined or None)


def zip_of(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, under the very names given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return target.getvalue()


def tar_gz_of(files: Mapping[str, bytes]) -> bytes:
    """A tar.gz of these files, under the very names given."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def a_mixte(*numbers: str, attachment: bytes = b"") -> bytes:
    """A CPP Facture Min of these invoices; `attachment` is the base 64 text of their PJ."""
    units = "".join(_mixte_unit(number, attachment.decode()) for number in numbers)
    return f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<?xml-stylesheet type="text/xsl" href="FSO1113A.xsl"?>
<CPPFactureMixte xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="CPPFactureMixte_V1.14.xsd">
<Enveloppe><EnveloppeUnitaire NumOrdre="1"><Parametres>
<ParametreIndiv NumOrdre="0001"><Code>DtPrd</Code><Valeurparametre>2019-03-21</Valeurparametre>
</ParametreIndiv>
<ParametreIndiv NumOrdre="0002"><Code>IdFlx</Code><Valeurparametre>1000000000</Valeurparametre>
</ParametreIndiv></Parametres>
<Partenaires><Recepteur><Id>00000000</Id></Recepteur><Emetteur><Id>AAA999</Id></Emetteur>
</Partenaires></EnveloppeUnitaire></Enveloppe>
<CPPFactures Compteur="{len(numbers)}">{units}</CPPFactures></CPPFactureMixte>""".encode()


def _mixte_unit(number: str, attachment: str) -> str:
    return f"""<CPPFactureMixteUnitaire NumOrdre="1">
<Fournisseur><TypeIdentifiant>1</TypeIdentifiant><Identifiant>00000000108396</Identifiant>
<RaisonSociale>Les Délices de Savoie</RaisonSociale><CodePays>FR</CodePays></Fournisseur>
<Debiteur><TypeIdentifiant>1</TypeIdentifiant><Identifiant>25310197600020</Identifiant>
<Nom>ATD31</Nom><CodeService>FACTURES_PUBLIQUES</CodeService></Debiteur>
<DonneesFacture><Id>{number}</Id><Type>380</Type><Cadre>A1</Cadre>
<DateEmissionFacture>2019-03-21</DateEmissionFacture>
<ModePaiement><Code>30</Code></ModePaiement><Devise>EUR</Devise>
<Montants><MontantHT>828.43</MontantHT><MontantTTC>873.99</MontantTTC>
<MontantNetAPayer>873.99</MontantNetAPayer></Montants>
<TVAS><TVA><Taux>5.5</Taux><BaseHt>828.43</BaseHt><MontantTVA>45.56</MontantTVA></TVA></TVAS>
<Engagement><NumeroMarche>175191/0/175191</NumeroMarche>
<NumeroEngagement>2412345673</NumeroEngagement></Engagement></DonneesFacture>
<PJ NumOrdre="1"><Contenu>{attachment}</Contenu><NomPJ>facture.pdf</NomPJ>
<TypePJ>01</TypePJ><MimeTypePJ>application/pdf</MimeTypePJ></PJ>
</CPPFactureMixteUnitaire>"""
