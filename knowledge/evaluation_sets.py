"""Reads the phrases of `knowledge/evaluation` and `knowledge/calibration`.

Both folders hold the same files: `in_scope/<theme>.yml`, `out_of_scope.yml`, `portal.yml` and
`hand_over.yml`, each a list of blocks with `text` and what is expected of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.field_problems import field_problems
from knowledge.labelled import LabelledEnum
from knowledge.layout import Layout
from knowledge.located_yaml import LocatedYaml, as_items, read_mapping
from knowledge.model import Text
from knowledge.place import Place
from knowledge.problems import Problem


class Slice(LabelledEnum):
    """How a phrase is written."""

    PLAIN = "plain", "courantes"
    TYPO = "typo", "fautes de frappe"
    SMS = "sms", "langage SMS"
    KEYWORDS = "keywords", "mots-clés"
    LONG = "long", "longues"
    CAPITALS = "capitals", "capitales"


class Distance(LabelledEnum):
    """How far a question is from what the assistant knows."""

    FAR = "far", "lointaines"
    NEAR = "near", "proches"


class HandOverPhrase(BaseModel):
    """Somebody asks for a person."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    text: Text


class InScopePhrase(HandOverPhrase):
    """A question that one entry answers."""

    entry: Text
    slice: Annotated[Slice, Field(strict=False)]

    @property
    def theme(self) -> str:
        return self.entry.split("/", maxsplit=1)[0]


class OutOfScopePhrase(HandOverPhrase):
    """A question that nothing answers."""

    distance: Annotated[Distance, Field(strict=False)]


class PortalPhrase(HandOverPhrase):
    """A request that the portal serves, by its intent."""

    intent: Text


@dataclass(frozen=True, slots=True)
class Written[P: HandOverPhrase]:
    """A phrase and where it is written."""

    phrase: P
    place: Place
    index: int

    @property
    def text(self) -> str:
        return self.phrase.text

    @property
    def where(self) -> str:
        """`path:line`, as errors point at it."""
        return f"{self.place.path}:{self.place.line((_ROOT, self.index))}"

    def error(self, code: str, message: str, key: str = "text") -> Problem:
        return self.place.error(code, message, _ROOT, self.index, key)

    def warning(self, code: str, message: str, key: str = "text") -> Problem:
        return self.place.warning(code, message, _ROOT, self.index, key)


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """All phrases of one folder, in the order of the files, and what is wrong in them."""

    in_scope: tuple[Written[InScopePhrase], ...]
    out_of_scope: tuple[Written[OutOfScopePhrase], ...]
    portal: tuple[Written[PortalPhrase], ...]
    hand_over: tuple[Written[HandOverPhrase], ...]
    problems: tuple[Problem, ...] = ()

    def all(self) -> Iterator[Written[HandOverPhrase]]:
        for part in (self.in_scope, self.out_of_scope, self.portal, self.hand_over):
            for written in part:
                yield Written(written.phrase, written.place, written.index)


# A list at the top of a file is read as the value of this key.
_ROOT = "phrases"


def load_set(folder: Path, layout: Layout) -> PhraseSet:
    """Every phrase that can be used; the others are problems. A file may be absent."""
    problems: list[Problem] = []
    themes = sorted((folder / "in_scope").glob("*.yml"))
    return PhraseSet(
        _read(themes, InScopePhrase, layout, problems),
        _read([folder / "out_of_scope.yml"], OutOfScopePhrase, layout, problems),
        _read([folder / "portal.yml"], PortalPhrase, layout, problems),
        _read([folder / "hand_over.yml"], HandOverPhrase, layout, problems),
        tuple(problems),
    )


def _read[P: HandOverPhrase](
    paths: Sequence[Path], model: type[P], layout: Layout, problems: list[Problem]
) -> tuple[Written[P], ...]:
    found: list[Written[P]] = []
    for path in paths:
        if path.is_file():
            found += _read_file(path, model, layout, problems)
    return tuple(found)


def _read_file[P: HandOverPhrase](
    path: Path, model: type[P], layout: Layout, problems: list[Problem]
) -> Iterator[Written[P]]:
    name = layout.relative(path)
    try:
        # The key takes a line of its own, which is not counted.
        yaml = read_mapping(f"{_ROOT}:\n{path.read_text(encoding='utf-8-sig')}", first_line=0)
    except UnicodeDecodeError:
        problems.append(Problem(name, 1, "not_utf8", "le fichier n’est pas en UTF-8."))
        return
    place = Place(name, yaml.lines)
    problems += [Problem(name, max(f.line, 1), f.code, f.message) for f in yaml.faults]
    for index, value in enumerate(_items(yaml, place, problems)):
        try:
            yield Written(model.model_validate(value), place, index)
        except ValidationError as error:
            problems += field_problems(error, place, _ROOT, index)


def _items(yaml: LocatedYaml, place: Place, problems: list[Problem]) -> Sequence[object]:
    items = as_items(yaml.values.get(_ROOT))
    if not items and not yaml.faults:
        message = 'une liste de phrases est attendue (« - text: "…" »).'
        problems.append(Problem(place.path, 1, "wrong_type", message))
    return items
