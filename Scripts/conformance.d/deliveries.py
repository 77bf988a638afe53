"""Which files of a folder are deliveries, and of what format, judged by their content."""

import fnmatch
import gzip
import io
import os
import tarfile
import zipfile
from dataclasses import dataclass

READ = {"csv", "csv.gz", "dwca", "dwca.zip", "dwca.tgz", "dwca.tar", "csv.zip", "csv.tgz", "csv.tar"}

# Beside deliveries: descriptions of them.
NOT_DELIVERIES = ["*.md", "*/eml.xml", "eml.xml", "*/logback-test.xml"]


@dataclass
class Delivery:
    path: str
    """Under the folder that was walked."""
    full_path: str
    format: str

    @property
    def is_read(self):
        return self.format in READ


def walk(root):
    """All deliveries under root, in order of path."""
    found = []
    for folder, folders, files in os.walk(root):
        folders.sort()
        relative = os.path.relpath(folder, root)
        if folder != root and "meta.xml" in files:
            folders.clear()
            found.append(Delivery(relative, folder, "dwca"))
            continue
        for name in files:
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
    if name.endswith((".json", ".geojson")):
        return name.rsplit(".", 1)[1]
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
    has_meta = any(name.replace("\\", "/").rsplit("/", 1)[-1] == "meta.xml" for name in names)
    return "dwca.zip" if has_meta else "csv.zip"


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
    if delivery.format == "dwca":
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
