"""Takes every delivery of a folder in, each in a workspace of its own, and reports. See Scripts/conformance --help."""

import argparse
import collections
import concurrent.futures
import csv
import fnmatch
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

import configuration
import counting
import deliveries
import expected

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = configuration.FIXTURES
TIMEOUT = 120
COUNTS = ("stored", "updated", "unchanged", "withdrawn", "quarantined")


@dataclass
class Result:
    delivery: deliveries.Delivery
    status: str = "–"
    counts: dict = field(default_factory=dict)
    reasons: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    workspace: str = ""


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def profile_for(path):
    """Profile (or none) and working area for a delivery."""
    for row in rows_of(HERE / "profiles.csv"):
        if fnmatch.fnmatch(path, row["pattern"]):
            return row["profile"], row["area"]
    return "", "world"


def ingest(configuration_file, path):
    """Exit code (negative: a signal; None: hung), standard output and standard error."""
    command = [os.environ["NDFF_BINARY"], "ingest", "-c", configuration_file, "--json", "--source", "conformance", path]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        output, messages = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, "", ""
    return process.returncode, output.decode(errors="replace"), messages.decode(errors="replace")


def link_doubles(workspace):
    subprocess.run(
        [os.environ["NDFF_BINARY"], "deduplicate", "-c", os.path.join(workspace, "pipeline.yaml"), "--quiet"],
        check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT,
    )


def try_delivery(delivery, scratch, number):
    result = Result(delivery, workspace=os.path.join(scratch, str(number)))
    os.makedirs(result.workspace)
    profile, area = profile_for(delivery.path)
    if profile and not (FIXTURES / "profiles" / profile).exists():
        result.notes.append(f"no profile {profile}")
        profile = ""
    elif profile:
        result.notes.append(f"profile {profile}" + (f", area {area}" if area != "world" else ""))
    written = configuration.write(result.workspace, "conformance", profile, area=area, maximum_quarantine="100%")
    code, output, messages = ingest(written, delivery.full_path)
    judge(result, code, output, messages)
    return result


def judge(result, code, output, messages):
    last = (messages.strip().splitlines() or [""])[-1]
    if code is None:
        result.status = "hung"
        result.problems.append(f"still running after {TIMEOUT} s")
        return
    if code < 0:
        result.status = "crashed"
        result.problems.append(f"ended by signal {-code}: {last}")
        return
    if code not in (0, 3):
        result.status = f"exit {code}"
        result.problems.append(f"exit code {code}: {last or 'no message'}")
        return
    try:
        (report,) = json.loads(output)["deliveries"]
        result.status = report["status"]
        result.counts = {name: int(report[name]) for name in ("read", *COUNTS)}
        result.reasons = report.get("reasons") or {}
    except (ValueError, KeyError, TypeError) as error:
        result.problems.append(f"--json is not as agreed: {error!r}")
        return
    accounted = sum(result.counts[name] for name in COUNTS)
    if result.status == "refused":
        if code != 3:
            result.problems.append("refused, but the exit code is 0")
        message = report.get("message") or ""
        if not result.reasons or not message:
            result.problems.append("refused without a reason")
        # The path and the code stand in columns of their own.
        told = re.sub(r"^(:\d+)?: [A-Z_]+: ", "", message.removeprefix(result.delivery.full_path))
        result.notes.append(told)
    elif result.status == "accepted":
        if accounted != result.counts["read"]:
            result.problems.append(f"{result.counts['read']} records read, {accounted} accounted for")
        if result.delivery.is_read:
            compare_count(result)
        elif result.counts["stored"]:
            result.notes.append("this format was read after all")
    else:
        result.problems.append(f"status {result.status} for a first delivery")


def compare_count(result):
    try:
        counted, with_empty = counting.count(result.delivery)
    except counting.CannotCount as error:
        result.notes.append(f"not counted: {error}")
        return
    ours = result.counts["read"]
    if ours in (counted, with_empty):
        return
    for row in rows_of(HERE / "explained.csv"):
        if row["path"] == result.delivery.path and (int(row["ours"]), int(row["counted"])) == (ours, counted):
            result.notes.append(f"Python counts {counted}: {row['reason']}")
            return
    result.problems.append(f"{ours} records read, Python counts {counted}")


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ").strip()


def shorten(text, root):
    """Messages name files by full path; the report should be the same wherever it is made."""
    return cell(text.replace(str(root) + "/", "").replace(str(FIXTURES) + "/", ""))


