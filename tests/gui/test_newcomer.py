"""From first start to a signed PDF by keyboard alone: real key events under an X server with a window manager."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from core.sample.files import write_sample

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
MOST_KEYS, PATIENCE_S = 30, 60.0
LOOK_S, LOOKS = 0.05, 4

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS),
    reason="needs an X server, a window manager and xdotool",
)


class Desk:
    """A screen of its own with the program on it, and the keys pressed so far; typed text is not counted."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.keys, self.running = folder, 0, []
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "LC_"))},
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_DOCUMENTS_DIR": str(folder / "Documents"),
            "LANG": language,
            "LANGUAGE": language.partition("_")[0],
        }
        self._open_display()
        self._start(sys.executable, str(ROOT / "main.py"))

    def _open_display(self) -> None:
        reading, writing = os.pipe()
        self._start("Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            self.environment["DISPLAY"] = ":" + told.readline().strip()
        self._start("openbox")

    def _start(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        quiet = subprocess.DEVNULL
        self.running.append(
            subprocess.Popen(command, env=self.environment, cwd=ROOT, pass_fds=pass_fds, stdout=quiet, stderr=quiet)
        )

    def close(self) -> None:
        for one in reversed(self.running):
            one.terminate()
            one.wait(20)

    def see(self, *titles: str) -> None:
        """Waits until the window that has the keyboard bears one of these words."""
        end, title = time.monotonic() + PATIENCE_S, ""
        while time.monotonic() < end:
            title = self._ask("getactivewindow", "getwindowname")
            if any(words in title for words in titles):
                return
            time.sleep(LOOK_S)
        raise AssertionError(f"{titles} never came into view; {title!r} has the keyboard after {self.keys} keys")

    def press(self, *keys: str) -> None:
        """Presses keys, each once what came before is done, and counted."""
        for key in keys:
            self.rest()
            self.keys += 1
            self._ask("key", "--clearmodifiers", key)

    def enter(self, text: str) -> None:
        """Types a text and Return, which is counted; at once, as keys are taken in turn: a dialog of files whose
        folders change is never at rest."""
        self.rest()
        self._ask("type", "--clearmodifiers", "--delay", "15", text)
        self.keys += 1
        self._ask("key", "--clearmodifiers", "Return")

    def rest(self) -> None:
        """Waits until nothing is at work any more: neither the server nor the window manager nor the program ran
        between several looks in a row, nor wants to run."""
        end, before, quiet = time.monotonic() + PATIENCE_S, "", 0
        while quiet < LOOKS and time.monotonic() < end:
            time.sleep(LOOK_S)
            now = " ".join(_read_threads(one.pid) for one in self.running)
            quiet = quiet + 1 if now == before and "R" not in now and "D" not in now else 0
            before = now

    def _ask(self, *words: str) -> str:
        found = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False, timeout=30
        )
        return found.stdout.strip()


def _read_threads(pid: int) -> str:
    """The state of each thread of a process (R: it runs or wants to, D: it waits for a disk) and the ticks they ran."""
    states, ticks = [], []
    for thread in sorted(Path(f"/proc/{pid}/task").iterdir()):
        with contextlib.suppress(OSError):  # a thread that has just ended
            told = (thread / "stat").read_text().rpartition(")")[2].split()
            states.append(told[0])
            ticks.append(told[11] + "+" + told[12])
    return f"{''.join(states)} {' '.join(ticks)}"


@pytest.fixture(params=["en_GB.UTF-8", "fr_FR.UTF-8"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """The program as it is started for the first time, in English and in French."""
    made = Desk(tmp_path, request.param)
    yield made
    made.close()


def test_a_newcomer_comes_to_a_signed_pdf_by_keyboard_alone(desk: Desk, tmp_path: Path) -> None:
    candidates = next(path for path in write_sample(tmp_path / "files") if path.stem == "candidates")
    desk.see("Entregent")
    desk.enter("Winter")
    desk.see("Winter")
    desk.press("ctrl+Return")
    desk.see("Import files", "Importer des fichiers")
    desk.enter(str(candidates))
    desk.see("Winter")
    desk.press("Return", "Return")  # the rows are imported, and the page is done
    desk.press("ctrl+4", "ctrl+Return")
    desk.see("Freeze and sign", "Figer et signer")
    desk.press("Tab")
    desk.enter("Anne Morel")
    desk.see("Winter")
    desk.press("alt+3")
    desk.see("PDF")
    desk.press("ctrl+a")
    desk.enter(str(tmp_path / "signed.pdf"))
    end = time.monotonic() + PATIENCE_S
    while not (tmp_path / "signed.pdf").exists() and time.monotonic() < end:
        time.sleep(LOOK_S)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "signed.pdf"))
    assert "Anne Morel" in text
    assert desk.keys <= MOST_KEYS, desk.keys
