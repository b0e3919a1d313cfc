from itertools import groupby

from ops.understanding.page import Subject, counted, share, tables
from ops.understanding.scores import Rate, score
from ops.understanding.serving_paths import ServingPaths
from ops.understanding.tests.builders import in_scope, parse, phrases, portal, reading

SET = phrases(in_scope=[in_scope("a"), in_scope("b")], portal=[portal("c", "list_invoices")])
SCORES = score(
    SET,
    reading(
        {
            "a": parse("faq_account_a", milliseconds=8.25),
            "b": parse("faq_account_b", milliseconds=8.25),
            "c": parse("list_invoices", milliseconds=8.25),
        }
    ),
    ServingPaths(),
)


def test_figures_are_written_the_french_way() -> None:
    assert share(Rate(2, 3)) == "66,7 %"
    assert share(Rate(0, 0)) == "—"
    assert counted(Rate(1, 700)) == "1 sur 700"


def test_models_stand_side_by_side() -> None:
    lines = tables([Subject("Chorale", SCORES, 61.0), Subject("Rasa d’origine", SCORES, None)])

    assert "| mesure | à atteindre | Chorale | Rasa d’origine |" in lines
    assert "| bonne fiche au premier rang | ≥ 92 % | 50,0 % | 50,0 % |" in lines
    assert "| entraînement (s) | ≤ 120 | 61,0 | — |" in lines
    assert "| `list_invoices` | 100,0 % | 100,0 % |" in lines


def test_every_row_of_a_table_has_as_many_cells() -> None:
    lines = tables([Subject("Chorale", SCORES, 61.0), Subject("Rasa d’origine", SCORES, None)])

    for is_row, block in groupby(lines, lambda line: line.startswith("|")):
        if is_row:
            assert len({row.count("|") for row in block}) == 1


def test_a_set_without_portal_requests_has_no_table_of_them() -> None:
    bare = score(phrases(in_scope=[in_scope("a")]), reading({"a": parse("x")}), ServingPaths())

    assert "## Demandes servies par le portail" not in tables([Subject("Chorale", bare, None)])
