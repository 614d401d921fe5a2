"""Who sees what; boards and inboxes; one suggestion in detail; the public's view."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from townmoot.record import NotFound
from townmoot.record.models import new_id
from townmoot.suggestions import queries
from townmoot.suggestions.models import Reply, UnitReturn


def seen(desk, who):
    return set(queries.suggestions_for(desk.actor(who), desk.body).values_list("pk", flat=True))


def test_each_sees_what_is_theirs(desk):
    lead, asked, other = desk.deputies[:3]
    draft = desk.draft(lead)
    desk.do("cosigner.ask", by=lead, suggestion=draft, persons=[asked.person])
    prepared = desk.make("suggestion.prepare", lead=lead.person, title="代拟")
    handed = desk.handed_in(lead)
    assigned = desk.assigned(lead)
    allotted, part = desk.handling(lead=lead)
    everything = {draft, prepared, handed, assigned, allotted}
    assert seen(desk, lead) == everything
    assert seen(desk, asked) == {draft}
    assert seen(desk, other) == set()
    assert seen(desk, desk.clerk) == {prepared, handed, assigned, allotted}
    assert seen(desk, desk.clerk_head) == seen(desk, desk.chair) == {handed, assigned, allotted}
    assert seen(desk, desk.office) == {assigned, allotted}
    assert seen(desk, desk.units[0].checker) == {allotted}
    assert seen(desk, desk.units[1].officer) == set()
    assert not queries.suggestions_for(None, desk.body).exists()
    assert part


def test_an_account_without_a_person_sees_no_drafts(desk):
    desk.draft()
    nobody = queries.suggestions_for(desk.actor(desk.town.somebody()), desk.body)
    assert not nobody.exists()


def test_the_operator_sees_what_was_handed_in(desk):
    from townmoot.record import OPERATOR
    from townmoot.record.queries import looking

    desk.draft()
    key = desk.handed_in()
    actor = looking(desk.body, OPERATOR).actor
    assert [row.pk for row in queries.suggestions_for(actor, desk.body)] == [key]


def test_the_board_shows_the_most_urgent_first_page_by_page(desk):
    later = desk.assigned()
    sooner = desk.handed_in()
    unit_has, _part = desk.handling()
    desk.closed()
    desk.draft()
    actor = desk.actor(desk.clerk)
    page = queries.board(actor, desk.body, desk.today, limit=2)
    rest = queries.board(actor, desk.body, desk.today, after=page.next, limit=2)
    assert [line.item.pk for line in page.lines + rest.lines] == [sooner, later, unit_has]
    assert rest.next == ""
    kinds = [line.clock.kind for line in page.lines + rest.lines]
    assert kinds == ["assign", "reply", "reply"]
    assert [part.unit_id for part in rest.lines[0].parts] == [desk.units[0].id]
    assert len(queries.board(actor, desk.body, desk.today, after="nonsense").lines) == 3


def test_an_empty_board_is_empty(desk):
    assert queries.board(desk.actor(desk.clerk), desk.body, desk.today).lines == []
    assert queries.inbox(desk.actor(desk.units[0].officer), desk.body, desk.today) == []


def test_a_deputys_board_holds_the_own_ones(desk):
    mine = desk.handed_in()
    desk.handed_in(desk.deputies[1])
    page = queries.board(desk.actor(desk.deputies[0]), desk.body, desk.today)
    assert [line.item.pk for line in page.lines] == [mine]


def count_queries(function):
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


@pytest.mark.once  # how many queries there are is asked of no database
def test_lists_take_the_same_queries_for_one_and_three(desk):
    clerk, officer = desk.actor(desk.clerk), desk.actor(desk.units[0].officer)
    lead = desk.actor(desk.deputies[0])

    def counts():
        return [
            count_queries(lambda: queries.board(clerk, desk.body, desk.today)),
            count_queries(lambda: queries.inbox(officer, desk.body, desk.today)),
            count_queries(
                lambda: queries.listing(
                    queries.suggestions_for(lead, desk.body), desk.body, desk.today
                )
            ),
            count_queries(
                lambda: queries.public_views(queries.published(desk.body), desk.body, desk.today)
            ),
        ]

    def one_more():
        desk.handling()
        desk.replied()
        desk.published()

    one_more()
    first = counts()
    one_more()
    one_more()
    assert counts() == first


def test_the_inbox_shows_what_a_unit_owes(desk):
    one, two = desk.units[:2]
    key = desk.assigned()
    lead, helper = desk.allot(key, one, assisting=[two])
    desk.replied(unit=one)
    actor = desk.actor(one.officer)
    (line,) = queries.inbox(actor, desk.body, desk.today)
    assert (line.part.pk, line.part_state, line.clock.kind) == (lead, "allotted", "reply")
    (line,) = queries.inbox(desk.actor(two.head), desk.body, desk.today, unit=two.id)
    assert (line.part.pk, line.clock.due) == (helper, date(2026, 2, 12))
    assert queries.inbox(actor, desk.body, desk.today, unit=two.id) == []


def test_the_inbox_shows_the_second_round(desk):
    _key, part, reply = desk.replied()
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    (line,) = queries.inbox(desk.actor(desk.units[0].officer), desk.body, desk.today)
    assert (line.clock.kind, line.state) == ("second_reply", "rehandling")
    page = queries.board(desk.actor(desk.clerk), desk.body, desk.today)
    assert [each.clock.kind for each in page.lines] == ["second_reply"]


def test_what_waits_for_deputies(desk):
    lead, other = desk.deputies[:2]
    key = desk.draft(lead)
    desk.do("cosigner.ask", by=lead, suggestion=key, persons=[other.person])
    actor = desk.actor(other)
    assert [row.suggestion_id for row in queries.asked_to_cosign(actor, desk.body)] == [key]
    _key, _part, reply = desk.replied()
    mine = desk.actor(lead)
    (serving,) = queries.to_rate(mine, desk.body)
    assert serving.reply_id == reply
    desk.rate(reply)
    assert not queries.to_rate(mine, desk.body).exists()
    assert queries.tellings_for(mine, desk.body).count() == 2


def test_what_waits_for_the_offices(desk):
    _key, part = desk.handling()
    unit = desk.units[0]
    ask = {"by": unit.head, "allotment": part, "reason": "检测"}
    desk.do("extension.request", until="2026-06-12", **ask)
    desk.do("unit.return", **ask)
    for who in (desk.clerk, desk.office):
        actor = desk.actor(who)
        assert queries.extensions_waiting(actor, desk.body).count() == 1
        assert queries.returns_waiting(actor, desk.body).count() == 1
    actor = desk.actor(unit.head)
    assert not queries.extensions_waiting(actor, desk.body).exists()
    assert not queries.returns_waiting(actor, desk.body).exists()


def test_a_suggestion_in_detail(desk):
    lead, other, stranger = desk.deputies[:3]
    key, part = desk.handling(cosigners=[other])
    reply = desk.reply(part)
    desk.rate(reply, lead, result="basically")
    found = queries.detail(desk.actor(lead), desk.body, key, desk.today)
    assert (found.state, found.clock.kind) == ("replied", "rating")
    assert [row.person_id for row in found.signatures] == [lead.person, other.person]
    assert [row.pk for row in found.replies] == [reply]
    assert [view.state for view in found.parts] == ["replied"]
    assert len(found.parts[0].clocks) == 1
    with pytest.raises(NotFound):
        queries.detail(desk.actor(stranger), desk.body, key, desk.today)


def test_a_published_suggestion_is_read_whole_by_insiders_only(desk):
    key, _part, _reply = desk.published()
    with pytest.raises(NotFound):
        queries.detail(desk.actor(desk.deputies[1]), desk.body, key, desk.today)


def test_drafts_of_replies_stay_in_the_unit(desk):
    key, part = desk.handling()
    reply = desk.drafted(part, desk.units[0])
    item = desk.item(key)
    for who, found in ((desk.units[0].head, [reply]), (desk.clerk, []), (desk.deputies[0], [])):
        assert [row.pk for row in queries.replies_for(desk.actor(who), item)] == found


def test_the_reply_to_the_other_is_read_with_a_merged_one(desk):
    main, part = desk.handling()
    second = desk.accepted(desk.deputies[1])
    desk.do("suggestion.merge", suggestion=second, into=main, reason="同一路段")
    reply = desk.reply(part)
    found = queries.detail(desk.actor(desk.deputies[1]), desk.body, second, desk.today)
    assert [row.pk for row in found.replies] == [reply]
    assert (found.state, found.clock.kind) == ("merged", "rating")


def test_ratings_are_read_by_the_assembly_the_unit_and_their_giver(desk):
    lead, other = desk.deputies[:2]
    _key, part = desk.handling(cosigners=[other])
    row = Reply.objects.get(pk=desk.reply(part))
    desk.rate(row.pk, lead)
    for who, count in (
        (desk.clerk, 1),
        (desk.office, 1),
        (desk.units[0].head, 1),
        (lead, 1),
        (other, 0),
    ):
        assert queries.ratings_of(desk.actor(who), row).count() == count


def test_the_public_reads_the_reviewed_words_and_released_counts_only(desk):
    key, _part, reply = desk.closed(facts="王五家门口很挤。")
    hidden, _part, _reply = desk.closed()
    spans = [{"document": "facts", "start": 0, "end": 2}]
    desk.publish(key, spans)
    told = queries.public_one(desk.body, key, desk.today)
    assert (told.facts, told.serial) == ("▇▇家门口很挤。", "2026 recess No. 1")
    assert told.replies[0].number == "澄规建复〔2026〕1号"
    assert told.replies[0].ratings is None
    assert (told.state, told.line.clock.word) == ("closed", "done_on_time")
    desk.do("rating.release", reply=reply)
    told = queries.public_one(desk.body, key, desk.today)
    assert told.replies[0].ratings["asked"] == 1
    for absent in (hidden, new_id()):
        with pytest.raises(NotFound):
            queries.public_one(desk.body, absent, desk.today)


def test_a_reply_given_after_publication_is_not_public_yet(desk):
    key, part, reply = desk.replied()
    desk.publish(key)
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    desk.reply(part, contact=False)
    told = queries.public_one(desk.body, key, desk.today)
    assert [each.round for each in told.replies] == [1]


def test_a_closed_suggestion_that_was_referred_has_no_clock(desk):
    key, _part = desk.handling()
    desk.do("suggestion.refer", suggestion=key, unit="区交通委", reason="线路")
    rows = queries.suggestions_for(desk.actor(desk.clerk), desk.body)
    (line,) = queries.listing(rows, desk.body, desk.today)
    assert (line.state, line.clock) == ("referred", None)


def test_a_unit_that_gave_its_part_back_reads_it_no_more(desk):
    unit, other = desk.units[:2]
    key = desk.assigned()
    (part,) = desk.allot(key, unit)
    desk.do("unit.return", by=unit.officer, allotment=part, reason="不属职责")
    assert seen(desk, unit.officer) == {key}
    desk.do("return.approve", by=desk.office, unit_return=UnitReturn.objects.get().pk)
    assert seen(desk, unit.officer) == set()
    desk.allot(key, other)
    assert (seen(desk, unit.officer), seen(desk, other.officer)) == (set(), {key})
