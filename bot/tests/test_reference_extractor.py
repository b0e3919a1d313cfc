from __future__ import annotations

import itertools
import time

import pytest
from components.reference_extractor import extract

# What each kind looks like, and the sentences it may stand in; « {} » is the value.
TYPED = {
    "invoice_number": {
        "201700000128": "201700000128",
        "201807558": "201807558",
        "AVB20150923": "AVB20150923",
        "avb20150923": "AVB20150923",
        "FA-2026-0012": "FA-2026-0012",
        "FA/2026/12": "FA/2026/12",
        "17726": "17726",
        "2026-0154": "2026-0154",
    },
    "siret": {
        "22310001700423": "22310001700423",
        "223 100 017 00423": "22310001700423",
        "223.100.017.00423": "22310001700423",
        "223-100-017-00423": "22310001700423",
        "223100017 00423": "22310001700423",
        "223 100 017 00 423": "22310001700423",
        "223\u202f100\u202f017\u202f00423": "22310001700423",
        "00000000108396": "00000000108396",
    },
    "siren": {"223 100 017": "223100017", "223.100.017": "223100017", "223100017": "223100017"},
    "engagement": {
        "CP2020/X123456/1": "CP2020/X123456/1",
        "ap2020/1234": "AP2020/1234",
        "2026-BC-0042": "2026-BC-0042",
        "1501234567": "1501234567",
    },
    "date": {
        "12/05/2026": "2026-05-12",
        "12-05-26": "2026-05-12",
        "12.05.2026": "2026-05-12",
        "2026-05-12": "2026-05-12",
        "12 mai 2026": "2026-05-12",
        "1er mars 2026": "2026-03-01",
        "3 mars": "--03-03",
        "26/05": "--05-26",
        "2 fév. 2024": "2024-02-02",
    },
    "amount": {
        "1 250,50 €": "1250.50",
        "1.250,50 €": "1250.50",
        "1250.5 euros": "1250.50",
        "3k€": "3000",
        "3,5 k€": "3500",
        "150 euros": "150",
        "150€": "150",
        "62,79": "62.79",
        "150€50": "150.50",
        "12 000 EUR": "12000",
        "507,00 € TTC": "507.00",
    },
    "framework": {"A9": "A9", "a12": "A12", "A25": "A25"},
}
SENTENCES = ("{}", "bonjour, {} svp", "C’est {}.", "je cherche {} depuis hier matin", "œuvre… {} ?")
REFERENCES = set(TYPED) | {"market"}


def found(text: str, entity: str) -> list[str]:
    return [item["value"] for item in extract(text) if item["entity"] == entity]


def references(text: str) -> list[tuple[str, str]]:
    """All but the day of the template, the names and the status words."""
    return [
        (item["entity"], item["value"])
        for item in extract(text)
        if item["entity"] in REFERENCES and item["value"] != "hier matin"
    ]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [(kind, typed, value) for kind, forms in TYPED.items() for typed, value in forms.items()],
)
def test_each_kind_is_itself_and_no_other(sentence: str, kind: str, typed: str, value: str) -> None:
    assert references(sentence.format(typed)) == [(kind, value)]


