"""Anyone can verify an export; who altered it is caught at the entry."""

import json

import pytest

from townmoot.record import Refused, WriteOutsideAct, guard, leaf
from townmoot.record.actions import DIRECTOR
from townmoot.record.check import verify_all, verify_body
from townmoot.record.export import lines
from townmoot.record.models import Entry, Head
from townmoot.record.verify import verify_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(town):
    for number in range(4):
        town.group(f"第{number}组")
    return list(lines(town.body))


def test_an_export_verifies_to_the_root_of_the_town(town, exported):
    verdict = verify_lines(exported)
    assert (verdict.holds, verdict.size, verdict.body) == (True, 6, str(town.body))
    assert verdict.root == Entry.objects.get(body=town.body, position=6).root
    assert verify_lines(exported, root=verdict.root.upper()).holds
    assert verdict.public[0]["act"] == "body.found"
    assert {entry["position"] for entry in verdict.public} <= set(range(1, 7))


def test_blank_lines_do_no_harm(exported):
    assert verify_lines(["\n", *exported, "\n"]).holds


def test_another_root_than_the_published_one_is_told(exported):
    verdict = verify_lines(exported, root="00" * 32)
    assert not verdict.holds
    assert "not the one published" in verdict.fault


def altered(exported, index, change):
    copy = list(exported)
    line = json.loads(copy[index])
    copy[index] = json.dumps(change(line) or line, ensure_ascii=False)
    return copy


def set_to(**fields):
    return lambda line: line.update(fields)


def with_matching_leaf(text):
    from townmoot.record.merkle import leaf_hash

    return set_to(envelope=text, leaf=leaf_hash(text.encode()).hex())


@pytest.mark.parametrize(
    ("index", "change", "position"),
    [
        (3, lambda line: line.update(envelope=line["envelope"].replace("position", "posicion")), 3),
        (3, set_to(leaf="00" * 32), 3),
        (3, set_to(root="00" * 32), 3),
        (3, set_to(position=4), 3),
        (3, set_to(envelope=None), 3),
        (3, with_matching_leaf('{"v":1}'), 3),
        (3, lambda _line: [1], 3),
        (7, set_to(size=5), 6),
        (7, set_to(root="00" * 32), 6),
        (0, set_to(format=2), None),
        (0, set_to(townmoot="backup"), None),
        (0, set_to(body="another"), 1),
    ],
)
def test_an_altered_line_is_named(exported, index, change, position):
    verdict = verify_lines(altered(exported, index, change))
    assert not verdict.holds
    assert verdict.fault_position == position


def test_a_missing_a_doubled_and_a_swapped_entry_are_named(exported):
    missing = exported[:3] + exported[4:]
    doubled = [*exported[:3], exported[2], *exported[3:]]
    swapped = [*exported[:3], exported[4], exported[3], *exported[5:]]
    found = [verify_lines(lines).fault_position for lines in (missing, doubled, swapped)]
    assert found == [3, 3, 3]


def test_a_cut_off_export_an_empty_one_and_one_with_a_tail_do_not_hold(exported):
    assert verify_lines(exported[:-1]).fault_position == 6
    assert verify_lines([]).fault
    assert "follows the closing line" in verify_lines([*exported, exported[2]]).fault
    assert verify_lines(["{"]).fault_position is None


def rebuilt(envelopes, body):
    """A consistent export of other envelopes: leaves and roots fit, contents need not."""
    from townmoot.record.merkle import Frontier, leaf_hash

    frontier, out = Frontier(), []
    for position, envelope in enumerate(envelopes, start=1):
        hashed = leaf_hash(envelope.encode())
        frontier.append(hashed)
        told = {"position": position, "leaf": hashed.hex(), "root": frontier.root()}
        out.append(json.dumps({**told, "envelope": envelope}))
    head = json.dumps({"townmoot": "record", "format": 1, "body": body})
    return [head, *out, json.dumps({"size": frontier.size, "root": frontier.root()})]


@pytest.mark.parametrize(
    ("envelope", "words"),
    [
        ('{"body":"b","position":1,"v":1}', ""),
        ('{"position":1,"body":"b","v":1}', "canonical"),
        ('{"body":"c","position":1}', "another body"),
        ('{"body":"b","position":2}', "another body"),
        ('"text"', "not an object"),
        ('{"body":"b","position":1,"public":{"opens":[{"position":1}]}}', "malformed"),
        (
            '{"body":"b","position":1,"public":{"opens":[{"position":1,"private":"","salt":"'
            + "00" * 32
            + '"}]}}',
            "does not fit entry 1",
        ),
    ],
)
def test_contents_are_read_even_where_all_hashes_fit(envelope, words):
    verdict = verify_lines(rebuilt([envelope], "b"))
    assert verdict.holds is (not words)
    assert words in verdict.fault


