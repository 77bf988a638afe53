"""The knowledge rules of Scripts/benchmark --validation-only in DuckDB and in pandas: season by life stage, first year,
10 km squares with a ring, largest number by life stage. One call is one measurement; prints the number of rows and how many
each rule draws attention to.

As NBN Record Cleaner they look records up by taxon and stage; as ndff they know vague dates (a period that touches the
season passes) and three values (1 passes, 0 does not, absent: not applicable). They do none of the formal rules, the
findings and the statuses that ndff does in the same time; a place counts by its own square only.
"""

import glob
import sys

COLUMNS = [
    "observation_id", "species_id", "life_stage", "period_start", "period_stop", "x", "y", "count_min", "count_max",
    "occurrence_status",
]
RULES = ["phenology", "taxon_period", "distribution", "abundance_expected"]


def files(store):
    return sorted(file for file in glob.glob(f"{store}/data/main/observation/*.parquet") if "-delete-" not in file)


def duckdb_rules(store, tables, target):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    for name in ("words", "seasons", "numbers", "periods", "squares"):
        connection.execute(
            f"CREATE TABLE {name} AS FROM read_csv('{tables}/{name}.csv', header = true, nullstr = '<none>')")
    connection.execute(
        f"""
        COPY (
            WITH facts AS (
                SELECT observation_id, species_id, period_start, period_stop, x, y, o.life_stage,
                    coalesce(occurrence_status, '') = 'absent' AS absent,
                    CASE WHEN o.life_stage IS NULL THEN '' ELSE coalesce(w.stage, '?') END AS stage,
                    dayofyear(make_date(2000, month(period_start), day(period_start))) - 1 AS start_day,
                    date_diff('day', period_start, period_stop) AS length,
                    CASE WHEN year(period_start) < 2000 THEN 0 ELSE 1 END AS era,
                    CAST(floor(x / 10000) * 10000 + floor(y / 10000) * 10 AS INTEGER) AS square,
                    coalesce(count_min, count_max) AS number
                FROM read_parquet({files(store)!r}) o LEFT JOIN words w ON lower(o.life_stage) = w.word)
            SELECT observation_id,
                CASE WHEN absent OR s.days IS NULL OR length IS NULL OR length < 0 THEN NULL
                    ELSE length >= 366 OR (start_day - s.first + 366) % 366 < s.days
                        OR (s.first - start_day + 366) % 366 <= length END AS phenology,
                CASE WHEN absent OR p.year IS NULL OR period_stop IS NULL THEN NULL ELSE year(period_stop) >= p.year END AS taxon_period,
                CASE WHEN absent OR p.year IS NULL OR period_start IS NULL OR facts.square IS NULL THEN NULL
                    ELSE q.square IS NOT NULL END AS distribution,
                CASE WHEN absent OR n.maximum IS NULL OR number IS NULL THEN NULL ELSE number <= n.maximum END AS abundance_expected
            FROM facts
            LEFT JOIN seasons s ON s.species = species_id AND s.stage = facts.stage
            LEFT JOIN periods p ON p.species = species_id
            LEFT JOIN squares q ON q.species = species_id AND q.era = facts.era AND q.square = facts.square
            LEFT JOIN numbers n ON n.species = species_id AND n.stage = facts.stage
        ) TO '{target}' (FORMAT parquet, COMPRESSION zstd)
        """)
    counts = ", ".join(f"count(*) FILTER (NOT {rule})" for rule in RULES)
    return connection.execute(f"SELECT count(*), {counts} FROM '{target}'").fetchone()


def pandas_rules(store, tables, target):
    import numpy
    import pandas

    facts = pandas.concat((pandas.read_parquet(file, columns=COLUMNS) for file in files(store)), ignore_index=True)

    def table(name, **kinds):
        return pandas.read_csv(f"{tables}/{name}.csv", keep_default_na=False, dtype=kinds or None)

    words = table("words").set_index("word")["stage"]
    delivered = facts["life_stage"].str.lower()
    facts["stage"] = delivered.map(words).where(delivered.notna(), "").fillna("?")
    start, stop = facts["period_start"], facts["period_stop"]
    in_year = pandas.to_datetime("2000-" + start.dt.strftime("%m-%d"), errors="coerce").dt.dayofyear - 1
    length = (stop.dt.normalize() - start.dt.normalize()).dt.days
    present = facts["occurrence_status"].fillna("") != "absent"

    found = pandas.DataFrame({"observation_id": facts["observation_id"]})

    def answer(name, applies, passes):
        found[name] = pandas.array(numpy.where(passes, True, False), dtype="boolean")
        found.loc[~(applies & present).to_numpy(bool), name] = pandas.NA

    seasons = facts[["species_id", "stage"]].merge(
        table("seasons"), how="left", left_on=["species_id", "stage"], right_on=["species", "stage"])
    first, days = seasons["first"], seasons["days"]
    answer(
        "phenology", days.notna() & (length >= 0),
        (length >= 366) | ((in_year - first) % 366 < days) | ((first - in_year) % 366 <= length))
    year = facts["species_id"].map(table("periods").set_index("species")["year"])
    answer("taxon_period", year.notna() & stop.notna(), stop.dt.year >= year)
    facts["era"] = (start.dt.year >= 2000).astype("int64")
    facts["square"] = numpy.floor(facts["x"] / 10000) * 10000 + numpy.floor(facts["y"] / 10000) * 10
    squares = facts[["species_id", "era", "square"]].merge(
        table("squares"), how="left", left_on=["species_id", "era", "square"], right_on=["species", "era", "square"],
        indicator=True)
    answer("distribution", year.notna() & start.notna() & facts["square"].notna(), squares["_merge"] == "both")
    numbers = facts[["species_id", "stage"]].merge(
        table("numbers"), how="left", left_on=["species_id", "stage"], right_on=["species", "stage"])
    number = facts["count_min"].fillna(facts["count_max"])
    answer("abundance_expected", numbers["maximum"].notna() & number.notna(), number <= numbers["maximum"])
    found.to_parquet(target, compression="zstd", index=False)
    return [len(found), *(int((~found[rule]).sum()) for rule in RULES)]


if __name__ == "__main__":
    print(*globals()[sys.argv[1]](*sys.argv[2:]))
