"""Rules that explain why a publisher's Darwin Core says something else than his raw file, by the values themselves."""

import re


def explain(term, record, row, difference):
    """The reason, or None. `difference` is what we have and what the publisher has."""
    for rule in RULES.get(term, ()):
        reason = rule(record, row, difference)
        if reason:
            return reason
    return None


def degrees(text, drops_first_figure=False):
    """Degrees of `8° 33'35.0"W`; `drops_first_figure`: of the seconds."""
    match = re.match(r"\s*(\d+)\s*°\s*(\d+)\s*['′]\s*(\d+(?:[.,]\d+)?)?", text or "")
    if not match:
        return None
    seconds = (match.group(3) or "0").replace(",", ".")
    if drops_first_figure:
        seconds = seconds[1:] or "0"
    value = int(match.group(1)) + int(match.group(2)) / 60 + float(seconds) / 3600
    return -value if re.search(r"[WwSs]\s*$", text) else value


def theirs(row):
    return float(row["decimalLatitude"]), float(row["decimalLongitude"])


def near(ours, other, tolerance=1.5e-5):
    return all(abs(a - b) < tolerance for a, b in zip(ours, other))


def exchanged_headings(record, row, difference):
    if record["latitude"] is not None and near((record["longitude"], record["latitude"]), theirs(row)):
        return "the publisher's headings of latitude and longitude are exchanged"


def fifth_decimal(record, row, difference):
    if record["latitude"] is not None and near((record["latitude"], record["longitude"]), theirs(row)):
        return "1 in the fifth decimal (rounding)"


def seconds_cut(record, row, difference):
    verbatim = (row.get("verbatimLatitude"), row.get("verbatimLongitude"))
    right = tuple(map(degrees, verbatim))
    cut = tuple(degrees(text, drops_first_figure=True) for text in verbatim)
    if None in right or None in cut or record["latitude"] is None:
        return None
    if near((record["latitude"], record["longitude"]), right) and near(cut, theirs(row)):
        return (
            "ours are the publisher's own verbatim degrees, minutes and seconds; his decimal degrees lack the first figure of the seconds"
        )


def last_day(record, row, difference):
    days = [part.strip() for part in (row.get("verbatimEventDate") or "").split(" / ")]
    ours = [str(record["period_start"])[:10], str(record["period_stop"])[:10]]
    if days == ours and row["eventDate"] == days[-1]:
        return "ours is the period of the publisher's verbatimEventDate, of which his eventDate is the last day"


def written_in_greenwich(record, row, difference):
    """A day at midnight here is the evening before in Greenwich."""
    import datetime

    try:
        day = datetime.date.fromisoformat(row["eventDate"][:10])
    except ValueError:
        return None
    if record["period_stop"] is not None and record["period_stop"].date() - day == datetime.timedelta(days=1):
        return "the publisher took the day from a moment in UTC, which is a day early; the workbook that we read has the day itself"


def accepted_name(record, row, difference):
    words = canonical_words(row["scientificName"])
    if words and words == canonical_words(record["scientific_name"]):
        return "the publisher cleaned the name as we did"
    if record["scientific_name"] and words and words[0] == canonical_words(record["scientific_name"])[0]:
        return "the publisher cleaned the name; ours is the name of our register"
    if canonical_words(record["verbatim_name"])[: len(words)] == words or sorted(words) == sorted(canonical_words(record["verbatim_name"])):
        return "the publisher shortened the name"


def canonical_words(text):
    return re.findall(r"[a-zà-ÿ]+", (text or "").lower().replace("×", " "))


def not_said(record, row, difference):
    if not difference[0]:
        return "the raw file does not say it"
    if not difference[1]:
        return "the publisher does not put it out"


RULES = {
    "scientificName": (accepted_name,),
    "eventDate": (last_day, written_in_greenwich),
    "decimalLatitude": (fifth_decimal, exchanged_headings, seconds_cut),
    "individualCount": (not_said,),
    "identifiedBy": (not_said,),
    "recordedBy": (not_said,),
    "occurrenceRemarks": (not_said,),
    "rightsHolder": (not_said,),
    "eventID": (not_said,),
    "license": (not_said,),
    "basisOfRecord": (not_said,),
    "samplingProtocol": (not_said,),
}
