"""Two processes on one PostgreSQL, seen through their buses."""

import asyncio

from api.core.bus import Bus, open_bus


async def test_every_publication_of_a_busy_process_reaches_its_neighbour(
    postgres_url: str,
) -> None:
    topics = [f"conversation:{number}" for number in range(50)]
    async with open_bus(postgres_url) as here, open_bus(postgres_url) as there:
        await _listening(here, there)
        subscriptions = [there.subscribe(topic) for topic in topics]
        for subscription in subscriptions:
            subscription.__enter__()
        await asyncio.gather(*(here.publish(topic) for topic in topics))
        woken = await asyncio.gather(*(subscription.wait(30) for subscription in subscriptions))

    assert all(woken)


async def _listening(here: Bus, there: Bus) -> None:
    """Until a notification goes from one to the other."""
    with there.subscribe("ready") as ready:
        async with asyncio.timeout(60):
            await here.publish("ready")
            while not await ready.wait(0.05):
                await here.publish("ready")
