"""Users of the demonstration. Nobody real: names come from published training material."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.demo.data.structures import ATD31, BRICOVILLARD, DELICES, PUBLIC_SPACES, SUPPLIER_SPACES
from api.domain.rights import Role, Space


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user with one validated rattachement."""

    login: str
    name: str
    siret: str
    role: Role
    spaces: Sequence[Space]

    @property
    def email(self) -> str:
        """Nobody reads it: the domain is no real one's."""
        return f"{self.login}@exemple.fr"


DEMO_USERS: Sequence[DemoUser] = (
    DemoUser("manuela.martin", "Manuela Martin", DELICES, Role.PRINCIPAL_MANAGER, SUPPLIER_SPACES),
    DemoUser(
        "pierre.dubois", "Pierre Dubois", DELICES, Role.SIMPLE_USER, (Space.SENT_SOLLICITATIONS,)
    ),
    DemoUser(
        "laurent.bonhomme",
        "Laurent Bonhomme",
        BRICOVILLARD,
        Role.PRINCIPAL_MANAGER,
        (*SUPPLIER_SPACES, Space.INVOICES_TO_VALIDATE),
    ),
    DemoUser("mairie.atd", "Mairie ATD", ATD31, Role.SECONDARY_MANAGER, PUBLIC_SPACES),
)
