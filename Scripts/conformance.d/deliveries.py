"""Which files of a folder are deliveries, and of what format, judged by their content."""

import fnmatch
import gzip
import io
import os
import tarfile
import zipfile
from dataclasses import dataclass

# Beside deliveries: descriptions of them.
# A folder with such a file is one delivery.
PACKAGES = {"meta.xml": "dwca", "datapackage.json": "datapackage"}

NOT_DELIVERIES = ["*.md", "*/eml.xml", "eml.xml", "*/logback-test.xml"]


@dataclass
class Delivery:
    path: str
    """Under the folder that was walked."""
    full_path: str
    format: str


def walk(root):
    """All deliveries under root, in order of path."""
    found = []
    for folder, folders, files in os.walk(root):
        folders.sort()
        relative = os.path.relpath(folder, root)
        package = next((kind for name, kind in PACKAGES.items() if name in files), None)
        if folder != root and package:
            folders.clear()
            found.append(Delivery(relative, folder, package))
            continue
        shapes = {os.path.splitext(name)[0] for name in files if name.lower().endswith(".shp")}
        for name in files:
            if os.path.splitext(name)[0] in shapes and not name.lower().endswith(".shp"):
                continue
            path = os.path.normpath(os.path.join(relative, name))
            if any(fnmatch.fnmatch(path, pattern) for pattern in NOT_DELIVERIES):
                continue
            full_path = os.path.join(folder, name)
            found.append(Delivery(path, full_path, format_of(full_path)))
    return sorted(found, key=lambda delivery: delivery.path)


def format_of(path):
    with open(path, "rb") as file:
        start = file.read(512)
    name = path.lower()
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return zip_format(path)
    if start[:2] == b"\x1f\x8b":
        return gzip_format(path)
    if name.endswith((".zip", ".tgz", ".gz")):
        return "csv.zip" if name.endswith(".zip") else "csv.gz"
    if start[:3] == b"BZh":
        return "bz2"
    if start[:6] == b"\xfd7zXZ\x00":
        return "xz"
    if start[:15] == b"SQLite format 3":
        return "gpkg"
    if start[:4] == b"PAR1":
        return "parquet"
    if start[:4] == b"\x00\x00\x27\x0a":
        return "shp"
    if name.endswith(".dbf"):
        return "dbf"
    if start[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "xls"
    if start[257:262] == b"ustar" or name.endswith(".tar"):
        return ("dwca" if "meta.xml" in tar_names(path) else "csv") + ".tar"
    for ending in ("bz2", "xz", "gpkg"):
        if name.endswith("." + ending):
            return ending
    return text_format(start, name)


def text_format(start, name):
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text.startswith(b"<"):
        return "xml"
    if text.startswith((b"{", b"[")) and not text.startswith(b"[@"):
        return "json"
    return "csv"


def zip_format(path):
    try:
        names = zipfile.ZipFile(path).namelist()
    except zipfile.BadZipFile:
        return "csv.zip"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if any(name.endswith(".response") for name in names):
        return "xml.zip"
    names = [name.replace("\\", "/").rsplit("/", 1)[-1].lower() for name in names]
    if "datapackage.json" in names:
        return "datapackage.zip"
    if any(name.endswith(".shp") for name in names):
        return "shp.zip"
    if "data.json" in names:
        return "json.zip"
    return "dwca.zip" if "meta.xml" in names else "csv.zip"


def gzip_format(path):
    try:
        with gzip.open(path) as file:
            start = file.read(512)
    except (OSError, EOFError):
        return "csv.gz"
    if start[257:262] == b"ustar":
        return "dwca.tgz" if "meta.xml" in tar_names(path) else "csv.tgz"
    inner = text_format(start, path.lower().removesuffix(".gz"))
    return "csv.gz" if inner == "csv" else inner + ".gz"


def tar_names(path):
    """Names of the files in a tar, packed or not, without their folders."""
    try:
        with tarfile.open(path) as archive:
            return [os.path.basename(name) for name in archive.getnames()]
    except (tarfile.TarError, OSError, EOFError):
        return []


def files_of(delivery):
    """The files of an archive: name to bytes; hidden files and what macOS adds are left out."""
    contents = {}
    if os.path.isdir(delivery.full_path):
        for name in os.listdir(delivery.full_path):
            full_path = os.path.join(delivery.full_path, name)
            if os.path.isfile(full_path):
                with open(full_path, "rb") as file:
                    contents[name] = file.read()
        return contents
    if delivery.format.endswith(".zip"):
        archive = zipfile.ZipFile(delivery.full_path)
        for entry in archive.infolist():
            if not entry.is_dir():
                contents[entry.filename.replace("\\", "/").lstrip("/")] = archive.read(entry)
    elif delivery.format.endswith((".tgz", ".tar")):
        with tarfile.open(delivery.full_path) as archive:
            for entry in archive:
                if entry.isfile():
                    contents[entry.name.removeprefix("./")] = archive.extractfile(entry).read()
    elif delivery.format == "csv.gz":
        with gzip.open(delivery.full_path) as file:
            contents["data"] = file.read()
    else:
        with open(delivery.full_path, "rb") as file:
            contents[os.path.basename(delivery.full_path)] = file.read()
    return {
        name: data
        for name, data in contents.items()
        if not name.startswith("__MACOSX/") and not any(part.startswith(".") for part in name.split("/"))
    }


def text_lines(data, encoding):
    """Text of a file, line ends as they are."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")
