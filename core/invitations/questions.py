"""The columns of a file of replies: which of them asks whether a guest comes, and which say who replied and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.errors import Trouble
from core.files import restore
from core.i18n import tr
from core.importing.columns import headings
from core.importing.reading.table import TextTable
from core.importing.values import handles
from core.invitations.answers import (
    CROSSES,
    TICKS,
    exact_answer,
    has_phrase,
    mean_in_question,
    plain_words,
    reply_words,
    understand_answer,
)
from core.model import PLATFORMS

# How surely a question of each kind is the one about coming; a question of the kind "other" is about something else.
_SURENESS = {"reply": 5, "coming": 4, "absent": 4, "state": 3, "came": 2, "unknown": 1, "other": 0}
_LINK = {"link", "article", "post", "lien", "url of the post", "publication"}
_KEY = {"entregent key", "cle entregent"}
_WHO = (
    "first_name",
    "last_name",
    "name",
    "email",
    "organisation",
    "country",
    "market",
    "language",
    *PLATFORMS,
    "handle",
)


@dataclass(frozen=True)
class Question:
    """A column that holds answers. ``kind`` is one of ``_SURENESS``; ``future``: it asks before the event;
    ``crossed``: it has ticks, so that an x in it is no sure yes."""

    at: int
    label: str
    kind: str
    future: bool
    crossed: bool = False

    def understand(self, text: str) -> str | None:
        """The state that an answer means here; None where it leaves a doubt. The heading again is a yes to it."""
        text = "yes" if plain_words(text) == plain_words(self.label) else text
        return mean_in_question(text, understand_answer(text, crossed=self.crossed), self.kind, self.future)


class ReplyColumns:
    """The columns of one table. ``labels``: the headings, those that stand twice or are empty with their number."""

    def __init__(self, table: TextTable) -> None:
        self.table = table
        self.labels = _label_columns(table.headings)
        self.plain = [plain_words(heading) for heading in table.headings]
        self.link = self._find_first(_LINK)
        self.key = self._find_first(_KEY)
        self.fields = [self._field_of(at) for at in range(len(self.labels))]
        self.day = next((at for at, field in enumerate(self.fields) if field == "date"), None)

    def text(self, at: int | None, row: int) -> str:
        """One cell, without the apostrophe that kept it from being a formula."""
        return "" if at is None else restore(str(self.table.columns[at][row].as_py()).strip())

    def of(self, field: str) -> list[int]:
        """The columns of a field of those who reply; ``buyer:name`` those of whoever paid."""
        return [at for at, held in enumerate(self.fields) if held == field and at not in (self.link, self.key)]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The columns that hold answers, the surest to be about coming first."""
        found = [question for at in range(len(self.labels)) if (question := self._judge_column(at))]
        return tuple(sorted(found, key=lambda question: -_SURENESS[question.kind]))

    def find_question(self, label: str = "") -> Question | None:
        """The question asked for by its label, else the one about coming; None where several may be it.

        Trouble when there is no such column, or none that holds answers.
        """
        if label:
            return self._find_named(label)
        if not self.questions:
            raise Trouble(
                tr("No column of this file holds replies."),
                self.table.dialect.sheet,
                tr("Name one “Reply” and write yes, no, came, no-show or wrote about it."),
            )
        best = _SURENESS[self.questions[0].kind]
        equal = [one for one in self.questions if _SURENESS[one.kind] == best]
        # A column nobody can name stands alone or is asked about, and what asks for something else is never assumed.
        sure = len(equal) == 1 and (best > 1 or (best == 1 and len(self.questions) == 1 and self._is_plain(equal[0])))
        return equal[0] if sure else None

    def _find_named(self, label: str) -> Question:
        wanted = plain_words(label)
        for at, known in enumerate(self.labels):
            if label == known or (wanted and wanted == plain_words(known)):
                return self._make_question(at)
        names = ", ".join(one.label for one in self.questions or [])
        raise Trouble(tr("There is no column “{column}”.", column=label), "", tr("There are: {names}.", names=names))

    def _make_question(self, at: int) -> Question:
        kind = _kind_of(self.plain[at])
        cells = self._list_cells(at)
        crossed = any(text[0] in TICKS | CROSSES for text in cells)
        return Question(at, self.labels[at], kind, has_phrase(self.plain[at], reply_words()["future"]), crossed)

    def _judge_column(self, at: int) -> Question | None:
        """The column as a question where more than half of what stands in it are answers; one of known kind where
        any is, as its other cells then are doubts."""
        cells = self._list_cells(at)
        if not cells or at in (self.link, self.key) or self.fields[at] in (*_WHO, "date"):
            return None
        question = self._make_question(at)
        read = sum(question.understand(text) is not None for text in cells)
        if question.kind in ("reply", "coming", "absent") and read:
            return question
        return question if read * 2 > len(cells) else None

    def _is_plain(self, question: Question) -> bool:
        """Whether the answers are words: a lone column of 1 and 0 or of ticks may count anything."""
        return all(exact_answer(text, marks=False) or len(text) > 1 for text in self._list_cells(question.at))

    def _list_cells(self, at: int) -> list[str]:
        return [text for row in range(len(self.table)) if (text := self.text(at, row))]

    def _find_first(self, wanted: set[str]) -> int | None:
        return next((at for at, heading in enumerate(self.plain) if heading in wanted), None)

    def _field_of(self, at: int) -> str:
        """What a column says of who replies, by its heading: "What's your name?" too; by its cells for addresses."""
        plain, persons = self.plain[at], reply_words()["persons"]
        known = headings.understand(self.table.headings[at]).field
        if any(plain == word for word in persons["date"]) or known == "date":
            return "date"
        if known in _WHO and known not in ("name", "email"):
            return known
        whose = "buyer:" if has_phrase(plain, persons["buyer"]) else ""
        if not whose and any(f" {word}" in f" {plain}" for word in persons["others"]):
            return ""
        for field in ("email", "first_name", "last_name", "name"):
            if known == field or has_phrase(plain, persons[field]):
                return whose + field
        cells = self._list_cells(at)
        return "email" if cells and 2 * sum(bool(handles.email(text)) for text in cells) > len(cells) else ""


def _kind_of(plain: str) -> str:
    """What a heading asks. A phrase with "=" is a whole heading; one of the kind "other" may begin a word."""
    asked = reply_words()["questions"]
    if f"={plain}" in asked["reply"]:
        return "reply"
    if plain in ("no", "non"):
        return "absent"
    if any(f" {phrase}" in f" {plain}" for phrase in asked["other"]):
        return "other"
    return next((kind for kind in ("absent", "came", "coming", "state") if has_phrase(plain, asked[kind])), "unknown")


def _label_columns(names: Sequence[str]) -> tuple[str, ...]:
    seen = Counter(name.strip() for name in names)
    plain = (name.strip() for name in names)
    return tuple(
        name if name and seen[name] == 1 else f"{name} ({tr('column {n}', n=at)})".strip()
        for at, name in enumerate(plain, 1)
    )
