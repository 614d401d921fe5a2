"""The words that ledgers use for results, ratings and ways of contact, and what is wrong there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from townmoot.people.importing.messages import MESSAGES
from townmoot.rules import Profile
from townmoot.rules.terms import CountsAs
from townmoot.suggestions.enums import ContactWay

# One kind of result: the codes of the built-in profiles, and what clerks write for it.
RESULTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("A", "adopted"),
        (
            "解决采纳",
            "解决或采纳",
            "已解决",
            "基本解决",
            "解决",
            "采纳",
            "已采纳",
            "已落实",
            "solved",
        ),
    ),
    (("B", "in_progress"), ("正在解决", "正在办理", "逐步解决", "部分解决", "in progress")),
    (
        ("C", "planned"),
        ("计划解决", "列入计划", "列入计划解决", "拟解决", "列入规划", "planned"),
    ),
    (
        ("D", "reference"),
        ("留作参考", "解释说明", "作出解释", "暂时难以解决", "无法解决", "for reference"),
    ),
)
_LETTERS = "abcd"
_LETTER = re.compile(r"([a-d])(?:类|级)?(?:[^a-z].*)?")

GRADES: dict[CountsAs, tuple[str, ...]] = {
    CountsAs.SATISFIED: ("满意", "非常满意", "很满意", "satisfied"),
    CountsAs.BASICALLY: ("基本满意", "较满意", "比较满意", "basically satisfied"),
    CountsAs.DISSATISFIED: ("不满意", "dissatisfied"),
}

_WAYS: tuple[tuple[ContactWay, tuple[str, ...]], ...] = (
    (ContactWay.PHONE, ("电话", "phone", "call")),
    (ContactWay.FACE_TO_FACE, ("面商", "当面", "面谈", "座谈", "见面", "face")),
    (ContactWay.VISIT, ("走访", "上门", "实地", "现场", "调研", "visit")),
    (ContactWay.LETTER, ("书面", "信函", "来函", "邮件", "微信", "letter", "mail")),
)
_NO_CONTACT = {"", "无", "未联系", "-", "—", "/", "none"}

MESSAGES.update(
    {
        "unknown_deputy": (
            _("There is no deputy “%(name)s” here."),
            _("Check the name, or take over the roster of deputies first."),
        ),
        "several_deputies": (
            _("Several deputies are called “%(name)s”."),
            _("Write the number behind the name, as in 王芳（CT-036）."),
        ),
        "unknown_unit": (
            _("There is no unit “%(name)s” here."),
            _("Write the unit's name as in the list of units, or take over that list first."),
        ),
        "unknown_result": (
            _("This result is not known here."),
            _("Write one of: %(known)s."),
        ),
        "unknown_rating": (_("This rating is not known here."), _("Write one of: %(known)s.")),
        "unknown_contact": (
            _("It is not clear how the deputy was contacted."),
            _("Write 面商, 走访, 电话 or 书面, or leave the cell empty."),
        ),
        "needs_before": (
            _("The row goes on to a later step, but this is empty."),
            _("Fill it in, or empty the cells of the later steps."),
        ),
        "in_the_future": (_("This day is still to come."), _("Check the date.")),
        "number_without_digits": (
            _("There is no number in this."),
            _("Write the number of the suggestion in digits."),
        ),
        "other_title": (
            _("No. %(number)s of %(year)s is there already, with the title “%(title)s”."),
            _("Check the number and the title."),
        ),
        "recorded_otherwise": (
            _("This is recorded already as “%(recorded)s”."),
            _("Write that, or leave the cell empty: what is recorded is not overwritten."),
        ),
        "letter_taken": (
            _("Another reply has this number already."),
            _("Give each reply its own number."),
        ),
    }
)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip().rstrip("。.;,")


def class_of(profile: Profile, word: str) -> str | None:
    """The code of the profile's class that a result means; None where it means none."""
    wanted = _plain(word)
    codes = []
    for item in profile.suggestions.classes.value:
        codes.append(item.code)
        if wanted in {_plain(item.code), _plain(item.label.zh), _plain(item.label.en)}:
            return item.code
    letter = _LETTER.fullmatch(wanted)
    for place, (own, words) in enumerate(RESULTS):
        meant = _LETTERS[place] == letter[1] if letter else wanted in words
        if meant:
            return next((code for code in codes if code in own), None)
    return None


def grade_of(profile: Profile, word: str) -> str | None:
    """The code of the profile's grade that a rating means; None where it means none."""
    wanted = _plain(word)
    for grade in profile.suggestions.rating_scale.value:
        own = (grade.code, grade.label.zh, grade.label.en, *GRADES[grade.counts_as])
        if wanted in map(_plain, own):
            return grade.code
    return None


def way_of(word: str) -> ContactWay | None:
    """How a deputy was contacted; None where the words do not say."""
    wanted = _plain(word)
    return next((way for way, words in _WAYS if _any(wanted, words)), None)


def says_contact(words: str) -> bool:
    """Whether a cell tells of a contact at all."""
    return _plain(words) not in _NO_CONTACT


def _any(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def known_classes(profile: Profile) -> str:
    """The results that are understood, for a remedy."""
    return "、".join(str(item.label) for item in profile.suggestions.classes.value)


def known_grades(profile: Profile) -> str:
    """The ratings that are understood, for a remedy."""
    return "、".join(str(item.label) for item in profile.suggestions.rating_scale.value)
