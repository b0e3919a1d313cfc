"""What `make eval` says around its tables."""

from ops.eval import fallback_settings, head
from ops.understanding.tests.builders import in_scope, out_of_scope, phrases


def test_the_thresholds_are_those_of_the_bot() -> None:
    settings = fallback_settings()

    assert 0 < settings["ambiguity_threshold"] < settings["threshold"] < 1


def test_the_page_says_on_how_many_phrases() -> None:
    chosen = phrases(in_scope=[in_scope("a"), in_scope("b")], out_of_scope=[out_of_scope("c")])

    page = "\n".join(head(chosen))

    assert "2 questions du domaine, 1 hors du domaine, 0 demandes du portail" in page
    assert f"Seuil de réponse : {fallback_settings()['threshold']}".replace(".", ",") in page