def table(results, root):
    lines = [
        "| delivery | format | read | stored | updated | quarantined, by reason | status | note |",
        "|---|---|---:|---:|---:|---|---|---|",
    ]
    for result in results:
        counts = result.counts
        reasons = ", ".join(f"{code} {number}" for code, number in sorted(result.reasons.items()))
        quarantined = f"{counts.get('quarantined', '–')}" + (f": {reasons}" if reasons else "")
        notes = [f"**{problem}**" for problem in result.problems] + result.notes
        lines.append(
            f"| {cell(result.delivery.path)} | {result.delivery.format} | {counts.get('read', '–')} "
            f"| {counts.get('stored', '–')} | {counts.get('updated', '–')} | {cell(quarantined)} | {result.status} "
            f"| {shorten('; '.join(notes), root)} |"
        )
    return lines


def report_on(results, root):
    read = [result for result in results if result.delivery.is_read]
    others = [result for result in results if not result.delivery.is_read]
    problems = [(result.delivery.path, problem) for result in results for problem in result.problems]
    statuses = collections.Counter(result.status for result in read)
    lines = [
        "# Conformance",
        "",
        f"{len(read)} deliveries of formats that are read: "
        + ", ".join(f"{number} {status}" for status, number in statuses.most_common())
        + f"; {sum(result.counts.get('read', 0) for result in read)} records read, "
        + f"{sum(result.counts.get('stored', 0) for result in read)} stored, "
        + f"{sum(result.counts.get('quarantined', 0) for result in read)} quarantined.",
        "",
        *table(read, root),
        "",
        "## Not yet read",
        "",
        "Offered as well: each must be refused with a message, and neither crash nor hang.",
        "",
        "| format | deliveries | refused | names |",
        "|---|---:|---:|---|",
    ]
    for kind in sorted({result.delivery.format for result in others}):
        those = [result for result in others if result.delivery.format == kind]
        refused = sum(result.status == "refused" for result in those)
        names = ", ".join(cell(result.delivery.path) for result in those[:3]) + (" …" if len(those) > 3 else "")
        lines.append(f"| {kind} | {len(those)} | {refused} | {names} |")
    for comparison in expected.COMPARISONS:
        result = next((result for result in read if result.delivery.path == comparison.raw), None)
        if result is None or not os.path.exists(os.path.join(root, comparison.expected)):
            continue
        lines += ["", f"## {comparison.raw} beside the publisher's Darwin Core", ""]
        try:
            link_doubles(result.workspace)
            told, unexplained = expected.compare(comparison, root, os.path.join(result.workspace, "store"))
            lines += told
        except Exception as error:  # whatever DuckDB says of the store belongs in the report
            unexplained = [f"comparison failed: {type(error).__name__}: {error}"]
        problems += [(comparison.raw, problem) for problem in unexplained]
    lines += ["", "## Problems", ""]
    lines += [f"- {cell(path)}: {shorten(problem, root)}" for path, problem in problems[:200]] or ["None."]
    if len(problems) > 200:
        lines.append(f"- and {len(problems) - 200} more")
    return lines, len(problems)


def main():
    parser = argparse.ArgumentParser(prog="conformance")
    parser.add_argument("folder")
    parser.add_argument("-o", "--output")
    parser.add_argument("--only", default="*")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    root = os.path.realpath(arguments.folder)
    if not os.path.isdir(root):
        parser.error(f"no such folder: {arguments.folder}")
    found = [d for d in deliveries.walk(root) if fnmatch.fnmatch(d.path, arguments.only)]
    if not found:
        parser.error("no deliveries there")
    scratch = tempfile.mkdtemp(prefix="ndff-conformance-")
    try:
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            jobs = [pool.submit(try_delivery, d, scratch, number) for number, d in enumerate(found)]
            results = []
            for number, job in enumerate(jobs, 1):
                results.append(job.result())
                if sys.stderr.isatty():
                    print(f"\r{number} of {len(jobs)}", end="", file=sys.stderr, flush=True)
        lines, problems = report_on(results, root)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if arguments.output:
        pathlib.Path(arguments.output).write_text(text, encoding="utf-8")
    passed = len(results) - len({id(result) for result in results if result.problems})
    print(f"\nconformance: {passed} deliveries as they should be, {len(results) - passed} not, {problems} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
