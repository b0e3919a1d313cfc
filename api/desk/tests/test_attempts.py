"""The lock-out: guesses are stopped, and agents are not."""

from httpx import ASGITransport, AsyncClient

from api.desk.access.attempts import MAX_FAILURES, MAX_FAILURES_OF_ADDRESS, MAX_FAILURES_OF_LOGIN
from api.desk.tests.post import Desk, Post


def _from(desk: Desk, address: str) -> Post:
    """A browser at another address; the test closes with the application."""
    transport = ASGITransport(app=desk.app, client=(address, 1234))
    return Post(AsyncClient(transport=transport, base_url="http://test"))


def _known(browser: Post) -> list[str]:
    """The names of the cookies by which it is known."""
    return [name for name in browser.http.cookies if "_known_" in name]


async def _fail(browser: Post, login: str, times: int) -> None:
    for _ in range(times):
        await browser.sign_in(login, "faux")


async def test_failures_elsewhere_do_not_lock_the_agent_out(desk: Desk) -> None:
    await _fail(_from(desk, "203.0.113.9"), "agent.1", MAX_FAILURES + 1)

    assert (await _from(desk, "198.51.100.7").sign_in("agent.1")).status_code == 200


async def test_agent_is_never_locked_out_of_a_browser_that_he_has_used(desk: Desk) -> None:
    browser = await desk.agent("agent.1")
    await browser.sign_out()
    for number in range(MAX_FAILURES_OF_LOGIN // MAX_FAILURES):
        await _fail(_from(desk, f"203.0.113.{number}"), "agent.1", MAX_FAILURES)

    assert (await _from(desk, "198.51.100.7").sign_in("agent.1")).status_code == 429
    assert (await browser.sign_in("agent.1")).status_code == 200


async def test_known_browser_gets_no_more_tries(desk: Desk) -> None:
    browser = await desk.agent("agent.1")

    await _fail(browser, "agent.1", MAX_FAILURES)

    assert (await browser.sign_in("agent.1")).status_code == 429


async def test_browser_known_for_one_agent_is_unknown_for_another(desk: Desk) -> None:
    browser, others = await desk.agent("agent.1"), await desk.agent("agent.2")
    [mine], [name] = _known(browser), _known(others)
    browser.http.cookies.set(name, browser.http.cookies[mine], path="/desk")

    await _fail(browser, "agent.2", MAX_FAILURES)

    assert (await desk.browser().sign_in("agent.2")).status_code == 429


async def test_one_address_does_not_try_login_after_login(desk: Desk) -> None:
    intruder = _from(desk, "203.0.113.9")
    for number in range(MAX_FAILURES_OF_ADDRESS):
        await intruder.sign_in(f"login.{number}", "faux")

    assert (await intruder.sign_in("agent.1")).status_code == 429
    assert (await desk.browser().sign_in("agent.1")).status_code == 200


async def test_network_of_ipv6_is_one_address(desk: Desk) -> None:
    await _fail(_from(desk, "2001:db8:1:2::1"), "agent.1", MAX_FAILURES)

    assert (await _from(desk, "2001:db8:1:2::ffff").sign_in("agent.1")).status_code == 429
    assert (await _from(desk, "2001:db8:1:3::1").sign_in("agent.1")).status_code == 200


async def test_office_that_signs_in_without_failing_is_never_locked_out(desk: Desk) -> None:
    for _ in range(3):
        for login in ("agent.1", "agent.2", "chef.1"):
            assert (await desk.browser().sign_in(login)).status_code == 200
    await _fail(desk.browser(), "agent.1", MAX_FAILURES - 1)

    assert (await desk.browser().sign_in("agent.1")).status_code == 200
