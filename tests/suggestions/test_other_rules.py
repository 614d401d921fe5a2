"""A town whose profile differs: what the profile says is what happens."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest

from townmoot.cli.main import main
from townmoot.figures import figure
from townmoot.record import Denied, Refused, export
from townmoot.record.models import new_id
from townmoot.rules import library
from townmoot.suggestions.models import Assignment
from townmoot.suggestions.queries import profile_of

OTHER = """
extends: cn-township-shanghai@2025-09-26
profile: elsewhere
version: 2025-09-26
valid_from: 2025-09-26
label: {zh: 别处, en: Elsewhere}
sponsors:
  suggestion: {value: 2, unit: deputies, source: 本地规定, status: confirm}
suggestions:
  contact_required: {value: false, source: 本地规定, status: confirm}
  phone_counts_as_contact: {value: true, source: 本地规定, status: confirm}
  restart_clock_on_reassign: {value: true, source: 本地规定, status: confirm}
  withdrawal_needs_all_signers: {value: false, source: 本地规定, status: confirm}
  two_hands: {value: false, source: 本地规定, status: confirm}
  assign_in_session_at_once: {value: false, source: 本地规定, status: confirm}
  numbers:
    value:
      session: {zh: '会{number}', en: 'S{number}'}
      later_session: {zh: '会{session}-{number}', en: 'S{session}-{number}'}
      recess: {zh: '闭{number}', en: 'R{number}'}
      ledger: {zh: '账{number}', en: 'L{number}'}
    source: 本地规定
    status: confirm
  approval_steps:
    value:
      - {code: draft, label: {zh: 拟稿, en: Draft}, by: unit_officer}
      - {code: check, label: {zh: 审核, en: Check}, by: unit_officer}
      - {code: sign, label: {zh: 签发, en: Sign}, by: unit_officer}
      - {code: issue, label: {zh: 印发, en: Issue}, by: unit_officer}
    source: 本地规定
    status: confirm
"""


@pytest.fixture
def elsewhere(desk, tmp_path, monkeypatch):
    """The desk, in a town that goes by other rules."""
    folder = tmp_path / "profiles"
    shutil.copytree(library.BUILT_IN, folder)
    (folder / "elsewhere@2025-09-26.yaml").write_text(OTHER)
    monkeypatch.setattr(library, "BUILT_IN", folder)
    library.built_in.cache_clear()
    desk.do("profile.choose", profile="elsewhere")
    yield desk
    library.built_in.cache_clear()


def test_as_many_sign_as_the_profile_asks_for(elsewhere):
    with pytest.raises(Refused, match="Signers needed: 2"):
        elsewhere.handed_in()
    elsewhere.handed_in(cosigners=[elsewhere.deputies[1]])


def test_one_hand_may_do_it_all_without_a_contact(elsewhere):
    _key, part = elsewhere.handling(cosigners=[elsewhere.deputies[1]])
    officer = elsewhere.units[0].officer
    reply = elsewhere.drafted(part, elsewhere.units[0])
    for act in ("reply.check", "reply.sign"):
        elsewhere.do(act, by=officer, reply=reply)
    elsewhere.do("reply.issue", by=officer, reply=reply, mark="别处")
    assert elsewhere.part_state(part) == "replied"


def test_a_step_the_profile_does_not_have_is_taken_by_nobody(elsewhere):
    _key, part = elsewhere.handling(cosigners=[elsewhere.deputies[1]])
    reply = elsewhere.drafted(part, elsewhere.units[0])
    with pytest.raises(Denied, match="no such step"):
        elsewhere.do("reply.countersign", by=elsewhere.units[1].head, reply=reply)


def test_who_reviewed_may_publish_where_one_hand_suffices(elsewhere):
    key, part = elsewhere.handling(cosigners=[elsewhere.deputies[1]])
    officer = elsewhere.units[0].officer
    reply = elsewhere.drafted(part, elsewhere.units[0])
    for act in ("reply.check", "reply.sign"):
        elsewhere.do(act, by=officer, reply=reply)
    elsewhere.do("reply.issue", by=officer, reply=reply, mark="别处")
    elsewhere.do("disclosure.review", suggestion=key, result="public", spans=[])
    elsewhere.do("suggestion.publish", suggestion=key)


def test_verify_counts_a_call_where_the_profile_does(elsewhere, tmp_path, capsys, monkeypatch):
    _key, part = elsewhere.handling(cosigners=[elsewhere.deputies[1]])
    elsewhere.contact(part, elsewhere.units[0], way="phone")
    file = tmp_path / "record.jsonl"
    file.write_text("".join(f"{line}\n" for line in export.lines(elsewhere.body)))

    def told():
        assert main(["verify", str(file), "--json"]) == 0
        return json.loads(capsys.readouterr().out)["rates"]["face_to_face_rate"]

    assert told() == figure("face_to_face_rate", elsewhere.body, elsewhere.today).fraction == "1/1"
    monkeypatch.undo()  # where nobody knows the profile
    library.built_in.cache_clear()
    assert told() == "0/1"


def test_numbers_are_printed_as_the_profile_says(elsewhere):
    key = elsewhere.accepted(cosigners=[elsewhere.deputies[1]])
    assert elsewhere.item(key).serial == "R1"


def test_the_lead_alone_withdraws_where_the_profile_says_so(elsewhere):
    key = elsewhere.handed_in(cosigners=[elsewhere.deputies[1]])
    elsewhere.do("withdrawal.ask", by=elsewhere.deputies[0], suggestion=key, reason="已解决")
    assert elsewhere.state(key) == "withdrawn"


def test_the_clock_starts_anew_where_the_profile_says_so(elsewhere):
    key, part = elsewhere.handling(cosigners=[elsewhere.deputies[1]])
    elsewhere.go("2026-01-19")
    returned = elsewhere.make(
        "unit.return",
        key="unit_return",
        by=elsewhere.units[0].officer,
        allotment=part,
        reason="不属职责",
    )
    elsewhere.do("return.approve", by=elsewhere.office, unit_return=returned, to_assembly=True)
    elsewhere.assign(key)
    row = Assignment.objects.get(suggestion=key, ended_on=None)
    assert (row.start, row.due) == (date(2026, 1, 19), date(2026, 4, 20))


def test_without_a_profile_nothing_is_judged(db):
    with pytest.raises(Refused, match="No procedure profile"):
        profile_of(new_id(), date(2026, 1, 12))
