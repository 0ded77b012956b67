"""What is measured in a page: axe, width, size of targets, focus. Each function returns the problems as text; none means fine."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MAX_STOPS = 150
_AXE = Axe()

SMALL_TARGETS = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, summary, input:not([type=hidden]), select, textarea, [role=button]'
  )].filter(element => element.checkVisibility() && !element.closest('.skip, .vh'));
  const isInSentence = element => {
    const around = element.closest('p, li, td, th, dd, label');
    return element.tagName === 'A' && around && around.textContent.trim() !== element.textContent.trim();
  };
  return all.filter(element => {
    const box = element.getBoundingClientRect();
    if (!box.width || (box.width >= 24 && box.height >= 24)) return false;
    if (isInSentence(element) || element.closest('label')) return false;
    element.scrollIntoView({ block: 'center' });
    const here = element.getBoundingClientRect(), x = here.x + here.width / 2, y = here.y + here.height / 2;
    return all.some(other => {
      if (other === element || element.contains(other) || other.contains(element)) return false;
      const near = other.getBoundingClientRect();
      return Math.hypot(Math.max(near.x - x, 0, x - near.right), Math.max(near.y - y, 0, y - near.bottom)) < 12;
    });
  }).map(element => element.outerHTML.slice(0, 120));
}"""
"""Smaller than 24 by 24 and too near to another (WCAG 2.2, 2.5.8, with its exceptions for links in a sentence and for spacing).

Measured in the middle of the screen: at its edge a fixed bar may lie over anything, and one scrolls.
"""

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const marked = node => {
    const style = getComputedStyle(node);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  };
  const isOwn = top => !!top && (top === element || element.contains(top)
    || (top.contains(element) && top.tagName === 'LABEL') || !!top.closest('label')?.contains(element));
  const points = [[.5, .5], [.1, .15], [.9, .15], [.1, .85], [.9, .85]];
  return {
    name: element.outerHTML.slice(0, 90),
    number: [...document.querySelectorAll('*')].indexOf(element),
    isMarked: marked(element) || (!!element.closest('label') && marked(element.closest('label'))),
    isSeen: points.some(([x, y]) => isOwn(document.elementFromPoint(box.x + box.width * x, box.y + box.height * y))),
  };
}"""


def axe_problems(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of good practice that axe can see."""
    found = _AXE.run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}).response[
        "violations"
    ]
    return [_violation(violation) for violation in found]


def _violation(violation: dict[str, Any]) -> str:
    node = violation["nodes"][0]
    return f"axe {violation['id']} ({len(violation['nodes'])} times): {node['html'][:160]} {node.get('failureSummary', '')[:300]}"


def width_problems(page: Page) -> list[str]:
    """Whether one has to scroll sideways, and what is too wide."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over <= 0:
        return []
    wide = page.evaluate(
        """() => { const edge = document.documentElement.clientWidth;
        return [...document.body.querySelectorAll('*')]
          .filter(node => !node.closest('.scroll, .vh') && node.checkVisibility())
          .filter(node => { const box = node.getBoundingClientRect(); return box.right > edge + 1 || box.left < -1; })
          .slice(-3).map(node => node.outerHTML.slice(0, 120)); }"""
    )
    return [f"{over} px too wide: {wide}"]


def target_problems(page: Page) -> list[str]:
    """Targets that a thumb misses."""
    return [f"small target: {html}" for html in page.evaluate(SMALL_TARGETS)]


def focus_problems(page: Page) -> list[str]:
    """Walk the page with Tab: the focus must be marked, in sight and get out again."""
    problems, visited = [], set()
    for _ in range(MAX_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["number"] in visited:
            return problems if len(visited) > 3 else [*problems, f"only {len(visited)} stops"]
        visited.add(stop["number"])
        if not stop["isMarked"]:
            problems.append(f"focus is not marked: {stop['name']}")
        if not stop["isSeen"]:
            problems.append(f"focus is hidden: {stop['name']}")
    return [*problems, f"more than {MAX_STOPS} stops, or a trap"]
