"""A motion through the pages: written, signed, listed, amended, voted on, read by all."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories, parish
from tests.doors import signed_in
from tests.web.pages import fill, press
from townmoot.ballots.models import Poll
from townmoot.live import Audience, Channel, Told
from townmoot.meetings import queries
from townmoot.meetings.models import AgendaItem, AwardRecipient, Cue, Meeting, Motion
from townmoot.people.models import Person
from townmoot.record import clock
from townmoot.record.models import Entry, new_id
from townmoot.suggestions.models import Suggestion
from townmoot.web.live import registry, rendering

pytestmark = pytest.mark.django_db
TEXT = "在镇中心增设两处公共停车场，年底前建成。停车场向居民免费开放。"
LANGUAGES = ("en", "zh-hans")


def page(client: Client, url: str) -> str:
    """A page in Chinese; it is there in English too."""
    told = ""
    for language in LANGUAGES:
        answer = client.get(url, headers={"accept-language": language})
        assert answer.status_code == 200, (url, answer.status_code)
        told = answer.content.decode()
    return told


@pytest.fixture(scope="module")
def founded(kept):
    """Six deputies and a chair, a session of 22 July with an item for the vote."""
    clock.forget()
    clock.mark_rehearsal(parish.at("2026-07-10", "09:00"))
    town = factories.town()
    group = town.group()
    made = SimpleNamespace(town=town, chair=town.person("chair"))
    made.deputies = [town.deputy(group=group) for _ in range(6)]
    made.do = lambda act, by=None, **inputs: town.do(act, by=by or town.clerk, **inputs).result
    made.meeting = made.do(
        "meeting.plan", kind="session", name="第五次会议", organization=town.congress,
        start=parish.at("2026-07-22", "09:00"), end=parish.at("2026-07-22", "17:00"),
    )["meeting"]  # fmt: skip
    item = {"meeting": made.meeting, "kind": "vote", "name": "表决议案"}
    made.item = made.do("agenda.add_item", **item)["item"]
    made.hall = made.do("venue.add", meeting=made.meeting, name="镇人大会议厅")["venue"]
    made.do("meeting.give_notice", meeting=made.meeting)
    made.do("meeting.publish", meeting=made.meeting)
    clock.forget()
    return made


@pytest.fixture
def moot(founded, db):
    clock.forget()
    yield founded
    clock.forget()


def drafted(moot, deputy=0, **more) -> str:
    given = {"title": "关于增设停车场的议案", "grounds": "停车难。", "text": TEXT} | more
    mover = moot.deputies[deputy]
    return moot.do("motion.draft", by=mover, meeting=moot.meeting, **given)["motion"]


def signed(moot, key, mover=0) -> None:
    others = [who for who in moot.deputies if who is not moot.deputies[mover]][:4]
    by = moot.deputies[mover]
    moot.do("signer.ask", by=by, motion=key, persons=[who.person for who in others])
    for who in others:
        moot.do("signer.confirm", by=who, motion=key, version=1)


def handed_in(moot, **more) -> str:
    key = drafted(moot, **more)
    signed(moot, key)
    moot.do("motion.hand_in", by=moot.deputies[0], motion=key)
    return key


def listed(moot, **more) -> str:
    key = handed_in(moot, **more)
    moot.do("motion.list", motion=key)
    moot.do("motion.put_under", motion=key, item=moot.item)
    return key


def amended(moot, key, passage="两处", text="三处", mover=1, admitted=True) -> str:
    by = moot.deputies[mover]
    made = moot.do("motion.amend", by=by, motion=key, passage=passage, text=text)["amendment"]
    signed(moot, made, mover)
    moot.do("motion.hand_in", by=by, motion=made)
    if admitted:
        moot.do("motion.list", motion=made)
    return made


def in_session(moot) -> None:
    moot.town.do("clock.move", to=parish.at("2026-07-22", "08:50"))
    for who in moot.deputies:
        moot.do("attendance.check_in_person", venue=moot.hall, person=who.person)
    moot.do("meeting.open", meeting=moot.meeting)
    moot.do("agenda.propose", meeting=moot.meeting)
    moot.do("agenda.adopt", meeting=moot.meeting, way="acclamation", note="没有不同意见")
    moot.do("item.start", item=moot.item)


# ------------------------------------------------------------------ the floor


def test_a_deputy_writes_asks_and_hands_in(moot):
    client, other = signed_in(moot.deputies[0]), signed_in(moot.deputies[1])
    assert "还没有议案" in page(client, "/floor/motions/")
    write = reverse("floor:motion_write")
    page(client, write)
    fill(client, write, meeting=moot.meeting, title="停车场", grounds="停车难。", text=TEXT)
    row = Motion.objects.get()
    own = reverse("floor:motion", args=[row.pk])
    fill(client, reverse("floor:motion_revise", args=[row.pk]), text=TEXT + "完。")
    assert "完。" in page(client, own)
    ask = reverse("floor:motion_signers", args=[row.pk])
    name = Person.objects.get(pk=moot.deputies[1].person).name
    assert name in client.get(ask, {"q": name}).content.decode()
    client.post(ask, {"persons": [moot.deputies[1].person, moot.deputies[2].person]})
    page(client, ask)
    release = reverse("floor:motion_release", args=[row.pk, moot.deputies[2].person])
    press(client, ask, release)
    assert "停车场" in page(other, "/floor/motions/")
    assert "您同意联名吗" in page(other, own)
    press(other, own, reverse("floor:motion_step", args=[row.pk, "sign"]))
    press(other, own, reverse("floor:motion_step", args=[row.pk, "decline"]))
    assert name in page(client, own)
    refused = client.post(reverse("floor:motion_step", args=[row.pk, "hand-in"]))
    assert refused.status_code == 409
    assert other.get(reverse("floor:motion_revise", args=[row.pk])).status_code == 404
    assert client.post(reverse("floor:motion_step", args=[row.pk, "fly"])).status_code == 404
    press(client, own, reverse("floor:motion_step", args=[row.pk, "discard"]))
    assert "已搁置" in page(client, own)


def test_an_amendment_quotes_a_passage_and_says_which_time_it_stands_there(moot):
    key = listed(moot)
    client = signed_in(moot.deputies[1])
    amend = reverse("floor:motion_amend", args=[key])
    page(client, amend)
    answer = fill(client, amend, passage="停车场", text="停车楼")
    assert "2 times" in answer.content.decode()
    fill(client, amend, passage="停车场", occurrence="2", text="停车楼")
    made = Motion.objects.get(amends=key)
    assert made.start == TEXT.rindex("停车场")
    revise = reverse("floor:motion_revise", args=[made.pk])
    page(client, revise)
    fill(client, revise, text="")
    made.refresh_from_db()
    assert (made.start, made.text) == (TEXT.rindex("停车场"), "")
    assert "删去" in page(client, reverse("floor:motion", args=[made.pk]))


def test_signers_withdraw_and_the_mover_asks_to_withdraw(moot):
    key = handed_in(moot)
    mine, anna, last = (signed_in(moot.deputies[place]) for place in (0, 1, 5))
    own = reverse("floor:motion", args=[key])
    page(anna, own)
    assert last.get(own).status_code == 404
    moot.do("motion.list", motion=key)
    moot.do("motion.put_under", motion=key, item=moot.item)
    press(last, own, reverse("floor:motion_step", args=[key, "second"]))
    press(mine, own, reverse("floor:motion_step", args=[key, "withdraw"]))
    assert "要求撤回" in page(mine, own)
    assert page(anna, own)
    press(mine, own, reverse("floor:motion_step", args=[key, "keep"]))
    other = handed_in(moot, title="另一件")
    page(anna, reverse("floor:motion", args=[other]))
    press(anna, reverse("floor:motion", args=[other]),
          reverse("floor:motion_step", args=[other, "sign-off"]))  # fmt: skip
    assert "联名人数不足" in page(anna, reverse("floor:motion", args=[other]))
    assert "第五次会议" in page(last, "/floor/motions/")


def test_a_motion_that_is_not_listed_becomes_a_suggestion(moot):
    key = handed_in(moot)
    clerk, client = signed_in(moot.town.clerk), signed_in(moot.deputies[0])
    fill(clerk, reverse("clerk:motion_step", args=[key, "refuse"]), reason="as_suggestion",
         words="另行办理")  # fmt: skip
    own = reverse("floor:motion", args=[key])
    assert "另行办理" in page(client, own)
    press(client, own, reverse("floor:motion_suggest", args=[key]))
    assert str(Suggestion.objects.get().motion) == key
    assert reverse("floor:suggestion", args=[Suggestion.objects.get().pk]) in page(client, own)
    assert client.post(reverse("floor:motion_suggest", args=[key])).status_code == 409


# ------------------------------------------------------------------ clerk and chair


def test_the_clerk_lists_puts_under_an_item_and_the_chair_orders(moot):
    clerk, chair = signed_in(moot.town.clerk), signed_in(moot.chair)
    board = reverse("clerk:motions", args=[moot.meeting])
    page(clerk, board)
    fill(clerk, reverse("clerk:motion_deadline", args=[moot.meeting]), until="2026-07-20T12:00")
    key = handed_in(moot)
    one = reverse("clerk:motion", args=[key])
    assert "增设停车场" in page(clerk, board)
    page(chair, one)
    fill(clerk, reverse("clerk:motion_step", args=[key, "list"]), words="属于本级职权")
    fill(clerk, reverse("clerk:motion_step", args=[key, "item"]), item=moot.item)
    small = amended(moot, key)
    great = amended(moot, key, "年底前建成。停车场", "停车场", mover=2)
    amended(moot, key, "免费", "", mover=3, admitted=False)
    fill(chair, reverse("clerk:motion_step", args=[key, "order"]), first=great)
    assert Motion.objects.get(pk=great).place == 1
    in_session(moot)
    page(chair, one)
    put = reverse("votes:put", args=[great])
    assert put in page(chair, reverse("floor:chair", args=[moot.meeting]))
    assert "年底前建成" in page(chair, put)
    none = {"votes_for": "1", "votes_against": "5", "abstentions": "0"}
    chair.post(reverse("votes:hands", args=[great]), none)
    for each in (small, key):
        all_hands = none | {"votes_for": "6", "votes_against": "0"}
        chair.post(reverse("votes:hands", args=[each]), all_hands)
    assert "2026年第1号决议" in page(clerk, one)
    assert clerk.get(reverse("clerk:motion_step", args=[key, "fly"])).status_code == 404
    seen = page(Client(), reverse("public:motion", args=[key]))
    assert "<ins>" in seen
    vote = reverse("public:vote", args=[Motion.objects.get(pk=key).decision.poll_id])
    assert vote in seen
    page(Client(), vote)
    page(Client(), reverse("public:motion", args=[small]))
    assert "增设停车场" in page(Client(), "/motions/")


def test_the_presidium_consents_to_a_withdrawal(moot):
    key = listed(moot)
    moot.do("motion.withdraw", by=moot.deputies[0], motion=key)
    chair, one = signed_in(moot.chair), reverse("clerk:motion", args=[key])
    press(chair, one, reverse("clerk:motion_step", args=[key, "consent"]))
    assert "已撤回" in page(chair, one)


def test_a_motion_is_read_by_nobody_before_it_is_listed(moot):
    key = handed_in(moot)
    address = reverse("public:motion", args=[key])
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("public:motion", args=[new_id()])).status_code == 404
    assert "没有提交会议的议案" in page(Client(), "/motions/")
    moot.do("motion.list", motion=key)
    assert "停车难" in page(Client(), address)
    found = page(Client(), "/search/?q=停车场")
    assert address in found


# ------------------------------------------------------------------ interests, the running order


def test_a_deputy_declares_an_interest_and_the_register_tells_it(moot):
    client = signed_in(moot.deputies[0])
    address = reverse("floor:interests", args=[moot.meeting])
    assert address in page(client, f"/floor/meetings/{moot.meeting}/")
    page(client, address)
    given = {"about": moot.item, "kind": "personal", "nature": "配偶在该公司任职"}
    fill(client, address, **given, sensitive="on")
    assert "配偶在该公司任职" in page(client, address)
    assert "配偶在该公司任职" not in page(signed_in(moot.deputies[1]), address)
    register = page(Client(), "/interests/")
    assert "不参加表决" in register
    assert "配偶在该公司任职" not in register
    again = client.post(address, given)
    assert again.status_code == 409


def test_the_running_order_is_written_and_followed(moot):
    item = moot.do("agenda.add_item", meeting=moot.meeting, kind="award", name="颁奖")["item"]
    moot.do("award.set", item=item, honour="光荣在党50年", total=2)
    for who, consent in zip(moot.deputies, (True, False), strict=False):
        moot.do("award.add_recipient", item=item, person=who.person, consent=consent)
    recipients = list(AwardRecipient.objects.values_list("pk", flat=True))
    clerk, chair = signed_in(moot.town.clerk), signed_in(moot.chair)
    board, add = (reverse(f"clerk:{name}", args=[moot.meeting]) for name in ("cues", "cue_add"))
    assert "还没有流程" in page(clerk, board)
    page(clerk, add)
    fill(clerk, add, what="国歌", who="全体", minutes="2", screen="everywhere")
    fill(clerk, add, what="颁奖", screen="branches", item=item, recipients=recipients)
    fill(clerk, add, what="参观", screen="nowhere")
    first, second, last = Cue.objects.order_by("order")

    def step(each: Cue, what: str) -> str:
        return reverse("clerk:cue_step", args=[moot.meeting, each.pk, what])

    press(clerk, board, step(last, "up"))
    press(clerk, board, step(last, "down"))
    press(clerk, board, step(last, "remove"))
    assert clerk.post(step(first, "fly")).status_code == 404
    assert chair.get(add).status_code == 403
    in_session(moot)
    press(chair, board, reverse("clerk:cue_next", args=[moot.meeting]))
    hall, meeting = UUID(moot.hall), Meeting.objects.get(pk=moot.meeting)

    def slide(audience: Audience, language: str, name: str = "ceremony") -> str:
        at = hall if audience == Audience.VENUE else None
        channel = Channel(moot.town.body, meeting.pk, audience, language, at)
        return rendering.render(channel, name) or ""

    assert "国歌" in slide(Audience.VENUE, "zh-hans")
    for language in ("zh-hans", "en"):
        wall = slide(Audience.VENUE, language, "screen")
        assert "screen--ceremony" in wall
        assert "国歌" in wall
    press(chair, board, step(second, "go"))
    told = page(chair, board)
    assert "另有1人不公开姓名" in told
    assert "国歌" not in slide(Audience.VENUE, "en")  # the honours are for the branches
    assert "screen--ceremony" not in slide(Audience.VENUE, "en", "screen")
    fill(clerk, add, what="再次颁奖", screen="main", item=item, recipients=recipients)
    press(chair, board, step(Cue.objects.order_by("order").last(), "go"))
    assert "另有1人" in slide(Audience.VENUE, "zh-hans", "screen")
    assert "and 1 other" in slide(Audience.VENUE, "en", "screen")
    named = slide(Audience.CHAIR, "en")
    assert "and 1 other" in named
    assert reverse("clerk:cues", args=[moot.meeting]) in page(
        chair, f"/floor/meetings/{moot.meeting}/chair/"
    )


# ------------------------------------------------------------------ live


def piece(moot, name: str, audience: str, language: str = "zh-hans") -> str:
    hall = UUID(moot.hall) if audience == "venue" else None
    channel = Channel(moot.town.body, UUID(moot.meeting), Audience(audience), language, hall)
    return rendering.render(channel, name) or ""


def changed(act: str) -> set[str]:
    row = Entry.objects.filter(act=act).order_by("-position").first()
    assert row is not None
    news = registry.news(Told(row.body, row.position, row.act, row.subject, row.at))
    return {each.piece for each in news}


def test_all_live_pages_follow_a_motion(moot):
    assert "停车场" not in piece(moot, "motions", "chair")
    key = handed_in(moot)
    assert "motions" in changed("motion.hand_in")
    assert "停车场" in piece(moot, "motions", "chair")
    assert "停车场" not in piece(moot, "motions", "floor") + piece(moot, "motions", "public")
    moot.do("motion.list", motion=key)
    moot.do("motion.put_under", motion=key, item=moot.item)
    assert "停车场" in piece(moot, "motions", "public")
    change = amended(moot, key)
    in_session(moot)
    for language in LANGUAGES:
        for audience in ("chair", "floor", "public", "clerk"):
            told = piece(moot, "motions", audience, language)
            assert "三处" in told
            assert 'class="tag"' in told[told.index(change) :]
        assert "三处" in piece(moot, "screen", "venue", language)
    moot.do("poll.record", context=moot.meeting, subject=change, name="修正案",
            votes_for=6, votes_against=0, abstentions=0)  # fmt: skip
    assert changed("motion.decide") >= {"motions", "votes", "screen", "controls"}
    assert "motion-words" in piece(moot, "motions", "floor")
    moot.do("poll.record", context=moot.meeting, subject=key, name="议案",
            votes_for=6, votes_against=0, abstentions=0)  # fmt: skip
    assert "votes" in changed("poll.record")
    assert "2026年第1号决议" in piece(moot, "motions", "public")
    assert "result__sentence" in piece(moot, "votes", "public")


def test_the_public_page_of_an_item_and_of_a_meeting_lists_its_motions(moot):
    key, other = listed(moot), handed_in(moot, title="未列入的议案")
    for url in (f"/meetings/{moot.meeting}/", f"/meetings/{moot.meeting}/items/{moot.item}/"):
        told = page(Client(), url)
        assert reverse("public:motion", args=[key]) in told
        assert other not in told


def test_an_amendment_is_taken_by_name_from_a_page_and_the_result_decides(moot):
    key = listed(moot)
    change = amended(moot, key)
    in_session(moot)
    chair = signed_in(moot.chair)
    fill(chair, reverse("votes:put", args=[key]), kind="named", majority="ordinary")
    assert Poll.objects.get().subject == UUID(key)
    step = reverse("votes:step", args=[Poll.objects.get().pk, "open"])
    assert chair.post(step).status_code == 409  # the amendment is put first
    fill(chair, reverse("votes:put", args=[change]), kind="named", majority="ordinary")
    poll = Poll.objects.get(subject=change)
    assert poll.kind == "named"
    moot.do("poll.open", by=moot.chair, poll=poll.pk)
    assert "关于增设停车场的议案" in piece(moot, "votes", "floor")
    calls = [{"elector": one.pk, "answers": {str(poll.questions.get().pk): "for"}}
             for one in poll.electors.all()]  # fmt: skip
    moot.do("poll.call_roll", by=moot.chair, poll=poll.pk, calls=calls)
    for what in ("close", "confirm", "publish"):
        moot.do(f"poll.{what}", by=moot.chair, poll=poll.pk)
    assert Motion.objects.get(pk=change).decision.carried is True
    assert "三处" in queries.text_now(Motion.objects.get(pk=key))
    assert chair.post(step).status_code == 302


def test_several_motions_are_put_at_once(moot):
    keys = [listed(moot), listed(moot, title="关于增设公厕的议案")]
    in_session(moot)
    chair, put = signed_in(moot.chair), reverse("votes:put", args=[moot.item])
    assert put in page(chair, reverse("floor:chair", args=[moot.meeting]))
    assert "关于增设公厕的议案" in page(chair, put)
    fill(chair, put, kind="hands", majority="ordinary", motions=keys, name="两件议案")
    poll = Poll.objects.get()
    assert {str(one.about) for one in poll.questions.all()} == set(keys)
    moot.do("poll.open", by=moot.chair, poll=poll.pk)
    first, second = poll.questions.all()
    hands = {first.pk: (6, 0), second.pk: (1, 5)}
    totals = [
        {"question": key, "counts": {"for": yes, "against": no, "abstain": 0}}
        for key, (yes, no) in hands.items()
    ]
    moot.do("poll.count", poll=poll.pk, hall=moot.hall, totals=totals)
    for what in ("close", "confirm", "publish"):
        moot.do(f"poll.{what}", by=moot.chair, poll=poll.pk)
    done = {str(row.pk): row.decision.carried for row in Motion.objects.all()}
    assert done[str(first.about)] is True
    assert done[str(second.about)] is False
    assert not hasattr(AgendaItem.objects.get(pk=moot.item), "decision")


def test_lists_of_motions_ask_the_same_for_one_and_for_three(moot):
    amended(moot, listed(moot))
    in_session(moot)
    who = signed_in(moot.deputies[0])

    def asked() -> dict[str, int]:
        made = {}
        for url in ("/motions/", "/floor/motions/", f"/meetings/{moot.meeting}/items/{moot.item}/"):
            who.get(url)
            with CaptureQueriesContext(connection) as caught:
                assert who.get(url).status_code == 200
            made[url] = len(caught)
        for audience in ("public", "floor"):
            with CaptureQueriesContext(connection) as caught:
                piece(moot, "motions", audience)
            made[audience] = len(caught)
        return made

    one = asked()
    for _more in range(2):
        amended(moot, listed(moot, title="又一议案"))
    assert asked() == one
