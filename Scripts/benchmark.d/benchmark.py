"""Measures. See Scripts/benchmark --help."""

import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "conformance.d"))

import configuration  # noqa: E402
import formats  # noqa: E402
import rules  # noqa: E402

NDFF = os.environ["NDFF_BINARY"]
GENERATOR = os.environ["NDFF_GENERATOR"]
ENVIRONMENT = {**os.environ, "POLARS_MAX_THREADS": "2", "OMP_NUM_THREADS": "2"}


class Measurements:
    """Times in seconds and peak memory in MB, by name."""

    def __init__(self):
        self.seconds = {}
        self.megabytes = {}
        self.rows = {}
        self.processor = {}

    def run(self, name, *command, rows_from=None):
        """Runs a command from start to exit; the number of rows is what rows_from makes of its output."""
        # What the one before left to be written must not be paid for by this one.
        os.sync()
        start = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=ENVIRONMENT
        )
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"benchmark: {name} ended with {process.returncode}: {' '.join(map(str, command))}\n{output}")
        self.seconds.setdefault(name, []).append(seconds)
        self.processor.setdefault(name, []).append(usage.ru_utime + usage.ru_stime)
        self.megabytes[name] = max(self.megabytes.get(name, 0), usage.ru_maxrss / 1024)
        if rows_from:
            self.rows[name] = rows_from(output)
        print(f"  {name}: {seconds:.2f} s, {usage.ru_maxrss / 1024:.0f} MB", file=sys.stderr)

    def median(self, name):
        return statistics.median(self.seconds[name])

    def table(self, delivered):
        lines = ["| what | median s | best s | rows/s | peak MB | rows |", "|---|---:|---:|---:|---:|---:|"]
        for name in self.seconds:
            rows = self.rows.get(name, delivered)
            read = rows if "text" in name else delivered.get(name, delivered[""])
            lines.append(
                f"| {name} | {self.median(name):.2f} | {min(self.seconds[name]):.2f} "
                f"| {read / self.median(name):,.0f} | {self.megabytes[name]:.0f} | {rows} |"
            )
        return lines


def delivery_counts(output):
    (delivery,) = json.loads(output)["deliveries"]
    if delivery["status"] != "accepted":
        sys.exit(f"benchmark: the delivery was {delivery['status']}: {delivery['reasons']}")
    return ", ".join(f"{delivery[key]} {key}" for key in ("stored", "updated", "unchanged", "quarantined") if delivery[key])


def peer(*arguments):
    return sys.executable, HERE / "peers.py", *arguments


