import re

import pytest
import yaml

from knowledge.rasa_files import domain_file, example, quote, response_text, training_file
from knowledge.tests.builders import Repository, phrases

# Copied from Rasa 3.6, rasa/shared/nlu/training_data/entities_parser.py.
ENTITY_REGEX = re.compile(
    r"\[(?P<entity_text>[^\]]+?)\](\((?P<entity>[^:)]+?)(?:\:(?P<value>[^)]+))?\)"
    r"|\{(?P<entity_dict>[^}]+?)\}|\[(?P<list_entity_dicts>.*?)\])"
)


@pytest.mark.parametrize(
    "phrase",
    ["[mot](code)", '[mot]{"entity": "x"}', '[mot][{"entity": "x"}]', "[[a]](b)", "[a](b)[c](d)"],
)
def test_no_phrase_is_read_as_an_entity(phrase: str) -> None:
    written = example(phrase)

    assert not ENTITY_REGEX.search(written)
    assert written.replace(" ", "") == phrase.replace(" ", "")


def test_a_phrase_stays_on_one_line() -> None:
    assert example("  deux\n lignes\u2028et\tun  trait ") == "deux lignes et un trait"


def test_every_phrase_becomes_one_example(repository: Repository) -> None:
    odd = ["- tiret", "# dièse", "oui : non", '"cité"', "null", "100 % @ & * !", "{siret} [x"]
    repository.save("account/a", questions=[*phrases("a"), *odd])

    loaded = yaml.safe_load(training_file(repository.load().entries))

    (intent,) = loaded["nlu"]
    assert intent["intent"] == "faq_account_a"
    assert intent["examples"].splitlines() == [
        f"- {phrase}" for phrase in ["Que dire de account/a ?", *phrases("a"), *odd]
    ]


def test_one_rule_leads_from_the_intent_to_the_answer(repository: Repository) -> None:
    repository.save("public-bodies/a-b")

    loaded = yaml.safe_load(training_file(repository.load().entries))

    steps = [{"intent": "faq_public_bodies_a_b"}, {"action": "utter_faq_public_bodies_a_b"}]
    assert loaded["rules"] == [{"rule": "public-bodies/a-b", "steps": steps}]


def test_a_diagnosis_comes_before_the_answer(repository: Repository) -> None:
    repository.save("account/a", diagnosis="returned_invoice")

    entries = repository.load().entries

    (rule,) = yaml.safe_load(training_file(entries))["rules"]
    assert rule["steps"][-1] == {"action": "action_diagnose_returned_invoice"}
    assert "utter_faq_account_a" in yaml.safe_load(domain_file(entries))["responses"]


def test_a_diagnosis_that_nothing_makes_is_refused(repository: Repository) -> None:
    repository.save("account/a", diagnosis="bad_mood")

    (problem,) = repository.load().problems
    assert (problem.code, "bad_mood" in problem.message) == ("invalid_value", False)
    assert "returned_invoice" in problem.message


def test_a_response_has_its_text_and_its_topic(repository: Repository) -> None:
    repository.save("account/a", "Oui : « non ».\n\n1. Un\n2. Deux")

    loaded = yaml.safe_load(domain_file(repository.load().entries))

    assert loaded["intents"] == ["faq_account_a"]
    assert loaded["responses"] == {
        "utter_faq_account_a": [
            {"text": "Oui : « non ».\n\n1. Un\n2. Deux", "custom": {"topic": "account/a"}}
        ]
    }


def test_an_offer_becomes_a_button_of_the_answer(repository: Repository) -> None:
    repository.save("account/a", offers=["request_agent", "list_invoices"])

    loaded = yaml.safe_load(domain_file(repository.load().entries))

    (response,) = loaded["responses"]["utter_faq_account_a"]
    assert response["buttons"] == [
        {"title": "Contacter un agent", "payload": "/request_agent"},
        {"title": "Voir mes factures", "payload": "/list_invoices"},
    ]


def test_an_offer_that_nothing_serves_is_refused(repository: Repository) -> None:
    repository.save("account/a", offers=["order_pizza"])

    (problem,) = repository.load().problems
    assert "order_pizza" in problem.message or "offers" in problem.message


def test_no_entry_gives_files_that_still_load() -> None:
    assert (
        yaml.safe_load(training_file([])) == yaml.safe_load(domain_file([])) == {"version": "3.1"}
    )


@pytest.mark.parametrize("text", ["{siret}", "{", "a } b", '{"a": {"b": 1}}', "{}", "sans", "0[x]"])
def test_braces_survive_the_interpolation_of_rasa(text: str) -> None:
    assert _interpolate_as_rasa(response_text(text), {"siret": "SECRET"}) == text


def _interpolate_as_rasa(response: str, values: dict[str, str]) -> str:
    """The algorithm of Rasa 3.6, rasa/core/nlg/interpolator.py."""
    text = re.sub(r"{([^\n{}]+?)}", r"{0[\1]}", response).format(values)
    return response.format({}) if "0[" in text else text


@pytest.mark.parametrize(
    "text", ["oui", "1.0", "a\u2028b", "a\u00a0b\u00ad", "\\ \" '", "🧾\U000e0001"]
)
def test_a_quoted_text_is_read_back_as_itself(text: str) -> None:
    assert yaml.safe_load(quote(text)) == text
    assert quote(text).isprintable()
