"""Who files and who treats, and the requests they send."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from api.core.tokens import mint_on_behalf, sign_identity
from api.domain.rights import Role, Space
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver
from api.models.outgoing import Outgoing
from api.models.sollicitation import Sollicitation
from api.models.structure import Structure
from api.models.user import User
from api.portal.sollicitations.acting import Actor, Wanted, perform
from api.portal.tests.builders import PortalBuilder

OWN, RECEIVED = "/portal/v1/sollicitations", "/portal/v1/received-sollicitations"
CONVERSATION = "conversation-of-nobody"
QUESTION = {"category": "FACTURES_EMISES", "sub_category": "QUESTION_ENTITE_PUBLIQUE"}
FOLLOW_UP = {"category": "FACTURES_EMISES", "sub_category": "SUIVI_FACTURE"}
SIGN_IN = {"category": "COMPTE_CONNEXION", "sub_category": "CONNEXION_IMPOSSIBLE"}
DESCRIPTION = "Ma facture attend depuis deux mois."
CAMILLE = Actor(Party.RECEIVER, "Camille", "camille", treats=Receiver.SUPPORT)
_keys = count(1)


@dataclass(frozen=True, slots=True)
class People:
    """`anne` files for `supplier`; `rita` and `remi` treat for `town`, whose manager is `maud`;
    `paul` belongs to the town without the space; `stan` is a stranger. None as a login is the
    anonymous conversation.
    """

    client: AsyncClient
    supplier: Structure
    town: Structure

    @property
    def new_session(self) -> async_sessionmaker[AsyncSession]:
        return self.client.app.state.database.new_session  # type: ignore[attr-defined]

    async def call(
        self, login: str | None, method: str, path: str, *, key: str | None = None, **given: Any
    ) -> Response:
        """As somebody, with a key of its own unless one is given."""
        token = mint_on_behalf(None, CONVERSATION)
        if login is not None:
            token = sign_identity(login, login)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key or f"k{next(_keys)}"}
        return await self.client.request(method, path, headers=headers, **given)

    async def file(self, login: str | None = "anne", **changes: Any) -> Response:
        """To the town, unless the changes say otherwise."""
        key = changes.pop("key", None)
        body = QUESTION | {
            "structure_siret": self.supplier.siret,
            "addressee_siret": self.town.siret,
            "description": DESCRIPTION,
        }
        return await self.call(login, "POST", OWN, key=key, json=body | changes)

    async def filed(self, login: str | None = "anne", **changes: Any) -> str:
        """The reference of what is filed."""
        answer = await self.file(login, **changes)
        assert answer.status_code == 201, answer.text
        return answer.json()["reference"]

    async def act(
        self,
        login: str | None,
        reference: str,
        act: str,
        text: str | None = None,
        *,
        files: Any = (),
        key: str | None = None,
    ) -> Response:
        """As its author, or as who receives it."""
        base = OWN if login in {"anne", None} else RECEIVED
        body = {"act": act, "text": text, "files": list(files)}
        return await self.call(login, "POST", f"{base}/{reference}/acts", key=key, json=body)

    async def read(self, login: str | None, reference: str) -> dict[str, Any]:
        base = OWN if login in {"anne", None} else RECEIVED
        answer = await self.call(login, "GET", f"{base}/{reference}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def join(self, login: str | None, reference: str, name: str, content: bytes) -> Response:
        base = OWN if login in {"anne", None} else RECEIVED
        files = {"file": (name, content)}
        return await self.call(login, "POST", f"{base}/{reference}/files", files=files)

    async def support(self, reference: str, act: Act, text: str | None = None) -> None:
        """An agent of the support acts."""
        async with self.new_session.begin() as session:
            found = await session.scalar(
                select(Sollicitation.id).where(Sollicitation.reference == reference)
            )
            assert found is not None
            await perform(session, found, Wanted(act, text), CAMILLE)

    async def owed(self, kind: str) -> list[dict[str, Any]]:
        """Bodies of the deliveries of this kind."""
        async with self.new_session.begin() as session:
            rows = await session.scalars(
                select(Outgoing.body).where(Outgoing.kind == kind).order_by(Outgoing.id)
            )
            return [row or {} for row in rows]

    async def set_address(self, login: str, email: str) -> None:
        async with self.new_session.begin() as session:
            await session.execute(update(User).where(User.login == login).values(email=email))


async def gather(client: AsyncClient, portal: PortalBuilder) -> People:
    supplier = await portal.supplier("anne")
    town = await portal.structure("Mairie de Test", public=True)
    received = Space.RECEIVED_SOLLICITATIONS
    await portal.user("rita", town, received)
    await portal.user("remi", town, received)
    await portal.user("maud", town, received, role=Role.PRINCIPAL_MANAGER)
    await portal.user("paul", town)
    await portal.user("stan")
    return People(client, supplier, town)
