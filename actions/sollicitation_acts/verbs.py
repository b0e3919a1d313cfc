"""The acts of an author, in the words of the conversation."""

from typing import NamedTuple

SEND_BACK = "send_back"


class Verb(NamedTuple):
    """`statuses` in which it may be done: only those are offered where several fit."""

    act: str
    which: str
    ask: str
    title: str
    confirm: str
    done: str
    statuses: frozenset[str]


_OPEN = frozenset(
    {"SOUMISE", "AFFECTEE", "EN_COURS", "DEMANDE_COMPLEMENT", "RENVOYEE", "REPONDUE"}
    | {"TRANSFEREE_SUPPORT"}
)
_VERBS = {
    "add_to_sollicitation": Verb(
        "add",
        "À laquelle de vos sollicitations voulez-vous ajouter une information ?",
        "Que faut-il ajouter à la sollicitation {reference} ? Écrivez-le tel quel, sans mot de "
        "passe ni RIB.",
        "Complément à votre sollicitation",
        "Dois-je envoyer ce complément ?",
        "C’est envoyé : votre complément figure dans la sollicitation {reference}",
        _OPEN,
    ),
    "send_back_sollicitation": Verb(
        SEND_BACK,
        "De laquelle de vos sollicitations la réponse ne vous convient-elle pas ?",
        "Qu’est-ce qui ne convient pas dans la réponse à la sollicitation {reference} ? Dites ce "
        "qui manque : elle repartira à qui vous a répondu.",
        "Renvoi de votre sollicitation",
        "Dois-je la renvoyer avec cette raison ?",
        "C’est fait : la sollicitation {reference} est renvoyée à qui vous a répondu",
        frozenset({"REPONDUE"}),
    ),
    "close_sollicitation": Verb(
        "close",
        "Laquelle de vos sollicitations voulez-vous clôturer ?",
        "",
        "Clôture de votre sollicitation",
        "Dois-je la clôturer ? Elle ne se rouvrira pas.",
        "C’est fait : la sollicitation {reference} est clôturée",
        _OPEN,
    ),
}
INTENTS = frozenset(_VERBS)


def verb_of(intent: str | None) -> Verb | None:
    return _VERBS.get(intent or "")


def verb_named(act: str | None) -> Verb:
    """Raises LookupError for what is none of them."""
    return next(verb for verb in _VERBS.values() if verb.act == act)
