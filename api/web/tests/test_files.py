"""What the server says with each file; no browser needed."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from api.core.settings import get_settings
from api.problems import register_problem_handlers
from api.web.joined import ENTRIES, FOLDER, STAMP
from api.web.router import mount_web
from api.web.scripts import without_comments

ROOT = Path(__file__).parents[3]
WIDGET = Path(__file__).parents[1] / "widget"
VENDOR = Path(__file__).parents[1] / "vendor"
_ASKED = re.compile(r"""(?:import|from)[ (]?["'](.*?)["']""")
WEB_PAGES = [
    "/",
    "/sollicitations",
    "/sollicitations/main.js",
    "/desk/desk.js",
    "/widget/chorale.js",
    "/demo/page.css",
    "/common/base.css",
    "/vendor/htmx/htmx.min.js",
]


@pytest.fixture
def web(settings_env: pytest.MonkeyPatch) -> AsyncClient:
    app = FastAPI()
    register_problem_handlers(app)
    mount_web(app)
    return AsyncClient(transport=ASGITransport(app=app), base_url="http://test")


@pytest.mark.parametrize("address", WEB_PAGES)
async def test_every_file_comes_with_the_strict_policy(web: AsyncClient, address: str) -> None:
    headers = (await web.get(address)).headers

    policy = {part.strip() for part in headers["content-security-policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/widget/chorale.js", "text/javascript; charset=utf-8"),
        ("/demo/page.css", "text/css; charset=utf-8"),
        ("/demo/icon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
async def test_files_have_their_type(web: AsyncClient, address: str, media_type: str) -> None:
    assert (await web.get(address)).headers["content-type"] == media_type


@pytest.mark.parametrize("address", WEB_PAGES)
async def test_a_copy_is_revalidated_and_reused(web: AsyncClient, address: str) -> None:
    first = await web.get(address)
    again = await web.get(address, headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "no-cache"
    assert again.status_code == 304


async def test_the_widget_loads_from_pages_of_other_origins(web: AsyncClient) -> None:
    headers = (await web.get("/widget/chorale.js", headers={"Origin": "https://portail"})).headers

    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"


async def test_the_demonstration_page_is_not_shared(web: AsyncClient) -> None:
    assert "access-control-allow-origin" not in (await web.get("/demo/main.js")).headers


@pytest.mark.parametrize(
    "address", ["/widget/none.js", "/widget/..%2frouter.py", "/demo/../router.py", "/demo/v1/none"]
)
async def test_nothing_else_is_served(web: AsyncClient, address: str) -> None:
    answer = await web.get(address)

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


async def test_a_head_request_gets_the_headers_alone(web: AsyncClient) -> None:
    answer = await web.head("/widget/chorale.js")

    assert answer.status_code == 200
    assert answer.content == b""


async def test_production_has_no_demonstration_page(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.setenv("CHORALE_MODE", "production")
    get_settings.cache_clear()
    app = FastAPI()
    register_problem_handlers(app)
    mount_web(app)
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as web:
        home, files = await web.get("/"), await web.get("/demo/main.js")
        sollicitations = await web.get("/sollicitations")

    assert home.status_code == 200
    assert "démonstration" not in home.text
    assert files.status_code == 404
    assert sollicitations.status_code == 200


@pytest.fixture(scope="module")
def joined_widget() -> None:
    subprocess.run([sys.executable, "-m", "ops.widget"], cwd=ROOT, check=True)


@pytest.mark.usefixtures("joined_widget")
async def test_the_whole_widget_fits_in_20_kilobytes_on_the_wire(web: AsyncClient) -> None:
    """All that a host page's browser asks for, as it travels."""
    sizes = [await _size_on_the_wire(web, f"/widget/{entry}") for entry in ENTRIES]

    assert sum(sizes) <= 20 * 1024, sizes


@pytest.mark.usefixtures("joined_widget")
@pytest.mark.parametrize("entry", ENTRIES)
async def test_a_joined_file_asks_for_no_other_but_the_panel(web: AsyncClient, entry: str) -> None:
    text = (await web.get(f"/widget/{entry}")).text

    assert set(_ASKED.findall(text)) <= {"./panel.js"}


@pytest.mark.usefixtures("joined_widget")
async def test_a_joined_copy_of_other_modules_is_not_served(
    web: AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    joined = (await web.get("/widget/chorale.js")).text
    for file in FOLDER.iterdir():
        shutil.copy(file, tmp_path)
    monkeypatch.setattr("api.web.joined.FOLDER", tmp_path)
    (tmp_path / STAMP).write_text("une autre version")

    assert (await web.get("/widget/chorale.js")).text != joined
    assert "from './element.js'" in (await web.get("/widget/chorale.js")).text


async def _size_on_the_wire(web: AsyncClient, address: str) -> int:
    headers = {"Accept-Encoding": "gzip"}
    async with web.stream("GET", address, headers=headers) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        return len(b"".join([part async for part in answer.aiter_raw()]))


@pytest.mark.parametrize(
    "sink", ["innerHTML", "outerHTML", "insertAdjacentHTML", "DOMParser", "document.write", "eval("]
)
def test_no_module_turns_text_into_markup(sink: str) -> None:
    for folder in (WIDGET, *(WIDGET.parent / name for name in ("demo", "desk", "sollicitations"))):
        for module in folder.glob("*.js"):
            assert sink not in module.read_text(encoding="utf-8"), module.name


async def test_the_widget_comes_without_its_comments(web: AsyncClient) -> None:
    response = await web.get("/widget/outbox.js")

    assert "What was typed and not acknowledged yet" not in response.text
    assert "export class Outbox" in response.text


async def test_an_unchanged_module_is_not_sent_again(web: AsyncClient) -> None:
    first = await web.get("/widget/outbox.js")
    again = await web.get("/widget/outbox.js", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("/** a\n * b */\nlet x = 1;\n", "let x = 1;\n"),
        ("  // why\n  go('http://x'); // here\n", "go('http://x'); // here\n"),
        ("const css = `\n  a { }\n`;\n", "const css = `\n  a { }\n`;\n"),
    ],
)
def test_only_comments_are_left_out(source: str, bare: str) -> None:
    assert without_comments(source) == bare


@pytest.mark.parametrize("folder", [path.name for path in VENDOR.iterdir()])
def test_vendored_files_are_those_we_read(folder: str) -> None:
    sums = (VENDOR / folder / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
    told = {name: digest for digest, name in (line.split("  ") for line in sums if line)}
    kept = {path.name: path for path in (VENDOR / folder).iterdir()}

    assert kept.keys() - told.keys() == {"SHA256SUMS", "README.txt"}
    for name, digest in told.items():
        assert hashlib.sha256(kept[name].read_bytes()).hexdigest() == digest
