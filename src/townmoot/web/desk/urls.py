"""Addresses of the clerk's desk: suggestions, promises, figures. They stand under /clerk/."""

from __future__ import annotations

from django.urls import path

from townmoot.web.desk.views import board, decisions, disclosure, figures, one, promises, replies

app_name = "desk"

urlpatterns = [
    path("suggestions/", board.board, name="board"),
    path("suggestions/<uuid:key>/", one.one, name="one"),
    path("suggestions/<uuid:key>/review/", disclosure.review, name="review"),
    path("suggestions/<uuid:key>/publish/", disclosure.publish, name="publish"),
    path("suggestions/<uuid:key>/<slug:slug>/", one.step, name="step"),
    path("suggestions/extensions/<uuid:key>/<slug:slug>/", decisions.extension, name="extension"),
    path("suggestions/parts/<uuid:key>/<slug:slug>/", decisions.part, name="part_step"),
    path("suggestions/replies/<uuid:key>/", replies.reply, name="reply"),
    path("suggestions/replies/<uuid:key>/letter/", replies.letter, name="letter"),
    path("suggestions/replies/<uuid:key>/<slug:slug>/", replies.step, name="reply_step"),
    path("commitments/", promises.promises, name="promises"),
    path("commitments/files/<uuid:key>/", promises.file, name="promise_file"),
    path("commitments/<uuid:key>/", promises.promise, name="promise"),
    path("commitments/<uuid:key>/<slug:slug>/", promises.step, name="promise_step"),
    path("figures/", figures.figures, name="figures"),
    path("figures/units/", figures.units, name="units"),
    path("figures/units.csv", figures.units_csv, name="units_csv"),
    path("figures/<slug:key>/", figures.rows, name="figure"),
    path("figures/<slug:key>.csv", figures.rows_csv, name="figure_csv"),
]
