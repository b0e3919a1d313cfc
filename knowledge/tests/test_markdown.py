import pytest

from knowledge.content import Block, plain_text
from knowledge.markdown import parse_markdown


def content_of(text: str) -> list[Block]:
    blocks, faults = parse_markdown(text)
    assert faults == []
    return list(blocks)


def test_a_paragraph_keeps_bold_code_and_link_in_order() -> None:
    assert content_of("Ouvrez **Mes [droits](https://a.fr/d)**, puis `A1`.") == [
        {
            "type": "paragraph",
            "children": [
                {"type": "text", "text": "Ouvrez "},
                {
                    "type": "bold",
                    "children": [
                        {"type": "text", "text": "Mes "},
                        {
                            "type": "link",
                            "href": "https://a.fr/d",
                            "children": [{"type": "text", "text": "droits"}],
                        },
                    ],
                },
                {"type": "text", "text": ", puis "},
                {"type": "code", "text": "A1"},
                {"type": "text", "text": "."},
            ],
        }
    ]


@pytest.mark.parametrize(("mark", "ordered"), [("1.", True), ("-", False)])
def test_items_of_a_list_hold_inline_children(mark: str, ordered: bool) -> None:
    assert content_of(f"{mark} un\n{mark} deux") == [
        {
            "type": "list",
            "ordered": ordered,
            "items": [[{"type": "text", "text": "un"}], [{"type": "text", "text": "deux"}]],
        }
    ]


def test_a_line_break_in_a_paragraph_is_a_space() -> None:
    assert content_of("un\ndeux") == [
        {"type": "paragraph", "children": [{"type": "text", "text": "un deux"}]}
    ]


def test_plain_text_numbers_steps_and_dashes_points() -> None:
    text = "Voici.\n\n1. Ouvrez.\n2. Cliquez.\n\nPuis\n\n- ceci\n- cela"

    assert plain_text(content_of(text)) == (
        "Voici.\n\n1. Ouvrez.\n2. Cliquez.\n\nPuis\n\n– ceci\n– cela"
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[le portail](https://a.fr/p)", "le portail (https://a.fr/p)"),
        ("<https://a.fr/p>", "https://a.fr/p"),
        ("[a.fr](https://a.fr/)", "a.fr"),
        ("[écrivez](mailto:x@a.fr)", "écrivez (x@a.fr)"),
        ("[x@a.fr](mailto:x@a.fr)", "x@a.fr"),
    ],
)
def test_an_address_is_written_once(markdown: str, expected: str) -> None:
    assert plain_text(content_of(markdown)) == expected


@pytest.mark.parametrize(
    ("markdown", "line", "code"),
    [
        ("# Titre", 1, "markup_refused"),
        ("un\n\n```\ncode\n```", 3, "markup_refused"),
        ("un\n\n    code", 3, "markup_refused"),
        ("> citation", 1, "markup_refused"),
        ("un\n\n***\n", 3, "markup_refused"),
        ("un\ndeux *trois*", 2, "markup_refused"),
        ("![image](https://a.fr/i.png)", 1, "markup_refused"),
        ("un  \ndeux", 1, "markup_refused"),
        ("un <b>deux</b>", 1, "html_refused"),
        ("un\n\n<div>deux</div>", 3, "html_refused"),
        ("un <!-- deux -->", 1, "html_refused"),
        ("[x](javascript:alert(1))", 1, "link_refused"),
        ("[x](http://a.fr)", 1, "link_refused"),
        ("[x](../autre.md)", 1, "link_refused"),
        ("[x]()", 1, "link_refused"),
        ("[](https://a.fr)", 1, "link_refused"),
        ('[x](https://a.fr "bulle")', 1, "link_refused"),
        ("- un\n  - deux", 2, "list_item"),
        ("- un\n\n  deux", 3, "list_item"),
        ("- un\n-\n- trois", 2, "list_item"),
        ("3. trois", 1, "list_start"),
    ],
)
def test_what_the_tree_cannot_hold_is_refused(markdown: str, line: int, code: str) -> None:
    _, faults = parse_markdown(markdown)

    assert (line, code) in [(fault.line, fault.code) for fault in faults]


@pytest.mark.parametrize("markdown", ["# T", "<div>T</div>", "a <b>c</b>", "[x](javascript:y)"])
def test_no_tag_and_no_other_node_ever_comes_out(markdown: str) -> None:
    blocks, faults = parse_markdown(markdown)

    assert faults
    assert "<" not in plain_text(blocks)
