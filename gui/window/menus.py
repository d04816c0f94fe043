"""The menus as data: what stands in them, its shortcut, and the command it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from core.i18n import tr


@dataclass(frozen=True)
class Entry:
    """One line of a menu. ``key``: a command's name ("files.open"); ``needs``: what must be there for it to be of
    use ("campaign", "candidate"); an entry with ``choices`` is a submenu of one command by value."""

    key: str
    text: str
    shortcut: str = ""
    needs: str = ""
    choices: Sequence[tuple[str, str]] = ()


LINE = Entry("", "")

MENUS: Sequence[tuple[str, str, Sequence[Entry]]] = (
    (
        "file",
        "&File",
        (
            Entry("files.new_workspace", "&New workspace…", "Ctrl+Shift+N"),
            Entry("files.open", "&Open workspace…", "Ctrl+O"),
            Entry("files.sample", "Open the &sample campaign"),
            LINE,
            Entry("files.new_campaign", "New &campaign…", "Ctrl+Alt+N", "workspace"),
            Entry("files.campaign_settings", "Campaign se&ttings…", "Ctrl+Alt+C", "campaign"),
            LINE,
            Entry("files.import_files", "&Import files…", "Ctrl+I", "workspace"),
            Entry("files.paste", "Import a pasted ta&ble", "Ctrl+Shift+V", "workspace"),
            Entry("imports.past", "P&ast imports…", "Ctrl+H", "workspace"),
            Entry("imports.mappings", "Saved map&pings…", "Ctrl+Alt+H", "workspace"),
            Entry("imports.words", "Words for “not &known”…", "Ctrl+Alt+W", "workspace"),
            LINE,
            Entry("outputs.csv", "Export as CS&V…", "Ctrl+E", "campaign"),
            Entry("outputs.xlsx", "Export as &Excel workbook…", "Ctrl+Shift+E", "campaign"),
            Entry("outputs.pdf", "Export the report as P&DF…", "Ctrl+Shift+P", "campaign"),
            Entry("outputs.vcard", "Export the g&uests as vCard…", "Ctrl+Alt+V", "campaign"),
            Entry("outputs.mail", "Export a &mail-merge file…", "Ctrl+Alt+M", "campaign"),
            Entry("outputs.table", "Export t&he whole table…", "Ctrl+Shift+X", "campaign"),
            Entry("outputs.form", "Columns and &form of exports…", "Ctrl+Shift+M", "campaign"),
            Entry("outputs.report_settings", "&Look of the report…", "Ctrl+Alt+R", "campaign"),
            LINE,
            Entry("outputs.preview", "Print previe&w", "Ctrl+Alt+P", "campaign"),
            Entry("outputs.print", "P&rint…", "Ctrl+P", "campaign"),
            LINE,
            Entry("files.settings", "Settin&gs…", "Ctrl+,"),
            Entry("files.quit", "&Quit", "Ctrl+Q"),
        ),
    ),
    (
        "edit",
        "&Edit",
        (
            Entry("edit.undo", "&Undo", "Ctrl+Z", "undo"),
            Entry("edit.redo", "&Redo", "Ctrl+Shift+Z", "redo"),
            LINE,
            Entry("edit.find", "&Find a candidate", "Ctrl+F", "campaign"),
        ),
    ),
    (
        "candidates",
        "&Candidates",
        (
            Entry("candidates.add", "&Add a person…", "Ctrl+N", "campaign"),
            Entry("imports.duplicates", "Perhaps the &same person…", "Ctrl+Alt+J", "workspace"),
            LINE,
            Entry("candidates.pin", "&Pin to a seat", "Ctrl+Alt+K", "candidate"),
            Entry("candidates.exclude", "&Exclude, with a reason…", "Ctrl+Alt+X", "candidate"),
            Entry("candidates.release", "&Let the ranking decide", "Ctrl+Alt+L", "candidate"),
            Entry("candidates.cost", "Cost of this &guest…", "Ctrl+Shift+B", "candidate"),
            LINE,
            Entry("candidates.offline", "Absent from the networks by &choice", "Ctrl+Alt+O", "candidate"),
            Entry("candidates.online", "Present &on the networks", "Ctrl+Alt+U", "candidate"),
            LINE,
            Entry("score.absence", "Declare an a&bsence…", "Ctrl+Alt+A", "candidate"),
            Entry("score.present", "&Take the newest absence back", "Ctrl+Alt+T", "candidate"),
        ),
    ),
    (
        "stature",
        "&Stature",
        (
            Entry("stature.next", "&Next to assess", "Ctrl+Return", "campaign"),
            Entry("stature.assess", "&Assess the selected candidate", "Ctrl+L", "candidate"),
            Entry("stature.evidence", "Add &evidence…", "Ctrl+D", "candidate"),
            Entry("stature.fact", "&Level from a number…", "Ctrl+Shift+T", "candidate"),
            Entry("stature.file", "&File of the evidence…", "Ctrl+Shift+G", "candidate"),
            Entry("stature.others", "Show or hide what the o&thers said", "Ctrl+Shift+H", "candidate"),
            LINE,
            Entry("assessing.start", "Assess &one after another…", "Ctrl+Shift+A", "campaign"),
            Entry("assessing.review", "&Differences and agreement…", "Ctrl+Alt+Y", "campaign"),
            Entry("assessing.lists", "O&verlooked, loud, on no network…", "Ctrl+Alt+B", "campaign"),
            LINE,
            Entry("stature.import_levels", "&Import levels and notes…", "Ctrl+Alt+I", "campaign"),
            Entry("assessing.sheet_out", "E&xport an assessment sheet…", "Ctrl+Alt+S", "campaign"),
            Entry("assessing.sheet_in", "&Read a filled sheet…", "Ctrl+Alt+F", "campaign"),
            LINE,
            Entry("assessing.rubric", "R&ubric…", "Ctrl+Alt+G", "campaign"),
        ),
    ),
    (
        "ranking",
        "&Ranking",
        (
            Entry("ranking.weight", "Go to the &weight", "Ctrl+G", "campaign"),
            Entry("ranking.more_score", "One step towards the &score", "Alt+Left", "campaign"),
            Entry("ranking.more_credibility", "One step towards &credibility", "Alt+Right", "campaign"),
            Entry("ranking.next_change", "To the n&ext change of the list", "Ctrl+Right", "campaign"),
            Entry("ranking.last_change", "To the &previous change of the list", "Ctrl+Left", "campaign"),
            LINE,
            Entry("score.model", "Score &model…", "Ctrl+M", "campaign"),
            Entry("ranking.seats", "Number of sea&ts…", "Ctrl+K", "campaign"),
            Entry("choosing.rules", "R&ules of the list…", "Ctrl+Shift+R", "campaign"),
            Entry("choosing.cutoff", "Cut-off &audit…", "Ctrl+Shift+K", "campaign"),
            Entry("candidates.why", "Wh&y the one above the other…", "Ctrl+Y", "candidate"),
            Entry("choosing.curve", "&Rank over all weights…", "Ctrl+Shift+W", "candidate"),
            LINE,
            Entry("ranking.rank_order", "Back to the &order of the ranking", "Ctrl+R", "campaign"),
        ),
    ),
    (
        "shortlist",
        "Short&list",
        (
            Entry("shortlist.freeze", "&Freeze and sign…", "Ctrl+Shift+F", "campaign"),
            Entry("shortlist.show", "Frozen &shortlists", "Ctrl+Shift+L", "campaign"),
            Entry("shortlist.compare", "&Compare lists…", "Ctrl+Shift+D", "campaign"),
            LINE,
            Entry("shortlist.invitations", "&Invitations…", "Ctrl+Shift+I", "campaign"),
            Entry("shortlist.note", "&Note for the client…", "Ctrl+Alt+D", "candidate"),
        ),
    ),
    (
        "view",
        "&View",
        (
            Entry("view.table", "Go to the &table", "F6", "campaign"),
            Entry("view.map", "Go to the &map", "F7", "campaign"),
            Entry("view.dossier", "Go to the &dossier", "F8", "campaign"),
            LINE,
            Entry("choosing.show_only", "Show &only…", "Ctrl+Shift+O", "campaign"),
            Entry("choosing.everyone", "Show &everybody", "Ctrl+Shift+Y", "campaign"),
            Entry("choosing.columns", "&Columns…", "Ctrl+Shift+C", "campaign"),
            Entry("choosing.hold", "&Keep the selected candidate in view", "Ctrl+J", "campaign"),
            Entry("choosing.pinned", "&Pinned candidates above the table", "Ctrl+Shift+J", "campaign"),
            LINE,
            Entry("view.larger", "&Larger", "Ctrl++"),
            Entry("view.smaller", "&Smaller", "Ctrl+-"),
            Entry("view.usual_size", "&Usual size", "Ctrl+0"),
            LINE,
            Entry(
                "view.theme",
                "&Appearance",
                choices=(("system", "As the &system"), ("light", "&Light"), ("dark", "&Dark")),
            ),
            Entry("view.language", "Lan&guage", choices=(("en", "&English"), ("fr", "&Français"))),
        ),
    ),
    (
        "help",
        "&Help",
        (
            Entry("help.keys", "&Keyboard", "F1"),
            Entry("help.method", "How the &ranking works"),
            Entry("help.about", "&About Entregent"),
        ),
    ),
)


def build(bar: QMenuBar, run: Callable[..., None]) -> dict[str, QAction]:
    """Fills the menu bar; ``run`` gets a command's name (and value). Returns the actions by name."""
    bar.clear()
    actions: dict[str, QAction] = {}
    for key, title, entries in MENUS:
        menu = bar.addMenu(tr(title))
        menu.setObjectName(f"menu_{key}")
        menu.setAccessibleName(bare(tr(title)))
        for entry in entries:
            _add(menu, entry, run, actions)
    return actions


