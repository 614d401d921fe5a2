"""Addresses of the unit's room and of the government office's desk."""

from __future__ import annotations

from django.urls import path

from townmoot.web.unit.views import documents, inbox, office, opinions, parts, promises, replies

app_name = "unit"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("handled/", inbox.handled, name="handled"),
    path("suggestions/<uuid:key>/", parts.part, name="part"),
    path("suggestions/<uuid:key>/override/", parts.override, name="override"),
    path("suggestions/<uuid:key>/<slug:slug>/", parts.step, name="part_step"),
    path("replies/<uuid:key>/", replies.reply, name="reply"),
    path("replies/<uuid:key>/letter/", replies.letter, name="letter"),
    path("replies/<uuid:key>/<slug:slug>/", replies.step, name="reply_step"),
    path("promises/", promises.promises, name="promises"),
    path("promises/files/<uuid:key>/", promises.file, name="promise_file"),
    path("promises/<uuid:key>/", promises.promise, name="promise"),
    path("promises/<uuid:key>/<slug:slug>/", promises.step, name="promise_step"),
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions/<uuid:key>/acknowledge/", opinions.acknowledge, name="acknowledge"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<uuid:key>/received/", documents.receive, name="receive"),
    path("office/", office.desk, name="office"),
    path("office/<uuid:key>/", office.item, name="office_item"),
    path("office/<uuid:key>/<slug:slug>/", office.step, name="office_step"),
    path("office/returns/<uuid:key>/<slug:slug>/", office.decide, name="office_return"),
    path("office/parts/<uuid:key>/<slug:slug>/", office.part_step, name="office_part"),
]
