"""No page asks a foreign host for anything, and none holds a script or style of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house.tree import short, web_files

# What the browser fetches by itself, or sends to, when it meets these.
FETCHED = {
    "src",
    "srcset",
    "poster",
    "data",
    "action",
    "formaction",
    "manifest",
    "ping",
    "hx-get",
    "hx-post",
    "hx-put",
    "hx-delete",
    "hx-patch",
    "sse-connect",
}
FOREIGN = re.compile(r"^\s*(?:https?:|wss?:)?//", re.IGNORECASE)
DATA_TYPES = {"application/json", "application/ld+json"}
TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}", re.DOTALL)
VALUE = re.compile(r"{{.*?}}", re.DOTALL)
# Namespaces are names, not addresses: nobody fetches them.
NAMESPACE = re.compile(r"https?://www\.w3\.org/[\w/#.]*")
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)


def plain(text: str) -> str:
    """Return a template as the HTML it makes, with `0` for each value."""
    return VALUE.sub("0", TAG.sub("", COMMENT.sub("", text)))


class Reader(HTMLParser):
    """Collects what a page may not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.note("a <style> element")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_TYPES:
            self.note("an inline <script>")
        for name, value in given.items():
            self.check(tag, name, value)

    def check(self, tag: str, name: str, value: str) -> None:
        fetched = name in FETCHED or (tag in {"link", "use", "image"} and name.endswith("href"))
        if name == "style":
            self.note("a style attribute")
        if name.startswith(("on", "hx-on")):
            self.note(f"{name}: an inline script")
        if value.strip().lower().startswith("javascript:"):
            self.note(f"{name}: a javascript: address")
        if fetched and FOREIGN.match(value):
            self.note(f"{name}: foreign host in {value}")

    def note(self, complaint: str) -> None:
        self.found.append(f"line {self.getpos()[0]}: {complaint}")


def in_template(text: str) -> list[str]:
    """Return what a template may not hold."""
    reader = Reader()
    reader.feed(plain(text))
    reader.close()
    return reader.found


def in_style(text: str) -> list[str]:
    """Return the foreign addresses in a style sheet."""
    bare = NAMESPACE.sub("", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return re.findall(r"(?:url\(\s*|@import\s+)['\"]?(?:https?:)?//[^'\")\s]+", bare)


def in_script(text: str) -> list[str]:
    """Return the foreign addresses in a script, and what our policy would refuse to run."""
    bare = SCRIPT_COMMENT.sub("", NAMESPACE.sub("", text))
    return re.findall(r"(?:https?|wss?)://[^'\"`\s]+|['\"`]//[\w.-]+|\beval\(|new Function\(", bare)


def complaints(check: Callable[[str], list[str]], *suffixes: str) -> dict[str, list[str]]:
    found = {short(path): check(path.read_text()) for path in files(*suffixes)}
    return {path: lines for path, lines in found.items() if lines}


def files(*suffixes: str) -> list[Path]:
    return [path for path in web_files(*suffixes) if "vendor" not in path.parts]


def test_templates_hold_no_script_no_style_no_foreign_host():
    assert complaints(in_template, ".html", ".svg") == {}


def test_style_sheets_ask_no_foreign_host():
    assert complaints(in_style, ".css") == {}


def test_scripts_ask_no_foreign_host():
    assert complaints(in_script, ".js") == {}


@pytest.mark.parametrize(
    "bad",
    [
        "<p style='color: red'>",
        "<p {% if x %}style='color: red'{% endif %}>",
        "<style>p { color: red }</style>",
        "<script>go()</script>",
        "<button onclick='go()'>",
        "<button hx-on:click='go()'>",
        "<a href='javascript:go()'>",
        "<script src='https://cdn.example/htmx.js'></script>",
        "<img src='//cdn.example/a.png'>",
        "<link rel=stylesheet href='https://cdn.example/a.css'>",
        "<form action='https://collect.example/'>",
        "<button hx-post='http://collect.example/'>",
    ],
)
def test_what_a_page_may_not_hold_is_found(bad: str):
    assert len(in_template(bad)) == 1


@pytest.mark.parametrize(
    "good",
    [
        "<a href='https://www.gov.example/law'>the law</a>",
        "<script src='{% static 'a.js' %}' defer></script>",
        "<script type='application/json'>{}</script>",
        "{# <style> #}<p class='style'>style=</p>",
        "<svg xmlns='http://www.w3.org/2000/svg'><use href='#mark'/></svg>",
        "<form action='{% url 'x' %}' method=post>",
    ],
)
def test_what_a_page_may_hold_is_let_be(good: str):
    assert in_template(good) == []


def test_a_foreign_host_in_a_style_sheet_is_found():
    assert in_style("a { background: url('https://cdn.example/a.png') }") != []
    assert in_style("@import '//cdn.example/a.css';") != []
    assert in_style("/* https://example.org */ a { background: url('a.png') }") == []


def test_a_foreign_host_in_a_script_is_found():
    assert in_script("fetch('https://collect.example/')") != []
    assert in_script("import '//cdn.example/a.js'") != []
    assert in_script("eval(text)") != []
    assert in_script("// https://example.org\nel('http://www.w3.org/2000/svg')") == []
