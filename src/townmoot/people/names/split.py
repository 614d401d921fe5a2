"""A name taken apart into family name and given name."""

_COMPOUND = """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政
    濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西
    颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户
    公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫
    仲长 子书 子桑 即墨 淳于 单于 达奚 褚师 呼衍 完颜 纳兰 叶赫 爱新觉罗 歐陽 諸葛 司馬 東方 尉遲
"""

COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
"""Surnames of more than one character. A rare one that is missing here is read as a single surname,
which changes nothing in the order by strokes but the place of the given name."""

DOTS = "·•‧・．∙"
"""Signs that clerks type between the parts of a transcribed name; 《通用》 is the first."""

_HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

_PARTICLES = frozenset(
    {
        *("van", "von", "de", "der", "den", "du", "da", "do", "dos", "das", "di", "del", "della"),
        *("la", "le", "ter", "ten", "zu", "zum", "af", "al", "el", "bin", "ibn", "ap"),
    }
)


def is_han(character: str) -> bool:
    """Whether `character` is a Chinese character (〇 is none: it is no name)."""
    point = ord(character)
    return any(low <= point <= high for low, high in _HAN_RANGES)


def split_name(name: str) -> tuple[str, str]:
    """Family name and given name of a full name.

    王芳 → (王, 芳); 欧阳文静 → (欧阳, 文静); Jane Ashby and "Ashby, Jane" → (Ashby, Jane);
    Anna van der Berg → (van der Berg, Anna). A transcribed name with dots (买买提·吐尔逊) has no
    family name that could be known: ("", the whole name). A single word is all family name.
    """
    name = " ".join(name.split())
    if not name:
        return "", ""
    if is_han(name[0]):
        return _split_han(name)
    return _split_latin(name)


def _split_han(name: str) -> tuple[str, str]:
    if any(dot in name for dot in DOTS):
        return "", name
    for length in (4, 2):
        if len(name) > length and name[:length] in COMPOUND_SURNAMES:
            return name[:length], name[length:].strip()
    return name[0], name[1:].strip()


def _split_latin(name: str) -> tuple[str, str]:
    family, comma, given = name.partition(",")
    if comma:
        return family.strip(), given.strip()
    words = name.split(" ")
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])
