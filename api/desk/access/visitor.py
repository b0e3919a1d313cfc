"""Where a request comes from: what is counted when it fails, and shown when it succeeds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from fastapi import Request

from api.core.tokens import hash_token
from api.desk.access import known_browser
from api.desk.access.session_cookie import COOKIE

_UNKNOWN = "Navigateur inconnu"
# The order matters: Edge and Opera also say Chrome, which also says Safari.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_MAX_ADDRESS = 45
# What one subscriber is given: 2^64 addresses are one visitor.
_IPV6_PREFIX = 64


@dataclass(frozen=True, slots=True)
class Visitor:
    """`token_hash`: the session that the browser already had, if any."""

    address: str
    browser: str
    token_hash: str | None = None
    cookies: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @classmethod
    def of(cls, request: Request) -> "Visitor":
        address = request.client.host if request.client else ""
        token = request.cookies.get(COOKIE)
        browser = browser_name(request.headers.get("user-agent", ""))
        token_hash = hash_token(token) if token else None
        return cls(address[:_MAX_ADDRESS], browser, token_hash, dict(request.cookies))

    def known_browser(self, login: str) -> str | None:
        """The name of this browser, if this agent has signed in with it before."""
        return known_browser.identifier(self.cookies, login)

    @property
    def network(self) -> str:
        """The address, or for IPv6 its network of 64 bits."""
        try:
            address = ip_address(self.address)
        except ValueError:
            return self.address
        if not isinstance(address, IPv6Address):
            return self.address
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return f"{int(address) >> (128 - _IPV6_PREFIX):x}"


def browser_name(user_agent: str) -> str:
    """« Firefox sur Windows »; the whole header would tell more than its reader needs."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), None)
    system = next((name for sign, name in _SYSTEMS if re.search(sign, user_agent)), None)
    if browser is None:
        return _UNKNOWN
    return f"{browser} sur {system}" if system else browser
