"""« Je ne vois pas cet espace »: the one missing step, from the user's own rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.rights import Grant, RattachementState, Role, Space
from api.domain.rights_requests import RequestKind
from api.domain.space_diagnosis import Standing, Step
from api.models.user import Rattachement
from api.portal.rights.explanation import Known, explain
from api.portal.rights.filing import parse_space
from api.portal.rights.granting import is_open, is_subscribed
from api.portal.rights.repository import RightsRepository
from api.portal.rights.request_repository import RequestRepository
from api.portal.rights.schemas import (
    CheckRead,
    OtherStructure,
    ProposedRequest,
    SpaceDiagnosis,
    WhoRead,
)
from api.portal.schemas import Coded, StructureRef

SUPPORT = WhoRead(name="Support Chorus Pro", role="Support")
_REQUEST_KINDS = {RequestKind.RATTACHEMENT: "rattachement", RequestKind.SPACE: "space"}
_STEPS: Sequence[Step] = tuple(Step)


@dataclass(frozen=True, slots=True)
class _Case:
    """A rattachement of the caller, and where he stands there towards the space."""

    item: Rattachement
    standing: Standing


async def diagnose_space(
    session: AsyncSession, code: str, siret: str | None, *, reader: Reader
) -> SpaceDiagnosis:
    """For the structure of `siret`, else for the one where the caller is nearest to the space.

    A structure to which the caller never was attached says nothing of itself: a private one looks
    like one that does not exist.

    Raises:
        UnknownSpaceError: no such space.
    """
    space = parse_space(compact(code))
    repository = RightsRepository(session, reader)
    cases = [_case(item, space) for item in await repository.list_own()]
    wanted = compact(siret or "")
    chosen = _of_siret(cases, wanted) if wanted else _nearest(cases)
    if chosen is None or space.grant is Grant.PERSONAL:
        return await _without_rattachement(repository, space, wanted)
    others = [case for case in cases if case is not chosen and case.item.state.held]
    return await _of_case(session, repository, chosen, others, reader)


def _case(item: Rattachement, space: Space) -> _Case:
    opened = is_open(item.structure, space)
    subscribed = is_subscribed(item, space)
    return _Case(item, Standing(space, item.state, item.role, opened, subscribed))


def _of_siret(cases: Sequence[_Case], siret: str) -> _Case | None:
    return next((case for case in cases if case.item.structure.siret == siret), None)


def _nearest(cases: Sequence[_Case]) -> _Case | None:
    """Where most steps are taken and one still misses; else where nothing misses."""

    def rank(case: _Case) -> int:
        missing = case.standing.missing
        return -1 if missing is None else _STEPS.index(missing)

    held = [case for case in cases if case.item.state.held]
    return max(held or cases, key=rank, default=None)


async def _without_rattachement(
    repository: RightsRepository, space: Space, siret: str
) -> SpaceDiagnosis:
    found = await repository.find_public_structure(siret) if siret else None
    known = Known(Standing(space), found.name if found else None, asked_for_one=bool(siret))
    structure = StructureRef.model_validate(found) if found else None
    return _answer(known, structure=structure)


async def _of_case(
    session: AsyncSession,
    repository: RightsRepository,
    case: _Case,
    others: Sequence[_Case],
    reader: Reader,
) -> SpaceDiagnosis:
    item, standing = case.item, case.standing
    pending = await _pending_since(session, case, reader)
    manager = await _manager(repository, item)
    known = Known(standing, item.structure.name, manager=manager, pending_since=pending)
    answer = _answer(known, structure=StructureRef.model_validate(item.structure))
    answer.others = [_other(other) for other in others]
    return answer


async def _pending_since(session: AsyncSession, case: _Case, reader: Reader) -> datetime | None:
    """Since when a request waits that would take the missing step."""
    missing = case.standing.missing
    if missing is None:
        return None
    asked = None if missing is Step.ATTACHMENT_VALIDATED else case.standing.space
    requests = RequestRepository(session, reader)
    found = await requests.find_own_pending(case.item.structure_id, asked)
    return found.created_at if found else None


async def _manager(repository: RightsRepository, item: Rattachement) -> WhoRead | None:
    """Only whoever is attached may know the managers' names: anybody may ask to be."""
    if item.state is not RattachementState.VALIDATED:
        return None
    managers = await repository.list_managers(item.structure_id)
    named = next((one for one in managers if one.user_id != item.user_id), None)
    if named is None and item.role is Role.SIMPLE_USER:
        return SUPPORT
    return WhoRead(name=named.user.name, role=named.role.label) if named else None


def _answer(known: Known, *, structure: StructureRef | None) -> SpaceDiagnosis:
    standing = known.standing
    missing = standing.missing
    alone = missing is None or standing.you_can_do_it or missing is Step.ATTACHED
    return SpaceDiagnosis(
        space=Coded.of(standing.space, standing.space),
        structure=structure,
        checks=[
            CheckRead(code=step, label=step.label, ok=ok) for step, ok in standing.checks.items()
        ],
        missing=missing.value if missing else None,
        explanation=explain(known),
        who=None if alone else known.manager,
        you_can_do_it=standing.you_can_do_it,
        request=_proposed(known),
        pending_since=known.pending_since,
        others=[],
        as_of=now(),
    )


def _proposed(known: Known) -> ProposedRequest | None:
    standing = known.standing
    if known.pending_since is not None:
        return None
    # A rattachement that waits while nobody filed a request for it: it has to be asked for.
    forgotten = standing.state is RattachementState.PENDING
    kind = RequestKind.RATTACHEMENT if forgotten else standing.request
    if kind is None:
        return None
    return ProposedRequest(kind=_REQUEST_KINDS[kind], label=_label(standing, kind))


def _label(standing: Standing, kind: RequestKind) -> str:
    if kind is RequestKind.RATTACHEMENT:
        return "Demander mon rattachement"
    verb = "Ajouter" if standing.you_can_do_it else "Demander"
    return f"{verb} l’espace « {standing.space.label} »"


def _other(case: _Case) -> OtherStructure:
    structure, missing = case.item.structure, case.standing.missing
    return OtherStructure(
        siret=structure.siret, name=structure.name, missing=missing.value if missing else None
    )
