"""The menus as data: what stands in them, its shortcut, and the command it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from core.i18n import tr
from gui.parts.plain import without_mnemonic
from gui.window import places
from gui.window.rooms import Rooms

Command = Callable[[], None]


@dataclass(frozen=True)
class Entry:
    """One line of a menu. ``name``: what tests and screen readers know its action by; ``needs``: what must be there
    for it to be of use ("workspace", "campaign", "candidate", "undo", "redo"); ``also``: a second shortcut."""

    name: str
    command: Command
    text: str
    shortcut: str = ""
    needs: str = ""
    also: str = ""


@dataclass(frozen=True)
class Choices:
    """A submenu of one command by value: values and their texts."""

    name: str
    command: Callable[[str], None]
    text: str
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Menu:
    """A menu; None among its entries is a line between two groups."""

    name: str
    title: str
    entries: Sequence[Entry | Choices | None]


LINE = None
THEMES = (("system", "As the &system"), ("light", "&Light"), ("dark", "&Dark"))
LANGUAGES = (("en", "&English"), ("fr", "&Français"))


def menus(rooms: Rooms) -> Sequence[Menu]:
    """The menus over the commands of a window."""
    makers = (
        _file_menu,
        _edit_menu,
        _places_menu,
        _candidates_menu,
        _stature_menu,
        _ranking_menu,
        _shortlist_menu,
        _view_menu,
        _help_menu,
    )
    return tuple(make(rooms) for make in makers)


def _file_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("files_new_workspace", rooms.files.new_workspace, "&New workspace…", "Ctrl+Shift+N"),
        Entry("files_open", rooms.files.open, "&Open workspace…", "Ctrl+O"),
        Entry("files_sample", rooms.files.sample, "Open the &sample campaign"),
        LINE,
        Entry("files_new_campaign", rooms.files.new_campaign, "New &campaign…", "Ctrl+Alt+N"),
        Entry(
            "files_campaign_settings", rooms.files.campaign_settings, "Campaign se&ttings…", "Ctrl+Alt+C", "campaign"
        ),
        LINE,
        Entry("files_import_files", rooms.files.import_files, "&Import files…", "Ctrl+I"),
        Entry("files_paste", rooms.files.paste, "Import a past&ed table", "Ctrl+Shift+V"),
        Entry("files_backups", rooms.files.backups, "&Backups…", "Ctrl+Alt+Z", "workspace"),
        Entry("imports_past", rooms.imports.past, "P&ast imports…", "Ctrl+H", "workspace"),
        Entry("imports_mappings", rooms.imports.mappings, "Saved map&pings…", "Ctrl+Alt+H", "workspace"),
        Entry("imports_words", rooms.imports.words, "Words for “not &known”…", "Ctrl+Alt+W", "workspace"),
        LINE,
        Entry("outputs_csv", rooms.outputs.csv, "Export as CS&V…", "Ctrl+E", "campaign"),
        Entry("outputs_xlsx", rooms.outputs.xlsx, "Export as E&xcel workbook…", "Ctrl+Shift+E", "campaign"),
        Entry("outputs_pdf", rooms.outputs.pdf, "Export the report as P&DF…", "Ctrl+Shift+P", "campaign"),
        Entry("outputs_vcard", rooms.outputs.vcard, "Export the g&uests as vCard…", "Ctrl+Alt+V", "campaign"),
        Entry("outputs_mail", rooms.outputs.mail, "Export a &mail-merge file…", "Ctrl+Alt+M", "campaign"),
        Entry("outputs_table", rooms.outputs.table, "Export t&he whole table…", "Ctrl+Shift+X", "campaign"),
        Entry("outputs_form", rooms.outputs.form, "Columns and &form of exports…", "Ctrl+Shift+M", "campaign"),
        Entry(
            "outputs_report_settings", rooms.outputs.report_settings, "&Look of the report…", "Ctrl+Alt+R", "campaign"
        ),
        LINE,
        Entry("outputs_preview", rooms.outputs.preview, "Print previe&w", "Ctrl+Alt+P", "campaign"),
        Entry("outputs_print", rooms.outputs.print, "P&rint…", "Ctrl+P", "campaign"),
        LINE,
        Entry("files_quit", rooms.files.quit, "&Quit", "Ctrl+Q"),
    )
    return Menu("menu_file", "&File", entries)


def _edit_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("edit_undo", rooms.edit.undo, "&Undo", "Ctrl+Z", "undo"),
        Entry("edit_redo", rooms.edit.redo, "&Redo", "Ctrl+Shift+Z", "redo", "Ctrl+Y"),
        LINE,
        Entry("edit_anything", rooms.edit.anything, "Find, &or do…", "Ctrl+K"),
        Entry("edit_find", rooms.edit.find, "&Find a candidate", "Ctrl+F", "campaign"),
        LINE,
        Entry("files_settings", rooms.files.settings_form, "Settin&gs…", "Ctrl+,"),
    )
    return Menu("menu_edit", "&Edit", entries)


def _places_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("place_campaign", rooms.view.campaigns, places.TEXTS[places.CAMPAIGN], "Ctrl+1"),
        Entry("place_people", rooms.view.people, places.TEXTS[places.PEOPLE], "Ctrl+2", "campaign"),
        Entry("place_assess", rooms.view.assess, places.TEXTS[places.ASSESS], "Ctrl+3", "campaign"),
        Entry("place_rank", rooms.view.rank, places.TEXTS[places.RANK], "Ctrl+4", "campaign"),
        Entry("place_list", rooms.view.list, places.TEXTS[places.LIST], "Ctrl+5", "campaign"),
        Entry("place_invitations", rooms.view.invitations, places.TEXTS[places.INVITATIONS], "Ctrl+6", "campaign"),
        Entry("place_rights", rooms.view.rights, places.TEXTS[places.RIGHTS], "Ctrl+7"),
        LINE,
        Entry("place_next_step", rooms.view.next_step, "&Next step of this place", "Ctrl+Return"),
    )
    return Menu("menu_places", "&Places", entries)


def _candidates_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("candidates_add", rooms.people.add, "&Add a person…", "Ctrl+N", "campaign"),
        Entry("imports_duplicates", rooms.imports.duplicates, "Possible d&uplicates…", "Ctrl+Alt+J", "workspace"),
        Entry("imports_changes", rooms.imports.changes, "What files would c&hange…", "Ctrl+Alt+E", "workspace"),
        LINE,
        Entry("candidates_pin", rooms.candidates.pin, "&Pin to a seat", "Ctrl+Alt+K", "candidate"),
        Entry("candidates_exclude", rooms.candidates.exclude, "&Exclude, with a reason…", "Ctrl+Alt+X", "candidate"),
        Entry("candidates_release", rooms.candidates.release, "&Let the ranking decide", "Ctrl+Alt+L", "candidate"),
        Entry("candidates_cost", rooms.candidates.cost, "Cost of this &guest…", "Ctrl+Shift+B", "candidate"),
        LINE,
        Entry(
            "candidates_offline",
            rooms.candidates.offline,
            "Absent from the networks by &choice",
            "Ctrl+Alt+O",
            "candidate",
        ),
        Entry("candidates_online", rooms.candidates.online, "Present &on the networks", "Ctrl+Alt+U", "candidate"),
        LINE,
        Entry("score_absence", rooms.score.absence, "Declare an a&bsence…", "Ctrl+Alt+A", "candidate"),
        Entry("score_present", rooms.score.present, "&Take the newest absence back", "Ctrl+Alt+T", "candidate"),
        Entry("score_flags", rooms.score.flags, "E&vidence of the flags", "Ctrl+U", "candidate"),
    )
    return Menu("menu_candidates", "&Candidates", entries)


def _stature_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("stature_next", rooms.stature.next, "&Next to assess", "Ctrl+Shift+Return", "campaign"),
        Entry("stature_assess", rooms.stature.assess, "&Assess the selected candidate", "Ctrl+L", "candidate"),
        Entry("stature_evidence", rooms.stature.evidence, "Add &evidence…", "Ctrl+D", "candidate"),
        Entry("stature_fact", rooms.stature.fact, "&Level from a number…", "Ctrl+Shift+T", "candidate"),
        Entry("stature_file", rooms.stature.file, "&File of the evidence…", "Ctrl+Shift+G", "candidate"),
        Entry(
            "stature_others", rooms.stature.others, "Show or hide what the o&thers said", "Ctrl+Shift+H", "candidate"
        ),
        LINE,
        Entry("assessing_start", rooms.assessing.start, "Assess &one after another…", "Ctrl+Shift+A", "campaign"),
        Entry("assessing_review", rooms.assessing.review, "&Differences and agreement…", "Ctrl+Alt+Y", "campaign"),
        Entry("assessing_assessors", rooms.assessing.assessors, "Assessors and &conflicts…", "Ctrl+Alt+9", "campaign"),
        Entry("assessing_lists", rooms.assessing.lists, "O&verlooked, loud, on no network…", "Ctrl+Alt+B", "campaign"),
        LINE,
        Entry(
            "stature_import_levels", rooms.files.import_levels, "&Import levels and notes…", "Ctrl+Alt+I", "campaign"
        ),
        Entry(
            "assessing_sheet_out", rooms.assessing.sheet_out, "E&xport an assessment sheet…", "Ctrl+Alt+S", "campaign"
        ),
        Entry("assessing_sheet_in", rooms.assessing.sheet_in, "&Read a filled sheet…", "Ctrl+Alt+F", "campaign"),
        LINE,
        Entry("assessing_rubric", rooms.assessing.rubric, "R&ubric…", "Ctrl+Alt+G", "campaign"),
    )
    return Menu("menu_stature", "&Stature", entries)


def _ranking_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("ranking_weight", rooms.ranking.weight, "Go to the &weight", "Ctrl+G", "campaign"),
        Entry("ranking_more_score", rooms.ranking.more_score, "One step towards the &score", "Alt+Left", "campaign"),
        Entry(
            "ranking_more_credibility",
            rooms.ranking.more_credibility,
            "One step towards &credibility",
            "Alt+Right",
            "campaign",
        ),
        Entry(
            "ranking_next_change",
            rooms.ranking.next_change,
            "To the n&ext change of the list",
            "Ctrl+Right",
            "campaign",
        ),
        Entry(
            "ranking_last_change",
            rooms.ranking.last_change,
            "To the &previous change of the list",
            "Ctrl+Left",
            "campaign",
        ),
        Entry("ranking_equal_say", rooms.ranking.equal_say, "To an equa&l say of both sides", "Alt+=", "campaign"),
        LINE,
        Entry("score_model", rooms.score.model, "Score &model…", "Ctrl+M", "campaign"),
        Entry("score_metrics", rooms.score.metrics, "Cou&nts and scales…", "Ctrl+Alt+Shift+S", "campaign"),
        Entry(
            "score_count_flagged",
            rooms.score.count_flagged,
            "Count what is &flagged, or leave it out",
            "Ctrl+T",
            "campaign",
        ),
        Entry("ranking_seats", rooms.ranking.seats, "Number of sea&ts…", "Ctrl+Shift+S", "campaign"),
        Entry("choosing_rules", rooms.choosing.rules, "R&ules of the list…", "Ctrl+Shift+R", "campaign"),
        Entry("choosing_tie", rooms.choosing.tie, "Tie at the l&ine…", "Ctrl+Shift+U", "campaign"),
        Entry("choosing_cutoff", rooms.choosing.cutoff, "Cut-off &audit…", "Ctrl+Shift+K", "campaign"),
        Entry("candidates_why", rooms.candidates.why, "Wh&y the one above the other…", "Ctrl+Alt+Q", "candidate"),
        Entry("choosing_curve", rooms.choosing.curve, "&Rank over all weights…", "Ctrl+Shift+W", "candidate"),
        LINE,
        Entry(
            "ranking_rank_order", rooms.ranking.rank_order, "Back to the &order of the ranking", "Ctrl+R", "campaign"
        ),
    )
    return Menu("menu_ranking", "&Ranking", entries)


def _shortlist_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("shortlist_freeze", rooms.shortlist.freeze, "&Freeze and sign…", "Ctrl+Shift+F", "campaign"),
        Entry("shortlist_show", rooms.shortlist.show, "Frozen &shortlists", "Ctrl+Shift+L", "campaign"),
        Entry("shortlist_compare", rooms.shortlist.compare, "&Compare lists…", "Ctrl+Shift+D", "campaign"),
        LINE,
        Entry("shortlist_invitations", rooms.invitations.show, "&Invitations…", "Ctrl+Shift+I", "campaign"),
        Entry("shortlist_note", rooms.invitations.note, "&Note for the client…", "Ctrl+Alt+D", "candidate"),
    )
    return Menu("menu_shortlist", "Short&list", entries)


def _view_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("view_region", rooms.view.region, "Next part of the wi&ndow", "F6"),
        Entry("view_table", rooms.view.table, "Go to the &table", "F9", "campaign"),
        Entry("view_map", rooms.view.map, "Go to the &map", "F7", "campaign"),
        Entry("view_dossier", rooms.view.dossier, "Go to the &dossier", "F8", "campaign"),
        LINE,
        Entry("choosing_show_only", rooms.choosing.show_only, "Show &only…", "Ctrl+Shift+O", "campaign"),
        Entry("choosing_everyone", rooms.edit.everyone, "Show &everybody", "Ctrl+Shift+Y", "campaign"),
        Entry("choosing_columns", rooms.choosing.columns, "&Columns…", "Ctrl+Shift+C", "campaign"),
        Entry("choosing_hold", rooms.choosing.hold, "&Keep the selected candidate in view", "Ctrl+J", "campaign"),
        Entry(
            "choosing_pinned", rooms.choosing.pinned, "&Pinned candidates above the table", "Ctrl+Shift+J", "campaign"
        ),
        LINE,
        Entry("view_larger", rooms.view.larger, "&Larger", "Ctrl++"),
        Entry("view_smaller", rooms.view.smaller, "&Smaller", "Ctrl+-"),
        Entry("view_usual_size", rooms.view.usual_size, "&Usual size", "Ctrl+0"),
        LINE,
        Choices("view_theme", rooms.view.theme, "&Appearance", THEMES),
        Choices("view_language", rooms.view.language, "Lan&guage", LANGUAGES),
    )
    return Menu("menu_view", "&View", entries)


def _help_menu(rooms: Rooms) -> Menu:
    entries: tuple[Entry | Choices | None, ...] = (
        Entry("help_keys", rooms.help.keys, "&Keyboard", "F1"),
        Entry("help_method", rooms.help.method, "How the &ranking works"),
        Entry("help_about", rooms.help.about, "&About Entregent"),
    )
    return Menu("menu_help", "&Help", entries)


def build(bar: QMenuBar, shown: Sequence[Menu]) -> dict[Command, QAction]:
    """Fills the menu bar. Returns the actions by their commands."""
    bar.clear()
    actions: dict[Command, QAction] = {}
    for each in shown:
        menu = bar.addMenu(tr(each.title))
        menu.setObjectName(each.name)
        menu.setAccessibleName(without_mnemonic(tr(each.title)))
        for entry in each.entries:
            if isinstance(entry, Entry):
                actions[entry.command] = _add_entry(menu, entry)
            elif entry is not None:
                _add_choices(menu, entry)
            else:
                menu.addSeparator()
    return actions


def enable(shown: Sequence[Menu], actions: Mapping[Command, QAction], there: set[str]) -> None:
    """Greys what is of no use now."""
    for menu in shown:
        for entry in menu.entries:
            if isinstance(entry, Entry):
                actions[entry.command].setEnabled(not entry.needs or entry.needs in there)


def _add_entry(menu: QMenu, entry: Entry) -> QAction:
    action = menu.addAction(tr(entry.text))
    action.setObjectName(entry.name)
    if entry.shortcut:
        action.setShortcuts([QKeySequence(keys) for keys in (entry.shortcut, entry.also) if keys])
    action.triggered.connect(lambda checked=False, command=entry.command: command())
    return action


def _add_choices(menu: QMenu, entry: Choices) -> None:
    inner = menu.addMenu(tr(entry.text))
    inner.setObjectName(f"menu_{entry.name}")
    inner.setAccessibleName(without_mnemonic(tr(entry.text)))
    for value, text in entry.values:
        action = inner.addAction(tr(text))
        action.setObjectName(f"{entry.name}_{value}")
        action.setCheckable(True)
        action.triggered.connect(lambda checked=False, command=entry.command, value=value: command(value))
