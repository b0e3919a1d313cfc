"""The missing step, for every way to stand towards a space."""

from hypothesis import given
from hypothesis import strategies as st

from api.domain.rights import Grant, RattachementState, Role, Space
from api.domain.rights_requests import RequestKind
from api.domain.space_diagnosis import Standing, Step

STANDINGS = st.builds(
    Standing,
    st.sampled_from(Space),
    st.none() | st.sampled_from(RattachementState),
    st.sampled_from(Role),
    st.booleans(),
    st.booleans(),
)


@given(STANDINGS)
def test_checks_are_true_until_the_missing_step_and_null_after(standing: Standing) -> None:
    said = [standing.checks[step] for step in Step]
    reached = said.index(False) if standing.missing else len(said)

    assert said[:reached] == [True] * reached
    assert set(said[reached + 1 :]) <= {None}
    assert (standing.missing is None) or list(Step)[reached] is standing.missing


@given(STANDINGS)
def test_nothing_is_asked_for_where_nothing_is_missing(standing: Standing) -> None:
    if standing.missing is None:
        assert (standing.request, standing.you_can_do_it) == (None, False)


@given(STANDINGS)
def test_what_one_can_do_alone_has_a_request_to_file(standing: Standing) -> None:
    if standing.you_can_do_it:
        expected = (
            RequestKind.RATTACHEMENT if standing.missing is Step.ATTACHED else RequestKind.SPACE
        )
        assert standing.request is expected


@given(STANDINGS)
def test_a_space_on_approval_is_never_a_simple_users_own_affair(standing: Standing) -> None:
    if standing.space.grant is Grant.ON_APPROVAL and standing.role is Role.SIMPLE_USER:
        assert standing.missing is Step.ATTACHED or not standing.you_can_do_it


@given(STANDINGS)
def test_only_a_validated_rattachement_ever_completes(standing: Standing) -> None:
    if standing.missing is None and standing.space.grant is not Grant.PERSONAL:
        assert standing.state is RattachementState.VALIDATED
        assert standing.opened
        assert standing.subscribed
