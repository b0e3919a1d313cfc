from hypothesis import given
from hypothesis import strategies as st

from api.domain.queue_proposal import Proposed, Wanted, is_for


def agent(login: str, themes: str = "", teams: str = "") -> Proposed:
    return Proposed(login, frozenset(themes.split()), frozenset(teams.split()))


NAMES = st.sampled_from(["a", "b", "c"])
CODES = st.frozensets(st.sampled_from(["x", "y"]))
ANYONE = st.builds(Proposed, NAMES, CODES, CODES)
WISHES = st.builds(
    Wanted,
    st.none() | st.sampled_from(["x", "y"]),
    st.none() | st.sampled_from(["x", "y"]),
    st.none() | NAMES,
)


def test_no_wish_is_for_everyone() -> None:
    assert is_for(Wanted(), agent("a", "works"), [agent("b")])


def test_theme_is_for_those_who_know_it_and_for_generalists() -> None:
    there = [agent("a", "works"), agent("b", "account"), agent("c")]

    assert [is_for(Wanted(theme="works"), one, there) for one in there] == [True, False, True]


def test_theme_that_nobody_knows_is_for_everyone() -> None:
    one = agent("a", "account")

    assert is_for(Wanted(theme="works"), one, [one])


def test_team_comes_before_theme() -> None:
    member, expert = agent("a", "account", "t"), agent("b", "works")
    wanted = Wanted(theme="works", team="t")

    assert is_for(wanted, member, [member, expert])
    assert not is_for(wanted, expert, [member, expert])


def test_team_of_which_nobody_is_there_leaves_the_theme() -> None:
    expert, other = agent("b", "works"), agent("c", "account")
    wanted = Wanted(theme="works", team="t")

    assert is_for(wanted, expert, [expert, other])
    assert not is_for(wanted, other, [expert, other])


def test_agent_who_is_back_is_the_only_one() -> None:
    one, other = agent("a"), agent("b")

    assert is_for(Wanted(agent="a"), one, [one, other])
    assert not is_for(Wanted(agent="a"), other, [one, other])
    assert is_for(Wanted(agent="a"), other, [other])


@given(wanted=WISHES, there=st.lists(ANYONE, min_size=1))
def test_it_is_always_proposed_to_somebody_who_is_there(
    wanted: Wanted, there: list[Proposed]
) -> None:
    assert any(is_for(wanted, one, there) for one in there)


def test_full_agent_holds_nobody_back() -> None:
    """Those who are full are not among the free: the wish is dropped for who can come."""
    expert, other = agent("a", "works", "t"), agent("b", "account")

    for wanted in (Wanted(theme="works"), Wanted(team="t"), Wanted(agent="a")):
        assert is_for(wanted, other, [other])
        assert not is_for(wanted, other, [expert, other])
