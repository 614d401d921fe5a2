"""Dates, spans and numbers in the words of the reader's language."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

_HAN = re.compile(
    r"[\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LETTER = re.compile(r"[A-Za-z]")


def chinese() -> bool:
    """Whether the page is being set in Chinese."""
    return (get_language() or "").startswith("zh")


def local(value: date | datetime) -> date | datetime:
    """A moment in the current time zone; a date as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: date, form: str = "") -> str:
    """22 July 2022 / 2022年7月22日. `form`: "short": no year, "week": and weekday."""
    found = local(value)
    if chinese():
        text = f"{found.month}月{found.day}日"
        text = text if form == "short" else f"{found.year}年{text}"
        return f"{text}（{WEEKDAYS[found.weekday()]}）" if form == "week" else text
    text = f"{found.day} {MONTHS[found.month]}"
    text = text if form == "short" else f"{text} {found.year}"
    return f"{WEEKDAYS[found.weekday()]} {text}" if form == "week" else text


def moment(value: datetime, form: str = "") -> str:
    """22 July 2022, 14:03 / 2022年7月22日 14:03, in the current time zone."""
    found = local(value)
    clock = f"{found:%H:%M}"
    return f"{day(found, form)} {clock}" if chinese() else f"{day(found, form)}, {clock}"


def marked(value: date, text: str) -> SafeString:
    """Wrap the words of a date in <time>, with the machine's form beside."""
    found = local(value)
    iso = found.isoformat(timespec="minutes") if isinstance(found, datetime) else found.isoformat()
    return format_html('<time datetime="{}">{}</time>', iso, text)


def days_left(days: int) -> str:
    """5 days left, due today, 3 days over."""
    if days == 0:
        return gettext("due today")
    if days < 0:
        return ngettext("%(n)s day over", "%(n)s days over", -days) % {"n": -days}
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def number(value: Decimal | float | str) -> str:
    """1,240: groups of three; a text (a figure already set) is left as it is."""
    return f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)


def language_of(text: str) -> str:
    """The language tag a name needs where the page is in the other language; "" where none."""
    if _HAN.search(text):
        return "" if chinese() else "zh-Hans"
    return "en" if chinese() and _LETTER.search(text) else ""


def titled(row: Any) -> str:
    """The name of a unit, post or hall in the reader's language, where it has one there."""
    return str(("" if chinese() else getattr(row, "name_en", "")) or row.name)


def named(text: str) -> SafeString:
    """A name with the language it is in, so that it is read aloud and set rightly."""
    tag = language_of(text)
    return format_html('<span lang="{}">{}</span>', tag, text) if tag else format_html("{}", text)


def paragraphs(text: str) -> SafeString:
    """A text of several paragraphs, with the language it is in."""
    tag = language_of(text)
    set_out = mark_safe(linebreaks(conditional_escape(text)))  # noqa: S308 -- escaped here
    return format_html('<div lang="{}">{}</div>', tag, set_out) if tag else set_out
