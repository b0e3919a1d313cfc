"""States, syntaxes and numbers of flows."""

import pytest

from api.domain.flow_state import FlowState, settled_state
from api.domain.flow_syntax import FlowSyntax, flow_number, usual_syntax
from api.domain.integration_errors import IntegrationError


@pytest.mark.parametrize(
    ("done", "refused", "state"),
    [
        (2, 0, FlowState.INTEGRATED),
        (1, 1, FlowState.PARTLY_INTEGRATED),
        (0, 2, FlowState.REJECTED),
        (0, 0, FlowState.REJECTED),
    ],
)
def test_the_lines_tell_the_final_state(done: int, refused: int, state: FlowState) -> None:
    assert settled_state(done=done, refused=refused) is state


def test_the_published_number_is_written_the_same() -> None:
    assert flow_number(FlowSyntax.E2_CPP_MIN, 44750) == "CPP0011113000000000044750"


def test_a_flow_without_syntax_has_a_number_of_the_same_length() -> None:
    assert len(flow_number(None, 1)) == len(flow_number(FlowSyntax.E1_UBL, 10**15 - 1)) == 25


def test_the_usual_syntax_admits_its_format() -> None:
    formats = ("ubl_invoice", "ubl_credit_note", "cii", "cpp_facture_mixte", "factur_x")

    assert all(file_format in _formats(file_format) for file_format in formats)


def _formats(file_format: str) -> frozenset[str]:
    syntax = usual_syntax(file_format)
    return syntax.formats if syntax else frozenset()


@pytest.mark.parametrize("error", list(IntegrationError))
def test_every_error_says_what_happened_and_how_to_mend_it(error: IntegrationError) -> None:
    assert error.message.endswith(".")
    assert error.remedy.endswith(".")
    assert "'" not in error.message + error.remedy
