"""What planners and readers of studies see: on a phone and at a desk, with and without script."""

import pytest
from playwright.sync_api import expect

from groups.insights.evidence import MODELS
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import violations

ENGLAND = "/insights/area/6269131/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["/insights/area/?q=York", ENGLAND, "/insights/evidence/"])
def test_page_has_no_axe_violation(open_page, path, viewport, scheme):
    page = open_page(path, viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    expect(page.locator("h1")).to_have_count(1)
    assert page.context.cookies() == []


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_planner_finds_an_area_and_its_gaps(open_page, has_script):
    page = open_page("/insights/area/", java_script_enabled=has_script)
    page.get_by_label("Town, region or country").fill("England")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="England, United Kingdom").click()
    expect(page.get_by_role("img", name="Map of England")).to_be_visible()
    gaps = page.get_by_role("region", name="Gaps: towns far from any listing").locator("tbody tr")
    assert gaps.count() >= page.locator(".gap-mark").count() > 0
    expect(page.get_by_role("rowheader", name="Language: ਪੰਜਾਬੀ (Punjabi)")).to_be_visible()


def test_planner_takes_a_table_along(open_page):
    page = open_page(ENGLAND, viewport=DESKTOP)
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV How many people have something near").click()
    assert taken.value.suggested_filename == "area-6269131-reach.csv"


def test_reader_sees_each_study_with_its_source(open_page):
    page = open_page("/insights/evidence/", viewport=DESKTOP)
    findings = sum(len(model.findings) for model in MODELS)
    expect(page.locator("tbody tr")).to_have_count(findings)
    expect(page.get_by_text("read on 22 November 2026")).to_have_count(findings)
