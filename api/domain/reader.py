"""Who reads the portal, and for which structures."""

from dataclasses import dataclass

from api.domain.rights import Space


@dataclass(frozen=True, slots=True)
class Reader:
    """A known user: ids of the structures of validated rattachements, and spaces subscribed there.

    `spaces` holds (structure id, space) pairs; its ids are always among `structure_ids`.
    """

    user_id: int
    login: str
    structure_ids: frozenset[int]
    spaces: frozenset[tuple[int, Space]]

    def structures_with(self, space: Space) -> frozenset[int]:
        """The structures for which this reader may use `space`."""
        return frozenset(structure for structure, held in self.spaces if held is space)

    @property
    def may_read_invoices(self) -> bool:
        return any(
            self.structures_with(space)
            for space in (
                Space.ISSUED_INVOICES,
                Space.RECEIVED_INVOICES,
                Space.INVOICES_TO_VALIDATE,
                Space.WORKS_INVOICES,
            )
        )

    def within(self, structure_id: int) -> "Reader":
        """The same reader, seeing only what this structure lets him see."""
        return Reader(
            self.user_id,
            self.login,
            self.structure_ids & {structure_id},
            frozenset(pair for pair in self.spaces if pair[0] == structure_id),
        )
