"""Names: taken apart, in Latin letters, in the order of strokes and of pinyin."""

import random

import pytest

from townmoot.people.names import (
    COMPOUND_SURNAMES,
    Order,
    is_han,
    latin_name,
    pinyin_key,
    sort_key,
    split_name,
    stroke_count,
    stroke_key,
)
from townmoot.people.names.strokes import character_key


def in_order(names, key):
    shuffled = list(names)
    random.Random(7).shuffle(shuffled)
    return sorted(shuffled, key=key)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("王芳", ("王", "芳")),
        (" 王　芳 ", ("王", "芳")),
        ("欧阳文静", ("欧阳", "文静")),
        ("欧阳", ("欧", "阳")),
        ("欧冶子", ("欧", "冶子")),
        ("爱新觉罗启骧", ("爱新觉罗", "启骧")),
        ("爱新觉罗", ("爱", "新觉罗")),
        ("王", ("王", "")),
        ("𬭎三", ("𬭎", "三")),
        ("买买提·吐尔逊", ("", "买买提·吐尔逊")),
        ("买买提•吐尔逊", ("", "买买提•吐尔逊")),
        ("Jane Ashby", ("Ashby", "Jane")),
        ("Jane  Mary Ashby", ("Ashby", "Jane Mary")),
        ("Ashby, Jane", ("Ashby", "Jane")),
        ("Anna van der Berg", ("van der Berg", "Anna")),
        ("van Gogh", ("Gogh", "van")),
        ("Madonna", ("Madonna", "")),
        ("", ("", "")),
    ],
)
def test_a_name_splits_into_family_and_given(name, parts):
    assert split_name(name) == parts


def test_chinese_characters_are_told_from_others_in_every_block():
    assert all(is_han(c) for c in "王㐂䶮𬭎\U0002f800豈")
    assert not any(is_han(c) for c in "Aé1·〇ア한")


def test_stroke_counts_are_known_for_common_rare_and_traditional_characters():
    counts = {c: stroke_count(c) for c in "一王张德䶮𬭎龍门門A"}
    assert counts == {
        "一": 1,
        "王": 4,
        "张": 7,
        "德": 15,
        "䶮": 9,
        "𬭎": 12,
        "龍": 16,
        "门": 3,
        "門": 8,
        "A": None,
    }


def test_a_character_newer_than_the_table_has_no_count():
    assert stroke_count("\U0002ebf0") is None


def test_surnames_stand_in_the_order_that_congresses_print():
    """The order of surnames in the printed lists of the National People's Congress."""
    names = "丁 于 万 马 王 韦 毛 方 邓 石 龙 卢 叶 田 白 冯 吉 朱 任 刘 许 孙 李 杨 吴 何 张 陆 陈"
    names += " 周 郑 赵 胡 钟 姜 贺 徐 高 郭 黄 梅 曹 蒋 韩 傅 谢 蔡 谭 黎 潘 薛 魏"
    assert in_order(names.split(), stroke_key) == names.split()


def test_heng_comes_before_zhe_and_so_wang_li_zhang_at_their_counts():
    assert in_order(["张一", "李一", "王一", "孔一"], stroke_key) == [
        "王一",
        "孔一",
        "李一",
        "张一",
    ]


def test_the_same_strokes_are_told_apart_by_their_finer_shape():
    assert in_order(["于一", "干一"], stroke_key) == ["干一", "于一"]


def test_one_given_character_comes_before_two_and_then_strokes_decide():
    names = ["王宁", "王军", "王毅", "王小洪", "王文涛", "王东明"]
    assert in_order(names, stroke_key) == ["王宁", "王军", "王毅", "王小洪", "王文涛", "王东明"]


def test_a_single_surname_comes_before_a_compound_one_of_the_same_first_character():
    assert in_order(["欧阳一", "欧冶子", "司马光", "司明"], stroke_key) == [
        *("司明", "司马光", "欧冶子", "欧阳一"),
    ]


