"""The demonstration's stand-in for a host portal."""

import pytest
from httpx import ASGITransport, AsyncClient

from api.core.db import Database
from api.core.settings import get_settings
from api.core.tokens import verify_identity
from api.demo.loader import load_demonstration
from api.models.user import User


def _database(client: AsyncClient) -> Database:
    return client.app.state.database  # type: ignore[attr-defined]


@pytest.fixture
async def demo(client: AsyncClient) -> AsyncClient:
    async with _database(client).new_session.begin() as session:
        await load_demonstration(session)
    return client


async def _log_in(client: AsyncClient, login: str) -> dict[str, str]:
    answer = await client.post("/demo/v1/identities", json={"login": login})
    return {"Authorization": f"Bearer {answer.json()['identity']}"}


async def _numbers(client: AsyncClient, login: str) -> set[str]:
    answer = await client.get("/portal/v1/invoices", headers=await _log_in(client, login))
    return {item["number"] for item in answer.json()["items"]}


async def test_a_demonstration_user_gets_an_identity(demo: AsyncClient) -> None:
    answer = await demo.post("/demo/v1/identities", json={"login": "manuela.martin"})

    assert answer.status_code == 200
    assert verify_identity(answer.json()["identity"]) == "manuela.martin"


@pytest.mark.parametrize("login", ["personne", "", "manuela.martin\u0000x"])
async def test_an_unknown_login_gets_none(demo: AsyncClient, login: str) -> None:
    answer = await demo.post("/demo/v1/identities", json={"login": login})

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_login")


async def test_a_user_outside_the_demonstration_cannot_be_impersonated(demo: AsyncClient) -> None:
    database = _database(demo)
    async with database.new_session.begin() as session:
        session.add(User(login="vraie.personne", name="Une vraie personne"))

    answer = await demo.post("/demo/v1/identities", json={"login": "vraie.personne"})
    logins = (await demo.get("/demo/v1/logins")).json()["items"]

    assert answer.status_code == 404
    assert "vraie.personne" not in {item["login"] for item in logins}


async def test_logins_are_listed_with_names_and_companies(demo: AsyncClient) -> None:
    answer = await demo.get("/demo/v1/logins")

    assert answer.json()["items"][0] == {
        "login": "manuela.martin",
        "name": "Manuela Martin",
        "structures": [{"siret": "00000000108396", "name": "Les Délices de Savoie"}],
    }
    assert [item["login"] for item in answer.json()["items"]] == [
        "manuela.martin",
        "pierre.dubois",
        "laurent.bonhomme",
        "mairie.atd",
    ]


