"""Mail by SMTP: one message to one address, accepted by the server or not at all."""

import ssl
from email.message import EmailMessage

import aiosmtplib

from api.core.settings import Settings
from api.outgoing.delivery import DeliveryFailedError, DeliveryRefusedError


class Mailer:
    """`smtp_…` of the settings; certificates are always checked."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, message: EmailMessage, *, returns_to: str | None = None) -> None:
        """Hand the message over to the server; what bounces goes to `returns_to`, else « From ».

        Raises:
            DeliveryRefusedError: a final refusal (5xx) of the sender, the address or the message.
            DeliveryFailedError: not reachable, too slow, no TLS, a login refused, or 4xx.
        """
        try:
            await self._send(message, returns_to)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _refusal(error.recipients[0].code) from error
        except aiosmtplib.SMTPAuthenticationError as error:
            raise DeliveryFailedError("smtp_login") from error
        except aiosmtplib.SMTPConnectResponseError as error:
            raise DeliveryFailedError(f"smtp_{error.code}") from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code) from error
        except ssl.SSLError as error:
            raise DeliveryFailedError("smtp_tls") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryFailedError("smtp_unreachable") from error

    async def _send(self, message: EmailMessage, returns_to: str | None) -> None:
        settings = self._settings
        await aiosmtplib.send(
            message,
            sender=returns_to,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            tls_context=None if settings.smtp_security == "none" else _context(settings),
            timeout=settings.smtp_timeout,
        )


def _context(settings: Settings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.smtp_ca_file)


def _refusal(code: int) -> DeliveryRefusedError | DeliveryFailedError:
    final = 500 <= code < 600
    return DeliveryRefusedError(f"smtp_{code}") if final else DeliveryFailedError(f"smtp_{code}")
