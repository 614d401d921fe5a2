"""A parish meeting through the pages; and nothing on them that is hard-wired to another country.

Every page that the parish's roles and the public can reach is rendered in English and read: no
Chinese character, no word of a Chinese institution. And the other way round for a Chinese town.
"""

from __future__ import annotations

import re
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import translation

from tests import factories, parish
from tests.doors import signed_in
from tests.parish import Parish, at
from townmoot.meetings.models import Declaration, Dispensation, Payment, Planning, PublicSlot
from townmoot.record import clock
from townmoot.record.models import new_id
from townmoot.web.clerk.views.business import SORTS

pytestmark = pytest.mark.django_db

CHINA = re.compile(
    r"[\u3400-\u9fff]|congress|presidium|\bdeput(?:y|ies)\b|township|assembly|\bsessions?\b"
    r"|suggestion|\bgroups?\b|strokes|pinyin|\bunits?\b|\btown\b|\bplatform\b|constituenc",
    re.IGNORECASE,
)
ENGLAND = re.compile(
    r"councillor|parish|chairman|dispensation|教区|议员|书记员|召集书|致歉|豁免", re.IGNORECASE
)
LATIN = re.compile(r"[A-Za-z]{3,}(?:\s+[A-Za-z]{2,}){2,}")
# The switch to the other language names that language; the law is cited in its own.
SPOKEN_OTHERWISE = {"中文", "简体中文", "English"}