def fresh(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


def make_workspace(path, profile="dwc.yaml"):
    fresh(path).mkdir(parents=True)
    return configuration.write(str(path), "benchmark", profile, maximum_quarantine="10%", threads=2)


def generate(path, rows, *options):
    register = configuration.FIXTURES / "reference" / "taxa" / "taxa-example.csv"
    command = [GENERATOR, "--rows", rows, "--taxa", register, "--output", path, *options]
    subprocess.run([str(part) for part in command], check=True, stdout=sys.stderr)


def label(rows):
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if rows % size == 0:
            return f"{rows // size}{letter}"
    return str(rows)


def count_lines(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def machine():
    model = next(
        (line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")),
        platform.processor(),
    )
    import importlib.metadata as metadata

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("duckdb", "polars", "pandas", "pyarrow"))
    yield f"Machine: {model}, {os.cpu_count()} cores ({len(os.sched_getaffinity(0))} used), {memory:.0f} GB, {platform.platform()}"
    yield f"Versions: {swift[0] if swift else 'Swift unknown'}; Python {platform.python_version()}, {versions}"


def ingest(measured, name, pipeline, file):
    measured.run(name, NDFF, "ingest", "-c", pipeline, "--json", "--source", "benchmark", file, rows_from=delivery_counts)


def measure_ingest(measured, scratch, file, changed, runs):
    """Alternating, so that what else the machine does hits all alike. Leaves the last store."""
    for _ in range(runs):
        pipeline = make_workspace(scratch / "workspace")
        ingest(measured, "ndff ingest", pipeline, file)
        ingest(measured, "ndff redelivery", pipeline, changed)
        database = fresh(scratch / "load.duckdb")
        measured.run("duckdb ingest", *peer("duckdb_load", file, database), rows_from=int)
        fresh(database)
        for name in ("polars", "pandas"):
            parquet = scratch / f"{name}.parquet"
            measured.run(f"{name} ingest", *peer(f"{name}_load", file, parquet), rows_from=int)
            fresh(parquet)
    return pipeline


def measure_text(measured, scratch, pipeline, runs):
    text, database = scratch / "occurrence.txt", fresh(scratch / "text.duckdb")
    for number in range(runs):
        fresh(text)
        measured.run("ndff dwc_text", NDFF, "export", "-c", pipeline, "--format", "dwc-text", "-o", text)
        if number == 0:
            rows = measured.rows["ndff dwc_text"] = count_lines(text) - 1
            if rows == 0:
                sys.exit("benchmark: the store has nothing that may be published")
            subprocess.run([str(part) for part in peer("duckdb_take_text", text, database)], check=True, stdout=subprocess.DEVNULL)
        copy = fresh(scratch / "copy.txt")
        measured.run("duckdb dwc_text", *peer("duckdb_text", database, copy), rows_from=int)
        fresh(copy)


def use_rules(pipeline, pack):
    """Makes a pack that of the configuration."""
    path = pathlib.Path(pipeline)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("rules:")]
    path.write_text("\n".join([*lines, f"rules: {pack}", ""]), encoding="utf-8")


def measure_validation(measured, scratch, options, large):
    """Ten thousand rules on a whole store, stored; the peers run four of the kinds of rules on the same rows."""
    taxa = rules.species(configuration.FIXTURES / "reference" / "taxa" / "taxa-example.csv")
    made = rules.Rules(taxa, rules.squares(configuration.FIXTURES / "reference" / "areas" / "provincie_kmhok.csv"))
    print(f"  {made.count()} rules", file=sys.stderr)
    base = configuration.FIXTURES / "rules" / "nl-demo"
    rules.write_tables(made, base, scratch / "tables")
    packs = {version: scratch / f"pack-{version}" for version in ("1", "2", "3")}
    rules.write_pack(made, base, packs["1"], "1")
    rules.write_pack(made, base, packs["2"], "2")
    # The species that the generator makes most of in the middle of its list.
    rules.write_pack(made, base, packs["3"], "3", narrowed=taxa[len(taxa) // 2][0])

    file = scratch / "observations.csv"
    generate(file, options.rows)
    pipeline = make_workspace(scratch / "workspace")
    ingest(measured, "ndff ingest for validation", pipeline, file)
    fresh(file)
    target = scratch / "rules.parquet"
    store = scratch / "workspace" / "store"
    flagged = None
    for number in range(options.runs):
        # Another version each time, so that every assessment is written anew.
        use_rules(pipeline, packs[str(1 + number % 2)])
        measured.run("ndff validate", NDFF, "validate", "-c", pipeline, "--json", rows_from=lambda text: json.loads(text)["records"])
        if number == 0:
            backtest = subprocess.run(
                [NDFF, "rules", "backtest", "-c", str(pipeline), "--json"], stdout=subprocess.PIPE, check=True).stdout
            flagged = {row["rule"]: row["figures"]["flagged"] for row in json.loads(backtest)["rules"]}
        for name in ("duckdb", "pandas"):
            program = (sys.executable, HERE / "rule_peers.py", f"{name}_rules", store, scratch / "tables", fresh(target))
            measured.run(f"{name} rules", *program, rows_from=str.strip)
    names = ("phenology", "taxon_period", "distribution", "abundance_expected")
    print("  ndff draws attention to: " + ", ".join(f"{name} {flagged[name]}" for name in names), file=sys.stderr)
    if not options.no_large:
        generate(file, large)
        pipeline = make_workspace(scratch / "workspace")
        ingest(measured, f"ndff ingest {label(large)} for validation", pipeline, file)
        fresh(file)
        use_rules(pipeline, packs["1"])
        measured.run(f"ndff validate {label(large)}", NDFF, "validate", "-c", pipeline, "--json", rows_from=lambda text: json.loads(text)["records"])
    for _ in range(options.runs):
        measured.run("ndff start-up", NDFF, "rules", "check", "-c", pipeline, "--json", rows_from=lambda _: "-")
        measured.run(
            "ndff trial of one species", NDFF, "validate", "-c", pipeline, "--rules", packs["3"], "--dry-run", "--json",
            rows_from=lambda text: json.loads(text)["recomputed"])


def validation_ratios(measured, options, large):
    ours = measured.median("ndff validate")
    yield f"ratio validate_vs_duckdb {measured.median('duckdb rules') / ours:.2f}"
    yield f"ratio validate_vs_pandas {measured.median('pandas rules') / ours:.2f}"
    yield f"rows_per_s validate {int(measured.rows['ndff validate']) / ours:.0f}"
    trial = statistics.median(measured.processor["ndff trial of one species"])
    start = statistics.median(measured.processor["ndff start-up"])
    yield f"cpu_s trial_of_one_species {trial - start:.2f} beyond {start:.2f} of start-up"
    yield f"peak_mb validate_{label(options.rows)} {measured.megabytes['ndff validate']:.0f}"
    if not options.no_large:
        yield f"peak_mb validate_{label(large)} {measured.megabytes[f'ndff validate {label(large)}']:.0f}"


FORMAT_ROWS = 500_000
# Formats of which the rows a second are held against each other.
COMPARED_FORMATS = ["csv", "dwca", "parquet"]
# Peers that read a format, and what they are measured with beside the file.
FORMAT_PEERS = {"dwca": ["pyreader_read"], "xlsx": ["calamine_read", "openpyxl_read"], "gml": ["ogr_gml"]}


def measure_formats(measured, scratch, runs):
    """The same observations in every format; ours into the store, the peers only reading them."""
    source = scratch / "source.csv"
    generate(source, FORMAT_ROWS)
    sizes = {}
    # Those held against each other are measured in turn, for machines change their pace.
    for group in [COMPARED_FORMATS, *([name] for name in formats.WRITERS if name not in COMPARED_FORMATS)]:
        paths = {name: scratch / formats.WRITERS[name][0] for name in group}
        for name, path in paths.items():
            # In a process of its own: what a process has in memory counts as the peak of those that it starts.
            subprocess.run([sys.executable, formats.__file__, name, str(source), str(path)], check=True)
            sizes[name] = path.stat().st_size
        for number in range(runs):
            for name, path in paths.items():
                workspace = make_workspace(scratch / "workspace", profile="")
                ingest(measured, f"ndff ingest {name}", workspace, path)
            for name, path in paths.items():
                for peer_name in FORMAT_PEERS.get(name, []) if number == 0 or name != "xlsx" else ["calamine_read"]:
                    target = [fresh(scratch / "peer.gpkg")] if peer_name == "ogr_gml" else []
                    measured.run(peer_name, *peer(peer_name, path, *target), rows_from=int)
        for path in paths.values():
            fresh(path)
    fresh(source)
    return sizes


def format_ratios(measured, sizes):
    def ratio(name, other, ours):
        return f"ratio {name} {measured.median(other) / measured.median(f'ndff ingest {ours}'):.2f}"

    yield ratio("dwca_vs_pyreader", "pyreader_read", "dwca")
    yield ratio("xlsx_vs_calamine", "calamine_read", "xlsx")
    yield ratio("xlsx_vs_openpyxl", "openpyxl_read", "xlsx")
    yield ratio("gml_vs_ogr", "ogr_gml", "gml")
    yield ratio("dwca_vs_csv", "ndff ingest csv", "dwca")
    yield ratio("parquet_vs_csv", "ndff ingest csv", "parquet")
    for name in ("ndff-json", "gml"):
        yield f"mb_per_s {name} {sizes[name] / 1e6 / measured.median(f'ndff ingest {name}'):.0f}"
    for name in sizes:
        yield f"peak_mb ingest_{name} {measured.megabytes[f'ndff ingest {name}']:.0f}"


def main():
    parser = argparse.ArgumentParser(prog="benchmark")
    parser.add_argument("--rows", type=int, default=3_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-large", action="store_true")
    parser.add_argument("--no-formats", action="store_true")
    parser.add_argument("--formats-only", action="store_true")
    parser.add_argument("--validation-only", action="store_true")
    parser.add_argument("--no-validation", action="store_true")
    parser.add_argument("--scratch", type=pathlib.Path)
    options = parser.parse_args()
    if options.quick:
        options.rows, options.runs, options.no_large = 300_000, 1, True
        global FORMAT_ROWS
        FORMAT_ROWS = 50_000
    # Two cores for everybody, also where there are more.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])

    scratch = options.scratch / f"run-{os.getpid()}"
    scratch.mkdir(parents=True)
    measured = Measurements()
    large = options.rows * 4
    sizes = {}
    try:
        only = options.formats_only or options.validation_only
        if not only:
            measure_store(measured, scratch, options, large)
        if options.validation_only or not (only or options.no_validation):
            measure_validation(measured, scratch, options, large)
        if options.formats_only or not (only or options.no_formats):
            sizes = measure_formats(measured, scratch, options.runs)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)

    print("\n".join(machine()))
    print(f"{options.rows} rows of 30 columns, each measured {options.runs} times, whole processes\n")
    counts = {"": options.rows, f"ndff ingest {label(large)}": large}
    counts.update({name: large for name in measured.seconds if label(large) in name})
    counts.update({f"ndff ingest {name}": FORMAT_ROWS for name in sizes})
    counts.update({name: FORMAT_ROWS for names in FORMAT_PEERS.values() for name in names})
    print("\n".join(measured.table(counts)))
    print()
    if "ndff redelivery" in measured.seconds:
        print("\n".join(store_ratios(measured, options, large)))
    if "ndff validate" in measured.seconds:
        print("\n".join(validation_ratios(measured, options, large)))
    if sizes:
        print("\n".join(format_ratios(measured, sizes)))


def measure_store(measured, scratch, options, large):
    file, changed = scratch / "observations.csv", scratch / "changed.csv"
    generate(file, options.rows)
    generate(changed, options.rows, "--changed", "0.01")
    pipeline = measure_ingest(measured, scratch, file, changed, options.runs)
    measure_text(measured, scratch, pipeline, options.runs)
    for path in (file, changed, scratch / "workspace", scratch / "text.duckdb"):
        fresh(path)
    if not options.no_large:
        generate(file, large)
        ingest(measured, f"ndff ingest {label(large)}", make_workspace(scratch / "workspace"), file)
        fresh(file)


def store_ratios(measured, options, large):
    ours = measured.median("ndff ingest")
    for name in ("duckdb", "polars", "pandas"):
        yield f"ratio ingest_vs_{name} {measured.median(f'{name} ingest') / ours:.2f}"
    yield f"ratio redelivery_vs_first {ours / measured.median('ndff redelivery'):.2f}"
    yield f"ratio dwc_text_vs_duckdb {measured.median('duckdb dwc_text') / measured.median('ndff dwc_text'):.2f}"
    yield f"peak_mb ingest_{label(options.rows)} {measured.megabytes['ndff ingest']:.0f}"
    if not options.no_large:
        yield f"peak_mb ingest_{label(large)} {measured.megabytes[f'ndff ingest {label(large)}']:.0f}"


if __name__ == "__main__":
    main()
