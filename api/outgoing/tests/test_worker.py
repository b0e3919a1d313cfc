import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from api.core.bus import LocalBus
from api.core.clock import real_now
from api.core.db import Database
from api.core.outgoing import OUTGOING_TOPIC, post
from api.models.outgoing import Outgoing
from api.outgoing import repository
from api.outgoing.delivery import Delivery, DeliveryFailedError, DeliveryRefusedError
from api.outgoing.tests.conftest import Running
from api.outgoing.tests.receiver import Receiver, rows, settled


async def owe(database: Database, *keys: str, kind: str = "test", lane: str | None = None) -> None:
    async with database.new_session.begin() as session:
        for key in keys:
            await post(session, kind, key, {"is": key}, lane=lane)


def failing(times: int, code: str = "status_500") -> Receiver:
    """Fails so many times for each key, then accepts."""
    left: dict[str, int] = {}

    def answer(delivery: Delivery) -> None:
        left.setdefault(delivery.key, times)
        left[delivery.key] -= 1
        if left[delivery.key] >= 0:
            raise DeliveryFailedError(code)

    return Receiver(answer)


async def test_what_is_posted_is_delivered_with_its_key(
    database: Database, running: Running
) -> None:
    receiver = Receiver()
    async with running(receiver):
        await owe(database, "a")
        await receiver.has(1)

    assert (receiver.keys, receiver.bodies) == (["a"], [{"is": "a"}])


async def test_body_is_forgotten_once_delivered(database: Database, running: Running) -> None:
    await owe(database, "a")

    async with running(Receiver()):
        [row] = await settled(database)

    assert (row.body, row.dead_at) == ({}, None)


async def test_nothing_leaves_when_the_transaction_is_rolled_back(
    database: Database, running: Running
) -> None:
    receiver = Receiver()
    async with database.new_session() as session:
        await post(session, "test", "undone", {})
        await session.rollback()
    async with running(receiver):
        await owe(database, "done")
        await receiver.has(1)

    assert receiver.keys == ["done"]


async def test_same_key_is_one_delivery_even_once_done(
    database: Database, running: Running
) -> None:
    receiver = Receiver()
    await owe(database, "a", "a")
    async with running(receiver):
        await settled(database)
        await owe(database, "a", "b")
        await settled(database)

    assert receiver.keys == ["a", "b"]


async def test_failed_attempt_is_made_again_under_the_same_key(
    database: Database, running: Running
) -> None:
    receiver = failing(times=2)
    await owe(database, "a")

    async with running(receiver):
        [row] = await settled(database)

    assert receiver.keys == ["a", "a", "a"]
    assert row.done_at is not None


async def test_given_up_after_so_many_attempts(database: Database, running: Running) -> None:
    receiver = failing(times=99)
    await owe(database, "a")

    async with running(receiver):
        [row] = await settled(database)

    assert len(receiver.keys) == 3
    assert (row.done_at, row.last_error, row.body) == (None, "status_500", {"is": "a"})


async def test_refusal_is_given_up_at_once(database: Database, running: Running) -> None:
    def refuse(_: Delivery) -> None:
        raise DeliveryRefusedError("status_410")

    receiver = Receiver(refuse)
    await owe(database, "a")

    async with running(receiver):
        [row] = await settled(database)

    assert (len(receiver.keys), row.last_error) == (1, "status_410")


async def test_unforeseen_failure_is_tried_again(database: Database, running: Running) -> None:
    def stumble(delivery: Delivery) -> None:
        if delivery.attempts == 1:
            raise ZeroDivisionError

    receiver = Receiver(stumble)
    await owe(database, "a")

    async with running(receiver):
        [row] = await settled(database)

    assert (len(receiver.keys), row.done_at is not None) == (2, True)


async def test_receiver_may_ask_for_more_time(database: Database, running: Running) -> None:
    def later(_: Delivery) -> None:
        raise DeliveryFailedError("status_429", retry_after=600)

    await owe(database, "a")
    async with running(Receiver(later)):
        row = await _put_off(database)

    assert row.next_at > real_now() + timedelta(seconds=500)


async def test_lane_keeps_its_order_whatever_fails(database: Database, running: Running) -> None:
    receiver = failing(times=1)
    keys = [f"k{number}" for number in range(6)]
    await owe(database, *keys, lane="one")

    async with running(receiver):
        await settled(database)

    assert receiver.keys == [key for key in keys for _ in range(2)]


async def test_lane_goes_on_after_what_was_given_up(database: Database, running: Running) -> None:
    def refuse_first(delivery: Delivery) -> None:
        if delivery.key == "a":
            raise DeliveryRefusedError("status_400")

    receiver = Receiver(refuse_first)
    await owe(database, "a", "b", lane="one")

    async with running(receiver):
        await settled(database)

    assert receiver.keys == ["a", "b"]


async def test_slow_receiver_holds_back_its_own_kind_only(
    database: Database, bus: LocalBus
) -> None:
    from api.outgoing.attempt import Attempt, Patience
    from api.outgoing.worker import OutgoingWorker

    async def never(_: Delivery) -> None:
        await asyncio.Event().wait()

    receiver = Receiver()
    await owe(database, *(f"slow{number}" for number in range(20)), kind="slow")
    await owe(database, "quick", kind="quick")
    attempt = Attempt(database, Patience(3, 0.001))
    worker = OutgoingWorker(database, bus, {"slow": never, "quick": receiver}, attempt)
    task = asyncio.create_task(worker.run_forever())
    await receiver.has(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert receiver.keys == ["quick"]


async def test_kind_without_handler_waits(database: Database, running: Running) -> None:
    await owe(database, "a", kind="unknown")
    await owe(database, "b")

    receiver = Receiver()
    async with running(receiver):
        await receiver.has(1)

    assert receiver.keys == ["b"]
    assert (await rows(database))[0].attempts == 0


# SQLite has one process, hence one worker: another one there would free the leases of the first.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_workers_share_without_repeating(database: Database, running: Running) -> None:
    receiver = Receiver()
    keys = [f"k{number}" for number in range(40)]
    async with running(receiver), running(receiver):
        await owe(database, *keys)
        await settled(database)

    assert sorted(receiver.keys) == sorted(keys)


async def test_delivery_of_a_dead_neighbour_is_taken_when_its_lease_ends(
    database: Database, running: Running, bus: LocalBus
) -> None:
    await owe(database, "a")
    async with database.new_session.begin() as session:
        [taken] = await repository.lease(session, "test", 1)
        ended = update(Outgoing).values(lease_until=real_now())
        await session.execute(ended)

    receiver = Receiver()
    async with running(receiver):
        await settled(database)
        async with database.new_session.begin() as session:
            late = await repository.done(session, taken)
        await bus.publish(OUTGOING_TOPIC)

    assert (receiver.keys, late) == (["a"], False)


async def test_delivered_long_ago_is_forgotten(database: Database, running: Running) -> None:
    await owe(database, "old", "recent")
    async with running(Receiver()):
        await settled(database)
    async with database.new_session.begin() as session:
        long_ago = real_now() - timedelta(days=8)
        old = update(Outgoing).where(Outgoing.key == "old").values(done_at=long_ago)
        await session.execute(old)
        await repository.forget_old(session)

    assert [row.key for row in await rows(database)] == ["recent"]


async def _put_off(database: Database) -> Outgoing:
    async with asyncio.timeout(20):
        while True:
            [row] = await rows(database)
            if row.last_error:
                return row
