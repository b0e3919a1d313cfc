from api.chat.tests.talk import Talk
from api.desk.tests.post import Desk, feed_of


async def test_queue_is_told_at_connection(desk: Desk, waiting: Talk, served: str) -> None:
    post = await desk.agent("agent.1", served)

    async with feed_of(post) as feed:
        assert await feed.next("queue") == await post.queue()


async def test_queue_is_told_when_somebody_joins_it(desk: Desk, talk: Talk, served: str) -> None:
    post = await desk.agent("agent.1", served)

    async with feed_of(post) as feed:
        assert (await feed.next("queue"))["waiting"] == []
        await talk.say("contacter un agent")
        assert [row["id"] for row in (await feed.next("queue"))["waiting"]] == [talk.id]


async def test_queue_is_told_when_one_who_waits_says_more(
    desk: Desk, waiting: Talk, served: str
) -> None:
    post = await desk.agent("agent.1", served)

    async with feed_of(post) as feed:
        await feed.next("queue")
        await waiting.say("C’est pour la facture 124")
        assert (await feed.next("queue"))["waiting"][0]["excerpt"] == "C’est pour la facture 124"


async def test_every_agent_sees_a_claim(desk: Desk, waiting: Talk, served: str) -> None:
    owner, other = await desk.agent("agent.1", served), await desk.agent("agent.2", served)

    async with feed_of(other) as feed:
        assert len((await feed.next("queue"))["waiting"]) == 1
        await owner.claim(waiting.id)
        assert await feed.next("queue") == {"waiting": [], "mine": []}


async def test_message_of_the_user_moves_the_agents_conversation(
    desk: Desk, waiting: Talk, served: str
) -> None:
    post = await desk.agent("agent.1", served)
    await post.claim(waiting.id)

    async with feed_of(post) as feed:
        await feed.next("queue")
        seq = await waiting.say("Êtes-vous là ?")
        assert await feed.next("conversation") == {"id": waiting.id, "last_seq": seq}


async def test_message_is_told_while_another_reads_his_board(
    desk: Desk, waiting: Talk, served: str
) -> None:
    post = await desk.agent("agent.1", served)
    await post.claim(waiting.id)

    async with feed_of(post) as feed:
        await feed.next("queue")
        async with desk.app.state.live_streams.long_reading:
            seq = await waiting.say("Êtes-vous là ?")
            assert await feed.next("conversation") == {"id": waiting.id, "last_seq": seq}


async def test_silent_stream_is_kept_open_by_comments(desk: Desk, served: str) -> None:
    async with feed_of(await desk.agent("agent.1", served)) as feed:
        await feed.next("queue")

        assert await feed.comment()


async def test_stream_ends_with_the_session(desk: Desk, served: str) -> None:
    post = await desk.agent("agent.1", served)

    async with feed_of(post) as feed:
        await feed.next("queue")
        await post.sign_out()
        await feed.rest()
