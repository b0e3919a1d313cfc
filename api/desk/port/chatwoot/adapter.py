"""Our conversations as Chatwoot's: `open` is in the agents' hands, `resolved` or `pending` is not.

Chatwoot does not refuse a repetition: before creating what may have been created already, we look.
"""

from contextlib import suppress
from urllib.parse import urlsplit

from api.desk.port.chatwoot.client import ChatwootClient, Contact, ContactInbox, Message
from api.desk.port.desk import (
    AgentMessage,
    Case,
    DeskFailedError,
    Heard,
    Said,
    Thread,
    ThreadGoneError,
)

_INCOMING, _OUTGOING = 0, 1
# How many messages are read again: one that was late to be written is found all the same.
_OVERLAP = 20
_ATTRIBUTE = "chorale_conversation"
_OVER = frozenset({"resolved", "pending"})


class ChatwootDesk:
    """One contact a user (or an anonymous conversation), one Chatwoot conversation for each."""

    def __init__(self, client: ChatwootClient) -> None:
        self._client = client

    async def close(self) -> None:
        await self._client.close()

    async def find_thread(self, case: Case, known: Thread) -> Thread:
        if known.id is not None:
            return known
        contact = await self._contact(case)
        source = (await self._session(contact)).source_id
        thread = await self._existing(contact, case)
        if thread is None:
            attributes = {_ATTRIBUTE: case.conversation_id}
            thread = await self._client.create_conversation(source, contact.id, attributes)
        return Thread(contact.id, source, thread)

    async def put_in_hands(self, thread: int) -> None:
        # An inbox with an agent bot creates conversations as `pending` whatever is asked.
        await self._client.set_status(thread, "open")

    async def tell(self, thread: int, said: Said) -> int:
        if said.doubtful:
            found = await self._find(thread, said)
            if found is not None:
                return found
        return await self._client.create_message(thread, said.text, private=said.note)

    async def hear(self, thread: int, after: int) -> Heard:
        # The status first: what an agent said before it changed is then in the messages.
        status = (await self._client.conversation(thread)).status
        messages = await self._all_after(thread, after)
        mark = messages[-_OVERLAP - 1].id if len(messages) > _OVERLAP else after
        last = messages[-1].id if messages else after
        said = [_agent_message(message) for message in messages if _is_for_user(message)]
        return Heard(said, over=status in _OVER, mark=mark, last=last)

    async def take_back(self, thread: int) -> None:
        if (await self._client.conversation(thread)).status not in _OVER:
            await self._client.set_status(thread, "resolved")

    async def forget(self, thread: int) -> None:
        # The public API deletes messages, not conversations: an empty one stays.
        with suppress(ThreadGoneError):
            for message in await self._all_after(thread, 0):
                if message.message_type in (_INCOMING, _OUTGOING):
                    await self._delete(thread, message.id)
            await self.take_back(thread)

    async def _delete(self, thread: int, message: int) -> None:
        with suppress(ThreadGoneError):
            await self._client.delete_message(thread, message)

    async def _contact(self, case: Case) -> Contact:
        found = await self._known_contact(case.user)
        if found is None:
            await self._client.create_contact(case.user, case.name)
            found = await self._known_contact(case.user)
        if found is None:
            raise DeskFailedError("contact_not_found")
        return found

    async def _known_contact(self, user: str) -> Contact | None:
        found = await self._client.search_contacts(user)
        return next((contact for contact in found if contact.identifier == user), None)

    async def _session(self, contact: Contact) -> ContactInbox:
        for session in contact.contact_inboxes:
            if session.inbox.id == self._client.inbox:
                return session
        return await self._client.create_contact_inbox(contact.id)

    async def _existing(self, contact: Contact, case: Case) -> int | None:
        for conversation in await self._client.conversations_of(contact.id):
            ours = (conversation.custom_attributes or {}).get(_ATTRIBUTE)
            if ours == case.conversation_id:
                return conversation.id
        return None

    async def _find(self, thread: int, said: Said) -> int | None:
        """We alone write incoming messages and these notes: same words further on are ours."""
        for message in await self._all_after(thread, said.after):
            kind = _OUTGOING if said.note else _INCOMING
            same = (message.message_type, message.private) == (kind, said.note)
            if same and (message.content or "").strip() == said.text.strip():
                return message.id
        return None

    async def _all_after(self, thread: int, after: int) -> list[Message]:
        found: list[Message] = []
        while page := await self._client.messages_after(thread, after):
            found += page
            after = page[-1].id
        return found


def _is_for_user(message: Message) -> bool:
    """What a human agent said aloud: no note, no activity, no greeting, no bot."""
    sender = message.sender.type if message.sender else None
    human = "user" in ((message.sender_type or "").lower(), (sender or "").lower())
    aloud = message.message_type == _OUTGOING and not message.private
    return aloud and human and bool(_text(message))


def _agent_message(message: Message) -> AgentMessage:
    sender = message.sender
    name = (sender.available_name or sender.name) if sender else None
    number = sender.id if sender else None
    return AgentMessage(message.id, str(number or 0), name or "Un agent", _text(message))


def _text(message: Message) -> str:
    files = [_file_line(attachment.data_url or "") for attachment in message.attachments]
    return "\n".join(filter(None, [(message.content or "").strip(), *files]))


def _file_line(address: str) -> str:
    if urlsplit(address).scheme == "https":
        return f"Pièce jointe : {address}"
    return "Une pièce jointe de l’agent n’a pas pu vous être transmise."
