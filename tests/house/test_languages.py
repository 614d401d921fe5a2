"""Both languages are complete: all that a person reads can be translated, and is."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

from tests.house import messages
from tests.house.messages import Message
from tests.house.test_pages import plain
from tests.house.tree import SRC, short, web_files
from townmoot.rules.library import built_in

VOCABULARIES = SRC / "rules" / "vocabularies"
LOCALES = sorted({path.parents[2] for path in SRC.rglob("django.po")} - {VOCABULARIES})
# Words that are the same in every language.
SAME = {"Townmoot", "议事厅", "CSV", "PDF", "JSON", "QR", "Atom", "iCalendar", "Excel"}
SPOKEN = {"alt", "title", "placeholder", "aria-label", "summary", "label"}
SILENT = {"script", "style", "code", "kbd", "samp"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Translated by tags of their own, or a class name and not a text.
UNSPOKEN = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}"
    r"|{%\s*verbatim.*?endverbatim\s*%}"
    r"|{%\s*block (?:\w*room|html_attributes)\s*%}.*?{%\s*endblock[^%]*%}",
    re.DOTALL,
)


class Texts(HTMLParser):
    """Collects the words that stand bare in a page, but where an element names their language."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not self.silent:
            self.collect(*(value for name, value in given.items() if name in SPOKEN))
        named = tag != "html" and given.get("lang", "0") != "0"
        if tag not in VOID and (self.silent or named or tag in SILENT):
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.collect(data)

    def collect(self, *texts: str) -> None:
        for text in texts:
            words = "".join(c if c.isalpha() else " " for c in text).split()
            self.found += [word for word in words if word not in SAME and len(word) > 1]


def bare_words(source: str) -> list[str]:
    """Return the words of a template that no translator would see."""
    reader = Texts()
    reader.feed(plain(UNSPOKEN.sub("", source)))
    reader.close()
    return reader.found


def asked_of(locale: Path) -> frozenset[Message]:
    mine = (
        use.messages for path, use in messages.used().items() if messages.locale_of(path) == locale
    )
    return frozenset().union(*mine)


def name_of(locale: Path) -> str:
    return short(locale.parent)


def test_every_text_has_a_catalogue_to_stand_in():
    homeless = {short(path) for path in messages.used() if messages.locale_of(path) is None}
    assert homeless == set()


def test_every_catalogue_folder_has_its_chinese():
    folders = SRC.rglob("locale")
    assert [short(path) for path in folders if not messages.catalogue_file(path).exists()] == []


@pytest.mark.parametrize("locale", LOCALES, ids=name_of)
def test_the_chinese_is_complete_and_nothing_is_left_over(locale: Path):
    catalog = messages.read(messages.catalogue_file(locale))
    assert messages.faults(asked_of(locale), catalog) == []


def test_every_text_can_be_read_by_a_translators_tool():
    unreadable = {
        short(path): use.unreadable for path, use in messages.used().items() if use.unreadable
    }
    assert unreadable == {}


def test_every_catalogue_is_one_that_django_reads():
    read = {Path(config.path) / "locale" for config in apps.get_app_configs()}
    read |= {Path(path) for path in settings.LOCALE_PATHS}
    assert [name_of(locale) for locale in LOCALES if locale not in read] == []


def test_one_text_has_one_translation_in_the_whole_house():
    # Django puts all catalogues into one: of two translations nobody knows which is shown.
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for locale in LOCALES:
        catalog = messages.read(messages.catalogue_file(locale))
        for message, texts in messages.entries(catalog).items():
            found[message.text, message.context].add(texts[0])
    assert {text: given for text, given in found.items() if len(given) > 1} == {}


def spoken(folder: Path) -> dict[Message, tuple[str, ...]]:
    """Return what a vocabulary says in one language."""
    file = folder / "LC_MESSAGES" / "django.po"
    return messages.entries(messages.read(file, folder.name.partition("@")[0]))