def enable(actions: Mapping[str, QAction], there: set[str]) -> None:
    """Greys what is of no use now."""
    for _, _, entries in MENUS:
        for entry in entries:
            if entry.key and not entry.choices:
                actions[entry.key].setEnabled(not entry.needs or entry.needs in there)


def bare(text: str) -> str:
    """A text without the mark of its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _add(menu: QMenu, entry: Entry, run: Callable[..., None], actions: dict[str, QAction]) -> None:
    if not entry.key:
        menu.addSeparator()
    elif entry.choices:
        _add_choices(menu, entry, run, actions)
    else:
        action = menu.addAction(tr(entry.text))
        action.setObjectName(entry.key.replace(".", "_"))
        if entry.shortcut:
            action.setShortcut(QKeySequence(entry.shortcut))
        action.triggered.connect(lambda checked=False, key=entry.key: run(key))
        actions[entry.key] = action


def _add_choices(menu: QMenu, entry: Entry, run: Callable[..., None], actions: dict[str, QAction]) -> None:
    inner = menu.addMenu(tr(entry.text))
    inner.setObjectName(f"menu_{entry.key.replace('.', '_')}")
    inner.setAccessibleName(bare(tr(entry.text)))
    for value, text in entry.choices:
        action = inner.addAction(tr(text))
        action.setObjectName(f"{entry.key.replace('.', '_')}_{value}")
        action.setCheckable(True)
        action.triggered.connect(lambda checked=False, key=entry.key, value=value: run(key, value))
        actions[f"{entry.key}.{value}"] = action
