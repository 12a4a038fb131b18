"""Reads a calendar file from standard input; writes what PyPI's icalendar makes of each entry as JSON."""

import json
import sys

import icalendar

calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
entries = []
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    entries.append(
        {
            "uid": str(event["UID"]),
            "starts": event.decoded("DTSTART").isoformat(),
            "ends": event.decoded("DTEND").isoformat(),
            "title": str(event["SUMMARY"]),
            "place": str(event.get("LOCATION", "")),
            "about": str(event.get("DESCRIPTION", "")),
            "status": str(event["STATUS"]),
        }
    )
json.dump({"name": str(calendar["X-WR-CALNAME"]), "entries": entries}, sys.stdout)
