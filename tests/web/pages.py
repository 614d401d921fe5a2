"""Reading and filling in pages as a person does: forms are found, not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client


@dataclass
class Found:
    """A form of a page: where it goes, and what stands in it."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Found] = []
        self.open: Found | None = None
        self.area = ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Found(given.get("action", ""), given.get("method", "get"))
            self.found.append(self.open)
        elif self.open is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self.open is not None
        name = given.get("name", "")
        if tag == "textarea":
            self.area = name
            self.open.values.setdefault(name, [""])
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.open.values.setdefault(self.select, []).append(given.get("value", ""))
        elif tag == "input" and name:
            ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            if ticked:
                value = given.get("value", "on" if given.get("type") == "checkbox" else "")
                self.open.values.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.area:
            self.open.values[self.area] = [self.open.values[self.area][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea":
            self.area = ""


def forms_of(answer: Any) -> list[Found]:
    """The forms of a page."""
    reader = Forms()
    reader.feed(answer.content.decode())
    return reader.found


def main_form(answer: Any, url: str = "") -> Found:
    """The form of a page that is sent back to the page itself."""
    return next(
        form
        for form in forms_of(answer)
        if form.method == "post" and (not form.action or form.action == url)
    )


def fill(client: Client, url: str, **filled: Any) -> Any:
    """Open a page, fill in its form over what stands there, send it; the page one lands on."""
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    form = main_form(answer, url)
    return client.post(url, {**form.values, **filled}, follow=True)


def press(client: Client, page: str, action: str) -> Any:
    """Press the button of a page that leads to `action`."""
    answer = client.get(page)
    form = next(form for form in forms_of(answer) if form.action == action)
    return client.post(action, form.values, follow=True)


def links(answer: Any) -> list[str]:
    """All addresses a page leads to."""

    class Reader(HTMLParser):
        found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]

    reader = Reader()
    reader.found = []
    reader.feed(answer.content.decode())
    return reader.found
