"""Every table, imported here so that `Base.metadata` is whole for migrations and tests."""

from api.models import agent as agent
from api.models import chat_attachment as chat_attachment
from api.models import chat_choice as chat_choice
from api.models import chat_erasure as chat_erasure
from api.models import chat_event as chat_event
from api.models import chat_turn as chat_turn
from api.models import chat_vote as chat_vote
from api.models import conversation as conversation
from api.models import desk_note as desk_note
from api.models import directory_change as directory_change
from api.models import directory_watch as directory_watch
from api.models import engagement as engagement
from api.models import flow as flow
from api.models import idempotent_write as idempotent_write
from api.models import invoice as invoice
from api.models import invoice_action as invoice_action
from api.models import invoice_attachment as invoice_attachment
from api.models import journal as journal
from api.models import notification as notification
from api.models import rights_request as rights_request
from api.models import sollicitation as sollicitation
from api.models import structure as structure
from api.models import user as user
from api.models.base import Base as Base
