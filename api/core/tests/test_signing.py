"""Keyed hashes, as the standard computes them."""

from api.core.signing import keyed_hash, sign

# RFC 4231, test case 2.
_KEY, _TEXT = "Jefe", "what do ya want for nothing?"
_MAC = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_a_keyed_hash_is_the_standard_one() -> None:
    assert keyed_hash(_KEY, _TEXT) == _MAC


def test_another_key_gives_another_hash() -> None:
    assert keyed_hash("autre", _TEXT) != _MAC


def test_a_signature_holds_the_time_and_the_body() -> None:
    assert sign(_KEY, "12", b"corps") == keyed_hash(_KEY, "12.corps")
