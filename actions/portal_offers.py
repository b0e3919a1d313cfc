"""What the portal lets a user do with one invoice (`…/actions`), and a download."""

from datetime import datetime

from actions.invoice_reference import refer_to
from actions.portal_models import Labelled, Party, Resource

_PATHS = {"treat_rejection": "treat-rejection", "set_status": "status"}


def path_of_act(code: str) -> str:
    """The last part of the path that does it."""
    return _PATHS.get(code, code)


class Target(Labelled):
    """A status that may be set; `mandate_number`: that of the order to pay may come with it."""

    reason_required: bool = False
    mandate_number: bool = False


class Offer(Labelled):
    """`targets` are those of `set_status`."""

    reason_required: bool = False
    targets: tuple[Target, ...] = ()

    def target(self, code: str | None) -> Target | None:
        return next((each for each in self.targets if each.code == code), None)


class Offers(Resource):
    """`answer_by`: until when a validator may answer."""

    number: str
    supplier: Party
    year: int
    status: Labelled
    answer_by: datetime | None = None
    items: tuple[Offer, ...] = ()
    as_of: datetime

    @property
    def reference(self) -> str:
        return refer_to(self.number, self.supplier.siret, self.year)

    def offer(self, code: str) -> Offer | None:
        return next((each for each in self.items if each.code == code), None)


class DownloadLink(Resource):
    """`href` is relative to the address of the api."""

    href: str
    expires_at: datetime
    name: str
