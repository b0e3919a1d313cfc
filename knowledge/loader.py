"""Reads the entries and the sources; every fault is gathered, none stops the reading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from knowledge.content import Block
from knowledge.field_problems import field_problems
from knowledge.layout import Layout
from knowledge.located_yaml import read_mapping
from knowledge.markdown import parse_markdown
from knowledge.model import Entry, FollowUp, Header, Library, Source, Variant
from knowledge.place import Place
from knowledge.problems import Fault, Problem

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class _Parts:
    front: str
    body: str
    body_line: int


def load_library(layout: Layout) -> Library:
    """All entries and sources under the layout's root, with the problems met."""
    sources, problems = _load_sources(layout)
    entries: list[Entry] = []
    files = sorted(layout.entries.rglob("*.md"))
    for path in files:
        entry, found = load_entry(path, layout)
        problems.extend(found)
        if entry is not None:
            entries.append(entry)
    entries.sort(key=lambda entry: entry.id)
    known = frozenset(_id_of(path, layout) for path in files)
    return Library(tuple(entries), sources, known, tuple(problems))


def load_entry(path: Path, layout: Layout) -> tuple[Entry | None, list[Problem]]:
    """One entry, or None when its front matter cannot be used, and what is wrong in the file."""
    name = layout.relative(path)
    try:
        parts = _split(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return None, [Problem(name, 1, "not_utf8", "le fichier n’est pas en UTF-8.")]
    if parts is None:
        message = "la fiche commence par un en-tête entre deux lignes « --- »."
        return None, [Problem(name, 1, "front_matter_missing", message)]
    return _read_parts(parts, name, _id_of(path, layout))


def _read_parts(parts: _Parts, name: str, path_id: str) -> tuple[Entry | None, list[Problem]]:
    yaml = read_mapping(parts.front, first_line=2)
    place = Place(name, yaml.lines)
    content, faults = parse_markdown(parts.body, first_line=parts.body_line)
    problems = _located(name, [*yaml.faults, *faults])
    if yaml.values or not yaml.faults:
        try:
            header = Header.model_validate(yaml.values)
        except ValidationError as error:
            return None, problems + field_problems(error, place)
        follow_ups, found = _follow_ups(header, place)
        variants, refused = _variants(header, place)
        entry = Entry(header, content, follow_ups, variants, place, parts.body_line)
        return entry, [*problems, *found, *refused, *_misplaced(entry, path_id)]
    return None, problems


def _split(text: str) -> _Parts | None:
    lines = text.split("\n")
    fences = [index for index, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(fences) < 2 or fences[0] != 0:
        return None
    end = fences[1]
    blank = next((i for i in range(end + 1, len(lines)) if lines[i].strip()), end + 1)
    return _Parts("\n".join(lines[1:end]), "\n".join(lines[blank:]), blank + 1)


def _id_of(path: Path, layout: Layout) -> str:
    return path.relative_to(layout.entries).with_suffix("").as_posix()


def _misplaced(entry: Entry, path_id: str) -> Iterator[Problem]:
    if entry.id != path_id:
        message = f"l’identifiant « {entry.id} » ne suit pas le fichier : attendu « {path_id} »."
        yield entry.place.error("id_mismatch", message, "id")
    theme = entry.header.theme.value
    if theme != path_id.split("/", maxsplit=1)[0]:
        message = f"le thème « {theme} » n’est pas celui du dossier."
        yield entry.place.error("theme_mismatch", message, "theme")


def _follow_ups(header: Header, place: Place) -> tuple[tuple[FollowUp, ...], list[Problem]]:
    follow_ups: list[FollowUp] = []
    problems: list[Problem] = []
    for index, item in enumerate(header.follow_ups):
        content, faults = _answer(item.answer, place, "follow_ups", index)
        problems += faults
        follow_ups.append(FollowUp(item.question, content))
    return tuple(follow_ups), problems


def _variants(header: Header, place: Place) -> tuple[tuple[Variant, ...], list[Problem]]:
    variants: list[Variant] = []
    problems: list[Problem] = []
    for index, item in enumerate(header.variants):
        content, faults = _answer(item.answer, place, "variants", index)
        problems += faults
        variants.append(Variant(item.audience, item.profile, content))
    return tuple(variants), problems


def _answer(text: str, place: Place, *key: str | int) -> tuple[tuple[Block, ...], list[Problem]]:
    """The content of an answer of the front matter; each fault is told at the answer's key."""
    content, faults = parse_markdown(text)
    return content, [place.error(fault.code, fault.message, *key, "answer") for fault in faults]


def _load_sources(layout: Layout) -> tuple[dict[str, Source], list[Problem]]:
    name = layout.relative(layout.sources)
    if not layout.sources.is_file():
        return {}, [Problem(name, 1, "sources_missing", "le fichier des sources est absent.")]
    yaml = read_mapping(layout.sources.read_text(encoding="utf-8"))
    problems = _located(name, yaml.faults)
    sources: dict[str, Source] = {}
    for key, value in yaml.values.items():
        source, found = _validated(Source, value, Place(name, yaml.lines), key)
        problems += found
        if source is not None:
            sources[key] = source
    return sources, problems


def _validated[M: BaseModel](
    model: type[M], value: object, place: Place, key: str
) -> tuple[M | None, list[Problem]]:
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, field_problems(error, place, key)


def _located(name: str, faults: Iterable[Fault]) -> list[Problem]:
    return [Problem(name, fault.line, fault.code, fault.message) for fault in faults]
