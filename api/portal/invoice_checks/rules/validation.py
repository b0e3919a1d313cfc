"""Validates one XML; only ever called in the worker process, for saxonche ends whole processes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from api.domain.invoice_checks.subject import RuleBreach
from api.formats.lxml_etree import etree
from api.portal.invoice_checks.rules.rule_sets import RuleSet, path_of, rule_set_for
from api.portal.invoice_checks.rules.svrl import breaches_of

# It publishes no types.
_saxonche: Any = import_module("saxonche")
_GUIDELINE = ".//{*}GuidelineSpecifiedDocumentContextParameter/{*}ID"
_MAX_SCHEMA_ERRORS = 20
_MAX_WORDS = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """`supported` is false for a syntax that has no published rules."""

    supported: bool
    profile: str | None = None
    schema: Sequence[RuleBreach] = ()
    en16931: Sequence[RuleBreach] = ()
    french: Sequence[RuleBreach] | None = None


@dataclass(slots=True)
class Validator:
    """Keeps what it compiled: seconds for the first file of a profile, less than one after."""

    _saxon: Any = field(default_factory=lambda: _saxonche.PySaxonProcessor(license=False))
    _schemas: dict[str, Any] = field(default_factory=dict[str, Any])
    _stylesheets: dict[str, Any] = field(default_factory=dict[str, Any])

    def validate(self, content: bytes) -> Outcome:
        """`content` was already parsed once with every trap refused (`api.formats.safe_xml`)."""
        root = etree.fromstring(content, _parser())
        guideline = root.find(_GUIDELINE)
        rules = rule_set_for(str(root.tag), guideline.text if guideline is not None else None)
        if rules is None:
            return Outcome(supported=False)
        schema = self._check_schema(root, rules)
        text = etree.tostring(root, encoding="unicode")
        french = None if rules.french is None else self._check_rules(text, rules.french)
        en16931 = self._check_rules(text, rules.en16931)
        return Outcome(True, rules.profile, schema, en16931, french)

    def _check_schema(self, root: Any, rules: RuleSet) -> list[RuleBreach]:
        schema = self._schemas.get(rules.schema)
        if schema is None:
            schema = etree.XMLSchema(file=str(path_of(rules.schema)))
            self._schemas[rules.schema] = schema
        if schema.validate(root):
            return []
        errors = list(schema.error_log)[:_MAX_SCHEMA_ERRORS]
        return [
            RuleBreach(f"XSD, ligne {error.line}", str(error.message)[:_MAX_WORDS], fatal=True)
            for error in errors
        ]

    def _check_rules(self, text: str, name: str) -> list[RuleBreach]:
        stylesheet = self._stylesheets.get(name)
        if stylesheet is None:
            compiler = self._saxon.new_xslt30_processor()
            stylesheet = compiler.compile_stylesheet(stylesheet_file=str(path_of(name)))
            self._stylesheets[name] = stylesheet
        document = self._saxon.parse_xml(xml_text=text)
        return breaches_of(stylesheet.transform_to_string(xdm_node=document))


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
    )
