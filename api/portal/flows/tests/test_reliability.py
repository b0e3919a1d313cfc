"""Flows survive the death of who integrates them: every invoice once, nothing half-done."""

import os
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select

from api.domain.flow_state import FlowState
from api.models.flow import Flow, FlowLine
from api.models.invoice import Invoice
from api.portal.flows import queue, reader, runner
from api.portal.flows.storage import Deposit
from api.portal.flows.tests import files
from api.portal.flows.tests.conftest import Flows

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def _lot(flows: Flows, count: int = 3) -> bytes:
    own, town = flows.supplier.siret, flows.town.siret
    return files.mixte(*(files.sample(f"R-{index}", own, town) for index in range(count)))


async def _abandon(flows: Flows, number: str, content: bytes) -> None:
    """As it is when the process died before the second invoice was committed."""
    async with flows.database.new_session.begin() as session:
        flow = (await session.scalars(select(Flow).where(Flow.number == number))).one()
        await session.execute(delete(FlowLine).where(FlowLine.position > 1))
        await session.execute(delete(Invoice).where(Invoice.number != "R-0"))
        flow.state, flow.lease_owner, flow.lease_until = FlowState.PROCESSING, "dead", LONG_AGO
        deposit = Deposit.of(flows.data_dir, flow.file_id)
        deposit.folder.mkdir(parents=True)
        deposit.source.write_bytes(content)


async def test_a_flow_left_in_the_middle_is_resumed(flows: Flows) -> None:
    content = await _lot(flows)
    number = (await flows.settled(content, "lot.xml"))["number"]
    await _abandon(flows, number, content)
    await flows.client.app.state.bus.publish("flows")  # type: ignore[attr-defined]

    report = (await flows.read(number)).json()

    assert report["state"]["code"] == "IN_INTEGRE"
    assert [line["invoice_number"] for line in report["lines"]["items"]] == ["R-0", "R-1", "R-2"]
    assert await flows.numbers() == ["R-0", "R-1", "R-2"]


async def test_two_workers_never_write_the_same_line(flows: Flows) -> None:
    """Who lost its lease stops before it writes."""
    content = await _lot(flows, 1)
    number = (await flows.settled(content, "lot.xml"))["number"]
    async with flows.database.new_session.begin() as session:
        flow = (await session.scalars(select(Flow).where(Flow.number == number))).one()
        lost = queue.TakenFlow(
            flow.id, number, flow.user_id, flow.file_id, "lot.xml", None, 1, "lost"
        )

    with pytest.raises(queue.LeaseLostError):
        async with flows.database.new_session.begin() as session:
            await queue.hold(session, lost)


async def test_a_file_that_takes_too_long_is_rejected(
    flows: Flows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "TIMEOUT", 0.0)

    report = await flows.settled(await _lot(flows), "lot.xml")

    assert report["state"]["code"] == "IN_REJETE"
    assert [error["code"] for error in report["technical_errors"]] == ["reading_failed"]
    assert await flows.numbers() == []


async def test_a_flow_that_keeps_failing_is_an_incident(
    flows: Flows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file is gone, as after the loss of a disk; two attempts already failed."""
    monkeypatch.setattr(runner, "_ATTEMPTS", 1)

    async def gone(*_: Any) -> bool:
        return True

    monkeypatch.setattr(runner, "read_frames", gone)
    report = await flows.settled(await _lot(flows), "lot.xml")

    assert report["state"]["code"] == "IN_INCIDENTE"
    assert [error["nature"] for error in report["technical_errors"]] == ["processing"]


async def test_files_that_no_flow_waits_for_are_removed(flows: Flows) -> None:
    """Left by a death between the disk and the table, or between the table and the disk."""
    old, recent = flows.data_dir / "flows" / "old", flows.data_dir / "flows" / "recent"
    for folder in (old, recent):
        folder.mkdir(parents=True)
        (folder / "source").write_bytes(b"<a/>")
    os.utime(old, (0, 0))

    await runner.FlowRunner(flows.database, flows.data_dir).sweep()

    assert (old.exists(), recent.exists()) == (False, True)
