"""The main thing to do on each page is a form or a link of the page itself: no script has to run for it."""

import pytest

ACTS = [
    # task, page, who, the act: a form by where it leads and what it asks, or a link by where it leads
    ("find", "home", "anonymous", "form", "/search/", "near"),
    ("find", "search near", "anonymous", "form", "/search/", "near"),
    ("find", "search", "anonymous", "link", "/listings/", ""),
    ("find", "search in vain", "anonymous", "link", "/help-now/", ""),
    ("get there", "listing-detail", "anonymous", "link", "/sessions/", ""),
    ("save", "saved", "anonymous", "link", "/search/", ""),
    ("come along", "session-detail", "member", "form", "", "csrfmiddlewaretoken"),
    ("post", "post", "anonymous", "link", "/post/informal/", ""),
    ("post", "post-informal", "anonymous", "form", "", "basics-name"),
    ("post", "post-formal", "anonymous", "form", "", "basics-name"),
    ("look after", "manage", "facilitator", "form", "/manage/", "original_on"),
    ("look after", "manage-still-on", "facilitator", "form", "", "answer"),
    ("look after", "manage-edit", "facilitator", "form", "", "name"),
    ("sign in", "account_login", "anonymous", "form", "/accounts/login/code/", "email"),
    ("sign in", "account_signup", "anonymous", "form", "", "email"),
    ("report", "listing-report", "anonymous", "form", "", "text"),
    ("circle", "circle", "anonymous", "form", "", "name"),
    ("moderate", "moderation-queue", "moderator", "link", "/moderation/", ""),
    ("moderate", "moderation-review", "moderator", "form", "/moderation/", "approve-stamp"),
    ("hand over", "short-list", "anonymous", "link", "/search/", ""),
    ("side by side", "compare", "anonymous", "link", "/search/", ""),
    ("ask", "listing-ask", "anonymous", "form", "", "text"),
]


def links(page, start):
    main = next(page.every("main"))
    return [one for one in main.every("a") if one.at.get("href", "").startswith(start) and is_open(one)]


def forms(page, start, field):
    """Forms of the page that lead to `start`, ask for `field` and can be sent by a button that is to be seen."""
    return [
        one
        for one in page.every("form")
        if one.at.get("action", "").startswith(start)
        and is_open(one)
        and any(asked.at.get("name") == field for asked in one.every("input", "select", "textarea", "button"))
        and any(button.at.get("type", "submit") == "submit" and is_open(button) for button in one.every("button"))
    ]


def is_open(node):
    """Whether it is shown without a script, which is what takes `hidden` away."""
    return not any("hidden" in one.at for one in (node, *node.above()))


@pytest.mark.parametrize(("task", "name", "role", "kind", "start", "field"), ACTS)
def test_main_act_needs_no_script(every_page, task, name, role, kind, start, field):
    page = every_page(role=role)[name]
    assert links(page, start) if kind == "link" else forms(page, start, field), task


def test_every_link_and_button_does_something_by_itself(every_page):
    """No link leads nowhere, and no form has nowhere to go: what only a script can do is hidden until it runs."""
    wrong = {}
    for name, page in every_page().items():
        dead = [one for one in page.every("a") if one.at.get("href", "#") in ("#", "") or "script:" in one.at["href"]]
        found = [one.text() for one in dead if is_open(one) and not any(up.tag == "template" for up in one.above())]
        wrong |= {name: found} if found else {}
    assert wrong == {}
