"""Every published payload as name, note and evidence: shown as text on paper, tame in files, equal when it returns."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from core.files import restore
from core.shortlist import exports
from core.shortlist.report import phrases, render, typeset
from core.shortlist.snapshot import Piece, Snapshot
from tests.core.shortlist import fiction

pytestmark = pytest.mark.real
BIDI = ("\u202eevil\u202c.exe", "\u2066isolated\u2069", "\u200fmark", "a\u061cb")
TYPST = ('#read("/etc/passwd")', '#import "@preview/x:1.0.0"', '$x$ *bold* _it_ `raw` @ref <label> \\ #eval("1")')
HTML = (
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    "&lt;b&gt; &amp;",
    "<a href='http://x.example'>x</a>",
)


@pytest.fixture(scope="module")
def payloads(shared: Path) -> list[str]:
    naughty = (shared / "corpora/blns/blns.txt").read_text(encoding="utf-8").split("\n")
    injections = (shared / "corpora/csv-injection-payloads/Intruder/csv-payload.txt").read_text(encoding="utf-8")
    found = [line for line in naughty if line and not line.startswith("# ")] + injections.split("\n")
    return [line for line in dict.fromkeys([*found, *BIDI, *TYPST, *HTML]) if line]


@pytest.fixture(scope="module")
def armed(payloads: list[str]) -> Snapshot:
    """One entry a payload, which stands in every text it has."""
    base = fiction.snapshot(n=60, seats=20)
    entries = tuple(
        replace(
            base.entries[i % 20],
            id=f"payload:{i}",
            rank=i + 1,
            name=text,
            organisation=text,
            email=text,
            url=text,
            notes=(text,),
            handles={"instagram": text},
            evidence=(Piece("standing", "Book", text, text, text),),
            is_in=i < 40,
        )
        for i, text in enumerate(payloads)
    )
    return replace(base, entries=entries, seats=40)


def test_csv_comes_back_equal(armed: Snapshot, payloads: list[str], tmp_path: Path) -> None:
    for delimiter in ",;":
        exports.write_csv(tmp_path / "list.csv", armed, delimiter=delimiter)
        with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=delimiter))
        for heading in ("Name", "Organisation", "Note", "Instagram", "Email", "URL"):
            cells = [row[heading] for row in rows]
            assert [restore(cell) for cell in cells] == payloads
            assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in cells)


def test_xlsx_holds_no_formula_and_no_link(armed: Snapshot, payloads: list[str], tmp_path: Path) -> None:
    exports.write_xlsx(tmp_path / "list.xlsx", armed)
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(cell.data_type == "f" for cell in cells) == 0
    assert sum(cell.hyperlink is not None for cell in cells) == 0
    sheet = book.worksheets[0]
    column = next(c for c in range(1, sheet.max_column + 1) if sheet.cell(1, c).value == "Name")
    names = [sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)]
    assert [restore(unescaped(name)) for name in names] == payloads


def unescaped(text: str) -> str:
    """OOXML writes control characters, and look-alikes of that form, as _xHHHH_; openpyxl leaves them so."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def test_calamine_reads_the_same_names(armed: Snapshot, payloads: list[str], tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    exports.write_xlsx(tmp_path / "list.xlsx", armed)
    rows = CalamineWorkbook.from_path(tmp_path / "list.xlsx").get_sheet_by_index(0).to_python()
    column = rows[0].index("Name")
    # XML has no U+FFFE: the workbook holds Excel's escape for it, which calamine hands on as it stands.
    wanted = [text.replace("\ufffe", "_xFFFE_") for text in payloads]
    assert [restore(str(row[column])) for row in rows[1:]] == wanted


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_libreoffice_finds_no_formula(armed: Snapshot, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    (exports.write_csv if kind == "csv" else exports.write_xlsx)(path, armed)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = (tmp_path / "list.fods").read_text(encoding="utf-8")
    assert sheet.count("table:formula=") == 0
    assert sheet.count("xlink:href=") == 0


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_no_formula_when_opened_with_another_separator(armed: Snapshot, tmp_path: Path, separator: str) -> None:
    """Each payload also stands behind a separator, quoted and not, where a wrong cut would set it free."""
    cut = tuple(
        replace(
            e, name=f"x{separator}{e.name}", organisation=f'x{separator}"{e.name}', notes=(f"y{separator}z", e.name)
        )
        for e in armed.entries
    )
    exports.write_csv(tmp_path / "list.csv", replace(armed, entries=cut))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    reading = f"--infilter=CSV:{ord(separator)},34,76,1"
    command = ["soffice", profile, "--headless", reading, "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "list.csv")], check=True, capture_output=True, timeout=120)
    sheet = (tmp_path / "list.fods").read_text(encoding="utf-8")
    assert sheet.count("<table:table-row") > 300
    assert sheet.count("table:formula=") == 0
    assert sheet.count("xlink:href=") == 0


def test_the_pdf_shows_the_text_itself(armed: Snapshot, payloads: list[str]) -> None:
    pdf = render.render_pdf(armed, options=render.Options(dossiers=[]))
    assert b"/URI" not in pdf
    document = pypdfium2.PdfDocument(pdf)
    shown = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    gone = dict.fromkeys(map(ord, render.missing_glyphs(armed)), typeset.UNKNOWN_LETTER)
    plain = [text for text in payloads if text.isascii() and len(text) <= 150 and text.isprintable()]
    assert len(plain) > 300
    lost = [text for text in plain if squeezed(phrases.name(text, 90).translate(gone)) not in shown]
    assert lost == []


def squeezed(text: str) -> str:
    """Without what a line's end may add or take: spaces, invisible marks, and the hyphen of a broken line."""
    return re.sub(r"[\s\u200b\ufffe\u00ad\x02-]", "", text)


def test_every_payload_gets_its_page(armed: Snapshot) -> None:
    chosen = [entry.id for entry in armed.entries[::9]]
    assert render.render_pdf(armed, options=render.Options(dossiers=chosen)).startswith(b"%PDF")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_nothing_of_the_payloads_is_opened_or_fetched(tmp_path: Path) -> None:
    """Also files a template could reach: the only ones opened are the program's, its fonts' and the system's."""
    script = (
        "from dataclasses import replace\nfrom core.shortlist.report import render\n"
        "from tests.core.shortlist import fiction\n"
        "s = fiction.snapshot(n=40, seats=8)\n"
        "e = replace(s.entries[0], name='#read(\"/etc/hostname\")', notes=('<img src=\"file:///etc/hostname\">',),"
        " url='http://203.0.113.9/x.png')\n"
        f"render.render_pdf(replace(s, entries=(e,)), {str(tmp_path / 'out.pdf')!r})\n"
    )
    root = Path(__file__).resolve().parents[2]
    command = [
        "strace",
        "-f",
        "-e",
        "trace=connect,openat",
        "-o",
        str(tmp_path / "trace"),
        sys.executable,
        "-c",
        script,
    ]
    subprocess.run(command, check=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, timeout=120)
    trace = (tmp_path / "trace").read_text()
    assert "AF_INET" not in trace
    assert "/etc/hostname" not in trace
