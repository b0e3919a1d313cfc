"""Rules that name public bodies, kind by kind, from a commune, a department or a region."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from api.domain.french_departments import DEPARTMENTS
from ops.directory import body_words as words
from ops.directory.communes import Commune

_VOWELS = "AEIOUYÉÈÊÂÎHaeiouyéèêâîh"
_THE_WORDS = {"Le ": "du ", "Les ": "des ", "La ": "de la ", "L’": "de l’"}
# How a department's name is said after « département »; « de la » for the others.
_WITHOUT_ARTICLE = {"75": "de Paris", "974": "de La Réunion", "976": "de Mayotte"}
_ELIDED_NUMBERS = "01 02 03 07 09 10 11 12 27 28 34 35 36 37 38 60 61 89 91"
_PLURAL_NUMBERS = "04 05 06 08 13 22 40 64 65 66 78 79 88 92"
_MASCULINE_NUMBERS = (
    "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95"
)
_ELIDED = frozenset(_ELIDED_NUMBERS.split())
_PLURAL = frozenset(_PLURAL_NUMBERS.split())
_MASCULINE = frozenset(_MASCULINE_NUMBERS.split())


@dataclass(frozen=True, slots=True)
class Named:
    """A body still without number: `kind` starts its SIREN, `budget_of` shares its owner's."""

    kind: str
    name: str
    commune: Commune
    aliases: Sequence[str] = ()
    budget_of: "Named | None" = None
    public: bool = True


type Rule = Callable[[Random, Commune], Named]


def of_town(name: str) -> str:
    """« de Blagnac », « d’Albi », « du Mans », « de La Rochelle » → « de la Rochelle »."""
    for article, contracted in _THE_WORDS.items():
        if name.startswith(article):
            return contracted + name[len(article) :]
    return f"d’{name}" if name[0] in _VOWELS else f"de {name}"


def of_department(number: str) -> str:
    """« de la Haute-Garonne », « du Gers », « des Landes », « de l’Ain »."""
    name = DEPARTMENTS[number]
    if number in _WITHOUT_ARTICLE:
        return _WITHOUT_ARTICLE[number]
    if number in _ELIDED:
        return f"de l’{name}"
    if number in _PLURAL:
        return f"des {name}"
    return f"du {name}" if number in _MASCULINE else f"de la {name}"


def commune_of(commune: Commune) -> Named:
    return Named("21", f"Commune {of_town(commune.name)}", commune)


def of_each_department(chief: Commune) -> Iterator[Named]:
    number, where = chief.department, of_department(chief.department)
    short = number.upper()
    yield Named("22", f"Département {where}", chief, (f"CD{short}",))
    yield Named("28", f"Service départemental d’incendie et de secours {where}", chief)
    yield Named("28", f"Centre de gestion de la fonction publique territoriale {where}", chief)
    yield Named("27", f"Office public de l’habitat {where}", chief)
    yield Named("17", f"Préfecture {where}", chief)
    yield Named("17", f"Direction départementale des finances publiques {where}", chief)
    yield Named("17", f"Direction départementale des territoires {where}", chief)
    yield Named("18", f"Chambre d’agriculture {where}", chief)
    yield Named("18", f"Chambre de commerce et d’industrie {where}", chief)
    yield Named("18", f"Chambre de métiers et de l’artisanat {where}", chief)
    yield Named("20", f"Maison départementale des personnes handicapées {where}", chief)
    yield Named("20", f"Agence technique départementale {where}", chief, (f"ATD{short}",))
    yield Named("25", f"Syndicat départemental d’énergie {where}", chief)
    yield Named("17", f"Tribunal judiciaire {of_town(chief.name)}", chief)
    yield Named("19", f"Université {of_town(chief.name)}", chief)
    yield Named("26", f"Centre hospitalier universitaire {of_town(chief.name)}", chief)


def regions(chief: Commune) -> Iterator[Named]:
    for item in _listed(words.REGIONS):
        yield Named("23", f"Région {item.partition(' ')[2]}", chief)


def social_centre(random: Random, commune: Commune) -> Named:
    long = f"Centre communal d’action sociale {of_town(commune.name)}"
    return Named("26", f"CCAS {of_town(commune.name)}" if random.random() < 0.4 else long, commune)


def budget(random: Random, commune: Commune) -> Named:
    owner = commune_of(commune)
    label = random.choice(_listed(words.BUDGETS))
    dash = random.choice((" – ", " – Budget annexe "))
    return Named("21", owner.name + dash + label, commune, budget_of=owner)


def school(random: Random, commune: Commune) -> Named:
    kinds = ("Collège", "Collège", "Collège", "Lycée général et technologique", "Lycée", "Lycée")
    kind = random.choice((*kinds, "Lycée professionnel", "Lycée polyvalent"))
    return Named("19", f"{kind} {_person(random)}", commune)


def primary_school(_: Random, commune: Commune) -> Named:
    return Named("21", f"Caisse des écoles {of_town(commune.name)}", commune)


def hospital(random: Random, commune: Commune) -> Named:
    kind = random.choice(("Centre hospitalier", "Centre hospitalier", "Hôpital local"))
    return Named("26", f"{kind} {of_town(commune.name)}", commune)


def retirement_home(random: Random, commune: Commune) -> Named:
    tree = random.choice(words.TREES.split())
    kind = random.choice(("EHPAD", "EHPAD", "Résidence autonomie", "Maison de retraite"))
    return Named("26", f"{kind} les {tree}", commune)


def syndicate(random: Random, commune: Commune) -> Named:
    initials, _, long = random.choice(words.SYNDICATES.strip().split("\n")).partition(";")
    said = initials if initials and random.random() < 0.4 else long
    link = random.choice((of_town(commune.name), f"de la région {of_town(commune.name)}"))
    return Named("25", f"{said} {link}", commune)


def grouping(random: Random, commune: Commune) -> Named:
    shape = random.choice(("Pays {}", "{}", "Terres {}", "Val {}", "Plateau {}", "Coteaux {}"))
    return Named("24", f"Communauté de communes {shape.format(of_town(commune.name))}", commune)


def agglomeration(_: Random, commune: Commune) -> Named:
    return Named("24", f"Communauté d’agglomération {of_town(commune.name)}", commune)


def tourism(_: Random, commune: Commune) -> Named:
    return Named("20", f"Office de tourisme {of_town(commune.name)}", commune)


def public_company(random: Random, commune: Commune) -> Named:
    service = random.choice(("des eaux", "d’électricité", "des transports", "de chauffage"))
    return Named("25", f"Régie municipale {service} {of_town(commune.name)}", commune)


def landowners(random: Random, commune: Commune) -> Named:
    kinds = ("Association foncière de remembrement", "Association syndicale autorisée")
    return Named("29", f"{random.choice(kinds)} {of_town(commune.name)}", commune)


def housing(_: Random, commune: Commune) -> Named:
    return Named("27", f"{commune.name} Habitat", commune)


def culture(random: Random, commune: Commune) -> Named:
    kinds = ("Musée", "Conservatoire", "École des beaux-arts", "Médiathèque", "Théâtre")
    return Named("20", f"{random.choice(kinds)} {of_town(commune.name)}", commune)


def company(random: Random, commune: Commune) -> Named:
    """A private supplier: the directory hides it from strangers."""
    trade = random.choice(words.SHOPS.split())
    return Named("80", f"{trade} {of_town(commune.name)}", commune, public=False)


def _person(random: Random) -> str:
    return random.choice(_listed(words.PEOPLE))


@cache
def _listed(text: str) -> list[str]:
    return text.strip().replace("\n", "|").split("|")
