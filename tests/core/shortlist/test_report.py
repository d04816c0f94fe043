"""The report: its pages as pictures, its text, its tags, in both languages and on both papers."""

from __future__ import annotations

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from core.errors import Cancelled, Trouble
from core.shortlist import seal
from core.shortlist.figures import same_figures
from core.shortlist.report import fonts, render
from core.shortlist.report.render import Options
from core.shortlist.snapshot import Scale, Snapshot, Standing

EXPECTED = Path(__file__).parents[2] / "expected"
PAGES = ("cover", "list", "map", "weight", "cutoff", "method", "dossier")
PPI = 36


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\u200b", "") for page in document]
    finally:
        document.close()


@pytest.fixture(scope="module")
def english(snapshot: Snapshot) -> bytes:
    return render.render_pdf(snapshot)


@pytest.mark.parametrize(("lang", "paper"), [("en", "a4"), ("fr", "letter")])
def test_pages_look_as_expected(snapshot: Snapshot, lang: str, paper: str, update_expected: bool) -> None:
    """Compared at a size where a font's hinting is lost but a shape out of place is not."""
    options = Options(paper, [snapshot.entries[2].id])
    pages = render.render_png(snapshot, lang=lang, options=options, ppi=PPI)
    assert len(pages) == len(PAGES) + 1
    for name, page in zip(PAGES, pages, strict=False):
        path = EXPECTED / f"report-{lang}-{name}.png"
        picture = Image.open(io.BytesIO(page)).convert("L")
        if update_expected:
            picture.quantize(16).save(path, optimize=True)
        wanted = np.asarray(Image.open(path).convert("L"), np.float64)
        found = np.asarray(picture, np.float64)
        assert found.shape == wanted.shape, name
        assert np.abs(blurred(found) - blurred(wanted)).max() < 40, name


