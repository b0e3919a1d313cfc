"""Folders and files of the knowledge, from the root of the repository."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """What the package reads and what it writes."""

    root: Path = field(default_factory=lambda: Path(__file__).resolve().parents[1])

    @property
    def entries(self) -> Path:
        return self.root / "knowledge" / "entries"

    @property
    def sources(self) -> Path:
        return self.root / "knowledge" / "sources.yml"

    @property
    def evaluation(self) -> Path:
        """Phrases that measure the understanding; nothing is ever trained nor tuned on them."""
        return self.root / "knowledge" / "evaluation"

    @property
    def calibration(self) -> Path:
        """Phrases on which thresholds are chosen."""
        return self.root / "knowledge" / "calibration"

    @property
    def rasa_nlu(self) -> Path:
        """Training phrases that no entry holds: dialogue, portal requests, hand-over."""
        return self.root / "bot" / "data" / "nlu"

    @property
    def rasa_data(self) -> Path:
        return self.root / "bot" / "data" / "generated" / "faq.yml"

    @property
    def rasa_domain(self) -> Path:
        return self.root / "bot" / "domain" / "generated" / "faq.yml"

    @property
    def bundle(self) -> Path:
        return self.root / "build" / "knowledge.json"

    def relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()
