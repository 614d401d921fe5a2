"""Of suggestions everybody finds what was published, in the reviewed wording, while it is so."""

from __future__ import annotations

from townmoot.search.finding import search


def found(desk, typed):
    return [hit.document.key for hit in search(desk.body, typed).hits if hit.kind == "suggestion"]


def test_what_was_published_is_found_and_what_was_covered_is_not(desk):
    key, _part, reply = desk.closed(title="关于护学通道的建议", facts="张三家门口很挤。")
    assert found(desk, "护学") == []
    spans = [{"document": "facts", "start": 0, "end": 2, "instead": ""}]
    desk.publish(key, spans)
    for typed in ("护学", "门口很挤", "划线", "现答复如下", desk.item(key).lead.name):
        assert found(desk, typed) == [key], typed
    assert found(desk, "张三") == []
    assert found(desk, desk.item(key).serial) == [key]
    (one,) = search(desk.body, "护学通道").hits
    assert one.document.organizations == (desk.units[0].id,)
    assert str(reply) not in "".join(one.document.texts)


def test_what_is_taken_back_is_found_no_more_and_counts_no_more(desk):
    key, _part, _reply = desk.closed(title="关于护学通道的建议")
    desk.publish(key)
    assert search(desk.body, "护学").kinds == {"suggestion": 1}
    keep = {"suggestion": key, "result": "internal", "spans": [], "reason": "涉及家事"}
    desk.do("disclosure.review", **keep)
    gone = search(desk.body, "护学")
    assert (gone.total, gone.kinds, gone.years, gone.organizations) == (0, {}, {}, {})
    desk.publish(key)
    assert found(desk, "护学") == [key]


def test_a_suggestion_without_number_or_name_has_neither(desk):
    from townmoot.suggestions.models import Suggestion
    from townmoot.suggestions.queries.finding import suggestions

    key, _part, _reply = desk.closed()
    desk.publish(key)
    from townmoot.record import guard

    with guard.writing("migrate"):
        Suggestion.objects.filter(pk=key).update(lead=None, number_words=None)
    (one,) = suggestions(desk.body, desk.today, None)
    assert one.names == ()
    assert one.texts[-1] == ""