@pytest.mark.parametrize(
    ("first", "second"), [pair for pair in itertools.permutations(TYPED, 2) if "siren" not in pair]
)
def test_two_kinds_in_one_message_are_both_read(first: str, second: str) -> None:
    (one, value), (other, other_value) = (
        next(iter(TYPED[kind].items())) for kind in (first, second)
    )

    read = references(f"j’ai noté {one}, puis {other}, merci")

    assert read == [(first, value), (second, other_value)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("où en est ma facture 201700100376", "201700100376"),
        ("et la 124 ?", "124"),
        ("non, la 125", "125"),
        ("la 24 alors", "24"),
        ("facture AVB20150923 svp", "AVB20150923"),
        ("ma facture FA-2026-0012 en est où", "FA-2026-0012"),
        ("17726", "17726"),
        ("la facture 2019", "2019"),
        ("facture n°2026118", "2026118"),
        ("facture n° 2017 0000 0124", "201700000124"),
        ("numéro:201700100376", "201700100376"),
        ("no201700100376", "201700100376"),
        ("facture 20170000000124", "20170000000124"),
        ("AVB20150923/24/25/26", "AVB20150923/24/25/26"),
        ("facture 1501234567", "1501234567"),
        ("la facture 223100017", "223100017"),
        ("facture 2026-12", "2026-12"),
        ("avoir AV-2026-003 où en est il", "AV-2026-003"),
        ("et celle qui finit par 128 ?", "128"),
        ("la facture 4512.", "4512"),
        ("pas de bon de commande pour la facture 124", "124"),
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
        "le siret du conseil départemental 31",
        "223 100 017 00423",
        "j’ai 12 factures en attente",
        "erreur 404",
        "l’article R2192-36 du code",
        "la nomenclature M57 ou M14",
        "ouvert 24h/24 et 7j/7",
        "appelez le 05 34 33 43 43",
        "mon adresse est dupont31200@cd31.fr",
        "FR76 3000 4000 0312 3456 7890 143",
        "ma sollicitation SOL-2026-000123",
        "le flux CPP0011113000000000044750",
        "de 8h30 à 18 h 30",
        "20 % de TVA",
        "le format A4",
        "entre 2017 et 2019",
        "la norme EN16931",
        "mot de passe de 12 caractères",
        "l’API répond HTTP 200 mais rien ne se passe",
        "la plateforme agréée m’indique 208, que dois-je faire",
        "j’ai reçu 1 statut",
    ],
)
def test_what_is_not_an_invoice_number(text: str) -> None:
    assert found(text, "invoice_number") == []


@pytest.mark.parametrize("text", ["22310001700423", "la structure 223 100 017 00423"])
def test_siret_with_or_without_spaces(text: str) -> None:
    assert found(text, "siret") == ["22310001700423"]


def test_after_its_name_a_siret_may_be_one_digit_short() -> None:
    assert found("siret : 223 100 017 0042", "siret") == ["2231000170042"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("engagement 2412345673", "2412345673"),
        ("mon bon de commande n° CP2020/X123456/1.", "CP2020/X123456/1"),
        ("le numéro d’engagement est AP2020/1234", "AP2020/1234"),
        ("EJ 1501234567", "1501234567"),
        ("n° d’EJ : 4512", "4512"),
        ("BC 2026-0042", "2026-0042"),
        ("bdc n°88412", "88412"),
        ("commande 4512-B", "4512-B"),
        ("CP2019/X-----/1", "CP2019/X-----/1"),
    ],
)
def test_an_engagement_is_known_by_the_word_before(text: str, number: str) -> None:
    assert references(text) == [("engagement", number)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("marché 2015/113", "2015/113"),
        ("MARCHE 2015/113", "2015/113"),
        ("n° de marché 19M123", "19M123"),
        ("contrat n° 175191/0/175191", "175191/0/175191"),
        ("accord-cadre 2024-17", "2024-17"),
    ],
)
def test_a_marche_is_known_by_the_word_before(text: str, number: str) -> None:
    assert references(text) == [("market", number)]


