"""Draw the mark as PNG for phones that install the floor: run when mark.svg changes.

Needs Chromium.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

SRC = Path(__file__).resolve().parent.parent / "src" / "townmoot" / "web"
MARK = SRC / "ground" / "static" / "townmoot" / "mark.svg"
ICONS = SRC / "offline" / "static" / "townmoot" / "icons"
PAPER = "#fbfaf7"
PART = 0.6  # of the side: a phone may cut away all beyond the inner 80 %


def main() -> None:
    """Write icons/mark-192.png and icons/mark-512.png."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for size in (192, 512):
            page = browser.new_page(viewport={"width": size, "height": size})
            mark = MARK.read_text().replace("<svg", f'<svg width="{round(size * PART)}"', 1)
            page.set_content(
                f"<body style='margin:0;height:100vh;display:grid;place-items:center;"
                f"background:{PAPER}'>{mark}"
            )
            page.screenshot(path=str(ICONS / f"mark-{size}.png"))
        browser.close()


if __name__ == "__main__":
    main()
