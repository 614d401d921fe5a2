"""Addresses of the floor, under /floor/."""

from __future__ import annotations

from django.urls import path

from townmoot.web.floor.views import (
    chair,
    check_in,
    day,
    drafting,
    group,
    halls,
    meetings,
    speaking,
    steward,
    suggestions,
)

MEETING = "meetings/<uuid:key>/"
SUGGESTION = "suggestions/<uuid:key>/"
GROUP = "meetings/<uuid:key>/groups/<uuid:group>/"
HALL = "desk/<uuid:venue>/"
ITEM = "items/<uuid:item>/"
CHAIR = "meetings/<uuid:key>/chair/"

app_name = "floor"
urlpatterns = [
    path("", day.day, name="day"),
    path("check-in/", check_in.code, name="code"),
    path("check-in/<str:code>/", check_in.check_in, name="check_in"),
    path("meetings/", meetings.listing, name="meetings"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}notice/", meetings.acknowledge, name="acknowledge"),
    path(f"{MEETING}leave/", meetings.leave, name="leave"),
    path(f"{MEETING}leave/<uuid:leave>/", meetings.withdraw_leave, name="withdraw_leave"),
    path(f"{MEETING}items/<uuid:item>/receipt/", meetings.receive, name="receive"),
    path("files/<uuid:key>/", meetings.file, name="file"),
    path("suggestions/", suggestions.listing, name="suggestions"),
    path("suggestions/new/", drafting.write, name="write"),
    path(SUGGESTION, suggestions.suggestion, name="suggestion"),
    path(f"{SUGGESTION}text/", drafting.revise, name="revise"),
    path(f"{SUGGESTION}co-signers/", drafting.cosigners, name="cosigners"),
    path(f"{SUGGESTION}co-signers/<uuid:person>/release/", drafting.release, name="release"),
    path(f"{SUGGESTION}co-sign/", drafting.confirm, name="confirm"),
    path(f"{SUGGESTION}decline/", drafting.decline, name="decline"),
    path(f"{SUGGESTION}hand-in/", drafting.hand_in, name="hand_in"),
    path(f"{SUGGESTION}discard/", drafting.discard, name="discard"),
    path(f"{SUGGESTION}withdraw/", suggestions.withdraw, name="withdraw"),
    path(f"{SUGGESTION}withdraw/agree/", suggestions.agree, name="agree"),
    path(f"{SUGGESTION}withdraw/cancel/", suggestions.keep, name="keep"),
    path(f"{SUGGESTION}replies/<uuid:reply>/", suggestions.reply, name="reply"),
    path(
        f"{SUGGESTION}replies/<uuid:reply>/receipt/",
        suggestions.acknowledge_reply,
        name="acknowledge_reply",
    ),
    path("opinions/<uuid:opinion>/draft/", drafting.from_opinion, name="from_opinion"),
    path("groups/", group.listing, name="groups"),
    path(GROUP, group.desk, name="group"),
    path(f"{GROUP}sit/", group.sit, name="sit"),
    path(f"{GROUP}rise/", group.rise, name="rise"),
    path(f"{GROUP}summary/", group.summary, name="summary"),
    path(f"{GROUP}sign/", group.release, name="sign"),
    path(f"{GROUP}report/", group.report, name="report"),
    path(f"{GROUP}report/<uuid:report>/sign/", group.sign_report, name="sign_report"),
    path("opinions/<uuid:opinion>/", group.correct, name="correct"),
    path("opinions/<uuid:opinion>/strike/", group.strike, name="strike"),
    path("desk/", steward.listing, name="desks"),
    path(HALL, steward.desk, name="desk"),
    path(f"{HALL}screen/", steward.screen, name="screen"),
    path(f"{HALL}persons/<uuid:person>/", steward.person, name="person"),
    path(f"{HALL}check-ins/<uuid:check_in>/gone/", steward.gone, name="gone"),
    path(f"{HALL}check-ins/<uuid:check_in>/strike/", steward.strike, name="strike_check_in"),
    path(f"{HALL}events/<slug:what>/", steward.event, name="event"),
    path(f"{HALL}watching/", steward.watching, name="watching"),
    path(f"{HALL}messages/", halls.tell, name="tell"),
    path(f"{HALL}beat/", halls.beat, name="beat"),
    path("messages/<uuid:message>/", halls.read, name="message_read"),
    path(f"{MEETING}halls/", halls.halls, name="halls"),
    path(f"{MEETING}halls/screens/", halls.screens, name="screens"),
    path(f"{MEETING}notes/", halls.notes, name="notes"),
    path("notes/<uuid:key>/strike/", halls.strike_note, name="strike_note"),
    path(f"{ITEM}speak/", speaking.speak, name="speak"),
    path(f"{ITEM}speakers/", speaking.speakers, name="speakers"),
    path(f"{ITEM}speakers/list/", speaking.listing, name="list"),
    path("requests/<uuid:key>/", speaking.request, name="request"),
    path("speeches/<uuid:key>/<slug:what>/", speaking.speech, name="speech"),
    path(CHAIR, chair.chair, name="chair"),
    path(f"{CHAIR}exclude/", halls.exclude, name="exclude"),
    path(f"{CHAIR}adopt/", chair.adopt, name="adopt"),
    path(f"{CHAIR}reject/", chair.reject, name="reject"),
    path(f"{CHAIR}items/<uuid:item>/vote/", chair.vote, name="vote"),
    path(f"{CHAIR}items/<uuid:item>/<slug:what>/", chair.item, name="item"),
    path(f"{CHAIR}talks/<uuid:talk>/", chair.spoke, name="spoke"),
    path(f"{CHAIR}leaves/<uuid:leave>/", chair.decide, name="decide"),
    path(f"{CHAIR}close/", chair.close, name="close"),
    path(f"{CHAIR}<slug:what>/", chair.step, name="step"),
]
