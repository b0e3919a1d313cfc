"""Invoices chosen without a number: by structure, amount, date, place or step."""

import pytest

from actions.invoices.listing import ActionListInvoices
from actions.invoices.status import ActionInvoiceStatus
from actions.tests.contract_data import structure
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run

SHOWN = {"last_invoice": "201700000124", "invoice_number": "201700000124"}


async def ask(text: str, entities: dict[str, str] | None = None, **turn: object) -> Said:
    return await run(
        ActionInvoiceStatus, text=text, intent="invoice_status", entities=entities, **turn
    )


async def listed(text: str, entities: dict[str, str] | None = None, **turn: object) -> Said:
    return await run(
        ActionListInvoices, text=text, intent="list_invoices", entities=entities, **turn
    )


def numbers(said: Said) -> list[str]:
    return [item["data"]["number"][-3:] for item in said.card["items"]]


@pytest.mark.parametrize(
    ("text", "entities", "number"),
    [
        ("celle du CD31", {"structure_name": "cd31"}, "201700000128"),
        ("celle du 22310001700423", {"siret": "22310001700423"}, "201700000128"),
        ("celle de 1150 euros", {"amount": "1150"}, "201700000128"),
        ("celle du 26 mai", {"date": "--05-26"}, "201700100376"),
        ("celle du 3 juin 2017", {"date": "2017-06-03"}, "201700000125"),
        ("la dernière", {}, "201700000128"),
        ("et ma dernière facture ?", {}, "201700000128"),
        ("la suspendue", {}, "201700000125"),
        ("celle qui est rejetée", {}, "201700000124"),
        ("celle de 507 € du 2 juin", {"amount": "507", "date": "--06-02"}, "201700000124"),
    ],
)
async def test_an_invoice_is_described_instead_of_numbered(
    portal: ContractPortal, text: str, entities: dict[str, str], number: str
) -> None:
    assert (await ask(text, entities)).card["title"] == f"Facture {number}"


async def test_yesterday_is_counted_from_the_clock_of_the_portal(portal: ContractPortal) -> None:
    said = await ask("celle d’hier", {"date": "hier"}, now="2017-06-04T08:00:00+02:00")

    assert said.card["title"] == "Facture 201700000125"


async def test_the_last_one_is_not_a_draft(portal: ContractPortal) -> None:
    portal.invoices["manuela.martin"][-1]["deposited_at"] = "2018-01-01T09:00:00+01:00"

    assert (await ask("la dernière")).card["title"] == "Facture 201700000128"


async def test_the_last_one_to_a_structure(portal: ContractPortal) -> None:
    said = await ask("ma dernière facture à l’ATD31", {"structure_name": "agence"})

    assert said.card["title"] == "Facture 201700000125"


async def test_several_that_fit_are_proposed(portal: ContractPortal) -> None:
    said = await ask("celle de la mairie", {"structure_name": "agence technique"})

    assert said.text.startswith(
        "5 de vos factures correspondent (Agence technique départementale 31) "
        "au 21/11/2026 à 10 h 12. Laquelle ?"
    )
    assert len(said.payloads) == len(said.card["items"]) == 5
    assert (
        said.slots["listed_invoices"][0]
        == f"{said.card['items'][0]['data']['number']}@00000000108396@2017"
    )


async def test_none_that_fits_is_said(portal: ContractPortal) -> None:
    said = await ask("celle de 12 euros, hier", {"amount": "12", "date": "hier"})

    assert said.text == (
        "Je ne vois aucune facture qui corresponde (12,00 €, hier) parmi les vôtres."
    )
    assert said.payloads == ["/list_invoices"]


async def test_a_relative_date_is_told_as_it_was_said(portal: ContractPortal) -> None:
    said = await ask("celle de lundi dernier", {"date": "lundi dernier"})

    assert "(lundi dernier)" in said.text


async def test_a_name_without_meaning_is_said(portal: ContractPortal) -> None:
    said = await ask("celle de Dreamflore", {"structure_name": "dreamflore"})

    assert "Je ne connais pas de structure « dreamflore »" in said.text


async def test_a_client_missing_from_the_directory_is_known_by_its_invoices(
    portal: ContractPortal,
) -> None:
    said = await listed("mes factures des délices de savoie", {"structure_name": "delices savoi"})

    assert len(numbers(said)) == 6


