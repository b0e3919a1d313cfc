"""What a picture is: its name, what its reader is told, and the looks of the page it is of."""

from dataclasses import dataclass
from typing import Any

type Looks = dict[str, Any]

STILL: Looks = {"reduced_motion": "reduce", "locale": "fr-FR", "timezone_id": "Europe/Paris"}
PHONE: Looks = {**STILL, "viewport": {"width": 375, "height": 667}, "has_touch": True}


@dataclass(frozen=True)
class Picture:
    """`caption` and `alt` are French; the second tells what is to be seen to who does not see."""

    name: str
    caption: str
    alt: str
    looks: Looks