def blurred(picture: np.ndarray) -> np.ndarray:
    """Means over squares of 6 pixels: 4 mm on the page."""
    height, width = (side // 6 * 6 for side in picture.shape)
    return picture[:height, :width].reshape(height // 6, 6, width // 6, 6).mean((1, 3))


def test_text_is_all_there(snapshot: Snapshot, english: bytes) -> None:
    pages = texts(english)
    assert len(pages) == 7 + 40
    assert "512" in pages[0]
    for entry in snapshot.entries:
        assert entry.name in pages[1], entry.name
    assert "40 seats · line at" in pages[1]
    assert "These 40 names hold from 41 to 43" in pages[3]
    for place, entry in enumerate(snapshot.invited):
        page = pages[6 + place]
        assert entry.name in page
        assert all(piece.title.split()[0] in page for piece in entry.evidence)
    assert "privacy@agence-fictive.example" in pages[-1]
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in page


def test_french_is_whole(snapshot: Snapshot) -> None:
    pages = texts(render.render_pdf(snapshot, lang="fr", options=render.Options(dossiers=[snapshot.entries[2].id])))
    text = "\n".join(pages)
    for english_word in ("Credibility", "seats", "Guest", "weight", "Page 2 of", "score alone", "Evidence", "Why"):
        assert english_word not in text
    assert "Page 2 sur 8" in text
    assert re.search(r"Ces 40 noms tiennent de 41 à 43\s%", text)


def test_headings_are_repeated_and_no_row_is_cut() -> None:
    from tests.core.shortlist import fiction

    campaign = fiction.snapshot(n=150, seats=40)
    pages = texts(render.render_pdf(campaign, options=render.Options(dossiers=[])))
    listed = [page for page in pages if "In the 40 for" in page]
    assert len(listed) >= 3
    for entry in campaign.entries:
        row = re.compile(rf"^\d.*{re.escape(entry.name)}( [a-z ]+)? {entry.market} \d+\.\d", re.M)
        assert sum(bool(row.search(page)) for page in listed) == 1, entry.name


def test_document_is_tagged_titled_and_in_its_language(english: bytes) -> None:
    document = pypdfium2.PdfDocument(english)
    assert document.get_metadata_dict()["Title"].startswith("Autumn preview, Paris")
    document.close()
    assert b"/Lang(en)" in english
    assert b"/MarkInfo" in english
    assert b"<pdfuaid:part>1</pdfuaid:part>" in english


def test_forty_dossiers_stay_under_a_megabyte(english: bytes) -> None:
    assert len(english) < 1_000_000


def test_same_snapshot_same_bytes(snapshot: Snapshot, english: bytes) -> None:
    assert render.render_pdf(snapshot) == english


def test_nothing_but_drawing(english: bytes) -> None:
    for mark in (b"/Subtype/Image", b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile", b"/Type3"):
        assert mark not in english


@pytest.mark.parametrize("gone", ["stability", "audit", "points", "turnover", "signed_by", "evidence", "history"])
def test_what_is_not_known_leaves_its_page_out(small: Snapshot, gone: str) -> None:
    if gone in ("evidence", "history"):
        bare = type(small.entries[0].history)() if gone == "history" else ()
        snapshot = replace(small, entries=tuple(replace(e, **{gone: bare}) for e in small.entries))
    else:
        snapshot = replace(small, **{gone: {"points": (), "turnover": (), "signed_by": ""}.get(gone)})
    assert texts(render.render_pdf(snapshot))


@pytest.mark.parametrize("weight", [0, 10000])
def test_the_map_stands_at_both_ends_of_the_weight(small: Snapshot, weight: int) -> None:
    data = render.report_data(replace(small, weight=weight))
    assert len(data["map"]["line"]) == 2
    assert texts(render.render_pdf(replace(small, weight=weight), options=render.Options(dossiers=[])))


def test_an_empty_list_is_a_report_too(small: Snapshot) -> None:
    assert texts(render.render_pdf(replace(small, entries=(), points=(), audit=None, stability=None)))


def test_preview_and_print_are_the_same_pages(small: Snapshot) -> None:
    svg = render.render_svg(small, options=Options(dossiers=[]))
    png = render.render_png(small, options=Options(dossiers=[]), ppi=20)
    assert len(svg) == len(png) == len(texts(render.render_pdf(small, options=render.Options(dossiers=[]))))
    assert all(page.startswith("<svg") for page in svg)


def test_two_threads_may_set_pages_at_once(small: Snapshot) -> None:
    def pdf(name: str) -> bytes:
        return render.render_pdf(replace(small, campaign=name), options=render.Options(dossiers=[]))

    names = [f"Campaign {letter}" for letter in "abcdef"]
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(pdf, names))
    # Read one after the other: it is pdfium that cannot do two things at once.
    assert all(name in texts(one)[0] for name, one in zip(names, made, strict=True))


@pytest.mark.parametrize("state", ["pinned", "apart", "out_of_market", "excluded"])
def test_what_sets_an_entry_apart_is_said_in_words(small: Snapshot, state: str) -> None:
    entry = replace(small.entries[0], state=state, reason="Asked for by name.")
    (row,) = render.report_data(replace(small, entries=(entry,)))["list"]["rows"]
    assert row["sign"] in ("pinned", "set apart", "other market", "excluded")


def test_cancel_leaves_nothing(small: Snapshot, tmp_path: Path) -> None:
    def cancel(done: int, total: int, words: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        render.render_pdf(small, tmp_path / "report.pdf", progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_logo_colours_and_footer(small: Snapshot, tmp_path: Path) -> None:
    Image.new("RGB", (60, 20), "teal").save(tmp_path / "logo.png")
    look = {"accent": "#7a1f3d"}
    pdf = render.render_pdf(
        small,
        options=render.Options(
            dossiers=[], logo=tmp_path / "logo.png", colours=look, footer="Agence Fictive · confidential"
        ),
    )
    assert b"/Subtype/Image" in pdf
    assert "Agence Fictive · confidential" in texts(pdf)[1]


def test_a_logo_that_is_none_is_said_so(small: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"not a picture")
    with pytest.raises(Trouble, match="with this logo"):
        render.render_pdf(small, options=render.Options(logo=tmp_path / "logo.png"))
    with pytest.raises(Trouble, match="could not be read"):
        render.render_pdf(small, options=render.Options(logo=tmp_path / "nowhere.png"))


@pytest.mark.parametrize("colours", [{"accent": "red"}, {"paper": "#ffffff"}, {"score": "#12345"}])
def test_other_colours_are_refused(small: Snapshot, colours: dict[str, str]) -> None:
    with pytest.raises(Trouble, match="not a colour"):
        render.render_pdf(small, options=render.Options(colours=colours))


def test_unknown_paper_is_refused(small: Snapshot) -> None:
    with pytest.raises(Trouble, match="no such paper"):
        render.render_pdf(small, options=render.Options(paper="a5"))


def test_letters_without_a_font_are_marked_and_reported(small: Snapshot) -> None:
    entry = replace(small.entries[0], name="Zoë Ошибка \U000f0000")
    odd = replace(small, entries=(entry, *small.entries[1:]))
    assert render.missing_glyphs(odd) == ["\U000f0000"]
    pages = texts(render.render_pdf(odd, options=render.Options(dossiers=[])))
    assert "Zoë Ошибка \ufffd" in pages[1]
    assert "U+F0000" in pages[-1]


def test_the_fonts_letters_are_read_as_the_system_reads_them() -> None:
    """Against PIL, which draws nothing but the empty shape for a letter it lacks."""
    inter = next((path, index) for path, index in fonts._list_readable() if path.startswith(str(fonts.font_folder())))
    letters = fonts.letters(*inter)
    assert {ord(c) for c in "aéŒžЖΩ€’ “”▲▼–−·"} <= letters
    assert not {0x4E2D, 0x1F600, 0xF0000} & letters


def test_a_damaged_font_has_no_letters(tmp_path: Path) -> None:
    (tmp_path / "bad.ttf").write_bytes(b"\x00\x01\x00\x00\x00\x09" + b"cmap" * 9)
    assert fonts.letters(str(tmp_path / "bad.ttf"), 0) == frozenset()


def test_the_weight_says_what_it_makes_where_the_list_recorded_it(snapshot: Snapshot) -> None:
    known = replace(snapshot, effective_share=6_412, equal_say=2_900)
    words = json.dumps(render.report_data(known), ensure_ascii=False)
    assert "42\u00a0%, which makes 64\u00a0% of the difference among those who can be in" in words
    assert "equal say at 29\u00a0%" in words and "it makes 64\u00a0% of the difference" in words
    assert "equal say" not in json.dumps(render.report_data(snapshot))


def test_the_report_says_what_hangs_on_a_stand_in_and_on_which_scale_others_scores_count(snapshot: Snapshot) -> None:
    told = replace(
        snapshot,
        unassessed_in=3,
        stand_ins=(Standing("score", 4_150, 212), Standing("credibility", 5_000, 2)),
        scales=(Scale("klout", "100", True), Scale("kred", "1000", False)),
    )
    words = json.dumps(render.report_data(told), ensure_ascii=False)
    assert f"3 of the {snapshot.seats} seats are held by people nobody has assessed." in words
    assert "3 of them held by people nobody has assessed" in words
    assert (
        "Online score unknown: it counts as 41.50, the middle value of the 212 candidates on line who are known."
        in words
    )
    assert "Credibility unknown: it counts as 50.00, since fewer than 5 are known." in words
    assert "klout from 0 to 100 and kred from 0 to 1,000. klout is in use." in words
    before = json.dumps(render.report_data(snapshot), ensure_ascii=False)
    assert "nobody has assessed" not in before and "own scales" not in before
    assert seal.from_json(seal.to_json(told)).snapshot == told
    assert same_figures(snapshot, told)
