import pytest
from pydantic import ValidationError

from api.core.host_port import host_and_port
from api.core.settings import Settings


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("clamav:3310", ("clamav", 3310)),
        ("127.0.0.1:0", ("127.0.0.1", 0)),
        ("[::1]:24", ("::1", 24)),
        ("0.0.0.0:65535", ("0.0.0.0", 65535)),
    ],
)
def test_addresses(address: str, read: tuple[str, int]) -> None:
    assert host_and_port(address) == read


@pytest.mark.parametrize("address", ["", "clamav", ":3310", "clamav:", "clamav:a", "a:65536"])
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="hôte:port"):
        host_and_port(address)


@pytest.mark.parametrize("setting", ["clamav", "lmtp_listen"])
def test_a_wrong_address_is_told_at_the_start(setting: str) -> None:
    with pytest.raises(ValidationError, match="hôte:port"):
        Settings.model_validate({setting: "clamav", "mail_reply_domain": "a.fr"})
