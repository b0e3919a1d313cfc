"""Why an answer did not help, in one tap."""

from api.domain.labelled import LabelledEnum


class VoteReason(LabelledEnum):
    """Values are stored: add some, never rename one. Labels are what the user taps."""

    OTHER_QUESTION = "other_question", "Ce n’était pas ma question"
    INCOMPLETE = "incomplete", "Réponse incomplète"
    WRONG = "wrong", "Réponse inexacte ou périmée"
    WANTS_AGENT = "wants_agent", "Je préfère un agent"
