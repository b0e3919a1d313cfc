import pytest

from actions.misunderstanding import ActionDidYouMean
from actions.tests.conversation import Said, action, run, shown, user

RANKING = [
    ("nlu_fallback", 0.7),
    ("faq_tracking_rejected", 0.31),
    ("invoice_status", 0.2),
    ("faq_tracking_payment", 0.12),
    ("faq_filing_deposit_pdf", 0.09),
]
MISSED = [user("blabla", "nlu_fallback"), action("action_did_you_mean"), action("action_listen")]
UNDERSTOOD = [user("bonjour", "greet"), action("action_greet"), action("action_listen")]
FILED = [user("euh", "nlu_fallback"), action("sollicitation_form"), action("action_listen")]


async def miss(intent: str = "nlu_fallback", **turn: object) -> Said:
    turn = {"ranking": RANKING, **turn}
    return await run(ActionDidYouMean, text="ma fac est rejtée", intent=intent, **turn)


async def test_the_three_best_guesses_are_proposed() -> None:
    said = await miss()

    assert said.titles == [
        "Ma facture est rejetée",
        "Suivre une facture",
        "Quand serai-je payé ?",
        "Aucune de ces propositions",
    ]
    assert said.payloads == [
        "/faq_tracking_rejected",
        "/ask_invoice_status",
        "/faq_tracking_payment",
        "/none_of_these",
    ]


async def test_a_number_that_was_said_is_kept() -> None:
    said = await miss(entities={"invoice_number": "124"})

    assert said.titles[1] == "Suivre la facture 124"
    assert said.payloads[1] == '/invoice_status{"invoice_number":"124"}'


async def test_the_same_words_are_proposed_once() -> None:
    said = await miss(ranking=[("invoice_status", 0.3), ("ask_invoice_status", 0.2)])

    assert said.titles == ["Suivre une facture", "Aucune de ces propositions"]


async def test_unlikely_guesses_are_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHORALE_SUGGEST_THRESHOLD", "0.25")

    assert (await miss()).payloads == ["/faq_tracking_rejected", "/none_of_these"]


@pytest.mark.parametrize("ranking", [[], [("nlu_fallback", 0.7), ("faq_tracking_rejected", 0.04)]])
async def test_without_a_guess_it_says_that_it_does_not_know(
    ranking: list[tuple[str, float]],
) -> None:
    said = await miss(ranking=ranking)

    assert said.text.startswith("Je ne sais pas répondre à cela.")
    assert said.payloads == ["/request_agent"]


async def test_intents_that_only_answer_a_question_are_not_proposed() -> None:
    said = await miss(ranking=[("affirm", 0.4), ("inform", 0.3), ("cancel", 0.3)])

    assert said.payloads == ["/request_agent"]


async def test_a_second_miss_in_a_row_offers_an_agent() -> None:
    said = await miss(before=MISSED)

    assert "Voulez-vous qu’un agent prenne le relais" in said.text
    assert said.payloads == ["/request_agent", "/file_sollicitation", "/deny"]


async def test_none_of_these_offers_an_agent_at_once() -> None:
    said = await miss("none_of_these", before=MISSED)

    assert said.payloads == ["/request_agent", "/file_sollicitation", "/deny"]


async def test_an_understood_turn_between_two_misses_starts_anew() -> None:
    said = await miss(before=[*MISSED, *UNDERSTOOD])

    assert said.payloads[-1] == "/none_of_these"


async def test_an_answer_to_a_form_is_not_a_miss() -> None:
    said = await miss(before=FILED)

    assert said.payloads[-1] == "/none_of_these"


@pytest.mark.parametrize("contents", ["", "{", '{"entries": 3}', "[]", '{"intents": {"a": "b"}}'])
async def test_without_a_bundle_the_dialogue_is_still_proposed(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, contents: str
) -> None:
    bundle = tmp_path_factory.mktemp("bundle") / "knowledge.json"
    bundle.write_text(contents, encoding="utf-8")
    monkeypatch.setenv("CHORALE_KNOWLEDGE_BUNDLE", str(bundle))

    assert (await miss()).titles == ["Suivre une facture", "Aucune de ces propositions"]


async def test_it_waits_for_the_user_wherever_it_was_called() -> None:
    assert (await miss()).other_events == [("followup", "action_listen")]


AWAY = {"open": True, "present": False, "next_opening": "mercredi 25 novembre à 8 h 30"}
CLOSED = {**AWAY, "open": False}
PROPOSED = [*MISSED, *MISSED[:2], shown("/request_agent", "/file_sollicitation", "/deny")]
REFUSED = [*PROPOSED, user("non merci", "deny"), action("utter_deny")]
DOUBT = [("request_agent", 0.6), ("faq_tracking_rejected", 0.2)]


async def test_an_agent_is_proposed_once_for_a_question() -> None:
    said = await miss(before=PROPOSED)

    assert said.payloads[-1] == "/none_of_these"
    assert "/request_agent" not in said.payloads


async def test_the_way_to_an_agent_stays_open_until_it_is_refused() -> None:
    assert (await miss(before=PROPOSED, ranking=[])).payloads == ["/request_agent"]


async def test_an_agent_refused_is_not_named_again_for_this_question() -> None:
    first = await miss(before=REFUSED, ranking=[])
    second = await miss(before=[*REFUSED, *MISSED], ranking=[])
    third = await miss("none_of_these", before=[*REFUSED, *MISSED])

    assert [first.payloads, second.payloads, third.payloads] == [[], [], []]


async def test_a_likely_wish_is_not_asked_about_again_once_refused() -> None:
    assert "/request_agent" not in (await miss(before=REFUSED, ranking=DOUBT)).payloads


async def test_another_question_may_have_an_agent_proposed_again() -> None:
    said = await miss(before=[*REFUSED, *UNDERSTOOD, *MISSED])

    assert said.payloads == ["/request_agent", "/file_sollicitation", "/deny"]


@pytest.mark.parametrize(
    ("agents", "words"),
    [(AWAY, "rouvre le mercredi 25"), (CLOSED, "de retour le mercredi 25")],
)
async def test_without_anybody_there_a_sollicitation_is_proposed(
    agents: dict[str, object], words: str
) -> None:
    said = await miss(before=MISSED, agents=agents)

    assert words in said.text
    assert said.payloads == ["/file_sollicitation", "/deny"]


async def test_without_anybody_there_no_button_calls_an_agent() -> None:
    said = await miss(ranking=[], agents=AWAY)

    assert said.payloads == ["/file_sollicitation"]
