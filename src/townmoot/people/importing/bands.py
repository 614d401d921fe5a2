"""Rows between the data: totals, notes, signatures, and the names of groups over their members."""

import re
from collections.abc import Sequence

EXAMPLE = "示例 Example"
"""How the templates mark their example row."""

_NOT_DATA = re.compile(
    r"合计|总计|小计|共计|总人数|共\d|以上|注[\d::]|备注:|说明:|制表|填表|填报|审核|审批|联系人:|负责人:"
    r"|单位\(盖章|[★※☆*]|total|note:|示例|例:|example"
)
"""How a row begins that is a total, a note, a signature or an example."""

_ENUMERATOR = re.compile(r"[(\[]?[\d一二三四五六七八九十]{1,3}[)\]]?[、.]?")
_GROUP = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,3}\)?、)?"
    r"(?P<name>.{0,30}(?:小组|代表团|组|团)|group \w{1,30})"
    r"(?:\(?共?\d+[人名位]?\)?)?:?",
    re.IGNORECASE,
)


def is_note(texts: Sequence[str]) -> bool:
    """Whether the cells of a row, blank ones left out, are a total, a note or an example."""
    return bool(_NOT_DATA.match(_bare(texts[0]).casefold()))


def group_named(texts: Sequence[str]) -> str:
    """The group that a row stands over: 第一代表小组（4人）; "" where it names none."""
    words = [text for text in texts if not _ENUMERATOR.fullmatch(_bare(text))]
    found = _GROUP.fullmatch(_narrow(words[0])) if len(words) == 1 else None
    return found["name"] if found else ""


def _narrow(text: str) -> str:
    return text.translate({ord("（"): "(", ord("）"): ")", ord("："): ":", ord("　"): " "})


def _bare(text: str) -> str:
    return "".join(_narrow(text).split())
