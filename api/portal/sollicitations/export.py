"""Sollicitations to take away, as CSV or JSON."""

import json
from collections.abc import Sequence
from typing import Literal

from fastapi import Response

from api.core.spreadsheet import BOM, csv_lines, download_headers
from api.portal.sollicitations.schemas import SollicitationRead

type ExportFormat = Literal["csv", "json"]

_COLUMNS = (
    *("Référence", "État", "Catégorie", "Sous-catégorie", "Structure", "SIRET", "Destinataire"),
    *("SIRET du destinataire", "Facture", "Titre", "Description", "Auteur", "Pris en charge par"),
    *("Déposée le", "Modifiée le", "À traiter avant le"),
)


def exported(items: Sequence[SollicitationRead], wanted: ExportFormat) -> Response:
    """A file to save."""
    if wanted == "csv":
        return _file(csv_of(items), "text/csv; charset=utf-8", "csv")
    return _file(json_of(items), "application/json", "json")


def csv_of(items: Sequence[SollicitationRead]) -> str:
    """With a BOM and semicolons, as spreadsheets in French read it; no cell is a formula."""
    return BOM + csv_lines([_COLUMNS, *map(_row, items)])


def json_of(items: Sequence[SollicitationRead]) -> str:
    listed = [item.model_dump(mode="json") for item in items]
    return json.dumps({"items": listed, "total": len(listed)}, ensure_ascii=False, indent=2)


def _row(item: SollicitationRead) -> Sequence[str]:
    told = item.model_dump(mode="json")
    support = "Support de Chorus Pro"
    return (
        item.reference,
        item.status.label,
        item.category.label,
        item.sub_category.label,
        item.structure.name if item.structure else "",
        item.structure.siret if item.structure else "",
        item.addressee.name if item.addressee and item.receiver != "support" else support,
        item.addressee.siret if item.addressee else "",
        item.invoice_number or "",
        item.title,
        item.description,
        item.author.name,
        item.assignee.name if item.assignee else "",
        told["submitted_at"] or "",
        told["updated_at"] or "",
        told["due_at"] or "",
    )


def _file(content: str, media_type: str, extension: str) -> Response:
    headers = download_headers(f"sollicitations.{extension}")
    return Response(content, media_type=media_type, headers=headers)
