"""Mails as drafts: bytes that a mail program opens to be sent. Nothing is sent from here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

LONG_LINES = SMTP.clone(max_line_length=998)
"""Headers are not folded below the 998 signs that RFC 5322 allows: where Python folds one between two coded words, it
loses a blank that stood there."""
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True)
class Mail:
    """One mail to one address. ``calendar``: an appointment (iCalendar) that goes with it."""

    email: str
    subject: str
    text: str
    calendar: bytes | None = None


def is_mail_address(text: str) -> bool:
    """Whether a text is one plain e-mail address, which a mail can be sent to."""
    return bool(_ADDRESS.fullmatch(text))


def message_of(mail: Mail) -> EmailMessage:
    """The mail as a message that a mail program opens to be sent; it names no sender: that is whoever sends it.

    Where the address is not one plain address it has no recipient either: a comma would add a second one, a line end
    a header.
    """
    message = EmailMessage(policy=LONG_LINES)
    if is_mail_address(mail.email):
        message["To"] = mail.email
    message["Subject"] = " ".join(mail.subject.split())
    message["X-Unsent"] = "1"
    message.set_content(mail.text)
    if mail.calendar is not None:
        message.add_attachment(mail.calendar, maintype="text", subtype="calendar", filename="event.ics")
    return message


def bytes_of(mail: Mail) -> bytes:
    """The mail as an ``.eml`` file."""
    return message_of(mail).as_bytes()
