"""The failures of this package: a file that we refuse, an invoice that we cannot write."""

from api.formats.refusals import Refusal


class RefusedFileError(Exception):
    """A file that cannot be taken in.

    `code` is stable (see `refusals.py`); `detail` is a French sentence for the user. Neither ever
    quotes the file's content.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail

    @classmethod
    def of(cls, refusal: Refusal) -> "RefusedFileError":
        """The error for a reason of the list."""
        return cls(refusal.value, refusal.label)


class IncompleteDataError(Exception):
    """Data that a format cannot carry; `fields` names them as the format does (« Fournisseur/… »).

    A fault of the caller, who must check before writing, and not of a user.
    """

    def __init__(self, fields: list[str]) -> None:
        super().__init__("cannot write " + ", ".join(fields))
        self.fields = fields
