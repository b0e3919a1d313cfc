"""Addresses of other programs that an operator gives us to call."""

from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field


def checked(address: str) -> str:
    """The address, if it is one that we may call.

    Raises:
        ValueError: neither `https`, nor `http` to this very machine; or with a password in it.
    """
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    if not safe or not parts.hostname or parts.username or parts.password or parts.fragment:
        raise ValueError("l’adresse doit être en https (http : cette machine seulement)")
    return address


def is_loopback(host: str | None) -> bool:
    """Whether a host, by name or by number, is this machine."""
    if host is None:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


type OutsideAddress = Annotated[str, AfterValidator(checked)]


class WebhookTarget(BaseModel):
    """Who is told of some events, all of them by default. `secret` signs what it receives."""

    url: OutsideAddress
    secret: Annotated[str, Field(min_length=32)]
    events: frozenset[str] | None = None

    def wants(self, event: str) -> bool:
        return self.events is None or event in self.events
