"""A file is replaced whole or not at all, whatever fails; a formula goes out tame and comes back equal."""

from __future__ import annotations

import errno
import os
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import files
from core.errors import Cancelled, Trouble

LETTERS = st.text(st.sampled_from("'=+-@\t\r\n a1;,|\"＝＋－＠−é"), max_size=8) | st.text(max_size=12)


@given(LETTERS)
def test_what_goes_out_comes_back_equal(text: str) -> None:
    assert files.restore(files.neutralise(text)) == text


@given(LETTERS)
def test_nothing_goes_out_that_starts_like_a_formula(text: str) -> None:
    assert not files.neutralise(text).startswith(tuple("=+-@|\t\r\n＝＋－＠−"))


@given(LETTERS)
def test_nothing_within_starts_like_a_formula_when_cut_at_another_separator(text: str) -> None:
    for piece in re.split("[,;|\t\r\n]", files.neutralise(text)):
        assert not piece.lstrip('"').startswith(tuple("=+-@＝＋－＠−")) or piece[:1] == '"' == text[:1]


@pytest.mark.parametrize("text", ["'Abd", "l'été", "", "'", "a=b", "''"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert files.neutralise(text) == text
    assert files.restore(text) == text


def test_replaces_and_keeps_the_mode(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_text("old")
    target.chmod(0o640)
    files.write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    files.write_whole(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


CODES = {
    errno.ENOSPC: "disk is full",
    errno.EDQUOT: "disk is full",
    errno.EROFS: "may not be written",
    errno.EACCES: "may not be written",
    errno.EBUSY: "open in another program",
    errno.EIO: "could not be written",
    errno.ENAMETOOLONG: "not a file",
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("step", ["touch", "write_bytes", "replace", "fsync", "open"])
def test_a_failure_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: str
) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os if step == "fsync" else Path, step, fail)
        with pytest.raises(Trouble, match=CODES[code]) as caught:
            files.write_whole(target, b"new")
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("written", range(0, 2000, 100))
def test_a_disk_that_fills_up_after_any_number_of_bytes(tmp_path: Path, written: int) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    with pytest.raises(Trouble, match="disk is full"), files.replace_whole(target) as part:
        part.write_bytes(b"x" * written)
        raise OSError(errno.ENOSPC, "No space left on device")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("fault", [Cancelled(), ValueError("a bug"), KeyboardInterrupt()])
def test_whatever_else_is_raised_passes_and_leaves_nothing(tmp_path: Path, fault: BaseException) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    with pytest.raises(type(fault)), files.replace_whole(target) as part:
        part.write_bytes(b"half")
        raise fault
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="folder does not exist"):
        files.write_whole(tmp_path / "no" / "list.csv", b"")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(Trouble):
        files.write_whole(tmp_path / "list.csv", b"")
    assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything: ask as somebody else would
    with pytest.raises(Trouble, match="may not be written"):
        files.write_whole(target, b"new")
    assert target.read_bytes() == b"old"


def test_open_in_another_program_on_windows() -> None:
    fault = PermissionError(errno.EACCES, "")
    fault.winerror = 32
    assert "open in another program" in str(files.trouble_writing(Path("list.csv"), fault))


def test_a_real_disk_of_twenty_sizes(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "none", disk], capture_output=True).returncode:
        pytest.skip("no small disk may be mounted here; the simulated failures cover it")
    try:
        _fill_disks(disk)
    finally:
        subprocess.run(["umount", disk], check=True)


def _fill_disks(disk: Path) -> None:
    target, new = disk / "list.csv", b"x" * 40_000
    target.write_bytes(b"old")
    for pages in range(2, 22):
        subprocess.run(["mount", "-o", f"remount,size={4 * pages}k", disk], check=True)
        try:
            files.write_whole(target, new)
        except Trouble as trouble:
            assert "disk is full" in str(trouble)
            assert target.read_bytes() == b"old"
        else:
            assert target.read_bytes() == new
            target.write_bytes(b"old")
        assert list(disk.iterdir()) == [target]
