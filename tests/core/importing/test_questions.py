"""What a file's columns cannot decide is asked, and the words for "not known" are a list that can be edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.importing import actions as imports
from core.importing import missing_words, saved_mappings
from core.importing.actions import Question
from core.importing.draft import Prepared
from core.importing.preview import preview_file
from core.importing.values import numbers
from core.model import to_date
from core.workspace.store import Workspace, temporary_workspace

FILE = """Nom,Date,Abonnés,Pays
Ana Bell,01/02/2026,"1,234",NC
Bob Roy,03/04/2026,56,Null
Null,05/06/2026,néant,France
"""


@pytest.fixture
def workspace() -> Workspace:
    return temporary_workspace()


def seen(workspace: Workspace, folder: Path) -> Prepared:
    path = folder / "list.csv"
    path.write_text(FILE, encoding="utf-8")
    return imports.look_at_file(workspace, path)


def test_what_cannot_be_decided_is_asked_and_answered(workspace: Workspace, tmp_path: Path) -> None:
    found = seen(workspace, tmp_path)
    assert imports.open_questions(found) == [
        Question(1, "Date", ("01/02/2026", "03/04/2026", "05/06/2026"), "day first", "month first"),
        Question(2, "Abonnés", ("1,234",), ".", ","),
    ]
    assert found.draft.clean.metrics["audience"].tolist()[:2] == [1234, 56]
    answered = imports.answer_question(workspace, imports.answer_question(workspace, found, 1, "month first"), 2, ",")
    assert imports.open_questions(answered) == []
    assert answered.draft.clean.metrics["audience"].tolist()[:2] == [1.234, 56]
    assert str(to_date(int(answered.draft.clean.day[0]))) == "2026-01-02"
    # An answer outlives another choice of columns; "" takes it back.
    assert imports.open_questions(imports.change_columns(workspace, answered, {3: "market"}, "candidates")) == []
    assert [
        question.column for question in imports.open_questions(imports.answer_question(workspace, answered, 2, ""))
    ] == [2]


def test_an_answer_is_saved_with_the_mapping(workspace: Workspace, tmp_path: Path) -> None:
    saved_mappings.save_mapping(
        workspace, "French list", imports.answer_question(workspace, seen(workspace, tmp_path), 2, ",")
    )
    again = seen(workspace, tmp_path)
    assert [question.column for question in imports.open_questions(again)] == [1]
    assert again.draft.clean.metrics["audience"].tolist()[:2] == [1.234, 56]


def test_the_words_for_not_known_can_be_edited(workspace: Workspace, tmp_path: Path) -> None:
    assert missing_words.words_in_force(workspace) == missing_words.usual_words()
    found = seen(workspace, tmp_path)
    assert found.draft.clean.texts["country"].to_pylist() == ["", "", "France"]
    assert found.draft.clean.texts["name"].to_pylist()[2] == "Null"
    assert [issue.raw for issue in found.issues if issue.reason == numbers.NOT_A_NUMBER] == ["néant"]
    missing_words.save_words(workspace, [" Néant ", "NC", ""])
    assert missing_words.words_in_force(workspace) == ["nc", "néant"]
    again = imports.change_columns(workspace, found, {}, "candidates")
    assert again.draft.clean.texts["country"].to_pylist() == ["", "Null", "France"]
    assert not [issue for issue in again.issues if issue.reason == numbers.NOT_A_NUMBER]
    missing_words.save_words(workspace, [])
    assert missing_words.words_in_force(workspace) == []
    missing_words.save_words(workspace, missing_words.usual_words())
    assert missing_words.words_in_force(workspace) == missing_words.usual_words()


def test_the_same_file_read_otherwise_is_another_import(workspace: Workspace, tmp_path: Path) -> None:
    from core.importing.run import AGAIN, run_import

    found = seen(workspace, tmp_path)
    run_import(workspace, found)
    assert AGAIN in {issue.reason for issue in run_import(workspace, found).issues}
    assert AGAIN not in {
        issue.reason for issue in run_import(workspace, imports.answer_question(workspace, found, 2, ",")).issues
    }
    missing_words.save_words(workspace, [])
    assert AGAIN not in {issue.reason for issue in run_import(workspace, seen(workspace, tmp_path)).issues}


def test_figures_that_cannot_be_are_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Name,Followers,ER\nAna Bell,900,4%\nBob Roy,12,867000%\n", encoding="utf-8")
    found = imports.look_at_file(workspace, path)
    question = Question(2, "ER", ("867000%",), "left out", "as it stands")
    assert imports.open_questions(found) == [question]
    assert preview_file(workspace, path, found).asked[0].readings == ((None,), (867000,))
    stands = imports.answer_question(workspace, found, 2, "as it stands")
    assert stands.draft.clean.metrics["engagement_rate"].tolist() == [4, 867000]
    assert (imports.open_questions(stands), imports.answered_questions(stands)) == ([], [question])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=8, unique=True),
    st.data(),
)
def test_each_date_of_a_column_that_contradicts_itself_is_as_it_was_answered(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    workspace = temporary_workspace()
    sure = ["25/01/2026", "01/26/2026"]
    open_ = [f"{one:02}/{other:02}/2025" for one, other in pairs if one != other]
    lines = [f"P{at},@p{at},{text},{at}\n" for at, text in enumerate([*sure, *open_])]
    found = imports.look_at_file(workspace, "Name,Instagram,Date,Followers\n" + "".join(lines))
    asked = [question for question in imports.open_questions(found) if question.value]
    assert [question.value for question in asked] == open_
    for question in asked:
        way = data.draw(st.sampled_from((question.one, question.other)))
        found = imports.answer_question(workspace, found, question.column, way, question.value)
        first, second, year = (int(part) for part in question.value.split("/"))
        day, month = (first, second) if way == "day first" else (second, first)
        assert (
            str(to_date(int(found.draft.clean.day[2 + open_.index(question.value)]))) == f"{year}-{month:02}-{day:02}"
        )
    assert imports.open_questions(found) == []
    assert [question.value for question in imports.answered_questions(found)] == open_
    workspace.close()
