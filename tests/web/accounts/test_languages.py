"""Every sign-in page in both languages, with nothing that the strict policy would refuse."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests import factories
from tests.house.test_pages import in_template
from townmoot.people import queries
from townmoot.people.models import Account

pytestmark = pytest.mark.django_db
PAGES = {
    "/account/login/": ("", "登录", "Sign in"),
    "/account/inactive/": ("", "账号已停用", "Access closed"),
    "/account/passkeys/": ("deputy", "您的通行密钥", "Your passkeys"),
    "/account/logout/": ("deputy", "退出登录", "Sign out"),
    "/account/password/set/": ("deputy", "新密码", "New password"),
    "/account/sessions/": ("deputy", "登录的设备", "Where you are signed in"),
    "/account/slips/": ("clerk", "登录条", "Sign-in slips"),
    "/slip/good/": ("", "是您本人吗", "Is this you?"),
    "/slip/bad/": ("", "这张登录条不能用", "This slip does not work"),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_speaks_the_language_of_its_reader(client, page, language):
    cache.clear()
    town = factories.town()
    people = {"deputy": town.deputy(), "clerk": town.clerk}
    slip = {"account": people["deputy"].account, "token_hash": queries.token_hash("good")}
    town.do("slip.issue", slips=[slip])
    reader, chinese, english = PAGES[page]
    if reader:
        client.force_login(Account.objects.get(pk=people[reader].account))
    answer = client.get(page, headers={"accept-language": language})
    text = answer.content.decode()
    assert (chinese in text, english in text) == (language != "en", language == "en")
    assert in_template(text) == []


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "7天内有效"), ("en", "for 7 days")])
def test_the_sheet_speaks_both_languages(client, language, words):
    town = factories.town()
    group = town.group()
    town.deputy(group=group)
    client.force_login(Account.objects.get(pk=town.clerk.account))
    answer = client.post(
        "/account/slips/",
        {"organization": group, "days": 7},
        headers={"accept-language": language},
    )
    assert words in answer.content.decode()
    assert in_template(answer.content.decode()) == []
