"""The directory's search over the tables: pages, freshness, rights, a few thousand structures."""

from collections.abc import Sequence
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import delete, insert, select, update

from api.core.db import Database
from api.models.structure import Structure
from api.portal.tests.builders import PortalBuilder, anonymous, bearer
from ops.directory.generator import Body, directory, excerpt
from ops.directory.loading import load_bodies
from ops.directory.misspelt import misspelt

_STRUCTURES = 4_000
_ASKED = 60
SIRET = "22310001700423"


async def _search(client: AsyncClient, query: str, **more: int) -> dict[str, Any]:
    params = {"q": query, **{name: str(value) for name, value in more.items()}}
    answer = await client.get("/portal/v1/structures", params=params, headers=anonymous())
    assert answer.status_code == 200
    return answer.json()


async def _sirets(client: AsyncClient, query: str, login: str | None = None) -> list[str]:
    headers = bearer(login) if login else anonymous()
    answer = await client.get("/portal/v1/structures", params={"q": query}, headers=headers)
    return [item["siret"] for item in answer.json()["items"]]


@pytest.fixture(scope="module")
def bodies() -> Sequence[Body]:
    """A part of the made directory, with all those that the misspelt names mean."""
    meant = {item.siret for item in misspelt("held_out")}
    return excerpt(directory(), _STRUCTURES, meant)


@pytest.fixture
def database(client: AsyncClient) -> Database:
    return client.app.state.database  # type: ignore[attr-defined]


@pytest.fixture
async def filled(database: Database, bodies: Sequence[Body]) -> None:
    async with database.new_session.begin() as session:
        await load_bodies(session, bodies)


@pytest.mark.usefixtures("filled")
async def test_misspelt_names_find_what_is_meant(client: AsyncClient) -> None:
    asked = misspelt("held_out")
    asked = asked[:: len(asked) // _ASKED]

    found = [await _sirets(client, item.query) for item in asked]

    right = [item.siret in sirets[:1] for item, sirets in zip(asked, found, strict=True)]
    assert sum(right) / len(right) >= 0.95


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("query", ["victor hugo", ""])
async def test_pages_hold_each_structure_once(client: AsyncClient, query: str) -> None:
    first = await _search(client, query, size=7)
    pages = [await _search(client, query, size=7, page=page) for page in (1, 2, 3)]

    items = [item["siret"] for page in pages for item in page["items"]]
    assert pages[0] == {**first, "items": pages[0]["items"]}
    assert len(items) == min(21, first["total"]) == len(set(items))


@pytest.mark.usefixtures("filled")
async def test_the_last_page_ends_the_list(client: AsyncClient) -> None:
    total = (await _search(client, "victor hugo"))["total"]
    last = -(-total // 3)

    page = await _search(client, "victor hugo", size=3, page=last)
    beyond = await _search(client, "victor hugo", size=3, page=last + 1)

    assert page["pages"] == last
    assert len(page["items"]) == total - 3 * (last - 1)
    assert beyond["items"] == []


@pytest.mark.usefixtures("filled")
async def test_private_structures_stay_hidden(
    client: AsyncClient, database: Database, bodies: Sequence[Body]
) -> None:
    hidden = {body.siret for body in bodies if not body.public}
    async with database.new_session() as session:
        names = await session.scalars(select(Structure.name).where(Structure.siret.in_(hidden)))
        asked = [*names, *hidden]

    found = [siret for query in asked for siret in await _sirets(client, query)]

    assert not hidden & set(found)


@pytest.mark.parametrize("asked", [{"page": 0}, {"size": 0}, {"size": 101}, {"page": "deux"}])
async def test_an_odd_page_is_refused(client: AsyncClient, asked: dict[str, Any]) -> None:
    answer = await client.get(
        "/portal/v1/structures", params={k: str(v) for k, v in asked.items()}, headers=anonymous()
    )

    assert answer.status_code == 422


async def test_own_private_structures_are_found_among_the_others(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    town = await portal.structure("Commune de Blagnac", public=True)
    supplier = await portal.supplier("anne")
    await portal.supplier("marc")

    assert await _sirets(client, "entreprize anne", "anne") == [supplier.siret]
    assert await _sirets(client, supplier.siret, "anne") == [supplier.siret]
    assert supplier.siret not in await _sirets(client, supplier.siret, "marc")
    assert await _sirets(client, "", "anne") == [town.siret, supplier.siret]


async def test_a_new_structure_is_found_at_once(client: AsyncClient, portal: PortalBuilder) -> None:
    before = await _sirets(client, "commune de blagnac")
    await portal.structure("Commune de Blagnac", siret=SIRET, public=True)

    assert before == []
    assert await _sirets(client, "commune de blagnac") == [SIRET]


async def test_a_renamed_structure_is_found_by_its_new_name_alone(
    client: AsyncClient, portal: PortalBuilder, database: Database
) -> None:
    saved = await portal.structure("Commune de Blagnac", siret=SIRET, public=True)
    before = await _sirets(client, "commune de blagnac")
    async with database.new_session.begin() as session:
        structure = await session.get_one(Structure, saved.id)
        structure.name, structure.town = "Commune d’Auch", "Auch"

    assert before == [SIRET]
    assert await _sirets(client, "auch") == [SIRET]
    assert await _sirets(client, "commune de blagnac") == []


async def test_a_structure_made_private_is_hidden_at_once(
    client: AsyncClient, portal: PortalBuilder, database: Database
) -> None:
    saved = await portal.structure("Commune de Blagnac", siret=SIRET, public=True)
    before = (await _search(client, "blagnac"))["total"]
    async with database.new_session.begin() as session:
        (await session.get_one(Structure, saved.id)).public = False

    assert before == 1
    assert (await _search(client, "blagnac"))["total"] == 0


async def test_a_removed_structure_is_counted_no_more(
    client: AsyncClient, portal: PortalBuilder, database: Database
) -> None:
    saved = await portal.structure("Commune de Blagnac", siret=SIRET, public=True)
    before = (await _search(client, "blagnac"))["total"]
    async with database.new_session.begin() as session:
        await session.execute(delete(Structure).where(Structure.id == saved.id))

    assert before == 1
    assert (await _search(client, "blagnac"))["total"] == 0


async def test_rows_written_together_are_found_at_once(
    client: AsyncClient, database: Database
) -> None:
    before = await _sirets(client, "blagnac")
    row: dict[str, Any] = {
        "siret": SIRET,
        "name": "Commune de Blagnac",
        "aliases": [],
        "public": True,
    }
    async with database.new_session.begin() as session:
        await session.execute(insert(Structure), [row])
        await session.execute(update(Structure).values(town="Blagnac"))

    assert before == []
    assert await _sirets(client, "mairie blagnac") == [SIRET]


async def test_the_town_of_a_structure_that_hides_it_is_not_searched(
    client: AsyncClient, portal: PortalBuilder, database: Database
) -> None:
    saved = await portal.structure("Régie des eaux", siret=SIRET, public=True)
    async with database.new_session.begin() as session:
        structure = await session.get_one(Structure, saved.id)
        structure.town, structure.postcode, structure.non_diffusible = "Blagnac", "31700", True

    assert await _sirets(client, "regie des eaux") == [SIRET]
    assert await _sirets(client, "regie des eaux blagnac") == []
    assert await _sirets(client, "31700") == []
