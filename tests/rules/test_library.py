"""A profile file with a mistake: the error names file, line and key in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from townmoot.rules import Library, ProfileError, load
from townmoot.rules.library import BUILT_IN

BASE = "cn-township@2022-03-12"
ALL = load("cn-township", on=date(2023, 1, 1)).modules.codes
CHILD = """\
extends: cn-township@2022-03-12
profile: xx-town
version: 2030-01-01
valid_from: 2030-01-01
valid_to: null
label: {zh: 某镇, en: Some town}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the township's profile, to extend or to spoil."""
    text = (BUILT_IN / f"{BASE}.yaml").read_text("utf-8")
    (tmp_path / f"{BASE}.yaml").write_text(text, "utf-8")
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> int:
    """Replace a text of the base file that stands there once; return its line."""
    path = folder / f"{BASE}.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(ProfileError) as raised:
        Library(folder).keys()
    assert str(raised.value) == "\n".join(map(str, raised.value.mistakes))
    return [str(mistake) for mistake in raised.value.mistakes]


def child(folder: Path, more: str, name: str = "xx-town@2030-01-01") -> None:
    (folder / f"{name}.yaml").write_text(CHILD + more, "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key", "text"),
    [
        (
            "reply_period: {value: 3, unit: month, source: 代表法第四十二条",
            "reply_period: {value: three, unit: month, source: 代表法第四十二条",
            "suggestions.reply_period.value",
            "must be a whole number; it is 'three'",
        ),
        (
            "motion: {value: 5, unit: deputies",
            "motion: {value: 0, unit: deputies",
            "sponsors.motion.value",
            "must be at least 1; it is 0",
        ),
        (
            "value: rejected",
            "value: beauty",
            "decisions.tie.value",
            "must be one of 'rejected', 'chair_casts' or 'lot'; it is 'beauty'",
        ),
        (
            "remote_counts_for_quorum:",
            "remote_count_for_quorum:",
            "sessions.remote_count_for_quorum",
            "is not a known key; did you mean remote_counts_for_quorum?",
        ),
        ("country: CN", "country: China", "country", "signs that are not allowed"),
        ("valid_from: 2022-03-12", "valid_from: soon", "valid_from", "must be a date"),
        ("country: CN", "country: CN\nzzz: 1", "zzz", "is not a known key"),
        (
            "country: CN",
            "country: CN\ncolour: {red: 1, green: {value: 2}}",
            "colour",
            "is not a known key",
        ),
        (
            "value: {turns: 2, first_minutes: 10",
            "value: {turns: 2, turn: 2, first_minutes: 10",
            "sessions.speaking.value.turn",
            "is not a known key",
        ),
        (
            "agenda: [pass_on, report, review, assign, speech]",
            "agenda: [pass_on, dance]",
            "",
            "meeting kind deputies_meeting names no agenda kind: dance",
        ),
        ("valid_to: 2025-03-11", "valid_to: 2021-03-11", "", "valid_to is before valid_from"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(folder, old, new, key, text):
    line = spoil(folder, old, new)
    line += new.count("\n")
    where = f", line {line}, {key}: " if key else ": "
    assert [m for m in mistakes(folder) if where in m and text in m] != []


def test_a_missing_rule_is_named_at_its_section(folder):
    line = spoil(
        folder, "  motion: {value: 5, unit: deputies, source: 组织法第二十二条, status: read}\n", ""
    )
    (found,) = mistakes(folder)
    assert found == f"{BASE}.yaml, line {line - 2}, sponsors.motion: is missing"


def test_a_missing_source_is_named_at_its_rule(folder):
    line = spoil(folder, ", source: 组织法第二十二条, status: read}", ", status: read}")
    assert mistakes(folder) == [f"{BASE}.yaml, line {line}, sponsors.motion.source: is missing"]


def test_a_binding_meeting_without_quorum_is_refused(folder):
    spoil(folder, "      quorum: presidium\n", "")
    (found,) = mistakes(folder)
    assert found.endswith(
        "meeting_kinds.presidium_meeting.value: a meeting with binding votes needs a quorum"
    )


def test_a_code_that_stands_twice_is_refused(folder):
    spoil(folder, "- code: basically", "- code: satisfied")
    (found,) = mistakes(folder)
    assert "suggestions.rating_scale: the code satisfied stands there twice" in found


def test_a_key_that_stands_twice_is_refused(folder):
    line = spoil(folder, "country: CN", "country: CN\ncountry: GB")
    assert mistakes(folder) == [f"{BASE}.yaml, line {line + 1}, country: stands there twice"]


def test_a_file_that_is_not_yaml_is_named_with_its_line(folder):
    line = spoil(folder, "country: CN", "country: [CN")
    (found,) = mistakes(folder)
    assert found.startswith(f"{BASE}.yaml, line {line + 1}: is not YAML here: ")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xc4\xe3\xba\xc3", "holds signs that cannot be read; save it as UTF-8 text"),
        (b"a: \x00", "holds signs that cannot be read; save it as UTF-8 text"),
        (b"- one\n- two", "must be a list of keys with values"),
        (b"", "must be a list of keys with values"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path, content, text):
    (tmp_path / "x@2030-01-01.yaml").write_bytes(content)
    assert mistakes(tmp_path) == [f"x@2030-01-01.yaml, line 1: {text}"]


def test_a_file_under_another_name_is_refused(folder):
    child(folder, "", "yy-town@2030-01-01")
    assert mistakes(folder) == [
        "yy-town@2030-01-01.yaml, line 3, version: the file must be named xx-town@2030-01-01.yaml"
    ]


def test_the_mistakes_of_all_files_are_told_each_once(folder):
    spoil(folder, "country: CN", "country: 7")
    child(folder, "")
    child(folder, "", "yy-town@2030-01-01")
    assert len(mistakes(folder)) == 1


# ------------------------------------------------------------------ extending


def test_a_file_that_extends_another_changes_only_what_it_says(folder):
    child(
        folder,
        "sponsors:\n  motion: {value: 3, source: 本镇规定, status: confirm}\n"
        "footer: {zh: 内部使用, en: For use inside}\n",
    )
    found = Library(folder).load("xx-town", on=date(2031, 1, 1))
    base = Library(folder).get(BASE)
    assert found.sponsors.motion.value == 3
    assert found.sponsors.motion.unit is None
    assert found.sponsors.amendment == base.sponsors.amendment
    assert found.footer.en == "For use inside"
    assert found.modules.codes == base.modules.codes
    assert found.rule("modules") is found.modules


MODULE = "    - {code: %s, label: {zh: 模块, en: Module}}\n"


def modules(*codes: str) -> str:
    listed = "".join(MODULE % code for code in codes)
    return f"modules:\n  value:\n{listed}  source: 本镇\n  status: confirm\n"


def test_a_module_without_its_rules_and_rules_without_their_module_are_named(folder):
    child(folder, modules("meetings", "motions", "interests", "council"))
    (found,) = mistakes(folder)
    assert "decisions.presidium_quorum stands there without: the module presidium" in found
    child(folder, modules(*ALL, "council"))
    (found,) = mistakes(folder)
    assert found.endswith("council is missing: the module council")


def test_a_module_that_rests_on_another_says_so(folder):
    child(folder, modules("meetings", "suggestions", "motions", "ratings", "commitments"))
    (found,) = mistakes(folder)
    assert found.endswith("the module suggestions needs units")


def test_a_module_nobody_knows_is_refused(folder):
    child(folder, modules("meetings", "ceremonial_sword"))
    (found,) = mistakes(folder)
    assert "modules.value.1.code: must be one of" in found


def test_a_mistake_in_what_was_taken_over_is_named_in_its_own_file(folder):
    child(folder, "sponsors:\n  motion: {value: many, source: 本镇规定, status: confirm}\n")
    (found,) = mistakes(folder)
    place = "xx-town@2030-01-01.yaml, line 8, sponsors.motion.value"
    assert found == f"{place}: must be a whole number; it is 'many'"


def test_what_a_rule_taken_over_no_longer_says_is_missing_in_the_new_file(folder):
    child(folder, "sponsors:\n  motion: {value: 3, source: 本镇规定}\n")
    assert mistakes(folder) == [
        "xx-town@2030-01-01.yaml, line 8, sponsors.motion.status: is missing"
    ]


def test_where_two_versions_are_in_force_the_newer_holds(folder):
    child(folder, "")
    newer = CHILD.replace("2030-01-01", "2031-01-01")
    (folder / "xx-town@2031-01-01.yaml").write_text(newer, "utf-8")
    library = Library(folder)
    assert library.load("xx-town", on=date(2030, 12, 31)).ref == "xx-town@2030-01-01"
    assert library.load("xx-town", on=date(2031, 1, 1)).ref == "xx-town@2031-01-01"


def test_a_file_that_extends_nothing_known_is_refused(folder):
    child(folder, "")
    path = folder / "xx-town@2030-01-01.yaml"
    path.write_text(path.read_text("utf-8").replace(BASE, "cn-moon@2030-01-01"), "utf-8")
    assert mistakes(folder) == [
        "xx-town@2030-01-01.yaml, line 1, extends: there is no profile version cn-moon@2030-01-01"
    ]


def test_files_that_extend_each_other_are_refused(folder):
    spoil(folder, "profile: cn-township", "extends: xx-town@2030-01-01\nprofile: cn-township")
    child(folder, "")
    assert all("goes round in a circle" in mistake for mistake in mistakes(folder))


def test_an_empty_folder_has_no_profiles(tmp_path):
    assert Library(tmp_path).keys() == ()
