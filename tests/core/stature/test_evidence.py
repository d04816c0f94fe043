"""Evidence: its kinds, its addresses, the levels that lack it, the levels that numbers give."""

from __future__ import annotations

import numpy as np
import pytest

from core import i18n
from core.errors import Trouble
from core.model import CRITERIA, Evidence
from core.stature.evidence import (
    Source,
    facts,
    harmless_name,
    kinds,
    levels_from,
    of_fact,
    openable,
    unsupported,
)


def test_every_kind_and_fact_has_a_name_in_both_languages() -> None:
    assert {"directory", "honour", "book", "board", "standards", "press"} <= set(kinds())
    assert {"conference", "award", "academic", "employer", "peers"} <= set(kinds())
    for named in (*kinds().values(), *facts().values()):
        assert set(named.names) == {"en", "fr"}
    for fact in facts().values():
        assert fact.kind in kinds()
        assert fact.criterion in CRITERIA
    i18n.use("fr")
    assert kinds()["board"].name() == "Siège dans un conseil"


@pytest.mark.parametrize("url", ["http://a.org", "https://www.whoswho.fr/bio?id=3", "HTTPS://A.ORG/É"])
def test_addresses_that_are_opened(url: str) -> None:
    assert openable(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.org",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://a.org",
        " https://a.org",
        "https://a.org\n",
        "http://",
        "http:a.org",
        "https://whoswho.fr@evil.org",
        "https:\\\\a.org",
        "http://[::1",
        "mailto:a@a.org",
        "//a.org",
    ],
)
def test_addresses_that_are_not_opened(url: str) -> None:
    assert not openable(url)


def test_levels_three_and_four_without_evidence() -> None:
    levels = {(1, "peers"): 3.0, (1, "standing"): 4.0, (2, "peers"): 2.5, (3, "peers"): 3.5}
    piece = Evidence(1, 1, "standing", "directory", "Who’s Who 2025")
    assert unsupported(levels, [piece]) == {(1, "peers"), (3, "peers")}


def test_the_designs_thresholds() -> None:
    h_index = np.array([0, 4.99, 5, 14, 15, 30, 59, 60, 200, np.nan])
    found = levels_from(h_index, facts()["h_index"].cuts)
    assert found[:-1].tolist() == [0, 0, 1, 1, 2, 3, 3, 4, 4]
    assert np.isnan(found[-1])


@pytest.mark.parametrize("cuts", [[], [1, 2, 3], [1, 2, 2, 3], [4, 3, 2, 1], [1, 2, 3, np.nan], [1, 2, 3, np.inf]])
def test_thresholds_that_do_not_rise_are_refused(cuts: list[float]) -> None:
    with pytest.raises(Trouble, match="four rising"):
        levels_from(np.array([1.0]), cuts)


def test_a_number_is_kept_as_evidence() -> None:
    piece = of_fact(facts()["h_index"], 1234, 7, Source("Scholar"))
    assert (piece.person, piece.criterion, piece.kind, piece.title) == (7, "standing", "academic", "h-index: 1,234")
    i18n.use("fr")
    assert of_fact(facts()["h_index"], 12.5, 7).title == "Indice h\u00a0: 12,50"


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Élu 2026.pdf", "Élu 2026.pdf"),
        ("../../.bashrc", "bashrc"),
        ("C:\\Windows\\evil.exe", "evil.exe"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('a<b>:"|?*\n.pdf', "ab.pdf"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_file_is_offered_under_a_name_that_hides_nothing(name: str, offered: str) -> None:
    assert harmless_name(name) == offered
