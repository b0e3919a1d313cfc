"""What a screen reader is given of the widget, state by state: the trees of `aria/`.

Nothing more and nothing less: each tree is compared whole. To write one again, print
`widget.element.aria_snapshot()`, read it, and keep the first line of the file.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from api.web.tests.contract_server import ContractServer
from api.web.tests.widget_states import STATES, show

TREES = Path(__file__).parent / "aria"


@pytest.mark.parametrize("state", STATES)
def test_a_screen_reader_is_given_that_tree(page: Page, server: ContractServer, state: str) -> None:
    widget = show(page, server, state)

    tree = (TREES / f"{state}.yaml").read_text(encoding="utf-8")
    expect(widget.element).to_match_aria_snapshot(tree)


def test_no_tree_is_left_over() -> None:
    assert {path.stem for path in TREES.glob("*.yaml")} == set(STATES)
