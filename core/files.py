"""Files that leave the program: replaced whole or not at all, and never with a live formula in them."""

from __future__ import annotations

import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import Trouble
from core.folders import sync_folder
from core.i18n import tr
from core.unfinished import remove_unfinished, unfinished

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_OPEN_ELSEWHERE = {errno.EBUSY, errno.ETXTBSY}
_SHARING_VIOLATIONS = {5, 32, 33}  # Windows: the file is open in another program

# A spreadsheet takes a cell for a formula by its first character; the wide signs count in East Asian versions. A
# file opened with another separator is cut inside the texts, quotes or not, so that a formula may begin there too.
_FIRST, _SIGN = r"'*[\t\r\n|]", r"'*[=+\-@\u2212\uff1d\uff0b\uff0d\uff20]"
_BEFORE = r'((?:^|[,;|\t\r\n]"*))'
_FORMULA = re.compile(rf"^(?={_FIRST})|{_BEFORE}(?={_SIGN})")
_TAMED = re.compile(rf"^'(?={_FIRST})|{_BEFORE}'(?={_SIGN})")


@contextmanager
def replace_whole(path: str | Path) -> Iterator[Path]:
    """A new file to write, in the same folder, which takes the place of ``path`` when the block ends well.

    The file is on the disk before it is renamed, so that a crash leaves the old one or the new one. When the block
    raises, the old file is as it was and nothing else remains. An ``OSError`` becomes a ``Trouble`` of one sentence.
    """
    target = Path(path)
    try:
        target = target.resolve()
        if target.exists() and not target.is_file():  # a rename would put a file in the place of a pipe or a device
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        remove_unfinished(target.parent)
        with unfinished(target) as part:
            yield part
            _sync_and_rename(part, target)
    except OSError as fault:
        raise trouble_writing(target, fault) from fault


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names mean one file: through links and relative paths, and in another spelling of its letters,
    since a disk of Windows or macOS takes those for one even where the file is not there yet."""
    try:
        return one.samefile(other) or _normalise_path(one) == _normalise_path(other)
    except OSError:
        return _normalise_path(one) == _normalise_path(other)


def _normalise_path(path: Path) -> str:
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


def write_whole(path: str | Path, data: bytes) -> None:
    """Replaces a file by these bytes, whole or not at all; raises ``Trouble`` like ``replace_whole``."""
    with replace_whole(path) as part:
        part.write_bytes(data)


def _sync_and_rename(part: Path, target: Path) -> None:
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    if target.exists():
        # A rename would replace a read-only file without a word; its owner meant it to stay.
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        shutil.copymode(target, part)
    part.replace(target)
    sync_folder(target.parent)


_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)", re.IGNORECASE)
MOST_NAME_BYTES = 120


def safe_name(text: str) -> str:
    """A text as a file name that every system takes and shows as it is, without an ending; never empty.

    Signs that no file name may hold, or that turn the direction of reading, go out; a name that Windows keeps for a
    device (also with an ending: ``con.txt``) has an underscore before it; no blank or full stop stands at its end.
    """
    shown = "".join(
        "_" if sign in '<>:"/\\|?*' else " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", text)
        if _is_shown(sign)
    )
    name = " ".join(shown.split()).strip(". ").encode()[:MOST_NAME_BYTES].decode(errors="ignore").strip(". ")
    return f"_{name}" if not name or _RESERVED.fullmatch(name.partition(".")[0].rstrip()) else name


def _is_shown(sign: str) -> bool:
    """Whether a sign is to be seen, or is a blank: not a control, nor one that steers the direction of reading."""
    return sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def trouble_writing(path: Path, fault: OSError) -> Trouble:
    """The sentence for a file that could not be written."""
    where = str(path)
    if fault.errno in _FULL:
        return Trouble(tr("The disk is full."), where, tr("Free some space, or save to another disk."))
    if fault.errno in _OPEN_ELSEWHERE or getattr(fault, "winerror", None) in _SHARING_VIOLATIONS:
        return Trouble(tr("The file is open in another program."), where, tr("Close it there and try again."))
    if fault.errno in _READ_ONLY:
        return Trouble(tr("This file may not be written."), where, tr("Choose another folder, or allow writing there."))
    if fault.errno == errno.ENOENT:
        return Trouble(tr("The folder does not exist."), where, tr("Create the folder, or choose another one."))
    if fault.errno in (errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG):
        return Trouble(tr("This is not a file that can be written."), where, tr("Choose another file name."))
    reason = fault.strerror or str(fault)
    return Trouble(tr("The file could not be written: {reason}.", reason=reason), where, tr("Choose another folder."))


def neutralise(text: str) -> str:
    """The text as a spreadsheet may hold it: an apostrophe stands before whatever would be read as a formula.

    That is at its beginning, and after a separator within it. ``restore(neutralise(text)) == text`` for every text,
    those with apostrophes of their own included.
    """
    return _FORMULA.sub(r"\1'", text)


def restore(text: str) -> str:
    """The text as it was before ``neutralise``; any other text comes back as it is."""
    return _TAMED.sub(r"\1", text)
