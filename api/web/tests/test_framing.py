"""What the server says with the frame and with the page of example; no browser needed."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import ValidationError

from api.core.settings import Settings, get_settings
from api.web.framing import FRAME
from api.web.router import mount_web


@pytest.fixture
def web(settings_env: pytest.MonkeyPatch) -> Callable[..., AsyncClient]:
    def serve(**environment: str) -> AsyncClient:
        for name, value in environment.items():
            settings_env.setenv(f"CHORALE_{name}", value)
        get_settings.cache_clear()
        app = FastAPI()
        mount_web(app)
        return AsyncClient(transport=ASGITransport(app=app), base_url="http://test")

    return serve


async def test_by_default_our_own_pages_alone_hold_the_frame(
    web: Callable[..., AsyncClient],
) -> None:
    headers = (await web().get("/widget/cadre")).headers

    assert "frame-ancestors 'self'; require-trusted-types-for" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]


async def test_the_frame_carries_the_name_of_the_assistant(
    web: Callable[..., AsyncClient],
) -> None:
    page = (await web(ASSISTANT_NAME='Lou"><b>').get("/widget/cadre")).text

    assert '<chorale-chat name="Lou&quot;&gt;&lt;b&gt;" hidden>' in page


async def test_production_has_the_frame_and_no_example(web: Callable[..., AsyncClient]) -> None:
    production = web(MODE="production")

    assert (await production.get("/widget/cadre")).status_code == 200
    assert (await production.get("/widget/cadre/frame.js")).status_code == 200
    assert (await production.get("/widget/exemple")).status_code == 404
    assert (await production.get("/widget/exemple/example.js")).status_code == 404


@pytest.mark.parametrize(
    "origin", ["*", "https://*.example.fr", "portail.fr", "https://p.fr/", "https://p.fr; x", ""]
)
def test_an_origin_is_a_scheme_and_a_host_alone(origin: str) -> None:
    with pytest.raises(ValidationError, match="une origine s’écrit"):
        Settings(widget_frame_ancestors=[origin])


@pytest.mark.parametrize("sink", ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval("])
def test_no_script_of_theirs_turns_text_into_markup(sink: str) -> None:
    scripts = list(FRAME.rglob("*.js"))

    assert len(scripts) == 2
    assert all(sink not in script.read_text(encoding="utf-8") for script in scripts)


async def test_a_listed_portal_may_hold_the_frame_and_none_of_our_other_pages(
    web: Callable[..., AsyncClient],
) -> None:
    ours = web(WIDGET_FRAME_ANCESTORS='["https://portail.example.fr"]')
    frame, home = await ours.get("/widget/cadre"), await ours.get("/")

    policy = frame.headers["content-security-policy"]
    assert "frame-ancestors 'self' https://portail.example.fr;" in policy
    assert "frame-ancestors 'self';" in home.headers["content-security-policy"]
    assert 'content="https://portail.example.fr"' in frame.text


async def test_the_example_alone_holds_frames(web: Callable[..., AsyncClient]) -> None:
    demo = web()

    example = (await demo.get("/widget/exemple")).headers["content-security-policy"]
    assert example.endswith("frame-src 'self'")
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in example
    assert "frame-src" not in (await demo.get("/")).headers["content-security-policy"]
