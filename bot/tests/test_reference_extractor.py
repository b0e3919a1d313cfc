from __future__ import annotations

import pytest
from components.reference_extractor import extract


def found(text: str, entity: str) -> list[str]:
    return [item["value"] for item in extract(text) if item["entity"] == entity]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("où en est ma facture 201700100376", "201700100376"),
        ("et la 124 ?", "124"),
        ("facture AVB20150923 svp", "AVB20150923"),
        ("ma facture FA-2026-0012 en est où", "FA-2026-0012"),
        ("17726", "17726"),
        ("la facture 2019", "2019"),
    ],
)
def test_finds_the_invoice_number(text: str, number: str) -> None:
    assert found(text, "invoice_number") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "le délai est de 30 jours",
        "un fichier de 120 Mo",
        "déposée le 31/10/2019",
        "elle fait 507,00 €",
        "depuis 2020 c'est obligatoire",
        "cadre A12 ou A9",
        "quel est le SIRET du CD31",
        "223 100 017 00423",
    ],
)
def test_what_is_not_an_invoice_number(text: str) -> None:
    assert found(text, "invoice_number") == []


@pytest.mark.parametrize("text", ["22310001700423", "la structure 223 100 017 00423"])
def test_siret_with_or_without_spaces(text: str) -> None:
    assert found(text, "siret") == ["22310001700423"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("quel est le SIRET du CD31", "cd31"),
        ("siret du conseil départemental 31", "conseil departemental 31"),
        ("le siret de la mairie de Toulouse ?", "mairie de toulouse"),
    ],
)
def test_name_of_a_structure(text: str, name: str) -> None:
    assert found(text, "structure_name") == [name]


def test_offsets_point_into_the_original_text() -> None:
    text = "Où en est la facture 201700000124 ?"
    (number,) = [item for item in extract(text) if item["entity"] == "invoice_number"]
    assert text[number["start"] : number["end"]] == "201700000124"


def test_status_word() -> None:
    assert found("mes factures rejetées", "invoice_status") == ["rejetees"]
