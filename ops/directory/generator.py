"""`directory(150_000)`: the same bodies each time, with names, numbers and towns like real ones."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from ops.directory import bodies
from ops.directory.bodies import Named, Rule
from ops.directory.communes import Commune, make_communes
from ops.directory.numbering import Numbering

COUNT = 150_000
PRIVATE = 2_000
_SEED = 31
# Of 1,000 bodies that are neither a commune nor one of each department, how many of each kind.
_SHARES: Sequence[tuple[Rule, int]] = (
    (bodies.budget, 300),
    (bodies.social_centre, 190),
    (bodies.syndicate, 130),
    (bodies.landowners, 90),
    (bodies.school, 110),
    (bodies.retirement_home, 60),
    (bodies.public_company, 30),
    (bodies.tourism, 20),
    (bodies.primary_school, 20),
    (bodies.hospital, 15),
    (bodies.grouping, 15),
    (bodies.culture, 12),
    (bodies.housing, 5),
    (bodies.agglomeration, 3),
)
_ACCENTED = "àâäçèéêëîïôöùûüÿÀÂÇÈÉÊËÎÏÔÖÙÛÜ’-–"
_PLAIN = "aaaceeeeiioouuuyAACEEEEIIOOUUU   "
_PLAIN_LETTERS = str.maketrans(_ACCENTED, _PLAIN)
_IN_CAPITALS = 0.7  # most names come from the national register, in capitals without accents


@dataclass(frozen=True, slots=True)
class Body:
    """One line of the directory; `public` ones alone are shown to everybody."""

    siret: str
    name: str
    aliases: Sequence[str]
    town: str
    postcode: str
    public: bool


def directory(count: int = COUNT, private: int = PRIVATE) -> list[Body]:
    """`count` public bodies (34,000 at least: one per commune), then `private` companies."""
    random = Random(_SEED)  # noqa: S311
    communes = make_communes(random)
    named = [*_certain(communes)]
    named += _drawn(random, communes, count - len(named), {item.name for item in named})
    named += [bodies.company(random, random.choice(communes)) for _ in range(private)]
    return list(_numbered(random, named))


def excerpt(everything: Sequence[Body], count: int, keep: Collection[str]) -> list[Body]:
    """One body out of many, and those of the SIRETs to `keep`, in the same order."""
    step = max(1, len(everything) // count)
    return [body for rank, body in enumerate(everything) if rank % step == 0 or body.siret in keep]


def _certain(communes: Sequence[Commune]) -> Iterator[Named]:
    for commune in communes:
        yield bodies.commune_of(commune)
        if commune.number == 1:  # the first town of the list is the department's chief one
            yield from bodies.of_each_department(commune)
    yield from bodies.regions(communes[0])


def _drawn(
    random: Random, communes: Sequence[Commune], count: int, taken: set[str]
) -> Iterator[Named]:
    """Names are unique inside a town: elsewhere they repeat, as Victor Hugo does."""
    rules, weights = zip(*_SHARES, strict=True)
    seen = {(name, "") for name in taken}
    while count > 0:
        commune = random.choice(communes)
        named: Named = random.choices(rules, weights)[0](random, commune)
        if (named.name, commune.postcode) in seen or (named.name, "") in seen:
            continue
        seen.add((named.name, commune.postcode))
        count -= 1
        yield named


def _numbered(random: Random, named: Sequence[Named]) -> Iterator[Body]:
    numbering, sirens = Numbering(), dict[tuple[str, str], str]()
    for item in named:
        owner = item.budget_of or item
        place = (owner.name, f"{item.commune.department}{item.commune.number}")
        if place not in sirens:
            sirens[place] = numbering.siren(item.kind, item.commune.department)
        siret = numbering.siret(sirens[place])
        capitals = random.random() < _IN_CAPITALS
        name = _in_capitals(item.name) if capitals else item.name
        town, postcode = item.commune.name.upper(), item.commune.postcode
        yield Body(siret, name, item.aliases, town, postcode, item.public)


def _in_capitals(name: str) -> str:
    return " ".join(name.translate(_PLAIN_LETTERS).split()).upper()
