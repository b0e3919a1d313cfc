from ops.understanding.mistakes import mistakes
from ops.understanding.scores import understand
from ops.understanding.serving_paths import ServingPaths
from ops.understanding.tests.builders import (
    doubt,
    hand_over,
    in_scope,
    out_of_scope,
    parse,
    phrases,
    reading,
)


def test_only_what_goes_wrong_is_shown() -> None:
    chosen = phrases(
        in_scope=[in_scope("fine"), in_scope("other")],
        out_of_scope=[out_of_scope("weather"), out_of_scope("recipe")],
        hand_over=[hand_over("a human")],
    )
    made = reading(
        {
            "fine": parse("faq_account_a"),
            "other": parse("faq_account_b", ("faq_account_b", 0.61), ("faq_account_a", 0.2)),
            "weather": parse("goodbye"),
            "recipe": doubt(("goodbye", 0.1)),
            "a human": doubt(("request_agent", 0.1)),
        }
    )

    paths = ServingPaths()

    assert list(mistakes(chosen, understand(made, paths), paths)) == [
        "mauvaise réponse, rang 2 : faq_account_b (0.61), attendu faq_account_a : « other »",
        "hors sujet (far) accepté : goodbye (0.90), attendu — : « weather »",
        "souhait manqué : request_agent (0.10), attendu — : « a human »",
    ]
