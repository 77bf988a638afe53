"""Holds stored records against the Darwin Core that the publisher made of the same file."""

import collections
import csv
import os
import pathlib
import tempfile
from dataclasses import dataclass


@dataclass
class Comparison:
    raw: str
    expected: str
    identity: str
    """Column of the raw file with the identity."""
    name: str
    """Column of the raw file with the scientific name."""
    also_identity: tuple = ()
    """Columns of the raw file that number its rows."""
    latitude: str = "decimalLatitude"
    longitude: str = "decimalLongitude"
    dropped: tuple = ()
    """Names that the publisher left out."""
    kept: int = 0
    """Not 0: the publisher kept the first so many rows only."""
    published: int = 0
    """Not 0: the number of records that must be left, doubles not counted."""


COMPARISONS = [
    Comparison(
        "riparias_pov-ias-plants/invasieve_uitheemse_soorten.csv",
        "riparias_pov-ias-plants/expected/occurrence.csv",
        identity="ObservationIdentifier",
        name="ScientificName",
        also_identity=("ID", "ESRI_OID"),
        dropped=("Meerdere soorten",),
        published=1118,
    ),
    # The publisher's file has the headings of latitude and longitude the wrong way round.
    Comparison(
        "inbo_fallopia/ExotenOpDijken_merged.csv",
        "inbo_fallopia/expected/invasive-fallopia-occurrences.csv",
        identity="occurrenceID",
        name="Species",
        also_identity=("OBJECTID",),
        latitude="decimalLongitude",
        longitude="decimalLatitude",
        kept=2295,
    ),
]


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


def canonical(name):
    return " ".join((name or "").lower().split())


def compare(comparison, root, store):
    """Markdown lines that tell what differs, and lines for what is not explained."""
    raw = {row[comparison.identity]: row for row in rows_of(os.path.join(root, comparison.raw))}
    expected = {row["occurrenceID"]: row for row in rows_of(os.path.join(root, comparison.expected))}
    lake = attach(store)
    found = lake.execute(
        "SELECT identity, verbatim_name, scientific_name, taxon_match, latitude, longitude FROM lake.observation"
    ).fetchall()
    doubles = dict(
        lake.execute(
            "SELECT double.identity, first.identity FROM lake.link"
            " JOIN lake.observation AS double USING (observation_id)"
            " JOIN lake.observation AS first ON first.observation_id = link.canonical_id"
        ).fetchall()
    )
    stored = {}
    problems = []
    for identity, *facts in found:
        key = identity if identity in raw else identity.rsplit("/", 1)[-1]
        if key in stored:
            problems.append(f"identity {key} is stored twice")
        stored[key] = facts
    report = [
        f"{len(raw)} records delivered, {len(stored)} stored, {len(doubles)} linked as doubles, "
        f"{len(stored) - len(doubles)} left; {len(expected)} in the publisher's Darwin Core."
    ]
    for double, first in sorted(doubles.items()):
        report.append(f"{double} says the same as {first}, which was delivered earlier and stands for it.")
        if comparison.published and (double in expected or first not in expected):
            problems.append(f"of {double} and {first} the publisher kept the other one")
    if comparison.published:
        left = {identity for identity, *_ in found} - set(doubles)
        if len(left) != comparison.published or left != set(expected):
            problems.append(f"{len(left)} records are left; the publisher has {len(expected)}, not the same ones")

    missing = sorted(set(expected) - set(stored))
    if missing:
        problems.append(f"{len(missing)} of the publisher's records are not stored, e.g. {missing[:3]}")
    extra = collections.Counter()
    for key in set(stored) - set(expected):
        reason = why_extra(key, raw, expected, comparison)
        extra[reason or "unexplained"] += 1
        if reason is None:
            problems.append(f"stored, but not the publisher's: {key}")
    for reason, number in sorted(extra.items()):
        report.append(f"{number} stored that the publisher left out: {reason}.")

    places = collections.Counter()
    names = collections.Counter()
    for key in sorted(set(stored) & set(expected)):
        verbatim, accepted, match, latitude, longitude = stored[key]
        difference = place_difference(latitude, longitude, expected[key], comparison)
        places[difference] += 1
        if difference not in ("equal to 5 decimals", "1 in the fifth decimal (rounding)"):
            problems.append(f"coordinates of {key}: {difference}, {latitude} {longitude}")
        kind = name_difference(verbatim, accepted, match, expected[key]["scientificName"], raw[key][comparison.name])
        if kind:
            names[(kind, verbatim, expected[key]["scientificName"], accepted or "–")] += 1
            if kind.startswith("unexplained"):
                problems.append(f"name of {key}: {verbatim!r}, expected {expected[key]['scientificName']!r}, accepted {accepted!r}")
    for difference, number in places.most_common():
        report.append(f"Coordinates {difference}: {number}.")
    alike = len(set(stored) & set(expected)) - sum(names.values())
    report.append(f"Names the same as the publisher's: {alike}" + ("; otherwise:" if names else "."))
    if names:
        report += ["", "| as delivered | publisher | accepted by us | records | why |", "|---|---|---|---|---|"]
    for (kind, verbatim, theirs, accepted), number in names.most_common():
        report.append(f"| {verbatim} | {theirs} | {accepted} | {number} | {kind} |")
    return report, problems


def why_extra(key, raw, expected, comparison):
    row = raw.get(key)
    if row is None:
        return None
    if row[comparison.name] in comparison.dropped:
        return f"“{row[comparison.name]}” is no taxon"
    if comparison.kept and list(raw).index(key) >= comparison.kept:
        return f"it stands after the first {comparison.kept} rows, which the publisher kept"

    def facts(other):
        return {k: v for k, v in other.items() if k != comparison.identity and k not in comparison.also_identity}

    mine = facts(row)
    if any(other != key and facts(raw[other]) == mine for other in raw):
        return "another record says the same under another identity (linked, not removed)"
    return None


def place_difference(latitude, longitude, expected, comparison):
    if latitude is None or longitude is None:
        return "missing"
    differences = [
        abs(round(ours, 5) - round(float(theirs), 5))
        for ours, theirs in (
            (latitude, expected[comparison.latitude]),
            (longitude, expected[comparison.longitude]),
        )
    ]
    if max(differences) < 0.5e-5:
        return "equal to 5 decimals"
    if max(differences) < 1.5e-5:
        return "1 in the fifth decimal (rounding)"
    return "different"


def name_difference(verbatim, accepted, match, theirs, delivered):
    """None where nothing differs, else what kind of difference it is."""
    if canonical(verbatim) != canonical(delivered):
        return "unexplained: verbatim name is not the delivered name"
    cleaned = canonical(verbatim) != canonical(theirs)
    if canonical(accepted) == canonical(theirs):
        return "publisher cleaned the name as we did" if cleaned else None
    if cleaned:
        return "publisher cleaned the name"
    if not accepted:
        return "not in our register"
    if "syn" in (match or "").lower():
        return "a synonym in our register"
    return "unexplained: matched to another name"
