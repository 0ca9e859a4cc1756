"""axe-core on the page that is open: every rule everywhere, colours once for rows that look alike.

Four fifths of axe's time go into the contrast of each text. Rows of a table or list stand under one another on the
same ground; of those that are alike in every part, down to the colour and size of each text, the first is measured.
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RUN = """async colours => {
  const wanted = {resultTypes: ["violations"]};
  const colourless = {...wanted, rules: {"color-contrast": {enabled: false}}};
  if (!colours) return (await axe.run(document, colourless)).violations;
  const parts = row => [row, ...row.querySelectorAll("*")].map(part => {
    const style = getComputedStyle(part);
    const says = [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return [part.tagName, part.className.baseVal ?? part.className, says, style.color, style.backgroundColor,
            style.backgroundImage, style.fontSize, style.fontWeight, style.opacity, style.display,
            style.visibility, style.textShadow].join();
  }).join("|");
  const measured = new Map(), alike = [];
  for (const row of document.querySelectorAll("tr, li")) {
    if (row.closest("[data-alike]")) continue;
    if (!measured.has(row.parentElement)) measured.set(row.parentElement, new Set());
    const known = measured.get(row.parentElement), looks = parts(row);
    if (known.has(looks)) {
      row.setAttribute("data-alike", "");
      alike.push(row);
    }
    known.add(looks);
  }
  const spared = document.querySelectorAll("[data-alike] *").length / document.querySelectorAll("*").length;
  try {
    if (spared < 0.25) return (await axe.run(document, wanted)).violations;  // quicker than twice over the page
    const pale = await axe.run({exclude: [["[data-alike]"]]}, {...wanted, runOnly: ["color-contrast"]});
    const others = await axe.run(document, colourless);
    return [...pale.violations, ...others.violations];
  } finally {
    alike.forEach(row => row.removeAttribute("data-alike"));
  }
}"""


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds, one line for each of up to three places a rule; `colours`: contrast is measured too."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in page.evaluate(RUN, colours)
        for node in rule["nodes"][:3]
    ]
