"""What is larger than any file is refused before it is read."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from townmoot.web.framing import LARGEST_BODY

pytestmark = pytest.mark.django_db


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *_args):
        raise AssertionError


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_body_too_large_is_refused_unread(client, language):
    answer = client.post(
        reverse("account_login"),
        content_type="multipart/form-data; boundary=x",
        headers={"accept-language": language},
        CONTENT_LENGTH=str(LARGEST_BODY + 1),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    assert "50 MiB" in answer.text


def test_a_length_that_is_no_number_is_no_fault_of_the_server(client):
    answer = client.get(reverse("account_login"), CONTENT_LENGTH="")
    assert answer.status_code == 200
