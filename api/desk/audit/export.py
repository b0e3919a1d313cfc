"""The register to take away, as CSV."""

from collections.abc import AsyncGenerator
from dataclasses import replace

from api.core.clock import local
from api.core.db import Database
from api.core.spreadsheet import BOM, csv_lines
from api.desk.audit import repository as audit_repository
from api.desk.audit.labels import label_of
from api.desk.audit.repository import AuditFilter
from api.models.desk_audit import DeskAudit

_COLUMNS = ("Numéro", "Date et heure", "Agent", "Code", "Acte", "Sujet", "Précisions")
# Our choice: what is in memory at once.
_LINES = 1000


async def csv_of(database: Database, wanted: AuditFilter) -> AsyncGenerator[str]:
    """By pieces, each read in a transaction of its own: the register may be long."""
    yield BOM + csv_lines([_COLUMNS])
    while True:
        async with database.new_read_session.begin() as session:
            rows = await audit_repository.page(session, wanted, _LINES)
        if not rows:
            return
        yield csv_lines(map(_row, rows))
        wanted = replace(wanted, before=rows[-1].id)


def _row(entry: DeskAudit) -> tuple[str, ...]:
    detail = ", ".join(f"{name}={value}" for name, value in sorted(entry.detail.items()))
    at = local(entry.at).isoformat(timespec="seconds")
    acted = (entry.agent_login, entry.action, label_of(entry.action))
    return (str(entry.id), at, *acted, entry.subject, detail)
