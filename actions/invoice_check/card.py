"""A report as a card, and the same in words."""

from actions import french_format as french
from actions.invoice_check.parts import Part, parts_of
from actions.portal_checks import CheckedInvoice, InvoiceCheck
from actions.reply import Card, Tone, card, toned

_MORE = "Autres remarques"
_TONES: dict[str, Tone] = {"would_be_refused": "bad", "doubtful": "doubtful", "good": "good"}


def check_card(check: InvoiceCheck) -> Card:
    invoice = check.invoice or CheckedInvoice()
    fields = [
        ("Fichier", check.file.name),
        ("Format", check.file.format.label if check.file.format else None),
        ("Numéro", invoice.number),
        ("Destinataire", _recipient(invoice)),
        ("Code service", invoice.service_code),
        ("Engagement", invoice.engagement),
        ("Total TTC", _total(invoice)),
        ("Contrôles", _passed(check)),
        ("Mise à jour", f"contrôle {french.as_of(check.as_of)}"),
    ]
    items = [_item(part) for part in parts_of(check)]
    made = card("check", check.verdict.label, fields, items=items, data=check.data())
    return toned(_TONES.get(check.verdict.code), made)


def describe(check: InvoiceCheck) -> str:
    """The card in words."""
    lines = [f"{check.verdict.label} : {check.file.name}."]
    lines += _reading(check)
    for part in parts_of(check):
        lines += ["", f"{part.title} :", *_bullets(part)]
    end = f"{_passed(check)}. Contrôle fait {french.as_of(check.as_of)} ; rien n’a été envoyé."
    return "\n".join([*lines, "", end])


def _item(part: Part) -> Card:
    fields: list[tuple[str, str | None]] = [
        (finding.message, finding.how_to_fix) for finding in part.told
    ]
    if part.left_out:
        fields.append((_MORE, f"{part.left_out} de plus, non détaillées ici"))
    return toned(part.tone, card("check", part.title, fields))


def _bullets(part: Part) -> list[str]:
    told = [f"- {finding.message} → {finding.how_to_fix}" for finding in part.told]
    more = f"- {_MORE} : {part.left_out} de plus, non détaillées ici."
    return [*told, more] if part.left_out else told


def _reading(check: InvoiceCheck) -> list[str]:
    """What was understood, so that a misreading shows."""
    invoice = check.invoice
    if invoice is None:
        return []
    read = [
        ("facture", invoice.number),
        ("destinataire", _recipient(invoice)),
        ("service", invoice.service_code),
        ("engagement", invoice.engagement),
        ("total TTC", _total(invoice)),
    ]
    told = ", ".join(f"{label} {value}" for label, value in read if value)
    how = "Lu dans le texte" if invoice.reading == "text" else "Lu dans les données"
    return [f"{how} : {told}."] if told else []


def _recipient(invoice: CheckedInvoice) -> str | None:
    siret = french.siret(invoice.recipient.siret) if invoice.recipient.siret else None
    return " – ".join(part for part in (invoice.recipient.name, siret) if part) or None


def _total(invoice: CheckedInvoice) -> str | None:
    if invoice.amounts.incl_tax is None:
        return None
    return french.amount(invoice.amounts.incl_tax, invoice.amounts.currency or "EUR")


def _passed(check: InvoiceCheck) -> str:
    return french.count(check.counts.passed, "contrôle réussi", "contrôles réussis")
