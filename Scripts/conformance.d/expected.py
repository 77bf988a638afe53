"""Holds stored records against the Darwin Core that the publisher made of the same raw file.

A pair is found by its place: `expected/*.csv` beside the raw file, whose profile stands in profiles.csv. Whatever term
both have is compared. A difference is explained by one of the rules of explanations.py, which look at the values only,
or by a row of explained.csv; what is left is a problem.
"""

import collections
import csv
import datetime
import glob
import json
import os
import pathlib
import re
import tempfile
import zoneinfo

import explanations

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")


def attach(store):
    """A DuckDB connection with the store attached as `lake`, from the extensions that pip installed."""
    import duckdb
    import duckdb_extension_ducklake
    import duckdb_extension_sqlite

    connection = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        connection.execute(f"SET extension_directory = '{folder}/installed'")
        for module, name in ((duckdb_extension_sqlite, "sqlite_scanner"), (duckdb_extension_ducklake, "ducklake")):
            (wheel,) = pathlib.Path(module.__path__[0]).rglob("*.duckdb_extension")
            # DuckDB derives the entry point from the name of the file.
            copy = pathlib.Path(folder) / f"{name}.duckdb_extension"
            copy.symlink_to(wheel)
            connection.execute(f"INSTALL '{copy}'")
            connection.execute(f"LOAD {name}")
    connection.execute(f"ATTACH 'ducklake:sqlite:{store}/catalog.sqlite' AS lake (READ_ONLY)")
    return connection


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Published:
    """The publisher's tables: occurrences with what their events say, and measurements."""

    def __init__(self, folder):
        self.occurrences, self.events, self.measurements = [], {}, []
        for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
            rows = rows_of(path)
            names = set(rows[0]) if rows else set()
            if "occurrenceID" in names:
                self.occurrences += rows
            elif "measurementValue" in names:
                self.measurements += rows
            elif "eventID" in names:
                self.events.update({row["eventID"]: row for row in rows})
        for row in self.occurrences:
            event = self.events.get(row.get("eventID"), {})
            for term, value in event.items():
                row.setdefault(term, value)


def folder_of(root, raw):
    """The folder of the publisher's Darwin Core beside a raw file, if there is one."""
    folder = os.path.join(root, os.path.dirname(raw), "expected")
    return folder if glob.glob(os.path.join(folder, "*.csv")) else None


