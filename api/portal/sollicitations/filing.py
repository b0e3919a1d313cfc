"""Filing a sollicitation once, whatever happens to the request."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import local, now
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import SollicitationStatus, reference_of
from api.models.sollicitation import Sollicitation
from api.portal.errors import IdempotencyKeyReusedError
from api.portal.idempotency import checked_key
from api.portal.sollicitations.acting import Wanted, perform
from api.portal.sollicitations.authors import ANONYMOUS_NAME, Author
from api.portal.sollicitations.chat_files import ChatFile, join_to
from api.portal.sollicitations.contents import check_draft, check_whole, write_on
from api.portal.sollicitations.filing_schemas import SollicitationCreate
from api.portal.sollicitations.mail_proofs import require_verified
from api.portal.sollicitations.pace import require_few_filings
from api.portal.sollicitations.reading import detail
from api.portal.sollicitations.repository import SollicitationRepository
from api.portal.sollicitations.schemas import SollicitationDetail
from api.portal.sollicitations.transcript import keep_transcript


async def file_sollicitation(
    session: AsyncSession,
    body: SollicitationCreate,
    idempotency_key: str | None,
    *,
    author: Author,
    files: Sequence[ChatFile] = (),
) -> SollicitationDetail:
    """File once per key: the same key and body give back what was filed the first time.

    `files` are the `attachments` of the body, copied.

    Raises:
        IdempotencyKeyRequiredError, IdempotencyKeyReusedError: no key, or one used otherwise.
        InvalidRequestError: category, sub-category, description or addressee refused.
        RattachementNotFoundError, InvoiceNotFoundError: not the author's, or unknown.
        EmailNotVerifiedError: an anonymous author's address is not proven here.
        ConversationNotFoundError: the transcript of somebody else's conversation.
        ChatFileNotFoundError, ChatFileRefusedError: one of `files`.
        TooManySollicitationsError: over what one may file in an hour.
    """
    key = checked_key(idempotency_key)
    wanted = body.normalised()
    repository = SollicitationRepository(session, author)
    await repository.lock_author()
    filed = await repository.find_by_key(key)
    if filed is None:
        filed = await _file(session, repository, wanted, key, author)
        filed = await _settled(session, filed, wanted, author, files)
    elif filed.body_hash != wanted.digest():
        raise IdempotencyKeyReusedError
    return await read(session, filed, author)


async def _file(
    session: AsyncSession,
    repository: SollicitationRepository,
    wanted: SollicitationCreate,
    key: str,
    author: Author,
) -> Sollicitation:
    check = check_draft if wanted.draft else check_whole
    anonymous = author.reader is None
    await require_few_filings(session, author.owns(), anonymous=anonymous)
    checked = await check(session, wanted, author)
    filed = await _signed(session, wanted, author)
    write_on(filed, checked)
    filed.status, filed.created_at = SollicitationStatus.DRAFT, now()
    filed.updated_at = filed.created_at
    filed.idempotency_key, filed.body_hash = key, wanted.digest()
    filed.anonymous_key = repository.anonymous_key(key)
    year = local(filed.created_at).year
    filed.reference = reference_of(year, await repository.next_number(year))
    await repository.add(filed)
    return filed


async def _signed(
    session: AsyncSession, wanted: SollicitationCreate, author: Author
) -> Sollicitation:
    """In the author's name, copied since he may be erased; his address is read when it serves."""
    user = await author.user(session)
    if user is not None:
        return Sollicitation(
            user_id=user.id,
            author_name=user.name,
            conversation_id=wanted.conversation_id,
        )
    assert author.conversation_id is not None, "an author has one or the other"
    email = await require_verified(session, author.conversation_id, wanted.email)
    return Sollicitation(
        author_name=ANONYMOUS_NAME, email=email, conversation_id=author.conversation_id
    )


async def _settled(
    session: AsyncSession,
    filed: Sollicitation,
    wanted: SollicitationCreate,
    author: Author,
    files: Sequence[ChatFile],
) -> Sollicitation:
    """With its files, and the transcript on consent; sent, unless it is a draft."""
    actor = author.acting_on(filed)
    kept = [await join_to(session, filed.id, file, actor.owner) for file in files]
    if wanted.attach_transcript:
        kept.append(await keep_transcript(session, filed, author, actor))
    if wanted.draft:
        return filed
    said = list(dict.fromkeys(file.id for file in kept))
    return await perform(session, filed.id, Wanted(Act.SUBMIT, files=said), actor)


async def read(session: AsyncSession, own: Sollicitation, author: Author) -> SollicitationDetail:
    """As its author sees it."""
    return await detail(session, own, author.acting_on(own))
