"""Usual names of one kind of body: directories write one of them, people say them all."""

from collections.abc import Iterator, Mapping, Sequence

type Phrase = tuple[str, ...]

# A code, then what says it, without articles. « + » : a body of this kind is also of that one.
_KINDS = """
commune: commune, mairie, ville, hotel ville
departement: departement, conseil departemental, conseil general, cd, cg, dept, dpt, dep
region: region, conseil regional, cr
cc: communaute communes, cc, comcom, com com
ca: communaute agglomeration, ca, agglo, agglomeration
cu: communaute urbaine, cu
chu + ch: centre hospitalier universitaire, centre hospitalier regional universitaire, chu, chru
ch: centre hospitalier, hopital local, hopital, ch
ccas: centre communal action sociale, ccas
cias: centre intercommunal action sociale, cias
sdis: service departemental incendie secours, service incendie secours, service incendie, sdis
sdis: sapeurs pompiers, pompiers
cdg: centre gestion fonction publique territoriale, centre gestion, cdg
oph: office public habitat, office habitat, oph, opac
ddfip: direction departementale finances publiques, direction finances publiques, ddfip
drfip: direction regionale finances publiques, drfip
ddt: direction departementale territoires, direction territoires, ddt, ddtm
cci: chambre commerce industrie, chambre commerce, cci
cma: chambre metiers artisanat, chambre metiers, cma
chambre_agriculture: chambre agriculture
mdph: maison departementale personnes handicapees, maison personnes handicapees, mdph
atd: agence technique departementale, atd
tribunal: tribunal judiciaire, tribunal, tj
universite: universite, univ
siaep: syndicat intercommunal alimentation eau potable, syndicat eau potable, siaep
sivom: syndicat intercommunal vocation multiple, sivom
sivu: syndicat intercommunal vocation unique, sivu
sivos: syndicat intercommunal vocation scolaire, sivos
sirp: syndicat intercommunal regroupement pedagogique, sirp
sictom: syndicat intercommunal collecte traitement ordures menageres, sictom
sirtom: syndicat intercommunal ramassage traitement ordures menageres, sirtom
smictom: syndicat mixte intercommunal collecte traitement ordures menageres, smictom
sia: syndicat intercommunal assainissement, syndicat assainissement, sia
sie: syndicat intercommunal electrification, syndicat electrification, sie
sde: syndicat departemental energie, syndicat energie, sde
eaux: syndicat intercommunal eaux, syndicat eaux
ts: syndicat intercommunal transport scolaire, transport scolaire
amenagement: syndicat mixte amenagement, syndicat amenagement
bassin: syndicat mixte bassin, syndicat bassin
afr: association fonciere remembrement, association fonciere, afr
asa: association syndicale autorisee, asa
ehpad + retraite: ehpad
retraite + ehpad: maison retraite
ot: office tourisme, ot
lycee_pro + lycee: lycee professionnel, lycee pro, lp
lycee_gt + lycee: lycee general technologique, lgt, lycee general
lycee_polyvalent + lycee: lycee polyvalent
lycee: lycee
college: college, clg
regie: regie municipale, regie
"""
_MARK = "*"


def _read() -> tuple[Mapping[str, Sequence[tuple[Phrase, str]]], Mapping[str, Sequence[str]]]:
    by_first: dict[str, list[tuple[Phrase, str]]] = {}
    implied: dict[str, Sequence[str]] = {}
    for line in _KINDS.strip().splitlines():
        codes, _, said = line.partition(":")
        code, *others = (_MARK + part.strip() for part in codes.split("+"))
        implied[code] = others
        for phrase in (tuple(item.split()) for item in said.split(",")):
            by_first.setdefault(phrase[0], []).append((phrase, code))
    for phrases in by_first.values():
        phrases.sort(key=lambda item: -len(item[0]))  # « centre hospitalier universitaire » first
    return by_first, implied


_BY_FIRST, _IMPLIED = _read()
# The long words of these names: a misspelt one is put right before the names are looked for.
KIND_WORDS: Mapping[str, None] = dict.fromkeys(
    sorted({w for ps in _BY_FIRST.values() for phrase, _ in ps for w in phrase if len(w) > 4})
)


def name_kinds(words: Sequence[str]) -> Iterator[str]:
    """The same words, each name of a kind of body replaced by one code (« *ccas »)."""
    rank = 0
    while rank < len(words):
        for phrase, code in _BY_FIRST.get(words[rank], ()):
            if tuple(words[rank : rank + len(phrase)]) == phrase:
                yield code
                rank += len(phrase)
                break
        else:
            yield words[rank]
            rank += 1


def is_kind(word: str) -> bool:
    return word.startswith(_MARK)


def implied_kinds(code: str) -> Sequence[str]:
    """« *chu » is also an hospital: « *ch »."""
    return _IMPLIED.get(code, ())
