"""A flow and its integration report, as the portal shows them."""

from pydantic import BaseModel

from api.portal.schemas import Coded, LocalInstant, StructureRef


class FlowReceipt(BaseModel):
    """What a deposit answers: the flow is received, which does not mean integrated."""

    number: str
    file_name: str
    structure: StructureRef
    deposited_at: LocalInstant


class FlowStateRead(BaseModel):
    """`final` is true once nothing more will happen to the flow."""

    code: str
    label: str
    meaning: str
    since: LocalInstant
    final: bool


class FlowCounts(BaseModel):
    """Lines of the report that the caller may see: integrated or refused."""

    lines: int
    integrated: int
    refused: int


class FlowSummary(BaseModel):
    """`format` is null until the file is read; `syntax` where none is published for it."""

    number: str
    file_name: str
    size: int
    format: Coded | None
    syntax: Coded | None
    structure: StructureRef
    state: FlowStateRead
    counts: FlowCounts
    deposited_at: LocalInstant
    as_of: LocalInstant


class LineError(BaseModel):
    """Why a line is refused, and how to mend it; `code` is stable."""

    code: str
    message: str
    remedy: str


class FlowLineRead(BaseModel):
    """`supplier` and `recipient` are the identifiers that the file gives."""

    position: int
    file: str | None
    kind: Coded
    outcome: Coded
    invoice_number: str | None
    supplier: str | None
    recipient: str | None
    errors: list[LineError]


class LinePage(BaseModel):
    items: list[FlowLineRead]
    total: int


class TechnicalError(BaseModel):
    """`nature` is `file` (the file is at fault) or `processing` (the treatment is)."""

    code: str
    label: str
    nature: str


class FlowRead(FlowSummary):
    """`lines` is a page of the report, in the order of the file."""

    lines: LinePage
    technical_errors: list[TechnicalError]


class FlowPage(BaseModel):
    """Newest first; `total` counts them all."""

    items: list[FlowSummary]
    total: int
