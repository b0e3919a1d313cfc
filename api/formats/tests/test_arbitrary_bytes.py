"""Whatever the bytes, a file is read or refused with a reason: nothing else is ever raised."""

import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.formats.archives import members
from api.formats.cii_writing import write_cii
from api.formats.errors import RefusedFileError
from api.formats.pdf_process import answer
from api.formats.pivot import write_pivot
from api.formats.reading import read_document
from api.formats.statut import write_statuses
from api.formats.tests.builders import (
    a_mixte,
    a_pdf,
    a_pivot,
    a_status,
    an_invoice,
    build_factur_x,
    tar_gz_of,
    zip_of,
)
from api.formats.ubl_writing import write_ubl

_CII = write_cii(an_invoice())
_XML = [_CII, write_ubl(an_invoice()), a_mixte("F"), write_statuses([a_status()])]
_XML.append(write_pivot([a_pivot()]))
_FILES = {"lot.zip": zip_of({"a.xml": _CII, "b.xml": b"1"}), "lot.tar.gz": tar_gz_of({"a": _CII})}
_FACTUR_X = build_factur_x(a_pdf("Facture"), _CII)
_edits = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=8)


def _edited(content: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    """The content, some of its bytes replaced; an empty replacement cuts it there."""
    for place, new in edits:
        at = place % len(content)
        content = content[:at] + new + content[at + len(new) :] if new else content[: at + 1]
    return content


def _survives(content: bytes, name: str) -> bool:
    try:
        read_document(content, name)
    except RefusedFileError as error:
        return bool(error.code and error.detail)
    return True


def _opens(content: bytes, name: str) -> bool:
    try:
        return len(list(members(io.BytesIO(content), name))) > 0
    except RefusedFileError as error:
        return bool(error.code and error.detail)


@given(st.binary(), st.sampled_from(["f.xml", "f.zip", "f.tar.gz", "f"]) | st.text(max_size=8))
@example(b"\xff\xfe<\x00", "f.xml")
def test_any_bytes(content: bytes, name: str) -> None:
    assert _survives(content, name)


@given(st.text("<>&;!?[]/='\" a%-", max_size=60))
def test_any_markup(text: str) -> None:
    assert _survives(b"<" + text.encode(), "f.xml")


@given(st.sampled_from(_XML), _edits)
@settings(max_examples=200)
def test_a_damaged_xml(content: bytes, edits: list[tuple[int, bytes]]) -> None:
    assert _survives(_edited(content, edits), "f.xml")


@given(st.sampled_from(sorted(_FILES)), _edits)
@settings(max_examples=200)
def test_a_damaged_archive(name: str, edits: list[tuple[int, bytes]]) -> None:
    assert _opens(_edited(_FILES[name], edits), name)


@given(_edits)
@settings(max_examples=50, derandomize=True)
def test_a_damaged_pdf(edits: list[tuple[int, bytes]]) -> None:
    # In this process: the same reading, without the half second that another one takes.
    said = answer(_edited(_FACTUR_X, edits))

    assert "refused" in said or said["pages"] > 0
