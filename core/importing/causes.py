"""The issues of files by their cause: how many have it, how many rows it left out, and the first of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.importing.preview import FileIssue
from core.model import Progress, no_progress

EXAMPLES = 3
"""Issues of a cause that are named with it."""
BETWEEN = 1000
"""Issues after which the work can be cancelled."""


@dataclass(frozen=True)
class Cause:
    """Issues of one ``reason``: their count, how many of them left a row out, and the first of them in order."""

    reason: str
    count: int
    refused: int
    first: tuple[FileIssue, ...]


def group_issues(issues: Iterable[FileIssue], progress: Progress = no_progress) -> list[Cause]:
    """The causes of issues, the rare ones first, as a rare one is what nobody looks for; of equally many the one that
    leaves rows out."""
    counts: dict[str, list[int]] = {}
    first: dict[str, list[FileIssue]] = {}
    for at, one in enumerate(issues):
        if not at % BETWEEN:
            progress(0, 0, "")
        issue = one[1]
        found = counts.setdefault(issue.reason, [0, 0])
        found[0] += 1
        found[1] += issue.refused
        if found[0] <= EXAMPLES:
            first.setdefault(issue.reason, []).append(one)
    causes = [Cause(reason, count, out, tuple(first[reason])) for reason, (count, out) in counts.items()]
    return sorted(causes, key=lambda cause: (cause.count, -cause.refused))
