"""Addresses of the public's pages."""

from __future__ import annotations

from django.urls import path

from townmoot.web.public.views import (
    figures,
    front,
    meetings,
    motions,
    people,
    promises,
    record,
    recorded,
    search,
    suggestions,
    votes,
)

app_name = "public"
urlpatterns = [
    path("", front.front, name="front"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<uuid:key>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting>/items/<uuid:key>/", meetings.item, name="item"),
    path("results/<uuid:key>/", votes.vote, name="vote"),
    path("files/<uuid:key>/", meetings.file, name="file"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<uuid:key>/", suggestions.suggestion, name="suggestion"),
    path("suggestions/<uuid:key>/replies/<int:number>/", suggestions.letter, name="letter"),
    path("commitments/", promises.promises, name="promises"),
    path("commitments/<uuid:key>/", promises.promise, name="promise"),
    path("motions/", motions.motions, name="motions"),
    path("motions/<uuid:key>/", motions.motion, name="motion"),
    path("papers/", recorded.papers, name="papers"),
    path("papers/<uuid:key>/", recorded.paper, name="paper"),
    path("organizations/", recorded.organizations, name="organizations"),
    path("organizations/<uuid:key>/", recorded.organization, name="organization"),
    path("people/", people.people, name="people"),
    path("people/<uuid:key>/", people.person, name="person"),
    path("units/<uuid:key>/", people.unit, name="unit"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:key>/", figures.figure, name="figure"),
    path("figures/<slug:key>.csv", figures.figure_csv, name="figure_csv"),
    path("interests/", people.interests, name="interests"),
    path("search/", search.search, name="search"),
    path("record/", record.record, name="record"),
    path("record/export.jsonl", record.export, name="export"),
    path("record/<int:position>/", record.entry, name="entry"),
]
