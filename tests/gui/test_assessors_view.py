"""The page of assessors: conflicts declared and waived, choices kept, who assesses whom; and how sure one is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeWidget, QWidget

from core.campaign.assessors import views as assessor_views
from core.stature import actions as stature
from core.stature import tables as stature_tables
from gui.assess.assessors_view import AssessorsView
from tests.core.workspaces import cid, pid
from tests.gui.pages.assess import AssessPage, ask
from tests.gui.pages.events import press
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage
from tests.gui.small import DAY


def rows(tree: QTreeWidget) -> list[list[str]]:
    """A list as it is read."""
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


def test_a_conflict_is_declared_and_waived(small_window: WindowPage) -> None:
    ask(small_window, lambda ws: stature.set_level(ws, pid(ws, 1), "peers", 4, stature.Occasion("Bea", DAY)))
    view = small_window.open_screen("assessing.assessors", AssessorsView)
    small_window.settle()
    bea = next(row for row in rows(view.table) if row[0] == "Bea")
    assert bea[1] == "1" and "how strict cannot be told" in bea[3]
    view.declare.click()
    form = FormPage(small_window)
    form.fill(conflict_assessor="bea", conflict_person="Person 00", conflict_kind="related", conflict_reason="Cousin")
    form.agree()
    assert rows(view.conflicts) == [["Bea", "Person 00", "related: Cousin", "1 level not counted"]]
    view.waive.click()
    FormPage(small_window).fill(waiver_by="Camille", waiver_reason="Distant").agree()
    assert rows(view.conflicts)[0][3] == "count: waived by Camille, Distant"
    assert not view.waive.isEnabled()
    view.reject()
    small_window.settle()


def test_how_a_campaign_assesses_is_kept_and_people_are_assigned(small_window: WindowPage) -> None:
    view = small_window.open_screen("assessing.assessors", AssessorsView)
    small_window.settle()
    for box in (view.severity, view.blind, view.order):
        small_window.after(box.click)
    small_window.settle()
    chosen = ask(small_window, lambda ws: assessor_views.choices_of(ws, cid(ws)))
    assert (chosen.severity, chosen.blind, chosen.order) == (True, False, "disagreement")
    view.assign.click()
    FormPage(small_window).fill(assignment_names="Anne, Bea, Cleo", assignment_each=2).agree()
    loads = [int(row[2]) for row in rows(view.table) if row[2]]
    assert len(loads) == 3 and max(loads) - min(loads) <= 1
    view.reject()
    small_window.settle()


def test_everything_on_it_has_a_name_and_is_plain_text(small_window: WindowPage) -> None:
    view = small_window.open_screen("assessing.assessors", AssessorsView)
    own = [w for w in view.findChildren(QWidget) if w.objectName() and not w.objectName().startswith("qt_")]
    assert [w.objectName() for w in own if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()] == []
    assert all(w.textFormat() == Qt.TextFormat.PlainText for w in own if isinstance(w, QLabel))
    view.reject()
    small_window.settle()


def test_how_sure_one_is_is_said_by_a_key_before_or_after_the_level(small_window: WindowPage) -> None:
    page = AssessPage(small_window)
    person, first = page.person, page.criterion
    press(page.view, Qt.Key.Key_S, "s")
    page.type("3", "Up")
    press(page.view, Qt.Key.Key_S, "s")
    small_window.settle()
    said = [
        one for one in ask(small_window, lambda ws: stature_tables.assessments(ws, person)) if one.criterion == first
    ]
    assert [(one.level, one.confidence) for one in said] == [(3, "fairly"), (3, "guess")]
    assert page.view.side.confidence == "guess"
    page.close()
