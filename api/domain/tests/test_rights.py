"""States of a rattachement, and how one comes to each space."""

from api.domain.rights import Grant, RattachementState, Role, Space

ARROWS = {
    ("PENDING", "VALIDATED"),
    ("PENDING", "REFUSED"),
    ("PENDING", "REMOVED"),
    ("REFUSED", "PENDING"),
    ("VALIDATED", "DISABLED"),
    ("VALIDATED", "REMOVED"),
    ("DISABLED", "VALIDATED"),
    ("DISABLED", "REMOVED"),
    ("REMOVED", "PENDING"),
}


def test_these_are_the_only_changes_of_state() -> None:
    possible = {
        (source.name, target.name)
        for source in RattachementState
        for target in RattachementState
        if source.may_become(target)
    }

    assert possible == ARROWS


def test_nobody_becomes_validated_without_having_waited_or_been_disabled() -> None:
    sources = {
        state for state in RattachementState if state.may_become(RattachementState.VALIDATED)
    }

    assert sources == {RattachementState.PENDING, RattachementState.DISABLED}


def test_issued_invoices_alone_are_self_service() -> None:
    assert [space for space in Space if space.grant is Grant.SELF_SERVICE] == [
        Space.ISSUED_INVOICES
    ]


def test_a_simple_user_gets_without_approval_only_what_needs_none() -> None:
    assert {space for space in Space if space.granted_at_once(Role.SIMPLE_USER)} == {
        Space.ISSUED_INVOICES,
        Space.SENT_SOLLICITATIONS,
        Space.RECEIVED_SOLLICITATIONS,
    }


def test_a_role_brings_the_management_to_managers_only() -> None:
    assert [role for role in Role if Space.MANAGEMENT.comes_with(role)] == [
        Role.PRINCIPAL_MANAGER,
        Role.SECONDARY_MANAGER,
    ]
