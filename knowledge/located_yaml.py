"""YAML read with the line of every key, duplicate keys refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.place import Key
from knowledge.problems import Fault

# The stubs of PyYAML leave untyped the two calls that are made through this name.
_SAFE: Any = yaml


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """A mapping, the line of each key and item, and what is wrong with it."""

    values: dict[str, object] = field(default_factory=dict[str, object])
    lines: dict[Key, int] = field(default_factory=dict[Key, int])
    faults: tuple[Fault, ...] = ()


def read_mapping(text: str, *, first_line: int = 1) -> LocatedYaml:
    """Read one YAML mapping with the safe loader; `first_line` is that of `text` in its file."""
    shift = first_line
    try:
        root = _compose(text)
    except yaml.YAMLError as error:
        return LocatedYaml(faults=(_syntax_fault(error, shift),))
    if not isinstance(root, MappingNode):
        return LocatedYaml(faults=(Fault(shift, "yaml_invalid", "des clés sont attendues ici."),))
    lines = {key: node.start_mark.line + shift for key, node in _walk(root, ())}
    faults = [*_duplicate_faults(root, shift)]
    values: dict[str, object] = {}
    for key, node in root.value:
        try:
            values[str(key.value)] = _construct(node)
        except (ValueError, yaml.YAMLError):
            faults.append(_value_fault(key, node, shift))
    return LocatedYaml(values, lines, tuple(faults))


def as_items(value: object) -> Sequence[object]:
    """The items of a list; none when the value is anything else."""
    return cast("list[object]", value) if isinstance(value, list) else ()


def _compose(text: str) -> object:
    return _SAFE.compose(text, Loader=_SAFE.SafeLoader)


def _construct(node: Node) -> object:
    return _SAFE.SafeLoader("").construct_object(node, deep=True)


def _walk(node: Node, key: Key) -> Iterator[tuple[Key, Node]]:
    """Each key path with the node that shows its line: the key itself in a mapping."""
    if isinstance(node, MappingNode):
        for name, value in node.value:
            yield (*key, str(name.value)), name
            yield from _walk(value, (*key, str(name.value)))
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            yield (*key, index), item
            yield from _walk(item, (*key, index))


def _duplicate_faults(node: Node, shift: int) -> Iterator[Fault]:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for name, value in node.value:
            if str(name.value) in seen:
                message = f"la clé « {name.value} » est écrite deux fois."
                yield Fault(name.start_mark.line + shift, "duplicate_key", message)
            seen.add(str(name.value))
            yield from _duplicate_faults(value, shift)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _duplicate_faults(item, shift)


def _syntax_fault(error: yaml.YAMLError, shift: int) -> Fault:
    mark = getattr(error, "problem_mark", None)
    line = shift if mark is None else mark.line + shift
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "illisible"
    return Fault(line, "yaml_invalid", f"YAML incorrect ({reason}) : mettez des guillemets ?")


def _value_fault(key: ScalarNode, node: Node, shift: int) -> Fault:
    message = f"la valeur de « {key.value} » est impossible (date inexistante, étiquette YAML…)."
    return Fault(node.start_mark.line + shift, "yaml_invalid", message)
