"""Addresses of the clerk's rooms, under /clerk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from townmoot.web.clerk.views import (
    agenda,
    attendance,
    business,
    cues,
    holding,
    home,
    lists,
    meetings,
    motions,
    organizations,
    people,
    persons,
    printing,
    programme,
    settings,
    tasks,
    venues,
)

app_name = "clerk"

PEOPLE: list[URLPattern] = [
    path("people/", people.deputies, name="deputies"),
    path("people/officials/", people.officials, name="officials"),
    path("people/add/", persons.add, name="person_add"),
    path("people/<uuid:person>/", persons.person, name="person"),
    path("people/<uuid:person>/correct/", persons.correct, name="person_correct"),
    path("people/<uuid:person>/order/", persons.order, name="person_order"),
    path("people/<uuid:person>/memberships/add/", persons.join, name="person_join"),
    path("people/<uuid:person>/account/", persons.open_account, name="account_open"),
    path("accounts/<uuid:account>/close/", persons.close_account, name="account_close"),
    path("memberships/<uuid:membership>/end/", persons.end, name="membership_end"),
    path("people/organizations/", people.organizations, name="organizations"),
    path("organizations/add/", organizations.add, name="organization_add"),
    path("organizations/<uuid:organization>/", organizations.organization, name="organization"),
    path(
        "organizations/<uuid:organization>/correct/",
        organizations.correct,
        name="organization_correct",
    ),
    path("organizations/<uuid:organization>/end/", organizations.end, name="organization_end"),
    path("organizations/<uuid:organization>/posts/add/", organizations.add_post, name="post_add"),
    path("posts/<uuid:post>/correct/", organizations.correct_post, name="post_correct"),
    path("posts/<uuid:post>/end/", organizations.end_post, name="post_end"),
    path("posts/<uuid:post>/portfolios/add/", organizations.assign, name="portfolio_add"),
    path("portfolios/<uuid:portfolio>/end/", organizations.end_portfolio, name="portfolio_end"),
]

LISTS: list[URLPattern] = [
    path("lists/", lists.imports, name="imports"),
    path("lists/days/", settings.import_days, name="days_import"),
    path("lists/days/take/", settings.take_days, name="days_take"),
    path("lists/days/template/", settings.days_template, name="days_template"),
    path("lists/<slug:kind>/", lists.receive, name="import"),
    path("lists/<slug:kind>/take/", lists.take, name="import_take"),
    path("lists/<slug:kind>/template/", lists.template_file, name="template"),
    path("lists/<slug:kind>/<uuid:source>/", lists.result, name="import_result"),
    path("lists/<slug:kind>/<uuid:source>/undo/", lists.undo, name="import_undo"),
]

SETTINGS: list[URLPattern] = [
    path("settings/", settings.settings, name="settings"),
    path("settings/town/", settings.town, name="town"),
    path("settings/terms/add/", settings.term, name="term_add"),
    path("settings/calendar/", settings.calendar, name="calendar"),
    path("settings/calendar/add/", settings.day, name="day_add"),
    path("settings/calendar/<str:date>/clear/", settings.clear_day, name="day_clear"),
]

MEETINGS: list[URLPattern] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/plan/", meetings.plan, name="meeting_plan"),
    path("meetings/<uuid:meeting>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting>/correct/", meetings.correct, name="meeting_correct"),
    path("meetings/<uuid:meeting>/presiding/", meetings.preside, name="preside"),
    path("meetings/<uuid:meeting>/publish/", meetings.publish, name="meeting_publish"),
    path("meetings/<uuid:meeting>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<uuid:meeting>/notice/", meetings.notice, name="notice"),
    path("meetings/<uuid:meeting>/notice/print/", printing.notice, name="print_notice"),
    path("meetings/<uuid:meeting>/agenda/print/", printing.agenda, name="print_agenda"),
    path("venues/<uuid:venue>/sheet/", printing.sign_in, name="print_sign_in"),
]

AGENDA: list[URLPattern] = [
    path("meetings/<uuid:meeting>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<uuid:meeting>/agenda/propose/", agenda.propose, name="agenda_propose"),
    path("meetings/<uuid:meeting>/agenda/adopt/", agenda.adopt, name="agenda_adopt"),
    path("meetings/<uuid:meeting>/agenda/reopen/", agenda.reopen, name="agenda_reopen"),
    path("meetings/<uuid:meeting>/items/add/", agenda.add_item, name="item_add"),
    path("meetings/<uuid:meeting>/agenda/usual/", programme.usual, name="agenda_usual"),
    path("items/<uuid:item>/correct/", agenda.correct_item, name="item_correct"),
    path("items/<uuid:item>/move/", agenda.move_item, name="item_move"),
    path("items/<uuid:item>/remove/", agenda.remove_item, name="item_remove"),
    path("meetings/<uuid:meeting>/files/add/", agenda.add_file, name="file_add"),
    path("files/<uuid:file>/", agenda.file, name="file"),
    path("files/<uuid:file>/withdraw/", agenda.withdraw_file, name="file_withdraw"),
]

PROGRAMME: list[URLPattern] = [
    path("items/<uuid:item>/business/", business.business, name="business"),
    path("items/<uuid:item>/business/<slug:what>/", business.business_form, name="business_form"),
    path(
        "items/<uuid:item>/business/<slug:what>/<uuid:key>/",
        business.business_step,
        name="business_step",
    ),
    path("meetings/<uuid:meeting>/motions/", motions.motions, name="motions"),
    path("meetings/<uuid:meeting>/motions/deadline/", motions.deadline, name="motion_deadline"),
    path("motions/<uuid:key>/", motions.motion, name="motion"),
    path("motions/<uuid:key>/<slug:what>/", motions.step, name="motion_step"),
    path("meetings/<uuid:meeting>/cues/", cues.cues, name="cues"),
    path("meetings/<uuid:meeting>/cues/add/", cues.add, name="cue_add"),
    path("meetings/<uuid:meeting>/cues/next/", cues.give_next, name="cue_next"),
    path("meetings/<uuid:meeting>/cues/<uuid:cue>/<slug:what>/", cues.step, name="cue_step"),
    path("meetings/<uuid:meeting>/notice/post/", business.post, name="notice_post"),
    path("items/<uuid:item>/programme/", programme.programme, name="programme"),
    path("items/<uuid:item>/programme/edit/", programme.edit, name="programme_edit"),
    path("items/<uuid:item>/talks/add/", programme.add_talk, name="talk_add"),
    path("items/<uuid:item>/recipients/add/", programme.add_recipient, name="recipient_add"),
    path("items/<uuid:item>/elsewhere/", programme.deliver, name="award_deliver"),
    *(
        path(
            f"items/<uuid:item>/{what}s/<uuid:key>/remove/",
            programme.remove,
            {"what": what},
            name=f"{what}_remove",
        )
        for what in programme.REMOVALS
    ),
]

TASKS: list[URLPattern] = [
    path("meetings/<uuid:meeting>/tasks/", tasks.tasks, name="tasks"),
    path("meetings/<uuid:meeting>/tasks/add/", tasks.add_task, name="task_add"),
    path(
        "meetings/<uuid:meeting>/requirements/add/", tasks.add_requirement, name="requirement_add"
    ),
    path("meetings/<uuid:meeting>/areas/add/", tasks.add_area, name="area_add"),
    path(
        "requirements/<uuid:requirement>/strike/",
        tasks.strike_requirement,
        name="requirement_strike",
    ),
    path("areas/<uuid:area>/strike/", tasks.strike_area, name="area_strike"),
]

HALLS: list[URLPattern] = [
    path("meetings/<uuid:meeting>/venues/", venues.venues, name="venues"),
    path("meetings/<uuid:meeting>/venues/add/", venues.add, name="venue_add"),
    path("venues/<uuid:venue>/correct/", venues.correct, name="venue_correct"),
    path("venues/<uuid:venue>/check-in/close/", venues.close_door, name="door_close"),
    path("venues/<uuid:venue>/check-in/open/", venues.open_door, name="door_open"),
    path("venues/<uuid:venue>/code/", venues.renew_code, name="venue_code"),
    path("meetings/<uuid:meeting>/members/", attendance.members, name="members"),
    path("meetings/<uuid:meeting>/members/add/", attendance.add_participant, name="member_add"),
    path("meetings/<uuid:meeting>/members/usual/", programme.list_usual, name="members_usual"),
    path("members/<uuid:participant>/seat/", attendance.seat, name="member_seat"),
    path("members/<uuid:participant>/remove/", attendance.remove, name="member_remove"),
    path("members/<uuid:participant>/strike/", attendance.strike, name="check_in_strike"),
    path("meetings/<uuid:meeting>/leaves/", attendance.leaves, name="leaves"),
    path("meetings/<uuid:meeting>/leaves/add/", attendance.enter_leave, name="leave_enter"),
    path("meetings/<uuid:meeting>/attendance/", attendance.attendance, name="attendance"),
]

HOLDING: list[URLPattern] = [
    path("meetings/<uuid:meeting>/progress/", holding.hold, name="hold"),
    *(
        path(
            f"meetings/<uuid:meeting>/{name}/", holding.step, {"name": name}, name=f"meeting_{name}"
        )
        for name in holding.STEPS
    ),
    path("items/<uuid:item>/start/", holding.start_item, name="item_start"),
    path("items/<uuid:item>/finish/", holding.finish_item, name="item_finish"),
    path("meetings/<uuid:meeting>/opinions/", holding.opinions, name="opinions"),
    path("opinions/<uuid:opinion>/send/", holding.send_opinion, name="opinion_send"),
]

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    *PEOPLE,
    *LISTS,
    *SETTINGS,
    *MEETINGS,
    *AGENDA,
    *PROGRAMME,
    *TASKS,
    *HALLS,
    *HOLDING,
]
