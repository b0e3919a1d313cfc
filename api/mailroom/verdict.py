"""Answers of the LMTP server, by RFC 5321 and the enhanced codes of RFC 3463."""

import unicodedata
from dataclasses import dataclass

_LONGEST = 400  # of the 512 bytes of a line


@dataclass(frozen=True, slots=True)
class Verdict:
    line: str

    @property
    def is_taken(self) -> bool:
        return self.line.startswith("2")


TAKEN = Verdict("250 2.0.0 OK")
NOBODY = Verdict("550 5.1.1 Cette adresse de reponse n'est pas ou plus valable.")
AWAY = Verdict("451 4.3.0 Service indisponible, nouvel essai plus tard.")
ONE_AT_A_TIME = Verdict("452 4.5.3 Un destinataire a la fois.")


def refused(sentence: str) -> Verdict:
    """For good. The sentence ends up before the sender's eyes, in ASCII: servers want no more."""
    straight = sentence.replace("’", "'").replace("«", '"').replace("»", '"')
    plain = unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode()
    return Verdict(f"550 5.7.1 {' '.join(plain.split())[:_LONGEST]}")
