"""XML from strangers: sized up and stripped of every trap before lxml sees it.

The text is decoded here and handed over as UTF-8, so that what was searched for traps is exactly
what lxml parses, whatever encoding the file claims.
"""

import codecs
import re

from api.formats import limits
from api.formats.errors import RefusedFileError
from api.formats.lxml_etree import etree
from api.formats.refusals import Refusal
from api.formats.xml_node import XmlNode

# All of them extend ASCII, so that nothing can hide from a search in the decoded text.
_ENCODINGS = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252"})
_DECLARATION = re.compile(
    rb"""\A<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']"""
)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLANKS = re.compile(r"[ \t\r\n]+")
_DOCTYPE = "<!DOCTYPE"
_DOCTYPE_HEAD = 100_000
_EXTERNAL_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?\S+\s+(?:SYSTEM|PUBLIC)\b")
_EXTERNAL_SUBSET = re.compile(r"<!DOCTYPE\s+[^\s\[>]+\s+(?:SYSTEM|PUBLIC)\b")


def parse(content: bytes) -> XmlNode:
    """The root of a document of at most 10 MB, without DTD, entities, network or huge trees.

    Raises:
        RefusedFileError: anything else, with one code for each trap.
    """
    if len(content) > limits.MAX_FILE_BYTES:
        raise RefusedFileError.of(Refusal.TOO_LARGE)
    text = _decoded(content)
    if text.count("<") > limits.MAX_XML_TAGS or text.count("=") > limits.MAX_XML_ATTRIBUTES:
        raise RefusedFileError.of(Refusal.XML_TOO_COMPLEX)
    _refuse_doctype(text)
    return _parsed(text.encode())


def looks_like_xml(content: bytes) -> bool:
    """Whether the first meaningful byte opens a tag, in any encoding we may be given."""
    head = content[:1000].removeprefix(codecs.BOM_UTF8)
    return head.startswith(_WIDE_MARKS) or head.lstrip().startswith(b"<")


def _decoded(content: bytes) -> str:
    body = content.removeprefix(codecs.BOM_UTF8)
    declared = _DECLARATION.match(body[:200])
    name = declared.group(1).decode() if declared else "utf-8"
    try:
        encoding = codecs.lookup(name).name
        if encoding not in _ENCODINGS:
            raise RefusedFileError.of(Refusal.XML_ENCODING)
        return body.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise RefusedFileError.of(Refusal.XML_ENCODING) from error


def _refuse_doctype(text: str) -> None:
    """A DOCTYPE can only stand before the root: the prolog alone is walked through."""
    start = _end_of_prolog(text)
    if not text.startswith(_DOCTYPE, start):
        return
    subset = text[start : start + _DOCTYPE_HEAD]
    if _EXTERNAL_ENTITY.search(subset):
        raise RefusedFileError.of(Refusal.XML_EXTERNAL_ENTITY)
    if "<!ENTITY" in subset:
        raise RefusedFileError.of(Refusal.XML_ENTITIES)
    if _EXTERNAL_SUBSET.match(subset):
        raise RefusedFileError.of(Refusal.XML_EXTERNAL_DTD)
    raise RefusedFileError.of(Refusal.XML_DTD)


def _end_of_prolog(text: str) -> int:
    """Index of what follows blanks, comments and processing instructions."""
    at = 0
    while True:
        blanks = _BLANKS.match(text, at)
        at = blanks.end() if blanks else at
        if text.startswith("<?", at):
            end, length = text.find("?>", at), 2
        elif text.startswith("<!--", at):
            end, length = text.find("-->", at), 3
        else:
            return at
        if end < 0:
            raise RefusedFileError.of(Refusal.XML_MALFORMED)
        at = end + length


def _parsed(content: bytes) -> XmlNode:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise RefusedFileError.of(_reason(str(error))) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFileError.of(Refusal.XML_DTD)
    return XmlNode(root)


def _reason(message: str) -> Refusal:
    deep = "depth" in message.lower() or "huge" in message.lower()
    return Refusal.XML_TOO_COMPLEX if deep else Refusal.XML_MALFORMED
