"""What became of an answer to a question of a form."""

from dataclasses import dataclass, field

from actions.reply import Button


@dataclass(frozen=True, slots=True)
class Checked:
    """`value` None: ask again, after `complaint` if there is one; `also`: other slots it sets."""

    value: str | None = None
    complaint: str = ""
    buttons: list[Button] = field(default_factory=list[Button])
    also: dict[str, str | None] = field(default_factory=dict[str, str | None])
