"""From the assistant to a person and back, both sides real."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.agent import Agent
from tests.stack import Stack
from tests.talk import Talk, texts

type NewTalk = Callable[[str | None], Talk]


@pytest.fixture
def agent(stack: Stack) -> Agent:
    """Agent 1, with nobody left waiting from another test."""
    someone = Agent(stack.url)
    for conversation_id in someone.waiting():
        someone.claim(conversation_id)
        someone.close(conversation_id)
    return someone


@pytest.mark.parametrize("wish", ["contacter un agent", "CONTACTER UN AGENT", "contacter un agnet"])
def test_a_wish_leads_to_the_queue_with_a_position(talk: NewTalk, agent: Agent, wish: str) -> None:
    user = talk(None)
    states = [event["state"] for event in user.say(wish) if event["type"] == "state"]
    assert [(state["speaker"], state["position"]) for state in states] == [("queued", 1)]
    assert agent.waiting() == [user.id]


def test_a_softer_wish_too(talk: NewTalk, agent: Agent) -> None:
    user = talk(None)
    user.say("je voudrais parler à quelqu'un s'il vous plaît")
    assert agent.waiting() == [user.id]


def test_the_agent_speaks_the_bot_is_silent_and_comes_back(talk: NewTalk, agent: Agent) -> None:
    user = talk("manuela.martin")
    user.say("contacter un agent")
    assert agent.claim(user.id).status_code == 200

    seq = user.post("comment déposer ma facture")
    agent.say(user.id, "Bonjour, je regarde.")
    said = [event for event in user.events(after=seq) if event["type"] == "message"]
    assert [(event["from"], event["text"]) for event in said] == [("agent", "Bonjour, je regarde.")]

    agent.close(user.id)
    assert user.say("comment déposer ma facture")[0]["topic_ref"] == "FAQ-043"


def test_the_agent_reads_what_was_said_before(talk: NewTalk, agent: Agent) -> None:
    user = talk(None)
    user.say("mot de passe oublié")
    user.say("contacter un agent")
    agent.claim(user.id)
    assert "mot de passe oublié" in texts(agent.transcript(user.id))


def test_one_agent_only_takes_a_conversation(stack: Stack, talk: NewTalk, agent: Agent) -> None:
    user = talk(None)
    user.say("contacter un agent")
    other = Agent(stack.url, "agent.2")
    with ThreadPoolExecutor() as pool:
        answers = pool.map(lambda someone: someone.claim(user.id).status_code, (agent, other))
    assert sorted(answers) == [200, 409]
