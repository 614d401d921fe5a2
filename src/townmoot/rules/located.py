"""YAML that remembers on which line each key stands, also after one file extends another."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from townmoot.rules.mistakes import Mistake, ProfileError

Spot = tuple[str | int, ...]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # written in C, where it is there


@dataclass
class Located:
    """Plain data and, for every place in it, the file and line where it was written."""

    data: dict[str, Any]
    lines: dict[Spot, tuple[str, int]] = field(default_factory=dict)

    def where(self, spot: Spot) -> tuple[str, int]:
        """File and line of a place; of the nearest place above where it is not written."""
        while spot not in self.lines:
            spot = spot[:-1]
        return self.lines[spot]

    def mistake(self, spot: Spot, text: str) -> Mistake:
        file, line = self.where(spot)
        return Mistake(file, line, ".".join(str(part) for part in spot), text)

    def extended_by(self, other: "Located") -> "Located":
        """This with the other's keys over it: sections key by key, a rule as a whole."""
        data = dict(self.data)
        lines = {spot: line for spot, line in self.lines.items() if spot}
        for key, value in other.data.items():
            if _is_section(value) and _is_section(data.get(key)):
                data[key] = {**data[key], **value}
                replaced: list[Spot] = [(key, part) for part in value]
            else:
                data[key] = value
                replaced = [(key,)]
            for top in replaced:
                lines = {spot: line for spot, line in lines.items() if spot[: len(top)] != top}
        return Located(data, lines | other.lines)


def _is_section(value: object) -> bool:
    """A mapping of rules or words; not one rule nor one label, which are replaced whole."""
    return isinstance(value, dict) and not {"value", "zh", "en"} & value.keys()


def read(path: Path) -> Located:
    """The file with its lines; ProfileError where it is not YAML or says a key twice."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        text = f"is not YAML here: {error.problem}"
        raise ProfileError([Mistake(path.name, mark.line + 1 if mark else 1, "", text)]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        text = "holds signs that cannot be read; save it as UTF-8 text"
        raise ProfileError([Mistake(path.name, 1, "", text)]) from error
    if not isinstance(node, yaml.MappingNode):
        raise ProfileError([Mistake(path.name, 1, "", "must be a list of keys with values")])
    located = Located({})
    twice: list[Mistake] = []
    located.data = _plain(node, (), path.name, located.lines, twice)
    if twice:
        raise ProfileError(twice)
    return located


def _plain(
    node: yaml.Node,
    spot: Spot,
    file: str,
    lines: dict[Spot, tuple[str, int]],
    twice: list[Mistake],
) -> Any:
    lines.setdefault(spot, (file, node.start_mark.line + 1))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(n, (*spot, i), file, lines, twice) for i, n in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return _scalar(node)
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        below, line = (*spot, key), key_node.start_mark.line + 1
        if key in out:
            twice.append(Mistake(file, line, ".".join(map(str, below)), "stands there twice"))
        lines[below] = (file, line)
        out[key] = _plain(value_node, below, file, lines, twice)
    return out


def _scalar(node: yaml.Node) -> Any:
    """A value as YAML reads it, but dates stay text until the schema asks for them."""
    if node.tag == "tag:yaml.org,2002:timestamp":
        return node.value
    return SafeConstructor().construct_object(node)
