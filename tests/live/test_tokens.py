"""A token says what it is for, for whom and until when; whatever does not fit opens nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from townmoot.live import Audience, BadToken, Channel, Mark, tokens
from townmoot.record.models import new_id

NOW = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
START = NOW.timestamp()
BODY, TOPIC, HALL, ACCOUNT, PERSON = (new_id() for _ in range(5))


def issued(purpose="stream", **changed):
    told = {
        "body": BODY,
        "topic": TOPIC,
        "audience": Audience.FLOOR,
        "language": "zh-hans@parish",
        "now": NOW,
        "mark": Mark(2, 41),
        **changed,
    }
    return tokens.issue(purpose, **told)


def refusal(token, purpose="stream", **asked):
    with pytest.raises(BadToken) as refused:
        tokens.read(token, purpose, **{"now": START, **asked})
    return str(refused.value)


def test_a_token_gives_back_what_it_was_made_of():
    token = issued(hall=HALL, account=ACCOUNT, person=PERSON, session_key="abc")
    grant = tokens.read(token, "stream", session_key="abc", now=START)
    assert (grant.purpose, grant.expires, grant.mark) == ("stream", int(START) + 600, Mark(2, 41))
    assert grant.channel == Channel(BODY, TOPIC, Audience.FLOOR, "zh-hans@parish", HALL)
    assert (grant.account, grant.person) == (ACCOUNT, PERSON)
    assert grant.session == tokens.session_hash("abc") != tokens.session_hash("abd")


def test_the_signature_is_hmac_sha_256(settings):
    import hmac
    from base64 import urlsafe_b64encode

    text, _, signature = issued().rpartition(".")
    key = hmac.digest(settings.SECRET_KEY.encode(), b"townmoot live tokens", "sha256")
    told = hmac.digest(key, text.encode(), "sha256")
    assert signature == urlsafe_b64encode(told).decode().rstrip("=")


def test_a_public_token_needs_no_session():
    grant = tokens.read(issued(), "stream", session_key="whatever", now=START)
    assert (grant.hall, grant.account, grant.person, grant.session) == (None, None, None, "")


def test_a_token_ends():
    token = issued(life=10)
    assert tokens.read(token, "stream", now=START + 9)
    assert refusal(token, now=START + 10) == "expired"
    past = issued(now=datetime(2026, 1, 1, tzinfo=UTC))
    assert refusal(past, now=None) == "expired"


def test_a_token_is_for_one_purpose():
    assert refusal(issued("ballot")) == "purpose"


@pytest.mark.parametrize("cookie", [None, "", "abd"])
def test_a_token_is_for_the_session_it_was_made_for(cookie):
    assert refusal(issued(session_key="abc"), session_key=cookie) == "session"


def test_a_changed_token_is_forged():
    token = issued(person=PERSON)
    assert refusal(token.replace(PERSON.hex, ACCOUNT.hex)) == "forged"
    assert refusal(token[:-1] + ("A" if token[-1] != "A" else "B")) == "forged"


def test_a_token_of_another_key_is_forged(settings):
    token = issued()
    settings.SECRET_KEY = "x" * 50
    assert refusal(token) == "forged"


@pytest.mark.parametrize("token", ["", ".", "a.b", "." * 12, "é" + "." * 12, "." * 13])
def test_what_is_no_token_is_refused(token):
    assert refusal(token) in {"malformed", "forged"}


@pytest.mark.parametrize("life", [0, 601])
def test_a_token_lives_ten_minutes_at_most(life):
    with pytest.raises(ValueError, match="600 seconds"):
        issued(life=life)


@pytest.mark.parametrize("word", ["a.b", "é"])
def test_a_word_that_does_not_fit_is_refused(word):
    with pytest.raises(ValueError, match="holds a dot"):
        issued(word)


@pytest.mark.django_db
def test_without_a_mark_the_present_one_is_taken():
    assert tokens.read(issued(mark=None), "stream", now=START).mark == Mark(0, 0)