async def test_of_a_name_too_many_bear_those_of_ones_own_invoices_are_meant(
    portal: ContractPortal,
) -> None:
    others = [structure(f"{rank:014}", f"Agence {rank}") for rank in range(30)]
    portal.structures = [*others, *portal.structures]

    said = await ask("celle de l’agence", {"structure_name": "agence"})

    assert said.text.startswith("5 de vos factures correspondent")


async def test_another_department_is_not_a_typing_error(portal: ContractPortal) -> None:
    for item in portal.invoices["manuela.martin"]:
        item["recipient"] = {"siret": "1", "name": "Conseil départemental 31"}

    said = await listed("celles du CD 33", {"structure_name": "conseil departemental 33"})

    assert "Je ne connais pas de structure « conseil departemental 33 »" in said.text


async def test_an_amount_out_of_reason_chooses_nothing(portal: ContractPortal) -> None:
    said = await ask("celle de 9", {"amount": "9" * 40}, slots=SHOWN)

    assert said.card["title"] == "Facture 201700000124"


async def test_a_number_comes_before_any_description(portal: ContractPortal) -> None:
    said = await ask("la 125 du CD31", {"invoice_number": "125", "structure_name": "cd31"})

    assert said.card["title"] == "Facture 201700000125"


LISTED = {**SHOWN, "listed_invoices": ["201700000125", "201700000124", "201700000130"]}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("et la suivante ?", "201700000130"),
        ("la précédente", "201700000125"),
        ("la première", "201700000125"),
        ("la deuxième", "201700000124"),
        ("la 3e", "201700000130"),
    ],
)
async def test_a_place_is_counted_in_the_list_just_shown(
    portal: ContractPortal, text: str, number: str
) -> None:
    assert (await ask(text, slots=LISTED)).card["title"] == f"Facture {number}"


async def test_without_a_list_the_next_one_is_the_next_older(portal: ContractPortal) -> None:
    assert (await ask("la suivante", slots=SHOWN)).card["title"] == "Facture 201700000125"


async def test_after_the_last_there_is_no_other(portal: ContractPortal) -> None:
    slots = {**LISTED, "last_invoice": "201700000130"}

    assert (await ask("la suivante", slots=slots)).text.startswith("Il n’y en a pas d’autre")


async def test_an_invoice_shown_is_remembered_by_its_whole_number(portal: ContractPortal) -> None:
    said = await ask("la 124", {"invoice_number": "124"})

    assert said.slots == {name: f"{number}@00000000108396@2017" for name, number in SHOWN.items()}


async def test_what_was_shown_outlives_a_number_said_in_passing(portal: ContractPortal) -> None:
    said = await ask("où en est-elle ?", slots={**SHOWN, "invoice_number": "404"})

    assert said.card["title"] == "Facture 201700000124"


async def test_a_number_not_found_is_what_one_comes_back_to(portal: ContractPortal) -> None:
    said = await ask("la 888", {"invoice_number": "888"}, slots=SHOWN)

    assert said.slots == {"last_invoice": None}


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("mes factures au CD31", {"structure_name": "cd31"}, ["128"]),
        ("factures suspendues de l’ATD", {"structure_name": "agence"}, ["125"]),
        ("mes factures de 1150 euros", {"amount": "1150"}, ["128"]),
        ("mes factures de juin", {"date": "--06"}, ["128", "125", "124", "130"]),
    ],
)
async def test_a_list_of_one_structure_amount_or_month(
    portal: ContractPortal, text: str, entities: dict[str, str], expected: list[str]
) -> None:
    assert numbers(await listed(text, entities)) == expected


async def test_a_list_says_whose_it_is(portal: ContractPortal) -> None:
    said = await listed("factures suspendues de l’ATD", {"structure_name": "agence"})

    assert said.text.startswith(
        "Vous avez 1 facture suspendue (Agence technique départementale 31) "
        "au 21/11/2026 à 10 h 12 :"
    )


async def test_an_empty_list_says_whose_it_is(portal: ContractPortal) -> None:
    said = await listed("factures rejetées du CD31", {"structure_name": "cd31"})

    assert said.text == "Vous n’avez pas de factures rejetées (Haute-Garonne)."


async def test_a_list_of_one_is_the_invoice_spoken_of(portal: ContractPortal) -> None:
    said = await listed("mes factures suspendues")

    assert said.slots == {
        "listed_invoices": ["201700000125@00000000108396@2017"],
        "last_invoice": "201700000125@00000000108396@2017",
        "invoice_number": "201700000125@00000000108396@2017",
    }
