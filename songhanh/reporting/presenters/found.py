"""Findings of the one validation as programs read them: the rule's code, the cell, the same words as on the page."""

from collections.abc import Iterable
from typing import Any

from songhanh.core.templatetags.vietnamese import language
from songhanh.definitions.forms import ReportForm
from songhanh.rules.checks.findings import Finding
from songhanh.rules.checks.messages import message_en, message_vi


def found_rows(findings: Iterable[Finding], definition: ReportForm) -> list[dict[str, Any]]:
    """Each finding with `place` (``cells/<code>``), code, words, level and whether it keeps from filing."""
    say = message_en if language() == "en" else message_vi
    return [
        {
            "place": f"cells/{finding.cell}",
            "code": str(finding.code),
            "detail": say(finding, definition.cells),
            "level": str(finding.level),
            "blocks": finding.blocks,
        }
        for finding in findings
    ]
