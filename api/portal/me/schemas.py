"""What `/me` shows."""

from pydantic import BaseModel

from api.portal.schemas import Coded


class SpaceRead(BaseModel):
    """A space open on the structure; `subscribed` when the user may use it."""

    code: str
    label: str
    subscribed: bool


class OwnStructure(BaseModel):
    siret: str
    name: str
    role: Coded
    attachment: Coded
    spaces: list[SpaceRead]


class MeRead(BaseModel):
    login: str
    name: str
    structures: list[OwnStructure]
