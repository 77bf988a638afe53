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
    counted: str = "–"
    """What Python counts."""
    problems: list = field(default_factory=list)
    workspace: str = ""


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def profile_for(path):
    """Profile (or none) and working area for a delivery."""
    for row in rows_of(HERE / "profiles.csv"):
        if pathlib.PurePosixPath(path).match(row["pattern"]):
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
    if result.status == "accepted":
        compare_count(result, messages)
        compare_statement(result)
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
    else:
        result.problems.append(f"status {result.status} for a first delivery")


def compare_count(result, messages):
    try:
        counted = counting.count(result.delivery, messages)
    except counting.CannotCount as error:
        result.notes.append(f"not counted: {error}")
        return
    ours = result.counts["read"]
    result.counted = str(ours if ours in counted else counted[0] if counted else 0)
    if ours in counted:
        return
    for row in rows_of(HERE / "counts.csv"):
        if row["path"] == result.delivery.path and int(row["ours"]) == ours and int(row["counted"]) in counted:
            result.notes.append(f"Python counts {row['counted']}: {row['reason']}")
            return
    result.problems.append(f"{ours} records read, Python counts {' or '.join(map(str, counted))}")


def compare_statement(result):
    """Holds the number of records against what whoever collected the files says of them."""
    for row in rows_of(HERE / "stated.csv"):
        if pathlib.PurePosixPath(result.delivery.path).match(row["path"]) and int(row["records"]) != result.counts["read"]:
            result.problems.append(f"{result.counts['read']} records read, {row['records']} stated ({row['where']})")


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ").strip()


def shorten(text, root):
    """Messages name files by full path; the report should be the same wherever it is made."""
    return cell(text.replace(str(root) + "/", "").replace(str(FIXTURES) + "/", ""))


def table(results, root):
    lines = [
        "| delivery | format | read | Python counts | stored | updated | quarantined, by reason | status | note |",
        "|---|---|---:|---:|---:|---:|---|---|---|",
    ]
    for result in results:
        counts = result.counts
        reasons = ", ".join(f"{code} {number}" for code, number in sorted(result.reasons.items()))
        quarantined = f"{counts.get('quarantined', '–')}" + (f": {reasons}" if reasons else "")
        status = result.status
        if status == "refused":
            counts, quarantined, status = {}, "–", f"refused: {reasons}"
        notes = [f"**{problem}**" for problem in result.problems] + result.notes
        lines.append(
            f"| {cell(result.delivery.path)} | {result.delivery.format} | {counts.get('read', '–')} | {result.counted} "
            f"| {counts.get('stored', '–')} | {counts.get('updated', '–')} | {cell(quarantined)} | {status} "
            f"| {shorten('; '.join(notes), root)} |"
        )
    return lines


def summary(results):
    """A line a folder, and one for all."""
    lines = [
        "| files of | accepted | refused, why | records read | stored | updated | quarantined, why |",
        "|---|---:|---|---:|---:|---:|---|",
    ]
    folders = sorted({result.delivery.path.split("/")[0] for result in results})
    for name in [*folders, None]:
        those = [result for result in results if name is None or result.delivery.path.split("/")[0] == name]
        accepted = [result for result in those if result.status == "accepted"]
        refused = [result for result in those if result.status == "refused"]
        why = collections.Counter(code for result in refused for code in result.reasons)
        aside = collections.Counter()
        for result in accepted:
            aside.update(result.reasons)
        sums = {key: sum(result.counts.get(key, 0) for result in accepted) for key in ("read", *COUNTS)}
        lines.append(
            f"| {name or 'all'} | {len(accepted)} | {len(refused)}{told(why)} | {sums['read']} | {sums['stored']} "
            f"| {sums['updated']} | {sums['quarantined']}{told(aside)} |"
        )
    return lines


def told(counter):
    return f" ({', '.join(f'{code} {number}' for code, number in sorted(counter.items()))})" if counter else ""


def refusals(results, root):
    """Refused deliveries by reason, with an example of what is said."""
    lines = ["| reason | formats | deliveries | what is said, e.g. |", "|---|---|---:|---|"]
    groups = collections.defaultdict(list)
    for result in results:
        if result.status == "refused":
            groups[", ".join(result.reasons)].append(result)
    for reason, those in sorted(groups.items()):
        formats = ", ".join(sorted({result.delivery.format for result in those}))
        example = those[0]
        lines.append(
            f"| {reason} | {formats} | {len(those)} | {cell(example.delivery.path)}: {shorten(example.notes[-1], root)} |"
        )
    return lines


def report_on(results, root):
    problems = [(result.delivery.path, problem) for result in results for problem in result.problems]
    statuses = collections.Counter(result.status for result in results)
    uncounted = sum(result.status == "accepted" and result.counted == "–" for result in results)
    lines = [
        "# Conformance",
        "",
        f"{len(results)} deliveries: "
        + ", ".join(f"{number} {status}" for status, number in statuses.most_common())
        + f"; {sum(result.counts.get('read', 0) for result in results)} records read, "
        + f"{sum(result.counts.get('stored', 0) for result in results)} stored, "
        + f"{sum(result.counts.get('quarantined', 0) for result in results)} quarantined. "
        + f"Python counts the records of all accepted deliveries but {uncounted}.",
        "",
        *summary(results),
        "",
        "## Refused",
        "",
        *refusals(results, root),
    ]
    explained = rows_of(HERE / "explained.csv")
    for result in results:
        path = result.delivery.path
        if result.status != "accepted" or not profile_for(path)[0] or expected.folder_of(root, path) is None:
            continue
        lines += ["", f"## {path} beside the publisher's Darwin Core", ""]
        try:
            link_doubles(result.workspace)
            differences, unexplained = expected.compare(root, path, os.path.join(result.workspace, "store"), explained)
            lines += differences
        except Exception as error:  # whatever DuckDB says of the store belongs in the report
            unexplained = [f"comparison failed: {type(error).__name__}: {error}"]
        problems += [(path, problem) for problem in unexplained]
    lines += ["", "## Problems", ""]
    lines += [f"- {cell(path)}: {shorten(problem, root)}" for path, problem in problems[:200]] or ["None."]
    if len(problems) > 200:
        lines.append(f"- and {len(problems) - 200} more")
    lines += ["", "## Every file", "", *table(results, root)]
    return lines, len(problems)


def main():
    parser = argparse.ArgumentParser(prog="conformance")
    parser.add_argument("folder")
    parser.add_argument("-o", "--output", "--write")
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
