"""A rule pack of ten thousand made-up rules for measuring, and the same rules as tables for the peers."""

import csv
import datetime
import pathlib
import random

STAGES = ["*", "mature", "egg", "larva", "pupa", "juvenile", "flowering"]
YEAR = datetime.date(2000, 1, 1)


def species(register):
    with open(register, encoding="utf-8") as text:
        return [
            (row["taxon_id"], row["scientific_name"])
            for row in csv.DictReader(text)
            if row["rank"] == "species" and row["status"] == "accepted"
        ]


def squares(provinces):
    """The 10 km squares of the Netherlands, by the km of their lower left corner."""
    with open(provinces, encoding="utf-8") as text:
        return sorted({(int(row["kmhok_x"]) // 10 * 10, int(row["kmhok_y"]) // 10 * 10) for row in csv.DictReader(text)})


class Rules:
    """Rows of every table, the same for the same seed."""

    def __init__(self, taxa, places):
        chance = random.Random(11)
        self.phenology, self.period, self.distribution, self.abundance = [], [], [], []
        for uri, name in taxa:
            self.period.append((uri, name, chance.randint(1900, 1990)))
            for first, last in ((None, 1999), (2000, None)):
                kept = [place for place in places if chance.random() < 0.9]
                self.distribution.append((uri, name, first, last, kept))
            for stage in STAGES:
                self.phenology.append((uri, name, stage, chance.randrange(366), chance.randint(250, 350)))
            for stage in STAGES[:5]:
                self.abundance.append((uri, name, stage, chance.randint(20, 500)))

    def count(self):
        return len(self.phenology) + len(self.period) + len(self.distribution) + len(self.abundance)


def write_pack(rules, base, path, version, narrowed=None):
    """Writes the pack, with the formal rules and the life stages of another.

    narrowed: URI of a species whose season is made one day long.
    """
    path = pathlib.Path(path)
    path.mkdir(parents=True)
    manifest = (base / "rules.yaml").read_text(encoding="utf-8")
    head, tail = manifest.split("\nrules:\n")
    lines = [line for line in head.splitlines() if not line.startswith(("name:", "version:", "#"))]
    without = {"identification_difficulty", "combination_plausible", "additional_attention", "code_listed"}
    kept, skip = [], False
    for line in tail.splitlines():
        if line.startswith("  - "):
            skip = line.removeprefix("  - ").removeprefix("id: ").strip() in without
        if not skip:
            kept.append(line)
    text = f'name: meting\nversion: "{version}"\n' + "\n".join(_without_evidence(lines)) + "\nrules:\n" + "\n".join(kept) + "\n"
    (path / "rules.yaml").write_text(text, encoding="utf-8")
    (path / "stage_synonyms.csv").write_bytes((base / "stage_synonyms.csv").read_bytes())

    def table(name, header, rows):
        with open(path / name, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header.split(","))
            writer.writerows(rows)

    def season(uri, start, days):
        first = YEAR + datetime.timedelta(start)
        last = YEAR + datetime.timedelta((start + (1 if uri == narrowed else days) - 1) % 366)
        return first.day, first.month, last.day, last.month

    table(
        "phenology.csv", "organism_key,taxon,stage,start_day,start_month,end_day,end_month",
        ((uri, name, stage, *season(uri, start, days)) for uri, name, stage, start, days in rules.phenology))
    table(
        "period.csv", "organism_key,taxon,start_day,start_month,start_year,end_day,end_month,end_year",
        ((uri, name, "", "", year, "", "", "") for uri, name, year in rules.period))
    table(
        "distribution.csv", "organism_key,taxon,from_year,to_year,grid,squares",
        (
            (uri, name, first or "", last or "", "hok10", " ".join(f"{x}-{y}" for x, y in places))
            for uri, name, first, last, places in rules.distribution
        ))
    table(
        "abundance.csv", "organism_key,taxon,stage,method,maximum",
        ((uri, name, stage, "*", maximum) for uri, name, stage, maximum in rules.abundance))


def _without_evidence(lines):
    """The manifest's head without the key difficultyEvidence, whose table is not there."""
    inside = False
    for line in lines:
        if line.startswith("  difficultyEvidence:"):
            inside = True
        elif inside and line.startswith("    "):
            continue
        else:
            inside = False
            yield line


def write_tables(rules, base, path):
    """The rules as the peers take them: stages filled in, squares widened by a ring, seasons by three days."""
    path = pathlib.Path(path)
    path.mkdir(parents=True)

    def table(name, header, rows):
        with open(path / name, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)

    with open(base / "stage_synonyms.csv", encoding="utf-8") as text:
        words = {}
        for row in csv.DictReader(text):
            stage = "" if row["stage"] == "*" else row["stage"]
            for word in [row["stage"], *row["synonyms"].split(",")]:
                words[word.strip().lower()] = stage
    table("words.csv", ["word", "stage"], sorted(words.items()))

    def resolved(rows):
        """Own stage, else any; without a stage that of mature, else any."""
        own = {}
        for uri, _, stage, *values in rows:
            own.setdefault(uri, {})[stage] = values
        for uri, stages in own.items():
            for stage in ["", "?", *STAGES[1:]]:
                values = stages.get("mature" if stage == "" else stage) or stages.get("*")
                if values:
                    yield (uri, stage, *values)

    table(
        "seasons.csv", ["species", "stage", "first", "days"],
        (
            (uri, stage, (start - 3) % 366, min(366, days + 6))
            for uri, stage, start, days in resolved(rules.phenology)
        ))
    table("numbers.csv", ["species", "stage", "maximum"], resolved(rules.abundance))
    table("periods.csv", ["species", "year"], ((uri, year) for uri, _, year in rules.period))

    def near():
        for uri, _, first, _, places in rules.distribution:
            wide = {(x + dx, y + dy) for x, y in places for dx in (-10, 0, 10) for dy in (-10, 0, 10)}
            for x, y in sorted(wide):
                yield uri, 0 if first is None else 1, x * 1000 + y

    table("squares.csv", ["species", "era", "square"], near())
