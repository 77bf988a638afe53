"""Writes a configuration for one source into a scratch folder, with the reference data and rules of Fixtures."""

import os
import pathlib
import re

FIXTURES = pathlib.Path(__file__).resolve().parent.parent.parent / "Fixtures"
AREAS = {
    "netherlands": "netherlands",
    "world": "world",
    "flanders": "{ box: [2.5, 50.6, 5.95, 51.55] }",
}


def reference_block(area):
    """The key `reference` of the example configuration, with absolute paths and the working area asked for."""
    lines = (FIXTURES / "pipeline.yaml").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("reference:"))
    block = [lines[start]]
    for line in lines[start + 1 :]:
        if line and not line[0].isspace():
            break
        # These deliveries come without agreements.
        if line.strip().startswith("agreements:"):
            continue
        if line.strip().startswith("workingArea:"):
            line = line[: line.index("workingArea:")] + f"workingArea: {AREAS[area]}"
        block.append(re.sub(r"(: +)(reference\b)", rf"\1{FIXTURES}/\2", line))
    return block


def write(workspace, source, profile="", area="netherlands", maximum_quarantine="5%", threads=None):
    """Path of the configuration; its workspace is the folder that it stands in."""
    path = os.path.join(workspace, "pipeline.yaml")
    lines = ["workspace: .", *([f"threads: {threads}"] if threads else [])]
    lines += ["sources:", f"  - name: {source}", f"    maxQuarantine: {maximum_quarantine}"]
    if profile:
        lines.append(f"    profile: {FIXTURES / 'profiles' / profile}")
    lines += [*reference_block(area), f"rules: {FIXTURES / 'rules' / 'nl-demo'}", ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return path
