"""Every table of the workspace, declared once: whom its rows speak of, and what undo, imports, joining, access and
erasure do with them. A table that is missing here fails the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Erasure = Literal["goes", "rewritten", "emptied", "stays"]


@dataclass(frozen=True)
class Table:
    """One table of the schema.

    ``person`` is the column that says whom a row speaks of, "" where none does. ``undone``: its edits are written to
    the undo log. ``imported``: a row names the import that brought it, and goes when that import is reverted.
    ``once``: its key holds the person, so that of two joined people's rows one may have to give way.
    ``erased``: its rows go with the person; or what speaks of the person is taken out of texts and packed columns; or
    it is emptied, since all of it can be made again or must not come back; or it stays, as nothing personal is in it.
    ``texts`` are the columns of free text, in which somebody else may be mentioned; ``packed`` those in which rows or
    entries of many people stand as one; ``plain`` those that hold nothing of anybody who is considered: digests, names
    of columns, choices, and who works here. A table that speaks of nobody declares each of its texts and blobs.
    """

    name: str
    person: str = ""
    undone: bool = True
    imported: bool = False
    once: bool = False
    erased: Erasure = "stays"
    texts: tuple[str, ...] = ()
    packed: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


TABLES = (
    Table("person", "id", erased="goes"),
    Table("handle", "person", imported=True, once=True, erased="goes"),
    Table("observation", "person", imported=True, once=True, erased="goes"),
    Table("external", "person", imported=True, once=True, erased="goes"),
    Table("candidacy", "person", imported=True, once=True, erased="goes", texts=("reason", "tie_reason")),
    Table("coverage", "person", erased="goes", texts=("link",)),
    Table("client_note", "person", once=True, erased="goes", texts=("note",)),
    Table("joined", "person", once=True, erased="goes"),
    Table("assessment", "person", imported=True, erased="goes", texts=("note",)),
    Table("evidence", "person", imported=True, erased="goes", texts=("title", "source", "url", "file_name")),
    Table("absence", "person", erased="goes", texts=("reason",)),
    Table("set_aside", "person", erased="goes", texts=("reason",)),
    Table("conflict", "person", erased="goes", texts=("reason", "waived_why")),
    Table("assignment", "person", once=True, erased="goes"),
    Table("told", "person", erased="goes", texts=("how",)),
    Table("grounds", "person", once=True, erased="goes", texts=("expects", "basis")),
    Table("request", "person", erased="goes", texts=("note",)),
    Table("correction", "person", erased="goes", texts=("old", "new")),
    Table(
        "batch",
        erased="rewritten",
        texts=("file",),
        packed=("raw", "owners"),
        plain=("sha256", "kind", "dialect", "mapping", "raw_digest", "owners_digest"),
    ),
    Table("batch_part", imported=True, erased="rewritten", packed=("data",), plain=("digest",)),
    Table("issue", erased="rewritten", texts=("raw",), plain=("field", "reason")),
    Table("proposal", erased="rewritten", texts=("reason",), packed=("one", "other"), plain=("verdict",)),
    Table(
        "shortlist",
        erased="rewritten",
        texts=("name", "label"),
        packed=("data",),
        plain=("digest", "signed_by", "seal"),
    ),
    Table("setting", undone=False, erased="rewritten", texts=("value",), plain=("name",)),
    Table("derived", undone=False, erased="emptied"),
    Table("step", undone=False, erased="emptied"),
    Table("undo_log", undone=False, erased="emptied"),
    Table("suppression", undone=False, plain=("hash", "erasure")),
    Table("answer", erased="rewritten", texts=("text",), plain=("question",)),
    Table(
        "campaign",
        erased="rewritten",
        texts=("name", "place"),
        plain=("market", "missing", "score_source", "score_model", "rules", "assessing"),
    ),
    Table("assessor", plain=("name", "organisation", "email")),
    Table("preset", plain=("name", "shape", "mapping")),
    Table("rubric", plain=("name", "data")),
    Table("score_model", plain=("name", "hash", "data")),
)

UNDONE = tuple(table.name for table in TABLES if table.undone)
"""The tables whose edits undo takes back."""
IMPORTED = tuple(table.name for table in TABLES if table.imported)
"""The tables whose rows go with the import that brought them; people go by a rule of their own."""
PERSONAL = {table.name: table.person for table in TABLES if table.person}
"""Every table that holds something on a person -> the column that says on whom."""
ABOUT_PEOPLE = tuple(table for table in TABLES if table.person and table.name != "person")
"""The tables that hold something on a person beside the person's own row."""
