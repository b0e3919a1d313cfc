import pytest

from api.formats import limits
from api.formats.safe_xml import parse
from api.formats.tests.refusing import refusal_of

_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY l0 "lol">'
    + b"".join(b'<!ENTITY l%d "%s">' % (rank, b"&l%d;" % (rank - 1) * 10) for rank in range(1, 10))
    + b"]><a>&l9;</a>"
)
_QUADRATIC = b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 50_000 + b'">]><a>' + b"&x;" * 50_000 + b"</a>"
_HOSTILE = {
    "xxe": (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "external_entity"),
    "parameter entity": (
        b'<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1/x.dtd"> %e;]><a/>',
        "external_entity",
    ),
    "public entity": (b'<!DOCTYPE a [<!ENTITY e PUBLIC "p" "u">]><a>&e;</a>', "external_entity"),
    "billion laughs": (_LAUGHS, "entities"),
    "quadratic blow-up": (_QUADRATIC, "entities"),
    "entity in an attribute": (b'<!DOCTYPE a [<!ENTITY e "x">]><a b="&e;"/>', "entities"),
    "external dtd": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', "external_dtd"),
    "public dtd": (b'<!DOCTYPE a PUBLIC "-//W3C//x" "http://127.0.0.1/a.dtd"><a/>', "external_dtd"),
    "plain dtd": (b"<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "dtd"),
    "dtd behind comments": (b"<?xml version='1.0'?><!-- a --><?b c?>\n<!DOCTYPE a><a/>", "dtd"),
    "undefined entity": (b"<a>&nbsp;</a>", "malformed"),
    "truncated": (b"<a><b>1</b>", "malformed"),
    "two roots": (b"<a/><b/>", "malformed"),
    "unclosed comment": (b"<!-- <a/>", "malformed"),
    "bytes that are not utf-8": (b"<a>caf\xe9</a>", "encoding"),
    "an encoding that lies": (b'<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>', "encoding"),
    "utf-7": (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "encoding"),
    "utf-16": ("<a/>".encode("utf-16"), "encoding"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
    "a codec that is no charset": (b'<?xml version="1.0" encoding="zlib"?><a/>', "encoding"),
    "too deep": (b"<a>" * 5_000 + b"</a>" * 5_000, "too_complex"),
    "too many tags": (b"<a>" + b"<b/>" * limits.MAX_XML_TAGS + b"</a>", "too_complex"),
    "too many attributes": (
        b"<a " + b"b='' " * limits.MAX_XML_ATTRIBUTES + b"c=''/>",
        "too_complex",
    ),
}


@pytest.mark.parametrize("case", _HOSTILE)
def test_refuses_a_trap(case: str) -> None:
    content, reason = _HOSTILE[case]

    assert refusal_of(parse, content) == f"xml_{reason}"


def test_refuses_more_than_ten_megabytes_before_parsing() -> None:
    assert refusal_of(parse, b"<" * (limits.MAX_FILE_BYTES + 1)) == "file_too_large"


def test_reads_a_declared_western_encoding() -> None:
    content = '<?xml version="1.0" encoding="ISO-8859-15"?><a>café 5 €</a>'.encode("iso-8859-15")

    assert parse(content).value == "café 5 €"


def test_reads_utf_8_behind_its_mark() -> None:
    assert parse(b"\xef\xbb\xbf<?xml version='1.0'?><a>\xc3\xa9</a>").value == "é"


def test_a_doctype_that_is_only_text_is_harmless() -> None:
    assert parse(b"<a><![CDATA[<!DOCTYPE html>]]></a>").value == "<!DOCTYPE html>"


def test_a_stylesheet_is_passed_over() -> None:
    assert parse(b'<?xml-stylesheet href="http://127.0.0.1/a.xsl"?><a>1</a>').value == "1"


def test_an_inclusion_is_not_followed() -> None:
    content = (
        b'<a xmlns:i="http://www.w3.org/2001/XInclude">'
        b'<i:include href="file:///etc/hostname" parse="text"/></a>'
    )

    assert parse(content).text("include") is None
