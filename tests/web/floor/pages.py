"""Every page of the floor that is read, and who opens it."""

from __future__ import annotations

from tests.factories import Somebody
from tests.web.floor.conftest import Floor


def who_opens(floor: Floor, who: str) -> Somebody:
    """Somebody by what they are here."""
    deputies = {"deputy": floor.deputies[0], "asked": floor.deputies[1]}
    return deputies.get(who) or getattr(floor, who)


def addresses(floor: Floor) -> list[tuple[str, str]]:
    """Who opens what, in a town where everything is under way."""
    floor.call()
    item = floor.add_item("review", "分组审议")
    key = floor.handed_in()
    reply = floor.answer(key)
    draft = floor.draft()
    floor.do(
        "cosigner.ask", by=floor.deputies[0], suggestion=draft, persons=[floor.deputies[1].person]
    )
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    given = {"item": item, "group": floor.group, "speaker": floor.deputies[0].person}
    opinion = floor.make("opinion.record", by=floor.recorder, **given, text="路灯太暗。")
    floor.make("speakers.request", by=floor.deputies[0], key="request", item=item)
    asked = floor.make("speakers.request", by=floor.deputies[1], key="request", item=item)
    floor.do("speech.stop", speech=floor.make("speech.call", key="speech", request=asked))
    floor.do("minutes.note", meeting=floor.meeting, text="张代表询问工期")
    told = {"group": floor.group, "reporter": floor.deputies[0].person, "text": "小组认为…"}
    floor.do("group_report.write", by=floor.recorder, item=item, **told)
    home, own = f"/floor/meetings/{floor.meeting}/", f"/floor/suggestions/{draft}/"
    return [
        ("deputy", "/floor/"),
        ("deputy", "/floor/check-in/"),
        ("deputy", f"/floor/check-in/{floor.code}/"),
        ("deputy", "/floor/meetings/"),
        ("deputy", home),
        ("deputy", f"{home}leave/"),
        ("deputy", "/floor/suggestions/"),
        ("deputy", "/floor/suggestions/new/"),
        ("deputy", own),
        ("deputy", f"{own}text/"),
        ("deputy", f"{own}co-signers/?q=CT"),
        ("deputy", f"/floor/suggestions/{key}/"),
        ("deputy", f"/floor/suggestions/{key}/withdraw/"),
        ("deputy", f"/floor/suggestions/{key}/replies/{reply}/"),
        ("deputy", f"/floor/opinions/{opinion}/draft/"),
        ("deputy", f"/floor/items/{item}/speak/"),
        ("chair", f"/floor/items/{item}/speakers/"),
        ("chair", f"{home}halls/"),
        ("clerk", f"{home}notes/"),
        ("chair", f"{home}chair/exclude/"),
        ("head", f"{home}groups/{floor.group}/report/"),
        ("asked", own),
        ("recorder", "/floor/groups/"),
        ("recorder", f"{home}groups/{floor.group}/"),
        ("recorder", f"/floor/opinions/{opinion}/"),
        ("steward", "/floor/desk/"),
        ("steward", f"/floor/desk/{floor.hall}/?view=all"),
        ("steward", f"/floor/desk/{floor.hall}/screen/"),
        ("chair", f"{home}chair/"),
        ("chair", f"{home}chair/reject/"),
        ("chair", f"/votes/on/{item}/"),
        ("chair", f"{home}chair/close/"),
    ]