def test_the_stored_record_verifies(town, exported):
    assert [verdict.holds for verdict in verify_all()] == [True]


def tamper(town, position, **fields):
    with guard.writing("migrate"):
        Entry.objects.filter(body=town.body, position=position).update(**fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"act": "person.add"}, "columns differ from what was sealed: act"),
        ({"private": "{}"}, "does not fit its commitment"),
        ({"salt": None}, "half erased"),
        ({"private": None}, "half erased"),
        ({"envelope": "{}"}, "the root after it"),
    ],
)
def test_a_change_below_the_program_is_named(town, exported, fields, words):
    tamper(town, 4, **fields)
    verdict = verify_body(town.body)
    assert (verdict.fault_position, words in verdict.fault or verdict.fault) == (4, True)


def test_an_entry_that_the_head_does_not_count_is_told(town, exported):
    with guard.writing("migrate"):
        Entry.objects.filter(body=town.body, position=6).update(position=7)
        Head.objects.update(size=5)
    verdict = verify_body(town.body)
    assert not verdict.holds


def test_an_uncounted_entry_behind_the_head_is_told(town, exported):
    kept = Entry.objects.get(body=town.body, position=6)
    kept.pk, kept.position, kept.act_id = None, 9, town.body
    with guard.writing("restore"):
        kept.save(force_insert=True)
    assert "head does not count" in verify_body(town.body).fault


def test_a_head_that_the_next_entry_would_not_join_is_told(town, exported):
    with guard.writing("restore"):
        Head.objects.update(peaks="00" * 32)
    assert "would not join" in verify_body(town.body).fault


def test_erasure_takes_the_private_part_and_the_record_still_verifies(town, exported):
    town.do("record.erase", position=3, reason="本人申请")
    entry = Entry.objects.get(body=town.body, position=3)
    assert (entry.private, entry.salt, entry.actor, entry.subject) == (None, None, None, None)
    assert verify_body(town.body).holds
    assert json.loads(list(lines(town.body))[3])["envelope"] == json.loads(exported[3])["envelope"]


def test_what_was_erased_is_not_erased_again_and_answers_no_repeat(town):
    from townmoot.record import Conflict, NotFound
    from townmoot.record.models import new_id

    act_id = new_id()
    position = town.group(act_id=act_id).position
    town.do("record.erase", position=position, reason="x")
    with pytest.raises(Refused):
        town.do("record.erase", position=position, reason="x")
    with pytest.raises(NotFound):
        town.do("record.erase", position=99, reason="x")
    with pytest.raises(Conflict):
        town.group(act_id=act_id)


@pytest.fixture
def publish():
    from townmoot.record import ACTS, act

    @act("test.publish", permission=ACTS["record.erase"].permission)
    def publish(ctx, *, position: int):
        ctx.open_commitment(position)
        return {}

    yield
    del ACTS["test.publish"]


@pytest.mark.usefixtures("publish")
def test_publishing_later_opens_the_commitment(town):
    position = town.group("第六组").position
    town.do("test.publish", position=position)
    verdict = verify_lines(lines(town.body))
    assert verdict.holds
    (opening,) = verdict.public[-1]["opens"]
    assert leaf.opened(opening["private"])["input"]["name"] == "第六组"


@pytest.mark.usefixtures("publish")
def test_what_was_erased_cannot_be_published(town):
    position = town.group().position
    town.do("record.erase", position=position, reason="x")
    with pytest.raises(Refused):
        town.do("test.publish", position=position)


def test_a_restore_begins_a_new_epoch(town):
    assert town.do("record.restored").result == {"epoch": 2}
    assert json.loads(next(lines(town.body)))["epoch"] == 2


def test_the_director_is_a_role_of_people():
    from townmoot.people.enums import Role

    assert Role.DIRECTOR == DIRECTOR


def test_the_guard_names_the_mistake_not_the_person():
    with pytest.raises(WriteOutsideAct, match="DELETE on people_person outside an act"):
        guard.check_statement("DELETE FROM people_person")