def stored_records(lake):
    cursor = lake.execute(
        "SELECT o.*, r.observer, r.identified_by, r.locality, r.remarks, r.other FROM lake.observation AS o"
        " JOIN lake.observation_restricted AS r USING (observation_id)"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


def linked_doubles(lake):
    return dict(
        lake.execute(
            "SELECT double.identity, first.identity FROM lake.link"
            " JOIN lake.observation AS double USING (observation_id)"
            " JOIN lake.observation AS first ON first.observation_id = link.canonical_id"
        ).fetchall()
    )


def canonical(text):
    return " ".join((text or "").lower().split())


def number(text):
    match = re.match(r"\s*(\d+(?:[.,]\d+)?)", text or "")
    return float(match.group(1).replace(",", ".")) if match else None


def natural_key(visit, name, count, sex):
    return (visit or "", canonical(name), str(count or 0), canonical(sex))


def match(stored, published):
    """Pairs of a stored and a published record, what is left of both, and in which way they were paired."""
    by_identity = {row["occurrenceID"]: row for row in published.occurrences}
    mine = {}
    for record in stored:
        identity = record["identity"]
        mine[identity if identity in by_identity else identity.rsplit("/", 1)[-1]] = record
    common = set(mine) & set(by_identity)
    if 2 * len(common) >= len(by_identity):
        pairs = [(mine[key], by_identity[key]) for key in sorted(common)]
        return pairs, [mine[k] for k in mine if k not in common], [by_identity[k] for k in by_identity if k not in common], "identity"
    ours = collections.defaultdict(list)
    for record in stored:
        ours[natural_key(record["visit_id"], record["verbatim_name"], record["count_min"], record["sex"])].append(record)
    pairs, missing = [], []
    for row in published.occurrences:
        key = natural_key(row.get("eventID"), row.get("scientificName"), row.get("individualCount"), row.get("sex"))
        if ours[key]:
            pairs.append((ours[key].pop(0), row))
        else:
            missing.append(row)
    return pairs, [record for rest in ours.values() for record in rest], missing, "event, name, count and sex"


# Terms of Darwin Core, and whether a stored record says the same: None where it does, else how it differs.


def name(record, row):
    theirs = canonical(row["scientificName"])
    if theirs in (canonical(record["verbatim_name"]), canonical(record["scientific_name"])):
        return None
    return (record["verbatim_name"], row["scientificName"])


def date(record, row):
    text = row["eventDate"].strip()
    parts = (text.split("/") + [text])[:2] if "/" in text else [text, text]
    if not text:
        return None
    start, stop = record["period_start"], record["period_stop"]
    if start is None:
        return ("none", text)
    time = (row.get("eventTime") or "").strip()
    if "T" in text or time:
        told = text if "T" in text else f"{text}T{time}"
        try:
            moment = datetime.datetime.fromisoformat(told.replace("Z", "+00:00"))
        except ValueError:
            return (str(start), told)
        if moment.tzinfo:
            moment = moment.astimezone(AMSTERDAM).replace(tzinfo=None)
        return None if start <= moment <= stop else (str(start), told)
    ours = (start.isoformat()[: len(parts[0])], stop.isoformat()[: len(parts[1].strip())])
    return None if ours == (parts[0].strip(), parts[1].strip()) else ("/".join(ours), text)


def place(record, row):
    if not row.get("decimalLatitude"):
        return None
    if record["latitude"] is None:
        return ("none", f"{row['decimalLatitude']} {row['decimalLongitude']}")
    theirs = (float(row["decimalLatitude"]), float(row["decimalLongitude"]))
    ours = (record["latitude"], record["longitude"])
    far = max(abs(round(a, 5) - round(b, 5)) for a, b in zip(ours, theirs))
    return None if far < 0.5e-5 else (f"{ours[0]:.5f} {ours[1]:.5f}", f"{theirs[0]} {theirs[1]}")


def count(record, row):
    text = row["individualCount"].strip()
    ours = record["count_min"] if record["count_min"] == record["count_max"] else None
    return None if text == ("" if ours is None else str(ours)) else (ours, text)


def quantity(record, row):
    text = row["organismQuantity"].strip()
    # What a profile reads as "not counted" is kept as delivered beside it.
    ours = "" if record["abundance_schema"] == "presence" else record["abundance_value"] or ""
    return None if ours == text or number(ours) == number(text) is not None else (ours, text)


def plain(column, term):
    def compare(record, row):
        ours, theirs = record[column], row[term].strip()
        if column == "uncertainty_m":
            return None if not theirs or ours == float(theirs) else (ours, theirs)
        return None if canonical(ours) == canonical(theirs) else (ours, theirs)

    return compare


TERMS = {
    "scientificName": name,
    "eventDate": date,
    "decimalLatitude": place,
    "individualCount": count,
    "organismQuantity": quantity,
    "sex": plain("sex", "sex"),
    "lifeStage": plain("life_stage", "lifeStage"),
    "samplingProtocol": plain("survey_method", "samplingProtocol"),
    "coordinateUncertaintyInMeters": plain("uncertainty_m", "coordinateUncertaintyInMeters"),
    "coordinateuncertaintyInMeters": plain("uncertainty_m", "coordinateuncertaintyInMeters"),
    "occurrenceStatus": plain("occurrence_status", "occurrenceStatus"),
    "basisOfRecord": plain("basis_of_record", "basisOfRecord"),
    "recordedBy": plain("observer", "recordedBy"),
    "collectedBy": plain("observer", "collectedBy"),
    "identifiedBy": plain("identified_by", "identifiedBy"),
    "occurrenceRemarks": plain("remarks", "occurrenceRemarks"),
    "license": plain("license", "license"),
    "rightsHolder": plain("bronhouder", "rightsHolder"),
    "eventID": plain("visit_id", "eventID"),
}
ALIASES = {"EventDate": "eventDate"}


def compare(root, raw, store, explained):
    """Markdown lines that tell how stored records and the publisher's differ, and lines for what is not explained."""
    published = Published(folder_of(root, raw))
    for row in published.occurrences:
        for other, term in ALIASES.items():
            if other in row:
                row.setdefault(term, row[other])
    lake = attach(store)
    stored = stored_records(lake)
    doubles = linked_doubles(lake)
    known = [row for row in explained if row["raw"] == raw]
    pairs, extra, missing, way = match(stored, published)
    report = [
        f"{len(stored)} records stored, {len(doubles)} of them linked as doubles of another; "
        f"{len(published.occurrences)} occurrences in the publisher's Darwin Core; {len(pairs)} are the same ones (by {way}).",
    ]
    problems = []
    leftovers(report, problems, known, extra, missing, doubles, published)
    report += ["", "| term | compared | equal | different | why |", "|---|---:|---:|---:|---|"]
    for term, differs in TERMS.items():
        compared = [(record, row) for record, row in pairs if row.get(term) is not None]
        if not compared or all(not row[term].strip() for _, row in compared):
            continue
        reasons = collections.Counter()
        for record, row in compared:
            difference = differs(record, row)
            if difference is None:
                continue
            reason = explanations.explain(term, record, row, difference) or explained_in(known, term, row, difference)
            reasons[reason or f"**unexplained**, e.g. ours {difference[0]!r}, theirs {difference[1]!r}"] += 1
            if reason is None:
                problems.append(f"{term} of {row.get('occurrenceID')}: ours {difference[0]!r}, theirs {difference[1]!r}")
        different = sum(reasons.values())
        why = "; ".join(f"{reason}: {number}" for reason, number in reasons.most_common(8))
        report.append(f"| {term} | {len(compared)} | {len(compared) - different} | {different} | {why.replace('|', chr(92) + '|')} |")
    report += events(stored, published) + measurements(pairs, published, problems)
    return report, problems


def explained_in(known, term, row, difference):
    for item in known:
        if item["term"] == term and item["theirs"] in ("*", str(difference[1])) and item["ours"] in ("*", str(difference[0])):
            return item["reason"]
    return None


def leftovers(report, problems, known, extra, missing, doubles, published):
    theirs = {row["occurrenceID"] for row in published.occurrences}
    reasons = collections.Counter()
    for record in extra:
        if doubles.get(record["identity"]) in theirs:
            reasons["a double of another record, which the publisher left out and we linked"] += 1
        else:
            reasons["unexplained"] += 1
            problems.append(f"stored, but not the publisher's: {record['identity']}")
    for reason, amount in reasons.items():
        report.append(f"{amount} stored that the publisher does not have: {reason}.")
    reasons = collections.Counter()
    for row in missing:
        reason = next((item["reason"] for item in known if item["term"] == "occurrenceID" and item["theirs"] == row["occurrenceID"]), None)
        reasons[reason or "unexplained"] += 1
        if reason is None:
            problems.append(f"the publisher's, but not stored: {row['occurrenceID']} {row.get('scientificName')}")
    for reason, amount in reasons.items():
        report.append(f"{amount} of the publisher's are not stored: {reason}.")


def events(stored, published):
    if not published.events:
        return []
    visits = {record["visit_id"] for record in stored}
    named = {row.get("eventID") for row in published.occurrences}
    without = sorted(named - set(published.events))
    lines = ["", f"Events: {len(published.events)} published, {len(visits & set(published.events))} of them are visits of ours."]
    if without:
        lines.append(
            f"{len(without)} events are named by the publisher's occurrences, but are not in his file of events: {', '.join(without)}."
        )
    return lines


def measurements(pairs, published, problems):
    if not published.measurements:
        return []
    kept = {row.get("eventID"): json.loads(record["other"] or "{}") for record, row in pairs}
    found = collections.Counter()
    for row in published.measurements:
        values = {number(value) for value in kept.get(row["eventID"], {}).values()}
        isKept = number(row["measurementValue"]) in values
        found[(row["measurementType"], isKept)] += 1
        if not isKept:
            problems.append(f"measurement of {row['eventID']}: {row['measurementType']} {row['measurementValue']} is not kept")
    lines = ["", f"Measurements: {len(published.measurements)} published."]
    for kind in sorted({kind for kind, _ in found}):
        lines.append(f"{kind}: {found[(kind, True)]} of {found[(kind, True)] + found[(kind, False)]} are kept with the record.")
    return lines
