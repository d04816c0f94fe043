"""The appointment of an event as iCalendar (RFC 5545), to be attached to a mail or opened in a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256


@dataclass(frozen=True)
class Appointment:
    """When and where one is invited. ``starts`` None: the whole day, or not said yet; ``hours`` it lasts."""

    title: str
    day: date | None
    starts: time | None = None
    hours: float = 2.0
    venue: str = ""


def calendar_of(appointment: Appointment) -> bytes | None:
    """The appointment as a calendar of one entry; None while it has no day.

    Its time is the wall clock's of the venue ("floating"), so that no guest's time zone moves it; the same
    appointment gives the same bytes, so that a calendar that has it already renews its entry.
    """
    if appointment.day is None:
        return None
    from icalendar import Calendar, Event

    entry = Event()
    entry.add("uid", f"{sha256(f'{appointment.title}|{appointment.day}'.encode()).hexdigest()[:32]}@entregent")
    entry.add("dtstamp", datetime.combine(appointment.day, time(), UTC))
    entry.add("summary", appointment.title)
    if appointment.venue:
        entry.add("location", appointment.venue)
    if appointment.starts is None:
        entry.add("dtstart", appointment.day)
        entry.add("dtend", appointment.day + timedelta(days=1))
    else:
        begins = datetime.combine(appointment.day, appointment.starts)
        entry.add("dtstart", begins)
        entry.add("dtend", begins + timedelta(hours=appointment.hours))
    calendar = Calendar()
    calendar.add("prodid", "-//Entregent//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
