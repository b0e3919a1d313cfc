"""Names of files, as browsers and mail programs give them."""

from api.domain.plain_text import storable


def own_name(name: str | None) -> str:
    """The file's own name, without folders of either system, on one line; "" for none."""
    return " ".join(storable((name or "").replace("\\", "/").rpartition("/")[2]).split())
