"""The program with a window: settings, looks, the session, and the window over them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from core import i18n
from core.settings import LANGUAGE, RECENT, THEME, Settings
from gui.desk.actions import automatic, sample
from gui.desk.faults import Faults
from gui.desk.session import Session
from gui.desk.work_backups import WorkBackups
from gui.desk.work_checks import WorkChecks
from gui.parts import memory, theme
from gui.window.main_window import MainWindow
from gui.window.zoom import ZOOM

SAMPLE, LOG = "sample.entregent", "faults.log"


def run(arguments: Sequence[str]) -> int:
    """Shows the window: on the workspace used last, on ``--open PATH`` or ``PATH`` alone, or on the ``--sample``."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Entregent")
    app.setDesktopFileName("entregent")
    program = Program(app, Settings())
    program.faults.install()
    program.show()
    memory.collect_rarely()
    QTimer.singleShot(0, lambda: program.start(arguments))
    return app.exec()


class Program(QObject):
    """One session and the window on it. The window is made anew when its language or look changes."""

    def __init__(self, app: QApplication, settings: Settings, sample: Path | None = None) -> None:
        super().__init__(app)
        self.app, self.settings = app, settings
        self._sample = sample
        self.session = Session(self)
        self.session.backup_folder = lambda path: automatic.chosen_folder(settings, path)
        self.backups = WorkBackups(self.session)
        self.checks = WorkChecks(self.session)
        self.window: MainWindow | None = None
        self.faults = Faults(settings.folder / LOG, lambda: self.window, self)
        self.session.jobs.crashed.connect(self.faults.report)
        self._hints = app.styleHints()  # held: what it lends goes with it
        self._hints.colorSchemeChanged.connect(self._system_look)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._system_look)

    def show(self) -> None:
        """Makes the window in the language and look of the settings, and shows it."""
        i18n.use(self.settings.get(LANGUAGE) or system_language())
        theme.apply(self.app, self._wants_dark(), self.settings.get(ZOOM))
        self.window = MainWindow(self.session, self.settings)
        self.window.rooms.files.sample_path = self._sample or sample_path()
        self.window.look_changed.connect(self.reshow)
        self.window.sample_wanted.connect(self.open_sample)
        self.window.closed.connect(self.end)
        self.window.show()

    def reshow(self) -> None:
        """Another language, appearance or size: a new window in the place of the old one."""
        old = self.window
        if old is None:
            return
        person, place = old.person, old.stack.current
        old.closed.disconnect(self.end)
        old.asks_before_closing = False
        old.close()
        self.show()
        old.deleteLater()
        if self.window is not None:
            self.window.stack.go(place)
            if person is not None:
                self.window.select_person(person)
            self.session.refresh()

    def start(self, arguments: Sequence[str]) -> None:
        """Opens what was asked for, else the workspace used last."""
        paths = [argument for argument in arguments if not argument.startswith("--")]
        if arguments[:1] == ["--sample"]:
            self.open_sample()
        elif paths:
            self.session.open(Path(paths[0]))
        else:
            recent = self.settings.get(RECENT)
            if recent and Path(recent[0]).exists():
                self.session.open(Path(recent[0]))

    def open_sample(self) -> None:
        """The fictional campaign, made the first time."""
        path = self._sample or sample_path()
        if path != self.session.path:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.session.open(path, fill=sample.fill_sample)

    def end(self) -> None:
        """Closes the workspace; every change is already in it."""
        self.session.close()

    def _wants_dark(self) -> bool:
        chosen = self.settings.get(THEME)
        return theme.system_is_dark() if chosen == "system" else chosen == "dark"

    def _system_look(self) -> None:
        theme.apply(self.app, self._wants_dark(), self.settings.get(ZOOM))


def system_language() -> str:
    """The first language of the system that there is a translation for."""
    spoken = (name[:2] for name in QLocale.system().uiLanguages())
    return next((name for name in spoken if name in i18n.LANGUAGES), "en")


def sample_path() -> Path:
    """Where the sample campaign is kept."""
    from platformdirs import user_data_path

    return user_data_path("Entregent", appauthor=False) / SAMPLE
