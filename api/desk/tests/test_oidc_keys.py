"""Keys of the provider, over time."""

from collections.abc import Iterator

import pytest

from api.core.settings import Settings
from api.desk.oidc.errors import OidcUnavailableError
from api.desk.oidc.provider import Provider
from api.desk.tests.oidc_sign_in import ProviderProcess, provider_process


@pytest.fixture(scope="module")
def process() -> Iterator[ProviderProcess]:
    with provider_process() as running:
        yield running


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def provider(process: ProviderProcess, clock: Clock) -> Provider:
    await process.steer()
    return Provider(Settings(oidc_issuer=process.issuer, oidc_client_id="chorale"), clock)


async def _names(provider: Provider, *, renewed: bool = False) -> set[str | None]:
    return {key.kid for key in (await provider.keys(renewed=renewed)).keys}


async def test_new_keys_are_read_when_a_token_names_an_unknown_one(
    process: ProviderProcess, provider: Provider, clock: Clock
) -> None:
    former = await _names(provider)
    await process.turn_keys()
    clock.now += 60

    assert await _names(provider, renewed=True) != former


async def test_unknown_keys_do_not_make_us_ask_again_and_again(
    process: ProviderProcess, provider: Provider, clock: Clock
) -> None:
    former = await _names(provider)
    await process.turn_keys()
    clock.now += 10

    assert await _names(provider, renewed=True) == former


async def test_keys_are_read_again_after_an_hour(
    process: ProviderProcess, provider: Provider, clock: Clock
) -> None:
    former = await _names(provider)
    await process.turn_keys()
    clock.now += 3601

    assert await _names(provider) != former


async def test_address_without_tls_is_refused() -> None:
    provider = Provider(Settings(oidc_issuer="http://ailleurs.example", oidc_client_id="chorale"))

    with pytest.raises(OidcUnavailableError):
        await provider.facts()
