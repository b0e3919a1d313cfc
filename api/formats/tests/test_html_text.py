"""Pages read for their words alone, whatever they are made of."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.formats.html_text import text_of_html


def test_html_is_read_without_its_markup() -> None:
    html = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>Le 3&nbsp;mars,"
        "<br>à l’aube.</p><script>alert(1)</script><ul><li>un</li><li>deux</li></ul></body></html>"
    )

    assert text_of_html(html) == "Le 3 mars,\nà l’aube.\n\nun\n\ndeux"


@given(st.text(alphabet="<>&/!-abp \n\"'=;#x0"))
def test_any_html_is_read(html: str) -> None:
    assert "<script" not in text_of_html(html)


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "<a ", "</", "&", "<script>", "<![CDATA[", "<!", '<a href="', "<p>"],
)
def test_a_hostile_page_is_read_in_no_time(piece: str) -> None:
    begun = time.monotonic()

    text_of_html(piece * (500_000 // len(piece)))

    assert time.monotonic() - begun < 20
