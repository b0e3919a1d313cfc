"""The billing framework (« cadre de facturation ») as structured formats carry it."""

import re

_FRAMEWORK = re.compile(r"A([1-9]|1[0-9]|2[0-5])")


def framework_in(text: str | None) -> str | None:
    """« A1 » to « A25 » if the text is exactly that, else None.

    No source says where Chorus Pro reads the framework in CII and UBL: the business process
    (BT-23) is trusted only when it cannot be anything else.
    """
    return text if text and _FRAMEWORK.fullmatch(text) else None
