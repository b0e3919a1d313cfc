"""A private structure: Anne leads it, Bruno manages too, Chloé works there, Dora does not."""

from dataclasses import dataclass
from itertools import count
from typing import Any, cast

from httpx import AsyncClient, Response

from api.core.db import Database
from api.domain.rights import RattachementState, Role, Space
from api.models.user import Rattachement
from api.portal.tests.builders import PortalBuilder, bearer

SIRET = "00000000100001"
NAME = "Boulangerie Roux"


@dataclass(slots=True)
class Bakery:
    """Calls the portal as one of its people; each write has a key of its own unless one is given.

    `id` is that of the structure.
    """

    client: AsyncClient
    portal: PortalBuilder
    id: int
    keys: "count[int]"

    async def get(self, login: str, path: str) -> Response:
        return await self.client.get(f"/portal/v1{path}", headers=bearer(login))

    async def write(
        self, method: str, login: str, path: str, body: Any = None, *, key: str | None = None
    ) -> Response:
        headers = bearer(login) | {"Idempotency-Key": key or f"key-{next(self.keys)}"}
        url = f"/portal/v1{path}"
        return await self.client.request(method, url, json=body, headers=headers)

    async def ask_in(self, login: str, siret: str = SIRET, key: str | None = None) -> Response:
        body = {"siret": siret}
        return await self.write("POST", login, "/rattachement-requests", body, key=key)

    async def ask_space(
        self, login: str, space: Space | str, *, siret: str = SIRET, key: str | None = None
    ) -> Response:
        body = {"siret": siret, "space": str(space)}
        return await self.write("POST", login, "/space-requests", body, key=key)

    async def decide(
        self,
        login: str,
        request_id: int,
        *,
        approve: bool = True,
        reason: str | None = None,
        key: str | None = None,
    ) -> Response:
        body = {"approve": approve, "reason": reason}
        path = f"/requests/{request_id}/decision"
        return await self.write("POST", login, path, body, key=key)

    async def open_space(self, login: str, space: Space | str) -> Response:
        return await self.write("POST", login, f"/structures/{SIRET}/spaces", {"space": str(space)})

    async def close_space(self, login: str, space: Space | str) -> Response:
        return await self.write("DELETE", login, f"/structures/{SIRET}/spaces/{space}")

    async def unsubscribe(self, login: str, whom: str, space: Space | str) -> Response:
        path = f"/structures/{SIRET}/users/{whom}/spaces/{space}"
        return await self.write("DELETE", login, path)

    async def give_role(self, login: str, to: str, role: Role | str) -> Response:
        path = f"/structures/{SIRET}/users/{to}/role"
        return await self.write("PUT", login, path, {"role": str(role)})

    async def give_state(self, login: str, to: str, state: RattachementState | str) -> Response:
        path = f"/structures/{SIRET}/users/{to}/state"
        return await self.write("PUT", login, path, {"state": str(state)})

    async def transfer(self, login: str, to: str) -> Response:
        path = f"/structures/{SIRET}/principal-manager"
        return await self.write("POST", login, path, {"login": to})

    async def detach(self, login: str, whom: str, successor: str | None = None) -> Response:
        query = f"?successor={successor}" if successor else ""
        return await self.write("DELETE", login, f"/structures/{SIRET}/users/{whom}{query}")

    async def diagnose(
        self, login: str, space: Space = Space.WORKS_INVOICES, siret: str | None = None
    ) -> Any:
        query = f"?structure={siret}" if siret else ""
        answer = await self.get(login, f"/diagnoses/spaces/{space}{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def role_of(self, login: str) -> str:
        """The role of a user of the bakery, as its principal or secondary manager reads it."""
        for asker in ("anne", "bruno"):
            page = await self.get(asker, f"/structures/{SIRET}/users")
            if page.status_code == 200:
                roles = {item["user"]["login"]: item for item in page.json()["items"]}
                return roles[login]["role"]["code"]
        raise AssertionError("nobody manages")

    async def spaces_of(self, login: str) -> list[str]:
        """Codes of the spaces that `login` may use at the bakery."""
        me = (await self.get(login, "/me")).json()
        found = [item for item in me["structures"] if item["siret"] == SIRET]
        return [space["code"] for item in found for space in item["spaces"] if space["subscribed"]]

    async def attachment_of(self, login: str) -> str | None:
        me = (await self.get(login, "/me")).json()
        found = [item for item in me["structures"] if item["siret"] == SIRET]
        return found[0]["attachment"]["code"] if found else None

    async def told(self, login: str) -> list[str]:
        page = (await self.get(login, "/notifications")).json()
        return [item["text"] for item in page["items"]]


async def open_bakery(client: AsyncClient, portal: PortalBuilder) -> Bakery:
    spaces = [Space.MANAGEMENT, Space.SENT_SOLLICITATIONS, Space.ISSUED_INVOICES, Space.FLOWS]
    structure = await portal.structure(NAME, siret=SIRET, spaces=spaces)
    principal, secondary = Role.PRINCIPAL_MANAGER, Role.SECONDARY_MANAGER
    await portal.user("anne", structure, name="Anne Roux", role=principal)
    await portal.user("bruno", structure, name="Bruno Petit", role=secondary)
    await portal.user("chloe", structure, name="Chloé Faure")
    await portal.user("dora", name="Dora Blanc")
    return Bakery(client, portal, structure.id, count())


async def attach(
    bakery: Bakery, login: str, state: RattachementState, role: Role = Role.SIMPLE_USER
) -> None:
    """A new user, attached in that state without any request."""
    user = await bakery.portal.user(login)
    async with database_of(bakery.client).new_session.begin() as session:
        session.add(Rattachement(user_id=user.id, structure_id=bakery.id, role=role, state=state))


def database_of(client: AsyncClient) -> Database:
    return cast(Any, client).app.state.database