async def test_production_has_no_demonstration(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_MODE", "production")
    get_settings.cache_clear()
    from api.app import create_app

    transport = ASGITransport(app=create_app())
    async with AsyncClient(transport=transport, base_url="http://test") as http:
        logins = await http.get("/demo/v1/logins")
        identity = await http.post("/demo/v1/identities", json={"login": "manuela.martin"})

    assert logins.status_code == identity.status_code == 404


async def test_each_user_sees_the_invoices_of_the_design(demo: AsyncClient) -> None:
    assert await _numbers(demo, "manuela.martin") == {
        "201700100376",
        "201700000124",
        "201700000125",
        "201700000128",
        "201700000130",
        "201700000131",
    }
    # The last two are not of his company: they wait for its accord.
    assert await _numbers(demo, "laurent.bonhomme") == {
        "201700000999",
        "17726",
        "ST-0042",
        "CT-0043",
    }
    assert await _numbers(demo, "mairie.atd") == {
        "201700100376",
        "201700000124",
        "201700000130",
        "17726",
    }


async def test_pierre_lacks_the_space_and_learns_to_ask_manuela(demo: AsyncClient) -> None:
    answer = await demo.get("/portal/v1/invoices", headers=await _log_in(demo, "pierre.dubois"))

    assert (answer.status_code, answer.json()["code"]) == (403, "space_missing")
    assert "Manuela Martin (gestionnaire principal)" in answer.json()["detail"]


type Designed = tuple[str, str, str, str, str, str | None]

DESIGNED: list[Designed] = [
    ("manuela.martin", "201700100376", "507.00", "MISE_A_DISPOSITION", "2017-05-26", None),
    (
        "manuela.martin",
        "201700000124",
        "1284.00",
        "REJETEE",
        "2017-05-11",
        "Montant de la facture erroné",
    ),
    ("manuela.martin", "201700000125", "236.40", "SUSPENDUE", "2017-05-15", "Pièce manquante"),
    ("manuela.martin", "201700000128", "150.00", "A_RECYCLER", "2017-05-18", "Code service erroné"),
    ("manuela.martin", "201700000130", "864.00", "MISE_EN_PAIEMENT", "2017-06-09", None),
    ("manuela.martin", "201700000131", "312.60", "BROUILLON", "2017-06-12", None),
    ("laurent.bonhomme", "201700000999", "418.20", "REJETEE", "2017-06-13", "Engagement erroné"),
    ("laurent.bonhomme", "17726", "62.79", "MISE_A_DISPOSITION_COMPTABLE", "2019-11-22", None),
]


@pytest.mark.parametrize("designed", DESIGNED, ids=[row[1] for row in DESIGNED])
async def test_every_invoice_is_as_designed(demo: AsyncClient, designed: Designed) -> None:
    login, number, amount, status, since, reason = designed
    headers = await _log_in(demo, login)

    invoice = (await demo.get(f"/portal/v1/invoices/{number}", headers=headers)).json()

    assert invoice["amount"]["incl_tax"] == amount
    assert invoice["status"]["code"] == status == invoice["history"][-1]["code"]
    assert invoice["status"]["since"].startswith(since)
    assert invoice["status"]["reason"] == reason
    assert (invoice["status"]["comment"] is None) == (reason is None)


async def test_the_rejection_quotes_the_recipients_own_words(demo: AsyncClient) -> None:
    headers = await _log_in(demo, "manuela.martin")

    invoice = (await demo.get("/portal/v1/invoices/201700000124", headers=headers)).json()

    assert invoice["status"]["comment"] == "ne correspond pas au devis initial"


async def test_the_paid_invoice_has_its_whole_history(demo: AsyncClient) -> None:
    headers = await _log_in(demo, "manuela.martin")

    invoice = (await demo.get("/portal/v1/invoices/201700000130", headers=headers)).json()

    assert [step["code"] for step in invoice["history"]] == [
        "BROUILLON",
        "DEPOSEE",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
        "SERVICE_FAIT",
        "MANDATEE",
        "MISE_A_DISPOSITION_COMPTABLE",
        "COMPTABILISEE",
        "MISE_EN_PAIEMENT",
    ]


CD31_SIRETS = {
    "22310001700423",
    "22310001700456",
    "22310001700183",
    "22310001700696",
    "22310001700761",
    "22310001700167",
    "22310001700225",
    "22310001700449",
}


@pytest.mark.parametrize(
    "query", ["CD31", "conseil départemental 31", "département de la haute-garonne"]
)
async def test_the_department_is_its_eight_budgets_the_principal_first(
    demo: AsyncClient, query: str
) -> None:
    headers = await _log_in(demo, "manuela.martin")

    answer = await demo.get("/portal/v1/structures", params={"q": query}, headers=headers)

    items = answer.json()["items"]
    assert {item["siret"] for item in items} == CD31_SIRETS
    assert items[0]["siret"] == "22310001700423"
    assert all(item["requires"]["service_code"] for item in items)
    assert all(item["requires"]["engagement"] for item in items)


@pytest.mark.parametrize(
    ("query", "siret"),
    [
        ("ATD31", "25310197600020"),
        ("atd 31", "25310197600020"),
        ("agence technique départementale", "25310197600020"),
        ("restauration", "22310001700456"),
        ("parc technique", "22310001700696"),
        ("cité roguet", "22310001700183"),
        ("labo eva", "22310001700225"),
        ("cd31 budget principal", "22310001700423"),
        ("pepinieres", "22310001700167"),
        ("transports interurbains", "22310001700449"),
        ("labo rd", "22310001700761"),
    ],
)
async def test_a_usual_name_finds_one_structure(demo: AsyncClient, query: str, siret: str) -> None:
    headers = await _log_in(demo, "manuela.martin")

    answer = await demo.get("/portal/v1/structures", params={"q": query}, headers=headers)

    assert [item["siret"] for item in answer.json()["items"]] == [siret]


async def test_every_public_structure_has_its_technical_service(demo: AsyncClient) -> None:
    headers = await _log_in(demo, "pierre.dubois")

    answer = await demo.get("/portal/v1/structures", headers=headers)

    public = [item for item in answer.json()["items"] if item["public"]]
    assert len(public) == 9
    for structure in public:
        assert "FACTURES_PUBLIQUES" in {service["code"] for service in structure["services"]}
