"""Reading one's own sollicitations, and going on with them."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database
from api.core.tokens import Caller
from api.domain.reader import Reader
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import SollicitationStatus, Tab, tab_of
from api.models.sollicitation import Sollicitation
from api.portal.idempotency import checked_key
from api.portal.sollicitations.acting import Wanted, perform
from api.portal.sollicitations.authors import Author, author_of
from api.portal.sollicitations.errors import ActNotPossibleError
from api.portal.sollicitations.filing import read
from api.portal.sollicitations.filing_schemas import ActWanted
from api.portal.sollicitations.offers import offered, require_open_to_files
from api.portal.sollicitations.reading import summary
from api.portal.sollicitations.repository import SollicitationRepository
from api.portal.sollicitations.schemas import (
    SollicitationDetail,
    SollicitationPage,
    SollicitationRead,
    SollicitationsAsked,
    TabCounts,
)

_FIRST_PAGE = SollicitationsAsked()
_FILED = frozenset(SollicitationStatus) - {SollicitationStatus.DRAFT}


async def list_own(
    session: AsyncSession, asked: SollicitationsAsked = _FIRST_PAGE, *, reader: Reader
) -> SollicitationPage:
    """Newest first; drafts only in their own tab."""
    repository = SollicitationRepository(session, Author(reader))
    statuses = _statuses(asked.tab)
    filed = await repository.list_newest(
        limit=asked.size, offset=asked.offset, statuses=statuses, q=asked.q
    )
    return SollicitationPage(
        items=[summary(item) for item in filed],
        total=await repository.count(statuses, asked.q),
        tabs=await _tabs(repository),
    )


async def list_latest(
    session: AsyncSession, limit: int, *, reader: Reader
) -> list[SollicitationRead]:
    """Newest first, no more than that."""
    repository = SollicitationRepository(session, Author(reader))
    filed = await repository.list_newest(limit=limit, offset=0, statuses=_FILED)
    return [summary(item) for item in filed]


async def get_own(session: AsyncSession, reference: str, *, author: Author) -> SollicitationDetail:
    return await read(session, await find_own(session, reference, author), author)


async def find_own(session: AsyncSession, reference: str, author: Author) -> Sollicitation:
    """Also loosely quoted. Raises SollicitationNotFoundError."""
    return await SollicitationRepository(session, author).find(reference)


async def act(
    session: AsyncSession, reference: str, wanted: ActWanted, key: str | None, *, author: Author
) -> SollicitationDetail:
    """Once per key. Raises what `perform` does, and ActNotPossibleError for a draft."""
    key = checked_key(key)
    own = await find_own(session, reference, author)
    actor = author.acting_on(own)
    if wanted.act is Act.SUBMIT:  # it has a route of its own, which checks what is sent
        acts = offered(own, actor.party, actor.login, take_over=False)
        raise ActNotPossibleError(wanted.act, own.status, list(acts))
    done = await perform(session, own.id, Wanted(wanted.act, wanted.text, wanted.files, key), actor)
    return await read(session, done, author)


async def require_file_wanted(session: AsyncSession, reference: str, author: Author) -> None:
    """Raises SollicitationNotFoundError, or ActNotPossibleError once it is closed."""
    own = await find_own(session, reference, author)
    require_open_to_files(own, Party.AUTHOR, author.login)


def _statuses(tab: Tab | None) -> frozenset[SollicitationStatus]:
    if tab is None:
        return _FILED
    return frozenset(status for status in SollicitationStatus if tab_of(status) is tab)


async def _tabs(repository: SollicitationRepository) -> TabCounts:
    counts = dict.fromkeys(Tab, 0)
    for status, number in (await repository.count_by_status()).items():
        counts[tab_of(status)] += number
    return TabCounts(**{tab.value: number for tab, number in counts.items()})


async def open_to_files(
    database: Database, reference: str, caller: Caller
) -> tuple[Sollicitation, Author]:
    """Whose file it is to be, read before the file itself: no session is held while it comes."""
    async with database.new_read_session.begin() as session:
        author = await author_of(session, caller)
        return await find_own(session, reference, author), author
