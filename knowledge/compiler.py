"""Writes the generated files, and only those whose content changes.

A file that keeps its date keeps the model trained on it. The result depends on the entries
alone, never on the day.
"""

from pathlib import Path

from knowledge.bundle import bundle_file
from knowledge.layout import Layout
from knowledge.model import Library
from knowledge.rasa_files import domain_file, training_file


def write_outputs(library: Library, layout: Layout) -> list[Path]:
    """Write what `library` gives; return the files that changed.

    The library must be free of errors: an unknown source raises KeyError.
    """
    outputs = {
        layout.rasa_data: training_file(library.entries),
        layout.rasa_domain: domain_file(library.entries),
        layout.bundle: bundle_file(library),
    }
    return [path for path, text in outputs.items() if _write_if_changed(path, text)]


def _write_if_changed(path: Path, text: str) -> bool:
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # A reader never sees half a file.
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(text.encode())
    draft.replace(path)
    return True
