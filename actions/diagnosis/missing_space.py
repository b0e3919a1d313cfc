"""« Je ne vois pas l’espace Factures émises »: the one step that is missing, and who takes it."""

from actions import french_format as french
from actions.diagnosis.live import LiveDiagnosis, Told
from actions.diagnosis.spaces import ISSUED_INVOICES, space_named
from actions.operations.starting import start
from actions.portal_client import PortalClient
from actions.portal_diagnoses import Person, SpaceCheck, SpaceDiagnosis
from actions.portal_models import Labelled
from actions.reply import Button, Card, Reply, card, led_by
from actions.turn import Turn

ENTRY = "faq_structures_missing_issued_invoices_app"
# Its other readers name the space that they want: without a name, there is nothing to look at.
_ANY_SPACE = "faq_structures_request_extra_rights"
_NOTHING_MISSING = "Si cela ne suffit pas, la réponse générale :"
_MARKS = {True: "fait", False: "manque", None: "à voir ensuite"}


class ActionDiagnoseMissingSpace(LiveDiagnosis):
    """Tick the steps that lead to a space, and offer to file the request for the missing one."""

    action_name = "action_diagnose_missing_space"
    topic = "explain_space"

    async def diagnose(self, reply: Reply, turn: Turn, portal: PortalClient) -> Told | None:
        space = _space(turn)
        if space is None:
            return None
        found = await portal.space_diagnosis(space)
        reply.say(_explanation(found), _buttons(found), card=_card(found))
        return Told([], whole=found.missing is not None)

    def general_entry(self, turn: Turn) -> str:
        return ENTRY


def _space(turn: Turn) -> str | None:
    named = None if turn.is_choice else space_named(turn.text)
    return named or (None if turn.intent == _ANY_SPACE else ISSUED_INVOICES)


def _explanation(found: SpaceDiagnosis) -> str:
    whose = f" pour {found.structure.name}" if found.structure else ""
    checks = [_line(check) for check in found.checks]
    paragraphs = [
        found.explanation,
        "\n".join([f"Accès à « {found.space.label} »{whose} :", *checks]) if checks else None,
        _who(found),
        f"Situation {french.as_of(found.as_of)}.",
        None if found.missing else _NOTHING_MISSING,
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _line(check: SpaceCheck) -> str:
    return f"- {check.label} : {_MARKS[check.ok]}"


def _who(found: SpaceDiagnosis) -> str | None:
    """Unless the explanation names him already."""
    if found.who is None or found.missing is None or found.who.name in found.explanation:
        return None
    return f"Qui peut le faire : {described(found.who)}."


def described(person: Person) -> str:
    """« Manuela Martin, gestionnaire principal »."""
    role = person.role.label if isinstance(person.role, Labelled) else person.role
    return f"{person.name}, {role[:1].lower()}{role[1:]}" if role else person.name


def _buttons(found: SpaceDiagnosis) -> list[Button]:
    request = found.request
    if request is None or found.pending_since is not None:
        return []
    given = {"op_space": found.space.code}
    if found.structure is not None:
        given["op_siret"] = found.structure.siret
    return [start(request.label, request.kind, **given)]


def _card(found: SpaceDiagnosis) -> Card:
    fields = [
        *((check.label, _MARKS[check.ok]) for check in found.checks),
        ("Qui peut le faire", described(found.who) if found.who and found.missing else None),
        ("Mise à jour", f"situation {french.as_of(found.as_of)}"),
    ]
    title = f"Espace « {found.space.label} »"
    return led_by(found.explanation, card("summary", title, fields))
