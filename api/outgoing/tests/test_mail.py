"""Against a real server that wants a secured connection and a password."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from api.core.settings import get_settings
from api.outgoing.delivery import DeliveryFailedError
from api.outgoing.mail import Mailer
from api.outgoing.tests.certificate import write_certificate
from api.outgoing.tests.smtp_server import PASSWORD, USER, SmtpServer


@pytest.fixture
async def server(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[SmtpServer]:
    """Started, with settings that fit it."""
    authority, context = write_certificate(tmp_path)
    server = SmtpServer(context)
    await server.start()
    settings = {
        "HOST": "127.0.0.1",
        "PORT": str(server.port),
        "FROM": "clara@example.fr",
        "CA_FILE": str(authority),
        "USER": USER,
        "PASSWORD": PASSWORD,
        "TIMEOUT": "5",
    }
    for name, value in settings.items():
        settings_env.setenv(f"CHORALE_SMTP_{name}", value)
    get_settings.cache_clear()
    yield server
    await server.stop()


def a_message() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = get_settings().smtp_from, "manuela@example.fr"
    message["Subject"] = "Essai"
    message.set_content("Bonjour, été.\n")
    return message


async def test_mail_leaves_over_starttls(server: SmtpServer) -> None:
    await Mailer(get_settings()).send(a_message())

    assert [message.get_content().split() for message in server.accepted] == [["Bonjour,", "été."]]


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("smtp_password", "un-autre-mot-de-passe", "smtp_login"),
        ("smtp_ca_file", None, "smtp_tls"),
    ],
)
async def test_wrong_setting_is_worth_trying_again_once_it_is_right(
    server: SmtpServer, setting: str, value: str | None, code: str
) -> None:
    settings = get_settings().model_copy(update={setting: value})

    with pytest.raises(DeliveryFailedError) as failed:
        await Mailer(settings).send(a_message())

    assert failed.value.code == code
    assert server.accepted == []


async def test_nothing_leaves_in_clear_where_starttls_is_asked(
    settings_env: pytest.MonkeyPatch, server: SmtpServer
) -> None:
    plain = SmtpServer()
    await plain.start()
    settings = get_settings().model_copy(update={"smtp_port": plain.port})

    with pytest.raises(DeliveryFailedError):
        await Mailer(settings).send(a_message())
    await plain.stop()

    assert plain.accepted == []
