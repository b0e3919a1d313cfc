"""Syntaxes of deposited flows, and the file formats that each one is made of."""

from enum import StrEnum
from typing import Self


class FlowSyntax(StrEnum):
    """Values are portal codes. `interface` is the number of the interface, where it is known.

    `formats` are values of `api.formats.model.Format`; none where Chorale does not read the
    syntax (xCBL, PES withdrawn from the specifications on 24/12/2021, justice fees).
    """

    E1_UBL = "IN_DP_E1_UBL_INVOICE", "E1 – UBL", "1100", "ubl_invoice", "ubl_credit_note"
    E1_CII_16B = "IN_DP_E1_CII_16B", "E1 – CII 16B", "1106", "cii"
    E1_CII = "IN_DP_E1_CII", "E1 – CII", "", "cii"
    E1_XCBL = "IN_DP_E1_XCBL", "E1 – xCBL", ""
    E1_PES = "IN_DP_E1_PES_FACTURE", "E1 – PES facture", ""
    E2_UBL_MIN = "IN_DP_E2_UBL_INVOICE_MIN", "E2 – UBL minimal", "", "ubl_invoice"
    E2_CII_MIN = "IN_DP_E2_CII_MIN_16B", "E2 – CII minimal 16B", "", "cii"
    E2_CPP_MIN = "IN_DP_E2_CPP_FACTURE_MIN", "E2 – CPP Facture Min", "1113", "cpp_facture_mixte"
    E2_FACTUR_X = "IN_DP_E2_CII_FACTURX", "E2 – Factur-X", "1117", "factur_x"
    E3_UBL = "IN_DP_E3_UBL_INVOICE", "E3 – UBL (frais de justice)", ""

    label: str
    interface: str
    formats: frozenset[str]

    def __new__(cls, code: str, label: str, interface: str, *formats: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.interface = interface
        member.formats = frozenset(formats)
        return member


_USUAL: dict[str, FlowSyntax] = {
    "ubl_invoice": FlowSyntax.E1_UBL,
    "ubl_credit_note": FlowSyntax.E1_UBL,
    "cii": FlowSyntax.E1_CII_16B,
    "cpp_facture_mixte": FlowSyntax.E2_CPP_MIN,
    "factur_x": FlowSyntax.E2_FACTUR_X,
}

_UNKNOWN_INTERFACE = "0000"


def usual_syntax(file_format: str) -> FlowSyntax | None:
    """The syntax of a file whose depositor named none; None where no source gives one."""
    return _USUAL.get(file_format)


def flow_number(syntax: FlowSyntax | None, count: int) -> str:
    """`CPP0011113000000000044750`: the interface, then a number on 15 digits.

    Only one such number is published (an interface 1113, that of « CPP Facture Min »): reading it
    so is our deduction.
    """
    interface = (syntax.interface if syntax else "") or _UNKNOWN_INTERFACE
    return f"CPP001{interface}{count:015d}"
