"""Single values of a list: yes and no, sex, telephone, names, counts. Each raises ValueProblem."""

import re
from dataclasses import dataclass

from townmoot.people.importing.problems import ValueProblem
from townmoot.people.importing.tables import Cell
from townmoot.people.importing.text import folded, plain, tidy
from townmoot.people.names import is_han
from townmoot.people.names.split import DOTS

_YES = {
    *("是", "有", "对", "可", "可以", "公开", "主动公开", "重点", "重点督办"),
    *("√", "✓", "✔", "☑", "y", "yes", "true", "1"),
}
_NO = {
    *("否", "无", "不", "不可", "不公开", "依申请公开", "非重点"),
    *("×", "✗", "✘", "✕", "☒", "n", "no", "false", "0", "-", "—", "/"),
}

_MALE = {"男", "男性", "m", "male"}
_FEMALE = {"女", "女性", "f", "female"}

_LIST = re.compile(r"[、,;/|\n]+")
_CUT_SHORT = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?[人名位]?(?:代表)?$|\bet al\.?$|\band others$"
)
_NO_NAME = re.compile(r"[\d/、<>(){}\[\]@#%&*=+\\|:;!?\"“”（）《》【】：；！？]|https?")
_WITH_NUMBER = re.compile(r"([^()\[\]]+?)\s*[(\[]\s*([A-Za-z]*[-A-Za-z0-9]*\d)\s*[)\]]")
_WITH_SEX = re.compile(r"(.+?) ?\((男|女)\)")
_PHONE_PARTS = re.compile(r"[、,;/\n]+")
_PHONE = re.compile(r"\+?\d{3,15}(?:(?:转|ext\.?|x|#|-)\d{1,6})?", re.IGNORECASE)
_NO_PHONE = {"无", "暂无", "/", "-", "--", "—", "——"}
_SHORTENED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)


def text(cell: Cell, *, limit: int) -> str:
    """Prose of at most `limit` characters, its line breaks kept."""
    found = plain(cell)
    if len(found) > limit:
        raise ValueProblem("too_long", length=len(found), limit=limit)
    return found


def line(cell: Cell, *, limit: int) -> str:
    """One line of at most `limit` characters, its full-width letters and digits folded."""
    return text(tidy(cell), limit=limit)


def label(cell: Cell, *, limit: int) -> str:
    """A short word that others refer to (a group, a number); no blanks in Chinese ones."""
    found = line(cell, limit=limit)
    return found.replace(" ", "") if any(map(is_han, found)) else found


def person_name(cell: Cell, *, limit: int = 200) -> str:
    """One person's name: 王　芳 → 王芳, 买买提•吐尔逊 → 买买提·吐尔逊, Jane  Ashby → Jane Ashby."""
    found = folded(cell)
    for dot in DOTS[1:]:
        found = found.replace(dot, DOTS[0])
    if found and all(is_han(c) or c in f" {DOTS[0]}" for c in found):
        found = found.replace(" ", "")
    if _NO_NAME.search(found):
        raise ValueProblem("not_a_name")
    return text(found, limit=limit)


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as a list refers to one: a name, with a number where two have the same."""

    name: str
    number: str = ""


def person_ref(cell: Cell) -> PersonRef | None:
    """A name with its number in brackets, if any: 王芳（CT-036）; None when blank."""
    found = _WITH_NUMBER.fullmatch(folded(cell))
    written, number = (found[1], found[2]) if found else (cell, "")
    name = person_name(written)
    return PersonRef(name, number) if name else None


def person_refs(cell: Cell) -> list[PersonRef]:
    """Several names, separated by 、，, ; / line breaks, or blanks between Chinese names.

    In 王 芳 李小明 the two lone characters are one name that was spread over the cell.
    """
    return [ref for part in _split_names(cell) if (ref := person_ref(part))]


def _split_names(cell: Cell) -> list[str]:
    whole = plain(cell).replace("，", ",").replace("；", ";").replace("／", "/")
    if cut := _CUT_SHORT.search(whole):
        raise ValueProblem("not_all_names", word=cut[0])
    parts = [part for part in _LIST.split(whole) if part.strip()]
    return _by_blanks(folded(parts[0])) if len(parts) == 1 else parts


def _by_blanks(names: str) -> list[str]:
    words = names.split(" ")
    if not all(is_han(word[0]) for word in words):
        return [names]
    found: list[str] = []
    lone = False
    for word in words:
        if lone and len(word) == 1:
            found[-1] += word
            lone = False
        else:
            found.append(word)
            lone = len(word) == 1
    return found


def items(cell: Cell, *, limit: int = 200) -> list[str]:
    """Several units or venues, separated by 、，; or line breaks."""
    parts = re.split(r"[、,;\n]+", plain(cell).replace("，", ",").replace("；", ";"))
    return [found for part in parts if (found := label(part, limit=limit))]


def yes_or_no(cell: Cell) -> bool | None:
    """True, False, or None when blank. A bare "x" is refused: it ticks here and crosses there."""
    if isinstance(cell, bool):
        return cell
    word = folded(cell).casefold()
    if not word:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueProblem("not_yes_or_no")


def sex(cell: Cell) -> str:
    """Whether male or female, in those words; "" when blank."""
    word = folded(cell).casefold()
    if word in _MALE:
        return "male"
    if word in _FEMALE:
        return "female"
    if word:
        raise ValueProblem("not_a_sex")
    return ""


def name_and_sex(cell: Cell) -> tuple[str, str]:
    """A name, and the sex where it stands behind it as lists of deputies write it: 王芳（女）."""
    found = _WITH_SEX.fullmatch(folded(cell))
    return (person_name(found[1]), sex(found[2])) if found else (person_name(cell), "")


def phone(cell: Cell, *, limit: int = 50) -> str:
    """Telephone numbers without blanks and dashes, several joined with 、; an extension stays."""
    whole = folded(plain(cell).replace("\n", "、"))
    if whole in _NO_PHONE:
        return ""
    if _SHORTENED.fullmatch(whole):
        raise ValueProblem("rounded_number")
    return text("、".join(_one_phone(p) for p in _PHONE_PARTS.split(whole) if p), limit=limit)


def _one_phone(written: str) -> str:
    number = re.sub(r"(?<=[\d)])[\s\-()]+(?=[\d(])|[\s()]", "", written)
    number = re.sub(r"^(?:\+86|0086)(?=1\d{10}$)", "", number)
    if not _PHONE.fullmatch(number):
        raise ValueProblem("not_a_phone")
    return number


def count(cell: Cell) -> int | None:
    """A whole number of things ("16", "16件", 16.0); None when blank."""
    word = re.sub(r"(?<=\d)\s*[个件名人组条]$", "", folded(cell))
    if not word:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", word):
        raise ValueProblem("not_a_number")
    return int(word)
