"""The report beside typst alone, the preview of 40 dossiers, and the size of the PDF."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from core.shortlist import exports
from core.shortlist.report import fonts, render
from tests.benchmarks import ratio, seconds
from tests.core.shortlist import fiction


def _fresh(seed: int) -> dict[str, object]:
    return render.report_data(fiction.snapshot(1000, seed=seed))


def _typst_alone(data: dict[str, object]) -> None:
    """A compiler that remembers nothing, over pages whose data is ready."""
    import typst

    compiler = typst.Compiler(render.TEMPLATES / "report.typ", root=render.TEMPLATES, font_paths=fonts.fonts())
    compiler.compile(format="pdf", sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def report_by_typst() -> float:
    """1,000 names and 40 dossiers. Seeds differ from call to call: typst remembers the pages it has set before."""
    render.render_pdf(fiction.snapshot(1000, seed=1))
    ratios = []
    for seed in range(2, 8, 2):
        ours, theirs = fiction.snapshot(1000, seed=seed), _fresh(seed + 1)
        alone = seconds(lambda data=theirs: _typst_alone(data))  # type: ignore[misc]
        ratios.append(seconds(lambda snapshot=ours: render.render_pdf(snapshot)) / alone)  # type: ignore[misc]
    return sorted(ratios)[1]


def preview() -> float:
    """Seconds from a snapshot to the SVG pages of its report with 40 dossiers."""
    render.render_svg(fiction.snapshot(seed=1))
    return sorted(seconds(lambda s=s: render.render_svg(s)) for s in map(_snapshot, (2, 3, 4)))[1]  # type: ignore[misc]


def _snapshot(seed: int) -> object:
    return fiction.snapshot(seed=seed)


def size() -> float:
    """Megabytes of a PDF with 40 dossiers."""
    return len(render.render_pdf(fiction.snapshot())) / 1_000_000


def xlsx_by_csv() -> float:
    """A workbook of 1,000 rows beside the CSV of the same."""
    snapshot = fiction.snapshot(1000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        return ratio(lambda: exports.write_xlsx(path, snapshot), lambda: exports.write_csv(path, snapshot), 3)


CASES: list[tuple[str, float, Callable[[], float]]] = [
    ("report of 1,000 names and 40 dossiers, by typst alone on the same pages", 1.5, report_by_typst),
    ("preview of 40 dossiers, seconds", 1.0, preview),
    ("PDF of 40 dossiers, MB", 1.0, size),
    ("XLSX of 1,000 names, by the CSV", 20, xlsx_by_csv),
]
