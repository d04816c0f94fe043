"""Bytes into letters: the order of guesses, and what is said of damage."""

from __future__ import annotations

import pytest

from core.importing.reading import encoding

FRENCH = "nom;ville\nÉlodie Lefèvre;Besançon\nZoë d’Hérouville;Nîmes\nFrançois Gonçalves;Évry\n"
RUSSIAN = "имя;город\nАнна Ахматова;Москва\nИван Иванов;Санкт-Петербург\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8-bom"),
        (FRENCH, "utf-16", "utf-16-le-bom"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "utf-32", "utf-32-le-bom"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN.replace("\n", "\r\n"), "utf-16-be", "utf-16-be"),
        ("nom;ville\nRené Lefèvre;Besançon\nZoé Hérouville;Nîmes\n", "cp850", "cp850"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH.replace("’", "'"), "iso-8859-1", "cp1252"),
        (FRENCH, "mac-roman", "mac-roman"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "utf-8", "utf-8"),
        ("nom;score\nM. Élie;5\n", "cp1252", "cp1252"),
        ("name,score\nEric,59\n", "ascii", "utf-8"),
    ],
)
def test_letters_come_out_as_they_went_in(text: str, name: str, expected: str) -> None:
    decoded = encoding.to_utf8(text.encode(name))
    assert (decoded.utf8.decode(), decoded.encoding) == (text, expected)


def test_a_guess_is_said() -> None:
    assert encoding.GUESSED in [d.reason for d in encoding.to_utf8(FRENCH.encode("cp1252")).doubts]
    assert not encoding.to_utf8(FRENCH.encode()).doubts


def test_utf8_with_one_bad_byte_stays_utf8() -> None:
    decoded = encoding.to_utf8((FRENCH * 20).encode() + b"caf\xe9;x\n")
    assert decoded.encoding == "utf-8"
    assert [(d.reason, d.raw) for d in decoded.doubts] == [(encoding.BAD_BYTES, "1")]
    assert decoded.utf8.endswith("caf\ufffd;x\n".encode())


def test_utf16_with_a_stray_byte_at_its_end() -> None:
    decoded = encoding.to_utf8(FRENCH.encode("utf-16-le") + b"\n")
    assert decoded.utf8.decode() == FRENCH + "\ufffd"
    assert (decoded.encoding, [d.reason for d in decoded.doubts]) == ("utf-16-le", [encoding.BAD_BYTES])


def test_damage_from_before_is_told_from_ours() -> None:
    decoded = encoding.to_utf8("nom\nBeyonc\ufffd\n".encode())
    assert [(d.reason, d.raw) for d in decoded.doubts] == [(encoding.DAMAGED, "1")]


def test_nul_is_replaced_and_said() -> None:
    decoded = encoding.to_utf8(b"name,score\nEr\0ic,59\n")
    assert decoded.utf8 == "name,score\nEr\ufffdic,59\n".encode()
    assert [(d.reason, d.raw) for d in decoded.doubts] == [(encoding.NUL_REPLACED, "1")]


def test_lone_surrogates_of_a_pasted_text() -> None:
    decoded = encoding.from_text("name\nA\ud800B\U0001f600\n")
    assert decoded.utf8.decode() == "name\nA\ufffdB\U0001f600\n"
    assert [(d.reason, d.raw) for d in decoded.doubts] == [(encoding.SURROGATES, "1")]


def test_accents_encoded_twice_are_said() -> None:
    twice = FRENCH.encode().decode("latin-1").encode()
    assert encoding.ENCODED_TWICE in [d.reason for d in encoding.to_utf8(twice).doubts]