def test_a_vocabulary_says_the_same_texts_in_both_languages_and_none_that_nobody_asks_for():
    english, chinese = spoken(VOCABULARIES / "en@parish"), spoken(VOCABULARIES / "zh_Hans@Parish")
    assert set(english) == set(chinese)
    used = frozenset().union(*(use.messages for use in messages.used().values()))
    assert sorted(message.text for message in set(english) - used) == []
    pairs = [*english.items(), *chinese.items()]
    assert [text for text, words in pairs if not all(words) or messages.moved(text, words)] == []


def test_every_vocabulary_of_a_profile_is_there():
    named = {profile.vocabulary for profile in built_in().profiles.values()} - {None}
    found = {folder.name.partition("@")[2].lower() for folder in VOCABULARIES.iterdir()}
    assert named == found


def test_no_template_holds_words_that_no_translator_sees():
    # The developers' page shows each piece with an invented letter, in its own language.
    shown = (path for path in web_files(".html", ".svg") if not path.name.startswith("style"))
    found = {short(path): bare_words(path.read_text()) for path in shown}
    assert {path: words for path, words in found.items() if words} == {}


def read_text(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()), locale="zh_Hans")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("from django.utils.translation import gettext as _\n_('Due')", Message("Due")),
        ("from django.utils.translation import gettext_lazy\ngettext_lazy('Due')", Message("Due")),
        (
            "from django.utils.translation import ngettext\nngettext('%d day', '%d days', n)",
            Message("%d day", "%d days"),
        ),
        (
            "from django.utils.translation import pgettext\npgettext('vote', 'For')",
            Message("For", context="vote"),
        ),
    ],
)
def test_python_texts_are_found(source: str, message: Message):
    assert messages.in_python(ast.parse(source)).messages == {message}


def test_a_text_put_together_in_the_call_is_named():
    source = "from django.utils.translation import gettext as _\n_(f'Due {day}')"
    assert len(messages.in_python(ast.parse(source)).unreadable) == 1


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{% load i18n %}<p>{% translate "It\'s due" %}</p>', Message("It's due")),
        ('{% load i18n %}<p title="{% trans "Due" %}">', Message("Due")),
        ("{% load i18n %}{% translate 'For' context 'vote' %}", Message("For", context="vote")),
        (
            "{% blocktranslate count n=n %}{{ n }} unit{% plural %}all{% endblocktranslate %}",
            Message("%(n)s unit", "all"),
        ),
        ("{% load i18n %}{{ x|default:_('None yet') }}", Message("None yet")),
    ],
)
def test_template_texts_are_found(source: str, message: Message):
    assert messages.in_template(source).messages == {message}


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("", "missing"),
        ('msgid "%(n)s due"\nmsgstr ""', "empty"),
        ('#, fuzzy\nmsgid "%(n)s due"\nmsgstr "%(n)s件到期"', "fuzzy"),
        ('msgid "%(n)s due"\nmsgstr "到期"', "places differ"),
        ('msgid "%(n)s due"\nmsgstr "%(n)s件到期"\n\nmsgid "Old"\nmsgstr "旧"', "no longer"),
        ('msgid "%(n)s due"\nmsgstr "%(n)s件到期"\n\n#~ msgid "Old"\n#~ msgstr "旧"', "obsolete"),
    ],
)
def test_a_faulty_catalogue_is_named(entry: str, fault: str):
    (found,) = messages.faults(frozenset({Message("%(n)s due")}), read_text(entry))
    assert found.startswith(fault)


def test_a_good_catalogue_has_no_faults():
    catalog = read_text('msgid "%(n)s due"\nmsgstr "%(n)s件到期"\n')
    assert messages.faults(frozenset({Message("%(n)s due")}), catalog) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Due today</p>", ["Due", "today"]),
        ("<p>逾期</p>", ["逾期"]),
        ("<img alt='Seal'>", ["Seal"]),
        ("<p>{% translate 'Due' %} {{ day }} – 16/16</p>", []),
        ("<p><b lang='zh-Hans'>中文<br>版</b> here</p>", ["here"]),
        ("{% block room %}print{% endblock %}", []),
        ("<p>{% blocktranslate %}Due{% endblocktranslate %}<code>act.id</code>CSV</p>", []),
    ],
)
def test_bare_words_are_found(source: str, words: list[str]):
    assert bare_words(source) == words
