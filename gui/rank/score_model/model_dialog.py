"""The score model of a campaign: copied, changed, tried out on the list at once, and applied or left as it was."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.campaign.external import Compared
from core.campaign.score_models import Listed
from core.errors import Trouble
from core.i18n import tr
from core.scoring.model import ScoreModel
from gui.desk.actions import external as campaign_external
from gui.desk.actions import score_models, what_if
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import WORSE, Button, Tabs, label, small
from gui.parts.form import Form
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG
from gui.parts.timers import single_shot
from gui.rank.score_model.editor import Page, pages
from gui.rank.score_model.effect import EffectPanel
from gui.rank.score_model.external import ExternalPage

SIZE, EDITOR = (1120, 680), 440
STILL_MS = 120
"""The effect is worked out when the user has paused for so long."""


class ScoreModelDialog(QDialog):
    """``open()`` it: it reads the models, shows the one in force, and works each draft out in the worker."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("score_model_dialog")
        self.setWindowTitle(tr("Score model"))
        self.setAccessibleName(tr("Score model"))
        self.session, self.campaign = session, session.campaign
        self.found: list[Listed] = []
        self.draft: ScoreModel | None = None
        kept = next((c for c in session.campaigns if c.id == self.campaign), None)
        self.start, self.half_life = (kept.score_model, kept.half_life) if kept else ("", None)
        self.pages: list[Page] = [*pages()]
        self.external = ExternalPage(kept.score_source if kept else "computed")
        self.effect = EffectPanel()
        self._still = single_shot(self, STILL_MS, self._ask_effect)
        self._lay_out()
        self._connect_parts()
        self._read_models()

    # --- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.choice = named(QComboBox(), "score_model")
        self.choice.setAccessibleName(tr("Score model"))
        self.choice.view().setObjectName("score_model_list")
        self.choice.view().setAccessibleName(tr("Score model"))
        self.choice.setMinimumHeight(round(theme.scaled(self, 28)))
        self.note = small("score_model_note", wrap=True)
        self.tabs = Tabs("score_tabs")
        self.tabs.setAccessibleName(tr("Parts of the score model"))
        self.stack = named(QStackedWidget(), "score_pages")
        for page in (*self.pages, self.external):
            self.tabs.addTab(page.accessibleName())
            self.stack.addWidget(page)
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 20, 24, 18)
        around.setSpacing(14)
        around.addWidget(label("score_model_title", tr("Score model"), size=HEADING, weight=STRONG))
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addWidget(self._make_editor())
        beside.addWidget(self._make_card(), 1)
        around.addLayout(beside, 1)
        around.addLayout(self._make_buttons())
        wanted = QSize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def _make_editor(self) -> QWidget:
        editor = named(QWidget(), "score_editor")
        editor.setAccessibleName(tr("Editor"))
        editor.setFixedWidth(round(theme.scaled(self, EDITOR)))
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(self.note)
        column.addSpacing(6)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        return editor

    def _make_card(self) -> QWidget:
        card = Card("score_effect_card")
        card.setAccessibleName(tr("What would change"))
        inside = QVBoxLayout()
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addWidget(self.effect)
        card.contents.addLayout(inside)
        return card

    def _make_buttons(self) -> QHBoxLayout:
        self.fault = small("score_model_fault", role=WORSE, wrap=True)
        self.reset = Button("score_model_reset", tr("Back to the model as it is kept"), "link")
        self.copy = Button("score_model_copy", tr("Save as a copy…"))
        self.decline = Button("score_model_cancel", tr("Cancel"))
        self.agree = Button("score_model_apply", tr("Apply"), "primary")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.reset)
        row.addWidget(self.fault, 1)
        for button in (self.copy, self.decline, self.agree):
            row.addWidget(button)
        for button in (self.reset, self.copy, self.decline, self.agree):
            button.setAccessibleName(button.text())
            button.setEnabled(button is self.decline)
        return row

    def _connect_parts(self) -> None:
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        for page in self.pages:
            page.edited.connect(lambda page=page: self._follow_edit(page.draft))
        self.external.edited.connect(self._offer_draft)
        self.choice.activated.connect(lambda at: self.show_model(at))
        self.reset.clicked.connect(lambda: self.show_model(self.choice.currentIndex()))
        self.copy.clicked.connect(self._ask_name)
        self.decline.clicked.connect(self.reject)
        self.agree.clicked.connect(self._apply_draft)

    # --- the draft -----------------------------------------------------------------------------------------------

    @property
    def origin(self) -> Listed | None:
        """The model the draft comes from."""
        at = self.choice.currentIndex()
        return self.found[at] if 0 <= at < len(self.found) else None

    def show_model(self, at: int, half_life: float | None = None) -> None:
        """Starts again from a model as it is kept; ``half_life`` (days) is the campaign's own."""
        self.choice.setCurrentIndex(at)
        model = self.found[at].model
        self._show_draft(model if half_life is None else model.changed(model.name, half_life=half_life))

    def _show_draft(self, draft: ScoreModel) -> None:
        for page in self.pages:
            page.show_draft(draft)
        self._use_draft(draft)

    def _follow_edit(self, draft: ScoreModel | None) -> None:
        if draft is not None:
            for page in self.pages:
                page.draft = draft
            self._use_draft(draft)

    def _use_draft(self, draft: ScoreModel) -> None:
        """A draft to be worked out, if it is sound; what is wrong with it is said where it is typed."""
        self.draft = draft
        try:
            draft.changed(draft.name)
        except Trouble as trouble:
            self.fault.setText(trouble.what)
        else:
            self.fault.setText("")
        self._offer_draft()

    def _offer_draft(self) -> None:
        """What may be done with the draft, and what it would do."""
        held, draft = self.origin, self.draft
        if held is None or draft is None:
            return
        sound, changed = not self.fault.text(), draft.hash != held.model.hash
        faded = (
            changed and draft.changed(draft.name, half_life=held.model.half_life).hash == held.model.hash
            if sound
            else False
        )
        self.note.setText(note(held))
        self.reset.setEnabled(changed)
        self.copy.setEnabled(sound)
        self.agree.setEnabled(sound and (held.changeable or not changed or faded))
        if sound:
            self._still.start()

    # --- what the worker is asked --------------------------------------------------------------------------------

    def _read_models(self) -> None:
        found = self.session.ask_latest("score_models", score_models.list_models)
        found.then(self._ask_external).failed(self._show_fault)

    def _ask_external(self, found: list[Listed]) -> None:
        compared = self.session.ask_latest("score_external", campaign_external.compare_external, self.campaign)
        compared.then(lambda scores: self._show_all(found, scores)).failed(self._show_fault)

    def _show_all(self, found: list[Listed], scores: list[Compared]) -> None:
        self.found = found
        self.choice.clear()
        self.choice.addItems([title(each) for each in found])
        self.external.show_scores(scores)
        names = [each.model.name for each in found]
        self.show_model(names.index(self.start) if self.start in names else 0, self.half_life)

    def _ask_effect(self) -> None:
        draft, campaign, source = self.draft, self.campaign, self.external.chosen
        if draft is None:
            return

        effect = self.session.ask_latest("score_effect", what_if.model_effect, campaign, draft, source)
        effect.then(self.effect.show_effect).failed(self._show_fault)

    def _apply_draft(self) -> None:
        if self.draft is not None:
            applied = self.session.act(score_models.apply_draft, self.campaign, self.draft, self.external.chosen)
            applied.then(lambda nothing: self.accept()).failed(self._show_fault)

    def _ask_name(self) -> None:
        text = tr("The copy holds your changes, and this campaign ranks by it.")
        form = Form("score_copy_dialog", tr("Save as a copy"), tr("Save"), self, text)
        name = form.line("score_copy_name", tr("Name"), hint=tr("Our house model"))
        form.accepted.connect(lambda: self._save_copy(name.text()))
        form.open()

    def _save_copy(self, name: str) -> None:
        draft, source = self.draft, self.external.chosen
        if draft is not None:
            copied = self.session.act(score_models.copy_and_choose, self.campaign, draft, name, source)
            copied.then(lambda nothing: self._show_copy(name)).failed(self._show_fault)

    def _show_copy(self, name: str) -> None:
        self.start, self.half_life = name.strip(), None
        self._read_models()

    def _show_fault(self, trouble: Trouble) -> None:
        self.fault.setText(str(trouble))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return belongs to the field it was typed in: it applies nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def title(found: Listed) -> str:
    """A model's name and version as the list shows them."""
    if found.shipped:
        return found.model.name
    return tr("{name}, version {version}", name=found.model.name, version=found.model.version)


def note(found: Listed) -> str:
    """What may be done with a model, and its hash."""
    digest = tr("Hash {hash}", hash=found.model.hash[:12])
    if found.shipped:
        return (
            tr("Comes with the program: its half-life can be set for this campaign, all else in a copy.") + " " + digest
        )
    if found.frozen:
        return tr("The frozen shortlist “{list}” rests on this score model.", list=found.frozen[0]) + " " + digest
    return tr("Yours to change.") + " " + digest