@pytest.mark.parametrize(
    "text",
    [
        "l’engagement CD31 en majuscules",
        "contrat de 12 mois",
        "un engagement 30 jours",
        "le marché est à 2 lots",
        "contrat 2024",
    ],
)
def test_a_length_is_no_order_number(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("celle de mai 2026", "2026-05"),
        ("et celle de mai ?", "--05"),
        ("celle du 26 mai", "--05-26"),
        ("déposée hier", "hier"),
        ("celle de lundi dernier", "lundi dernier"),
        ("la semaine dernière", "la semaine derniere"),
        ("facture du mois dernier", "mois dernier"),
        ("il y a 3 jours", "il y a 3 jours"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(text: str, date: str) -> None:
    assert found(text, "date") == [date]


@pytest.mark.parametrize("text", ["le 31/02/2026", "le 45/12", "12,5", "j’ai mal compris", "1.5"])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert found(text, "date") == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("d’un montant de 150", "150"),
        ("montant : 1 284", "1284"),
        ("2 millions d’euros", "2000000"),
        ("1,250.00 €", "1250.00"),
        ("€ 12,50", "12.50"),
        ("150 HT", "150"),
    ],
)
def test_an_amount_is_a_decimal_string(text: str, amount: str) -> None:
    assert references(text) == [("amount", amount)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("cadre a 9", ["A9"]),
        ("le cadre de facturation A 12 ou A 9", ["A12", "A9"]),
        ("c quoi a9", ["A9"]),
        ("A1 à A25", ["A1", "A25"]),
        ("A9_FACTURE_SOUSTRAITANT", ["A9"]),
        ("l’A9", ["A9"]),
        ("A26", []),
        ("réponse a 5 jours", []),
        ("on me paie à 30 jours", []),
        ("du papier A4", []),
        ("FA12", []),
        ("un code a 6 chiffres", []),
    ],
)
def test_billing_frameworks(text: str, codes: list[str]) -> None:
    assert found(text, "framework") == codes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("quel est le SIRET du CD31", "cd31"),
        ("celle du cd 31 est payée ?", "cd 31"),
        ("siret du conseil départemental 31", "conseil departemental 31"),
        ("le siret de la mairie de Toulouse ?", "mairie de toulouse"),
        ("celles de la mairie", "mairie"),
        ("celles de la mairie payées", "mairie"),
        ("mairie atd", "mairie atd"),
        ("factures suspendues du conseil départemental", "conseil departemental"),
        ("departement de la haute-garonne", "departement de la haute-garonne"),
        ("et celles de haute garonne", "haute garonne"),
        ("siret CHU de Bordeaux svp merci", "chu de bordeaux"),
        ("est-ce que la mairie exige un engagement", "mairie"),
        ("celle de Bricovillard", "bricovillard"),
        ("la commune prétend que les délais ont changé", "commune"),
        ("la mairie Toulouse ?", "mairie toulouse"),
        ("celles de la mairie de Saint Gaudens exigent", "mairie de saint gaudens"),
        ("siret de la mairie de Villeneuve-sur-Lot", "mairie de villeneuve-sur-lot"),
        ("celle de la mairie de Blagnac du 12 mai", "mairie de blagnac"),
        ("la facture de 12 000 euros chez Bricovillard", "bricovillard"),
        ("facture envoyée à Dreamflore le 12 mai", "dreamflore"),
    ],
)
def test_name_of_a_structure(text: str, name: str) -> None:
    assert found(text, "structure_name") == [name]


@pytest.mark.parametrize(
    "text",
    ["celle d’avant", "celle de hier", "celle de 150 euros", "celle du client", "ma facture"],
)
def test_what_names_no_structure(text: str) -> None:
    assert found(text, "structure_name") == []


def test_offsets_point_into_the_original_text() -> None:
    text = "Où en est… la facture 201700000124, cœur ou non, du 12 mai ?"
    number, date = extract(text)
    assert text[number["start"] : number["end"]] == "201700000124"
    assert text[date["start"] : date["end"]] == "12 mai"


def test_decomposed_accents_do_not_shift_offsets() -> None:
    text = "de\u0301pose\u0301e : facture 201700000124"
    (number,) = [item for item in extract(text) if item["entity"] == "invoice_number"]
    assert text[number["start"] : number["end"]] == "201700000124"


def test_status_word() -> None:
    assert found("mes factures rejetées", "invoice_status") == ["rejetees"]


@pytest.mark.parametrize("piece", ["1", "1 ", "a1-", "12/05 ", "siret ", "de la ", "mairie de "])
def test_no_message_takes_long(piece: str) -> None:
    started = time.process_time()
    extract(piece * (5000 // len(piece)))
    assert time.process_time() - started < 0.5
