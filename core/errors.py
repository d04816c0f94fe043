"""Trouble the user can act on, and cancelling. Everything else that is raised is a bug."""


class Trouble(Exception):
    """Something the user can act on.

    ``what`` happened, ``where`` (a file, a row, a field; may be empty) and the ``remedy``: whole sentences,
    already in the user's language. ``str()`` joins them on one line.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        start = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join(f"{start} {self.remedy}".split())


class Damaged(Trouble):
    """A file of ours that cannot be read any more."""


class Usage(Trouble):
    """Wrong usage: the command line ends with 2 instead of 3."""


class Cancelled(Exception):
    """Raised from a progress callback: the action stops and leaves nothing behind."""