class Reader(HTMLParser):
    """Collects the words a page says in its own language, and where its links lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag in {"script", "style"} or (tag != "html" and "lang" in given):
            self.silent.append(tag)
        if not self.silent:
            for name in ("aria-label", "title", "alt", "placeholder", "data-label"):
                self.words.append(given.get(name, ""))

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def strange(html: str, words: re.Pattern[str]) -> list[str]:
    """Return what a page says that holds such a word; what is marked as foreign is not read."""
    told = (" ".join(text.split()) for text in read(html).words)
    return [text for text in told if text not in SPOKEN_OTHERWISE and words.search(text)]


def walk(client: Client, starts: list[str], language: str, once: set[str]) -> dict[str, str]:
    """Follow every link from these pages, one page of each kind; address → page."""
    todo, found = list(starts), {}
    while todo:
        url = todo.pop(0).partition("#")[0]
        if not url.startswith("/") or url.startswith(LEFT_OUT):
            continue
        match = resolve(url.partition("?")[0])
        name = match.view_name + str(match.kwargs.get("what", ""))
        kind = name if name not in EACH else url
        if kind in once:
            continue
        once.add(kind)
        answer = client.get(url, headers={"accept-language": language}, follow=True)
        html = "text/html" in answer.headers.get("Content-Type", "")
        if answer.status_code in {200, 404} and html:
            found[url if answer.status_code == 200 else f"404 {url}"] = answer.content.decode()
            todo += read(found.get(url, "")).links
    return found


# Pages of which each one is read, since each holds something else.
EACH = {"clerk:business", "public:item"}
LEFT_OUT = ("/static", "/account/logout", "/record/export", "/style")


@pytest.fixture(autouse=True)
def _own_language():
    """Pages leave their language behind; the next test begins without one."""
    with translation.override(None):
        yield


@pytest.fixture(scope="module")
def founded(kept) -> tuple[Parish, dict[str, Any]]:
    """A parish in the middle of a meeting at which everything is noted."""
    made = parish.parish()
    last, _items = made.held("motion", day="2026-05-07", notice="2026-05-01")
    made.do("meeting.close", meeting=last)
    meeting, items = busy(made, last)
    clock.forget()
    return made, {"meeting": meeting, **items}


def busy(made: Parish, last: Any) -> tuple[Any, dict[str, Any]]:
    """Summon a meeting, note something under each item, and come to the public’s turn."""
    meeting = made.plan("2026-05-21")
    items = {kind: made.item(meeting, kind) for kind in dict(parish.ITEMS)}
    made.go("2026-05-12", "10:00")
    made.summon(meeting, "2026-05-12")
    made.do("meeting.publish", meeting=meeting)
    ill = made.councillors[4]
    made.do("leave.request", by=ill, meeting=meeting, reason="In hospital")
    case = {"address": "Mill Lane", "proposal": "Barn", "authority": "District Council"}
    made.do(
        "planning.add", item=items["planning"], reference="26/1", respond_by="2026-06-01", **case
    )
    bill = {"payee": "Hill Landscapes", "purpose": "Grass", "power": "LGA 1972 s 111"}
    made.do("payment.add", item=items["payments"], net=24_000, vat=4_800, **bill)
    letter = {"sender": "County Council", "subject": "Road closure", "action": "Noted"}
    made.do("letter.add", item=items["correspondence"], received="2026-05-02", **letter)
    made.do("report.add", item=items["clerk_report"], matter="Bench", text="Repaired.")
    made.do("minutes.lay", item=items["minutes"], of=last, corrections="For field read green.")
    who = made.councillors[1].person
    made.do("dispensation.ask", person=who, scope="The green")
    made.do("next_meeting.set", item=items["next_meeting"], start=at("2026-06-11"), place="Hall")
    made.open(meeting, "2026-05-21")
    made.do(
        "interest.declare", item=items["interests"], about=items["motion"], person=who,
        kind="pecuniary", nature="Owns the field",
    )  # fmt: skip
    made.do("item.start", item=items["participation"])
    made.do("public.speak", item=items["participation"], name="Mrs Dale", topic="Speeding")
    return meeting, items


@pytest.fixture
def moot(founded, db):
    clock.forget()
    yield deepcopy(founded[0]), founded[1]
    clock.forget()


# ------------------------------------------------------------------ hard-wired words


@pytest.mark.once  # what a page says does not depend on the database
@pytest.mark.slow
def test_no_page_of_a_parish_is_chinese_and_no_link_leads_nowhere(moot):
    made, keys = moot
    steward = made.town.person("steward", made.town.office, "Tom Beck")
    wrong, seen = {}, 0
    rooms = {
        "nobody": (Client(), ["/", "/account/login/"]),
        "clerk": (signed_in(made.town.clerk), ["/clerk/", "/account/sessions/"]),
        "chair": (signed_in(made.chair), ["/floor/", f"/floor/meetings/{keys['meeting']}/chair/"]),
        "member": (signed_in(made.councillors[1]), ["/floor/"]),
        "doorkeeper": (signed_in(steward), ["/floor/desk/"]),
    }
    once: set[str] = set()
    for role, (client, starts) in rooms.items():
        pages = walk(client, starts, "en", once)
        seen += len(pages)
        wrong |= {f"{role} {url}": found for url, page in pages.items()
                  if (found := strange(page, CHINA) + [url] * url.startswith("404"))}  # fmt: skip
    assert seen > 80
    assert wrong == {}


@pytest.mark.once
@pytest.mark.slow
def test_no_page_of_a_chinese_town_speaks_of_a_parish_or_in_english():
    town = factories.town()
    town.deputy(group=town.group())
    rooms = {
        "nobody": (Client(), ["/", "/account/login/"]),
        "clerk": (signed_in(town.clerk), ["/clerk/"]),
        "chair": (signed_in(town.person("chair")), ["/floor/"]),
        "head": (signed_in(town.person("unit_head", town.unit())), ["/unit/"]),
    }
    wrong, once = {}, set()
    for role, (client, starts) in rooms.items():
        for url, page in walk(client, starts, "zh-hans", once).items():
            found = strange(page, ENGLAND) + strange(page, LATIN)
            if found:
                wrong[f"{role} {url}"] = found
    assert len(once) > 40
    assert wrong == {}


@pytest.mark.parametrize(
    ("html", "words", "found"),
    [
        ("<p>The deputies are here.</p>", CHINA, ["The deputies are here."]),
        ("<p title='人大'>x</p>", CHINA, ["人大"]),
        ("<p>Councillors</p>", CHINA, []),
        ("<p><span lang='zh-Hans'>人大</span> <button lang='zh'>中文</button></p>", CHINA, []),
        ("<p>2名议员</p>", ENGLAND, ["2名议员"]),
        ("<p>代表</p>", ENGLAND, []),
        ("<p>Nothing is noted yet</p>", LATIN, ["Nothing is noted yet"]),
        ("<p>Townmoot CSV</p>", LATIN, []),
    ],
)
def test_what_does_not_belong_on_a_page_is_found(html, words, found):
    assert strange(html, words) == found


# ------------------------------------------------------------------ the pages of a meeting


def send(client: Client, url: str, **values: Any) -> str:
    """Send a form of a page, and return the page that follows; it must not be refused."""
    answer = client.post(url, {"act_id": str(new_id()), **values}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200, page
    return page


def test_the_clerk_notes_everything_under_its_item(moot):
    made, keys = moot
    clerk = signed_in(made.town.clerk)

    def form(under: str, what: str, **values: Any) -> str:
        return send(clerk, f"/clerk/items/{keys[under]}/business/{what}/", **values)

    def press(under: str, what: str, key: Any, **values: Any) -> str:
        return send(clerk, f"/clerk/items/{keys[under]}/business/{what}/{key}/", **values)

    person = made.councillors[2].person
    assert "Mrs Dale" in press("participation", "stop", PublicSlot.objects.get().pk)
    assert "Mr Ford" in form("participation", "speak", name="Mr Ford", topic="Dogs")
    made.do("public.stop", slot=PublicSlot.objects.get(end=None).pk)
    made.do("item.finish", item=keys["participation"])
    form("clerk_report", "report", matter="Drain", text="Reported to the county.")
    form(
        "payments", "payment", payee="Ink Ltd", purpose="Paper", power="s 111", net="12.50", vat=""
    )
    assert Payment.objects.get(payee="Ink Ltd").net == 1250
    assert "£300.50" in clerk.get(f"/clerk/items/{keys['payments']}/business/").content.decode()
    press("payments", "drop", Payment.objects.get(payee="Ink Ltd").pk)
    form("correspondence", "letter", sender="Police", received="2026-05-20", subject="Speed watch")
    form(
        "interests", "declare", person=person, about=keys["report"], kind="registrable", nature="x"
    )
    form("dispensations", "ask", person=person, scope="The pavilion")
    asked = Dispensation.objects.get(person=person)
    granted = press("dispensations", "grant", asked.pk, granted_by="clerk", until="2026-12-31")
    assert "The clerk, as proper officer" in granted
    press("dispensations", "refuse", Dispensation.objects.get(scope="The green").pk)
    form("planning", "planning", reference="26/2", address="Green", proposal="Hut",
         authority="District", respond_by="2026-06-09")  # fmt: skip
    form("next_meeting", "next", start="2026-06-18T19:00", place="School")
    hall = {"kind": "public", "place": "Church gate", "served_by": "Edith Carr"}
    proofs = send(clerk, f"/clerk/meetings/{keys['meeting']}/notice/post/", **hall,
                  at="2026-05-12T08:00")  # fmt: skip
    assert proofs.count("Church gate") == 1


def test_the_chairman_leads_through_apologies_interests_planning_minutes_and_exclusion(moot):
    made, keys = moot
    chair = signed_in(made.chair)
    made.do("public.stop", slot=PublicSlot.objects.get().pk)
    made.do("item.finish", item=keys["participation"])

    def at_item(kind: str, votes: int | None = None) -> str:
        made.do("item.start", item=keys[kind])
        if votes is not None:
            made.vote(keys[kind], votes)
        return f"/clerk/items/{keys[kind]}/business/"

    url = at_item("apologies", 4)
    page = chair.get(f"{url}accept/").content.decode()
    leave = re.search(r'name="leaves" value="([^"]+)"', page)
    assert leave
    assert "accepted" in send(chair, f"{url}accept/", leaves=leave[1], accepted="yes")
    made.do("item.finish", item=keys["apologies"])
    at_item("motion")
    interests, declared = f"/clerk/items/{keys['interests']}/business/", Declaration.objects.get()
    send(chair, f"{interests}leave/{declared.pk}/")
    lead = f"/floor/meetings/{keys['meeting']}/chair/"
    votes = {"votes_for": 3, "votes_against": 0, "abstentions": 0, "casting": ""}
    send(chair, f"/votes/on/{keys['motion']}/hands/", **votes)
    made.do("item.finish", item=keys["motion"])
    assert "returned" in send(chair, f"{interests}return/{declared.pk}/")
    url, plan = at_item("planning"), Planning.objects.get()
    assert "What is noted under it" in chair.get(lead).content.decode()
    send(chair, f"{url}respond/{plan.pk}/", response="object", comment="Too narrow.")
    made.do("item.finish", item=keys["planning"])
    assert "Joan Marlow" in send(chair, f"{at_item('minutes', 4)}sign/{keys['minutes']}/")
    made.do("item.finish", item=keys["minutes"])
    url = at_item("exclusion", 4)
    assert "Tenders" in send(chair, f"{url}exclude/", reason="Tenders")
    assert (
        Client().get(f"/meetings/{keys['meeting']}/").content.decode().count("items are not public")
        == 1
    )
    send(chair, f"{url}readmit/{keys['meeting']}/")


def test_a_parish_owes_no_answers_and_adopts_no_agenda(moot):
    made, keys = moot
    front = Client().get("/", headers={"accept-language": "en"}).content.decode()
    assert "Decided lately" in front
    assert "What comes due" not in front
    clerk = signed_in(made.town.clerk, headers={"accept-language": "en"})
    agenda = clerk.get(f"/clerk/meetings/{keys['meeting']}/agenda/").content.decode()
    assert "Payments for approval" in agenda
    assert "agenda in draft" not in agenda


def test_what_is_not_there_to_do_is_not_found(moot):
    made, keys = moot
    clerk = signed_in(made.town.clerk)
    base = f"/clerk/items/{keys['payments']}/business/"
    assert clerk.get(f"/clerk/items/{keys['motion']}/business/").status_code == 404
    assert clerk.get(f"{base}declare/").status_code == 404
    assert clerk.get(f"{base}drop/").status_code == 404
    assert clerk.get(f"{base}drop/{new_id()}/").status_code == 404
    assert clerk.get(f"{base}nonsense/{new_id()}/").status_code == 404
    assert {sort.facts for sort in SORTS.values()}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_public_reads_the_business_and_not_what_is_private(moot, language):
    made, keys = moot
    spoken = {"accept-language": language}

    def page(url: str) -> str:
        return Client().get(url, headers=spoken).content.decode()

    meeting = page(f"/meetings/{keys['meeting']}/")
    assert "£288.00" in meeting
    assert "Board by the church gate" in meeting

    def item(kind: str) -> str:
        return page(f"/meetings/{keys['meeting']}/items/{keys[kind]}/")

    assert "Owns the field" in item("interests")
    assert "Mrs Dale" not in item("participation")
    assert "Speeding" in item("participation")
    assert "In hospital" not in item("apologies")
    assert "£240.00" in item("payments")
    assert "26/1" in item("planning")
    assert "For field read green." in item("minutes")
    assert "Owns the field" in page("/interests/")
    granted = Dispensation.objects.get()
    made.do("dispensation.grant", dispensation=granted.pk, granted_by="clerk", until="2026-12-31")
    assert "The green" in page("/interests/")
    clerk = signed_in(made.town.clerk)
    for kind in ("participation", "interests", "dispensations", "payments"):
        url = f"/clerk/items/{keys[kind]}/business/"
        assert clerk.get(url, headers=spoken).status_code == 200
    notice = clerk.get(f"/clerk/meetings/{keys['meeting']}/notice/", headers=spoken)
    assert "Board by the church gate" in notice.content.decode()
