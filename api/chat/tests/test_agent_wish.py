from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.agent_wish import is_agent_wish, is_queue_leave


@pytest.mark.parametrize(
    "text",
    [
        "contacter un agent",
        "CONTACTER UN AGENT",
        "« Contacter un agent »",
        "contacter un agnet",
        "contacter  un agent svp",
        "contacté un agent",
        "contactez un agent !",
        "contacterunagent",
        "contacter unagent",
        "Bonjour, je voudrais contacter un agent, merci.",
        "contcter un agent",
        "contacter un agent s’il vous plaît",
        "contacter agent",
        "ｃｏｎｔａｃｔｅｒ ｕｎ ａｇｅｎｔ",
    ],
)
def test_wish_is_recognised(text: str) -> None:
    assert is_agent_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "agent",
        "comment contacter l'agent comptable",
        "contacter l'agent comptable",
        "je suis un agent",
        "contacter un client",
        "contacter une agence",
        "contacter un gérant",
        "je ne veux pas contacter un agent",
        "contacter un agent de la mairie pour ma facture",
        "pour ma facture rejetée on m'a dit de contacter un agent mais je préfère comprendre",
        "contacter un agent " * 50,
    ],
)
def test_other_sentences_are_left_to_the_bot(text: str) -> None:
    assert not is_agent_wish(text)


@given(
    st.lists(st.sampled_from([str.upper, str.lower, str.title]), min_size=3, max_size=3),
    st.lists(st.sampled_from([" ", "  ", " - ", ", ", "\n", "…"]), min_size=2, max_size=2),
    st.sampled_from(["", " ", "!", " svp", " ?!", " 🙏", ", merci"]),
)
def test_case_spacing_and_punctuation_do_not_matter(
    cases: list[Callable[[str], str]], gaps: list[str], end: str
) -> None:
    first, second, third = (
        case(word) for case, word in zip(cases, ("contacter", "un", "agent"), strict=True)
    )

    assert is_agent_wish(f"{first}{gaps[0]}{second}{gaps[1]}{third}{end}")


@given(st.text(max_size=200))
def test_any_text_is_judged_without_failing(text: str) -> None:
    assert is_agent_wish(text) in {True, False}
    assert is_queue_leave(text) in {True, False}


@pytest.mark.parametrize(
    "text", ["annuler", "ANNULER", "annule svp", "quitter la file", "je veux quitter la file"]
)
def test_wish_to_leave_is_recognised(text: str) -> None:
    assert is_queue_leave(text)


@pytest.mark.parametrize("text", ["", "annuler ma facture", "la file", "quitter chorus pro"])
def test_other_words_do_not_leave_the_queue(text: str) -> None:
    assert not is_queue_leave(text)
