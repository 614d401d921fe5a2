"""Chinese names in Latin letters and in the order of pinyin.

The readings are those of pypinyin, character by character, corrected for surnames, where the common
reading of a character is often not the name's (曾 Zeng, 单 Shan). The written form follows
GB/T 28039-2011: family name first, given name as one word, an apostrophe before a, o or e.
"""

import os
from collections.abc import Iterator
from functools import lru_cache

# The phrases cost 45 MB of memory and know no names.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from townmoot.people.names.split import DOTS, is_han, split_name
from townmoot.people.names.strokes import KEY_LENGTH

_READINGS = """
    曾 zeng1; 单 shan4; 解 xie4; 仇 qiu2; 区 ou1; 查 zha1; 盖 ge3; 朴 piao2; 纪 ji3; 任 ren2;
    华 hua4; 燕 yan1; 宁 ning4; 乐 yue4; 尉 wei4; 洗 xian3; 冼 xian3; 覃 qin2; 翟 zhai2; 缪 miao4;
    瞿 qu2; 召 shao4; 折 she2; 黑 he4; 秘 bi4; 繁 po2; 种 chong2; 重 chong2; 员 yun4; 祭 zhai4;
    幺 yao1; 佴 nai4; 乜 nie4; 逄 pang2; 逯 lu4; 郗 xi1; 郇 xun2; 郏 jia2; 鲍 bao4; 卞 bian4;
    谌 chen2; 晁 chao2; 车 che1; 干 gan1; 葛 ge3; 观 guan4; 哈 ha3; 过 guo1; 那 na1; 钱 qian2;
    曲 qu1; 阚 kan4; 隗 wei3; 牟 mu4; 宓 mi4; 芈 mi3; 不 fou1; 适 kuo4; 殷 yin1; 应 ying1; 於 yu1;
    于 yu2; 訾 zi1; 祝 zhu4; 中 zhong4; 卜 bu3; 柏 bai3; 贾 jia3; 沈 shen3; 石 shi2; 参 shen1;
    叶 ye4; 占 zhan1; 臧 zang1; 藏 zang4; 长 zhang3; 仉 zhang3; 令 ling2; 尉迟 yu4 chi2;
    万俟 mo4 qi2; 澹台 tan2 tai2; 单于 chan2 yu2; 长孙 zhang3 sun1; 令狐 ling2 hu2;
    鲜于 xian1 yu2; 乐正 yue4 zheng4; 宰父 zai3 fu3; 谷梁 gu3 liang2; 仲长 zhong4 chang2;
    亓官 qi2 guan1; 尉遲 yu4 chi2; 子车 zi3 ju1; 單 shan4; 區 ou1
"""

SURNAME_READINGS = dict(entry.split(maxsplit=1) for entry in _READINGS.split(";"))
"""How a surname is read, with the tone, where the character alone would mislead."""

_GIVEN_READINGS = {"长": "chang2", "重": "zhong4", "茜": "qian4", "晟": "sheng4", "莘": "xin1"}


def _readings(text: str, special: dict[str, str]) -> list[str]:
    if text in special:
        return special[text].split()
    return [special.get(c) or _reading(c) for c in text if not c.isspace()]


@lru_cache(maxsize=20_000)
def _reading(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- most commands read no name

    return lazy_pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)[0]


def _joined(readings: list[str]) -> str:
    """One capitalised word of syllables with tone digits; a rare character stays itself."""
    word = ""
    for reading in readings:
        syllable = reading if len(reading) == 1 else reading.rstrip("12345").replace("v", "ü")
        word += ("'" if word and syllable.startswith(("a", "o", "e")) else "") + syllable
    return word[:1].upper() + word[1:]


def _dotted(name: str) -> list[str]:
    for dot in DOTS[1:]:
        name = name.replace(dot, DOTS[0])
    return name.split(DOTS[0])


def latin_name(name: str) -> str:
    """A name in Latin letters: 曾小明 → Zeng Xiaoming, 买买提·吐尔逊 → Maimaiti Tuerxun.

    A name that is Latin already comes back with its blanks tidied; a character without a known
    reading stays as it is.
    """
    name = " ".join(name.split())
    if not name or not is_han(name[0]):
        return name
    family, given = split_name(name)
    if not family:
        return " ".join(_joined(_readings(part, _GIVEN_READINGS)) for part in _dotted(given))
    words = _joined(_readings(family, SURNAME_READINGS)), _joined(_readings(given, _GIVEN_READINGS))
    return " ".join(word for word in words if word)


def _key_parts(name: str) -> Iterator[str]:
    family, given = split_name(name)
    given = "".join(_dotted(given))
    yield from _readings(family, SURNAME_READINGS)
    yield from _readings(given, _GIVEN_READINGS)


def pinyin_key(name: str) -> str:
    """Where a name stands in the order of pinyin: syllable, then tone, then the next character.

    Names in Latin letters stand among them by their family name.
    """
    name = " ".join(name.split())
    if not name or not is_han(name[0]):
        family, given = split_name(name)
        return f"{family.casefold()} {given.casefold()}".strip()[:KEY_LENGTH]
    return "".join(_key_parts(name))[:KEY_LENGTH]