def test_a_dotted_name_stands_by_its_first_character():
    names = ["任一", "买买提·吐尔逊", "李四"]
    assert in_order(names, stroke_key) == ["任一", "买买提·吐尔逊", "李四"]


def test_a_character_of_unknown_order_follows_the_known_ones_of_its_count():
    names = ["周一", "閒一", "黄一", "葛一", "蒲一"]
    assert in_order(names, stroke_key) == ["周一", "黄一", "葛一", "閒一", "蒲一"]
    assert stroke_count("閒") == stroke_count("葛") == 12


def test_a_character_without_count_and_latin_names_come_last():
    names = ["魏一", "\U0002ebf0一", "Ashby, Jane", "Jane Berry", "Zoe Berry"]
    assert in_order(names, stroke_key) == names


def test_a_sign_that_is_no_character_still_has_a_key():
    assert character_key("A") == "99000041"


def test_an_empty_name_has_a_key_in_each_order():
    assert stroke_key("") == "99 "
    assert pinyin_key("  ") == ""
    assert latin_name("") == ""


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("曾小明", "Zeng Xiaoming"),
        ("单田芳", "Shan Tianfang"),
        ("解缙", "Xie Jin"),
        ("仇英", "Qiu Ying"),
        ("区志强", "Ou Zhiqiang"),
        ("查良镛", "Zha Liangyong"),
        ("朴永", "Piao Yong"),
        ("尉迟恭", "Yuchi Gong"),
        ("尉健", "Wei Jian"),
        ("万俟明", "Moqi Ming"),
        ("纪晓岚", "Ji Xiaolan"),
        ("任盖", "Ren Gai"),
        ("盖叫天", "Ge Jiaotian"),
        ("乐嘉", "Yue Jia"),
        ("欧阳文静", "Ouyang Wenjing"),
        ("吕布", "Lü Bu"),
        ("张建安", "Zhang Jian'an"),
        ("周长江", "Zhou Changjiang"),
        ("王䶮", "Wang Yan"),
        ("王𬭎", "Wang Hong"),
        ("王\U0002ebf0", "Wang \U0002ebf0"),
        ("王3", "Wang 3"),
        ("王", "Wang"),
        ("买买提·吐尔逊", "Maimaiti Tu'erxun"),
        ("买买提•吐尔逊", "Maimaiti Tu'erxun"),
        ("Jane  Ashby", "Jane Ashby"),
    ],
)
def test_a_name_is_written_in_latin_letters(name, latin):
    assert latin_name(name) == latin


def test_pinyin_order_goes_by_syllable_then_tone_then_the_next_character():
    names = [
        "Ashby, Jane",
        "陈一",
        "李明",
        "李一",
        "林一",
        "陆游",
        "吕布",
        "买买提·吐尔逊",
        "曾小明",
    ]
    assert in_order(names, pinyin_key) == names


def test_a_roll_of_the_order_is_chosen_by_the_body():
    assert sort_key("曾小明") == stroke_key("曾小明")
    assert sort_key("曾小明", Order.PINYIN) == pinyin_key("曾小明")


def test_the_clerks_number_comes_first_and_her_other_words_are_sorted_as():
    people = {"魏三": "1", "王一": "2", "\U0002ebf0四": "丁三", "丁五": "", "王二": "１０"}
    keys = {name: sort_key(name, override=override) for name, override in people.items()}
    assert in_order(people, keys.get) == ["魏三", "王一", "王二", "\U0002ebf0四", "丁五"]


def test_a_number_too_long_for_a_place_is_a_name():
    assert sort_key("王一", override="1" * 5000) == stroke_key("1" * 5000)


def test_every_compound_surname_has_a_key_and_a_reading():
    for surname in COMPOUND_SURNAMES:
        assert split_name(surname + "一") == (surname, "一")
        assert stroke_key(surname + "一") < stroke_key(surname + "二")
        assert latin_name(surname + "一").endswith(" Yi")


def test_keys_fit_their_column_however_long_the_name():
    for name in ("王" * 200, "Ashby " * 40):
        assert len(stroke_key(name)) == len(pinyin_key(name)) == 200
