"""What the source asks to have translated, and what the catalogues hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.house.tree import SRC, parse

# How each function's arguments are read: context, singular, plural by position.
CALLS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LOCALE = "zh_Hans"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")


@dataclass(frozen=True, order=True)
class Message:
    """One thing to translate."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class Used:
    """What a file asks for, and what no tool could read from it."""

    messages: frozenset[Message]
    unreadable: tuple[str, ...] = ()


def names_of(tree: ast.Module) -> dict[str, str]:
    """Return the local name of each translating function, aliases included."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                if name.name in CALLS:
                    found[name.asname or name.name] = name.name
    return found


def function_of(node: ast.Call, names: dict[str, str]) -> str | None:
    """Return which translating function a call is to, or None."""
    if isinstance(node.func, ast.Name):
        return names.get(node.func.id)
    if isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
        owner = node.func.value
        if isinstance(owner, ast.Name) and owner.id in {"translation", "trans"}:
            return node.func.attr
    return None


def text_of(node: ast.expr) -> str | None:
    """Return a literal's text, or None when it is made at run time."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def message_of(node: ast.Call, function: str) -> Message | None:
    """Return what a call asks for, or None when that is not written there."""
    context, single, plural = (
        "" if place is None else text_of(node.args[place]) for place in CALLS[function]
    )
    if single is None or plural is None or context is None:
        return None
    return Message(single, plural, context)


def calls(tree: ast.Module, names: dict[str, str]) -> Iterator[tuple[ast.Call, Message | None]]:
    """Yield each translating call with what it asks for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            function = function_of(node, names)
            if function:
                yield node, message_of(node, function)


def in_python(tree: ast.Module) -> Used:
    """Return what Python source asks for; a text put together in the call cannot be read."""
    names = names_of(tree)
    found, unreadable = set(), []
    for node, message in calls(tree, names):
        if message:
            found.add(message)
        elif any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in node.args):
            unreadable.append(f"line {node.lineno}: {ast.unparse(node)}")
    return Used(frozenset(found), tuple(unreadable))


def in_template(source: str) -> Used:
    """Return what a template asks for, as Django's own tool reads it."""
    code = templatize(source)
    names = {name: name for name in CALLS} | {"_": "gettext"}
    found: set[Message] = set()
    for start in re.finditer(r"\b(?:n?p?gettext|_)\(", code):
        call = first_call(code[start.start() :])
        message = message_of(call, names[start.group()[:-1]]) if call else None
        if message:
            found.add(message)
    return Used(frozenset(found))


def first_call(code: str) -> ast.Call | None:
    """Return the call with which `code` begins, or None."""
    for end in (match.end() for match in re.finditer(r"\)", code)):
        try:
            node = ast.parse(code[:end], mode="eval").body
        except SyntaxError:
            continue
        return node if isinstance(node, ast.Call) else None
    return None


def locale_of(path: Path) -> Path | None:
    """Return the nearest folder above `path` that has the house's catalogue."""
    for folder in path.parents:
        if folder == SRC.parent:
            return None
        if (folder / "locale").is_dir():
            return folder / "locale"
    return None


@cache
def used() -> dict[Path, Used]:
    """Return what each file of the house asks for."""
    found = {path: in_python(parse(path)) for path in SRC.rglob("*.py")}
    for path in SRC.rglob("templates/**/*"):
        if path.is_file():
            found[path] = in_template(path.read_text())
    return {path: use for path, use in found.items() if use.messages or use.unreadable}


def catalogue_file(locale: Path) -> Path:
    return locale / LOCALE / "LC_MESSAGES" / "django.po"


def read(path: Path, locale: str = LOCALE) -> Catalog:
    """Return a catalogue as it stands in the repository."""
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def entries(catalog: Catalog) -> dict[Message, tuple[str, ...]]:
    """Return the translations of each message."""
    found = {}
    for item in catalog:
        if item.id:
            single, plural = item.id if isinstance(item.id, tuple) else (item.id, "")
            given = item.string if isinstance(item.string, tuple) else (item.string,)
            found[Message(single, plural, item.context or "")] = tuple(map(str, given))
    return found


def faults(asked: frozenset[Message], catalog: Catalog) -> list[str]:
    """Return what is wrong with a catalogue, given what its app asks for."""
    has = entries(catalog)
    fuzzy = [item.id for item in catalog if item.id and item.fuzzy]
    return [
        *(f"missing: {message}" for message in sorted(asked - has.keys())),
        *(f"no longer asked for: {message}" for message in sorted(has.keys() - asked)),
        *(f"empty: {message}" for message, texts in has.items() if not all(texts)),
        *(f"fuzzy: {text}" for text in fuzzy),
        *(f"obsolete: {item.id}" for item in catalog.obsolete.values()),
        *(f"places differ: {message}" for message, texts in has.items() if moved(message, texts)),
    ]


def moved(message: Message, texts: tuple[str, ...]) -> bool:
    """Whether a translation fills in something else than the original does."""
    wanted = set(PLACE.findall(message.plural or message.text))
    return any(text and set(PLACE.findall(text)) != wanted for text in texts)
