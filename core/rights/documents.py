"""The three documents that the law asks of whoever keeps such a file: the register (art. 30), the assessment of the
legitimate interest (art. 6(1)(f)) and the impact assessment (art. 35), filled from the workspace as far as it knows.

Their texts are data, English and French side by side, in ``resources/rights``; a section either is filled with facts
or asks a question, for which some have a draft that serves until somebody answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from core.errors import Trouble
from core.i18n import current, tr
from core.resources import RESOURCES
from core.rights.office import FIELDS

Name = Literal["register", "interest", "impact"]
NAMES: tuple[Name, ...] = ("register", "interest", "impact")
FOLDER = RESOURCES / "rights"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Section:
    """One heading with its text. ``question`` is what an answer is kept under, "" where facts alone stand;
    ``missing``: nobody has answered yet, or a fact is not known; ``draft``: the text is the program's."""

    title: str
    text: str
    question: str = ""
    missing: bool = False
    draft: bool = False


@dataclass(frozen=True)
class Document:
    """A document as it stands."""

    name: str
    title: str
    lead: str
    sections: tuple[Section, ...]

    @property
    def missing(self) -> int:
        """How many sections wait for an answer."""
        return sum(section.missing for section in self.sections)


@cache
def template(name: str) -> Any:
    """The texts of a document, or the drafts, as they are kept: pairs of English and French."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def in_language(pair: list[str]) -> str:
    """The text of a pair in the language in force."""
    return pair[1] if current() == "fr" else pair[0]


def filled_document(name: Name, facts: Mapping[str, str], answers: Mapping[str, str]) -> Document:
    """A document filled with facts (by placeholder, blank for not known) and answers (by question)."""
    whole = template(name)
    sections = tuple(_filled_section(section, facts, answers) for section in whole["sections"])
    return Document(name, in_language(whole["title"]), in_language(whole["lead"]) if "lead" in whole else "", sections)


def answer_or_default(question: str, answers: Mapping[str, str]) -> str:
    """The answer to a question, the program's draft where nobody answered, "" where there is none."""
    drafts = template("drafts")
    return answers.get(question) or (in_language(drafts[question]) if question in drafts else "")


def fill_text(text: str, facts: Mapping[str, str]) -> str:
    """A text with its placeholders filled; what is not known is said to be so."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1]) or to_complete(), text)


def to_complete() -> str:
    """What stands where something is not known yet."""
    return tr("[to be completed]")


def check_question(question: str) -> None:
    """Trouble for a question that no document asks."""
    if question not in (known := questions()):
        raise Trouble(
            tr("There is no such question: {question}.", question=question),
            "",
            tr("Choose: {kinds}.", kinds=", ".join(known)),
        )


def questions() -> tuple[str, ...]:
    """Every question that may be answered: who answers for the file, then what the documents ask, each once."""
    asked = [part["question"] for name in NAMES for part in template(name)["sections"] if "question" in part]
    return tuple(dict.fromkeys([*FIELDS, *asked]))


def _filled_section(section: Mapping[str, Any], facts: Mapping[str, str], answers: Mapping[str, str]) -> Section:
    title, question = in_language(section["title"]), section.get("question", "")
    if question:
        text = answer_or_default(question, answers)
        return Section(title, text or to_complete(), question, not text, bool(text) and question not in answers)
    text = in_language(section["text"])
    unknown = any(not facts.get(name) for name in _PLACEHOLDER.findall(text))
    return Section(title, fill_text(text, facts), missing=unknown)


def document_json(document: Document) -> dict[str, Any]:
    """A document as plain data."""
    return {
        "document": document.name,
        "title": document.title,
        "missing": document.missing,
        "sections": [
            {"title": part.title, "text": part.text, "question": part.question or None, "missing": part.missing}
            for part in document.sections
        ],
    }
