import pytest

from actions.structures.info import ActionStructureInfo
from actions.tests.contract_data import ATD31, service, structure
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run


async def ask(text: str, **turn: object) -> Said:
    return await run(ActionStructureInfo, text=text, intent="structure_info", **turn)


async def test_a_card_tells_siret_requirements_and_services(portal: ContractPortal) -> None:
    said = await ask("la structure 25310197600020", entities={"siret": "25310197600020"})

    assert said.card["kind"] == "structure"
    assert {"label": "SIRET", "value": "253 101 976 00020"} in said.card["fields"]
    assert "Le code service et le numéro d’engagement sont obligatoires." in said.text
    assert (
        "FACTURES_PUBLIQUES – Service FACTURES_PUBLIQUES (ouvert, engagement obligatoire)"
        in said.text
    )
    assert "Données au 21/11/2026 à 10 h 12." in said.text


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        (
            {"service_code": True, "engagement": False, "either": False},
            {"Code service": "Obligatoire", "Engagement": "Non obligatoire"},
        ),
        (
            {"service_code": False, "engagement": False, "either": False},
            {"Code service": "Non obligatoire", "Engagement": "Non obligatoire"},
        ),
        (
            {"service_code": False, "engagement": False, "either": True},
            {"Code service ou engagement": "L’un des deux est obligatoire"},
        ),
    ],
)
async def test_a_card_tells_each_thing_that_is_required(
    portal: ContractPortal, needs: dict[str, bool], told: dict[str, str]
) -> None:
    portal.structures[-1]["requires"] = needs
    said = await ask("x", entities={"siret": "25310197600020"})

    fields = {field["label"]: field["value"] for field in said.card["fields"]}
    required = {label: fields[label] for label in fields if label.startswith(("Code", "Eng"))}
    assert required == told


async def test_a_private_structure_requires_nothing_on_its_card(portal: ContractPortal) -> None:
    portal.structures[-1] |= {"requires": {}, "requires_label": ""}
    said = await ask("x", entities={"siret": "25310197600020"})

    labels = [field["label"] for field in said.card["fields"]]
    assert labels == ["SIRET", "État", "Mise à jour"]


async def test_closed_services_come_last_and_are_said_closed(portal: ContractPortal) -> None:
    said = await ask("x", entities={"siret": "25310197600020"})

    assert [(item["title"], item["lead"], item["tone"]) for item in said.card["items"]] == [
        (
            "FACTURES_PUBLIQUES – Service FACTURES_PUBLIQUES",
            "Ouvert, engagement obligatoire.",
            "good",
        ),
        ("ANCIEN – Service ANCIEN", "Fermé.", "bad"),
    ]
    assert "2 services :" in said.text
    assert "ANCIEN – Service ANCIEN (fermé)" in said.text


async def test_a_structure_without_services_has_none_on_its_card(portal: ContractPortal) -> None:
    said = await ask("x", entities={"siret": "22310001700423"})

    assert "items" not in said.card


async def test_many_services_are_shown_page_by_page(portal: ContractPortal) -> None:
    portal.structures[-1]["services"] = [service(f"S{rank}") for rank in range(11)]

    first = await ask("x", entities={"siret": "25310197600020"})
    second = await ask("/x", entities={"siret": "25310197600020", "page": "2"})

    assert [len(said.card["items"]) for said in (first, second)] == [8, 3]
    assert first.card["items_title"] == "11 services, page 1 sur 2"
    assert "11 services, page 1 sur 2 :" in first.text
    assert first.payloads == ['/structure_info{"siret":"25310197600020","page":"2"}']
    assert second.payloads == []


@pytest.mark.parametrize("page", ["0", "99", "-1", "abc", "9" * 30])
async def test_a_page_that_does_not_exist_is_the_nearest(portal: ContractPortal, page: str) -> None:
    said = await ask("/x", entities={"siret": "25310197600020", "page": page})

    assert "FACTURES_PUBLIQUES" in said.text


async def test_the_eight_budgets_of_the_cd31_are_listed(portal: ContractPortal) -> None:
    said = await ask("quel est le SIRET du CD31 ?", entities={"structure_name": "cd31"})

    assert said.card["kind"] == "structures"
    assert len(said.card["items"]) == len(said.payloads) == 8
    assert said.payloads[0] == '/structure_info{"siret":"22310001700423"}'
    assert "- Haute-Garonne – Principal : 223 100 017 00423" in said.text
    assert said.text.count("Pour toutes :") == 1
    assert said.text.endswith("Données au 21/11/2026 à 10 h 12.")


async def test_those_that_the_directory_does_not_show_are_counted(portal: ContractPortal) -> None:
    portal.page_size = 3

    said = await ask("quel est le SIRET du CD31 ?", entities={"structure_name": "cd31"})

    assert said.text.startswith("8 structures correspondent à « cd31 » :")
    assert "Précisez le nom pour voir les autres." in said.text
    assert "Pour toutes :" not in said.text
    assert len(said.card["items"]) == 3


async def test_thousands_are_written_apart(portal: ContractPortal) -> None:
    portal.structures = [structure(f"{rank:014}", f"Mairie {rank}") for rank in range(1200)]

    said = await ask("x", entities={"structure_name": "mairie"})

    assert said.text.startswith("1 200 structures correspondent")


@pytest.mark.parametrize(
    "text",
    [
        "quel est le SIRET du CD31 ?",
        "je voudrais connaître le siret de CD31 s’il vous plaît",
        "CD31",
    ],
)
async def test_a_name_is_found_in_the_sentence(portal: ContractPortal, text: str) -> None:
    assert len((await ask(text)).card["items"]) == 8


@pytest.mark.parametrize("text", ["22310001700423", "la structure 223 100 017 00423 ?"])
async def test_a_siret_is_found_in_the_sentence(portal: ContractPortal, text: str) -> None:
    assert (await ask(text)).card["title"] == "Haute-Garonne – Principal"


async def test_a_siren_lists_its_structures(portal: ContractPortal) -> None:
    assert len((await ask("siren 223100017")).card["items"]) == 8


async def test_an_anonymous_user_may_ask(portal: ContractPortal) -> None:
    said = await ask("x", entities={"siret": ATD31["siret"]}, login=None)

    assert said.card["title"] == ATD31["name"]


async def test_an_unknown_siret_with_a_wrong_key_is_doubted(portal: ContractPortal) -> None:
    said = await ask("x", entities={"siret": "22310001700424"})

    assert "clé de contrôle est fausse" in said.text


async def test_an_unknown_siret_with_a_right_key_is_only_unknown(portal: ContractPortal) -> None:
    said = await ask("x", entities={"siret": "73282932000074"})

    assert "Je ne trouve pas la structure 732 829 320 00074" in said.text
    assert "clé" not in said.text


async def test_a_known_siret_with_a_wrong_key_is_not_doubted(portal: ContractPortal) -> None:
    portal.structures[-1]["siret"] = "00000000108396"

    assert "clé" not in (await ask("x", entities={"siret": "00000000108396"})).text


async def test_a_siret_with_a_digit_missing_is_counted(portal: ContractPortal) -> None:
    assert "celui-ci en compte 13" in (await ask("la structure 9991000170042")).text


async def test_an_unknown_name_is_said(portal: ContractPortal) -> None:
    said = await ask("x", entities={"structure_name": "mairie de Nulle-Part"})

    assert "« mairie de Nulle-Part »" in said.text
    assert said.payloads == ["/request_agent"]


async def test_without_any_name_the_name_is_asked(portal: ContractPortal) -> None:
    assert "De quelle structure" in (await ask("quel est le siret ?")).text
    assert portal.requests == []
