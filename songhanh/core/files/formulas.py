"""Text that a spreadsheet would take for a formula."""

# What makes a spreadsheet read a text as a formula, or as a call of another program («|»), with their full-width
# forms (OWASP, CSV injection).
TRIGGERS = tuple("=+-@|\t\r\n＝＋－＠｜")
LEADING = " \u00a0\u200b\ufeff"


def neutralise(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could take it for a formula."""
    risky = text.startswith(TRIGGERS) or text.lstrip(LEADING).startswith(TRIGGERS)
    return f"'{text}" if risky else text
