"""What the demonstration page asks and gets."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class IdentityCreate(BaseModel):
    login: Annotated[str, StringConstraints(max_length=120)]


class IdentityRead(BaseModel):
    """The JWT that a host portal would sign for this user."""

    identity: str


class Company(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    siret: str
    name: str


class LoginRead(BaseModel):
    login: str
    name: str
    structures: list[Company]


class LoginPage(BaseModel):
    items: list[LoginRead]
    total: int
