import pytest

from api.domain.profile import NOBODY, Audience, Profile
from api.domain.rights import Role

PRINCIPAL, SIMPLE = Role.PRINCIPAL_MANAGER, Role.SIMPLE_USER


@pytest.mark.parametrize(
    ("rattachements", "profile"),
    [
        ([], NOBODY),
        ([(True, SIMPLE)], Profile(Audience.PUBLIC_BODY, SIMPLE)),
        ([(False, PRINCIPAL), (False, PRINCIPAL)], Profile(Audience.SUPPLIER, PRINCIPAL)),
        ([(False, PRINCIPAL), (False, SIMPLE)], Profile(Audience.SUPPLIER, None)),
        ([(False, SIMPLE), (True, SIMPLE)], Profile(None, SIMPLE)),
        ([(False, SIMPLE), (True, PRINCIPAL)], NOBODY),
    ],
)
def test_a_profile_says_only_what_all_structures_agree_on(
    rattachements: list[tuple[bool, Role]], profile: Profile
) -> None:
    assert Profile.of(rattachements) == profile
