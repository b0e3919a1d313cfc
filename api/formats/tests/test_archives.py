import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from api.formats import limits
from api.formats.archives import members
from api.formats.tests.builders import tar_gz_of, zip_of
from api.formats.tests.refusing import refusal_of

_BUILDERS = {"lot.zip": zip_of, "lot.tar.gz": tar_gz_of}
_kinds = pytest.mark.parametrize("name", _BUILDERS)


def _build(name: str, files: Mapping[str, bytes]) -> io.BytesIO:
    return io.BytesIO(_BUILDERS[name](files))


def _refusal(content: bytes, name: str) -> str:
    return refusal_of(members, io.BytesIO(content), name)


@_kinds
def test_gives_every_file_in_order(name: str) -> None:
    files = {"a.xml": b"<a/>", "dossier/été.pdf": b"%PDF-", "x" * 150 + ".xml": b"1" * 1000}

    found = list(members(_build(name, files), name))

    assert {member.path: member.content for member in found} == files
    assert [member.name for member in found][1] == "été.pdf"


@_kinds
def test_opens_a_path_too(name: str, tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(_build(name, {"a.xml": b"<a/>"}).getvalue())

    assert [member.content for member in members(path, name)] == [b"<a/>"]


@_kinds
def test_leaves_out_what_systems_add(name: str) -> None:
    files = {"__MACOSX/._a.xml": b"1", "d/.DS_Store": b"2", "a.xml": b"3"}

    assert [member.name for member in members(_build(name, files), name)] == ["a.xml"]


@_kinds
@pytest.mark.parametrize(
    "path",
    ["../a.xml", "d/../../a.xml", "/etc/a.xml", "\\a.xml", "d\\..\\a.xml", "C:\\a.xml", "a\n.xml"],
)
def test_refuses_a_path_that_leaves_the_archive(name: str, path: str) -> None:
    assert refusal_of(members, _build(name, {"b.xml": b"1", path: b"2"}), name) == "archive_path"


@_kinds
@pytest.mark.parametrize(
    ("path", "content"),
    [("in.zip", b"anything"), ("a.xml", b"PK\x03\x04"), ("a.pdf", b"\x1f\x8b"), ("b.tgz", b"x")],
)
def test_refuses_an_archive_inside(name: str, path: str, content: bytes) -> None:
    assert refusal_of(members, _build(name, {path: content}), name) == "archive_nested"


@_kinds
def test_an_office_document_is_no_archive(name: str) -> None:
    document = zip_of({"word/document.xml": b"<a/>"})

    assert len(list(members(_build(name, {"devis.docx": document}), name))) == 1


@_kinds
def test_refuses_a_member_over_ten_megabytes(name: str) -> None:
    content = os.urandom(limits.MAX_FILE_BYTES // 50) * 51

    assert refusal_of(members, _build(name, {"a.pdf": content}), name) == "archive_member_too_large"


@_kinds
def test_refuses_too_many_members(name: str) -> None:
    files = {f"{rank}.xml": b"" for rank in range(limits.MAX_MEMBERS + 1)}

    assert refusal_of(members, _build(name, files), name) == "archive_too_many_files"


@_kinds
def test_refuses_too_much_in_all(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_EXPANDED_BYTES", 20_000)
    files = {f"{rank}.xml": os.urandom(9_000) for rank in range(3)}

    assert refusal_of(members, _build(name, files), name) == "archive_too_large"


@_kinds
def test_refuses_an_archive_without_files(name: str) -> None:
    assert refusal_of(members, _build(name, {}), name) == "archive_empty"


@_kinds
def test_refuses_a_bomb(name: str) -> None:
    assert refusal_of(members, _build(name, {"a.xml": bytes(9_000_000)}), name) == "archive_bomb"


@_kinds
def test_nothing_comes_out_before_the_end_is_checked(name: str) -> None:
    files = {"good.xml": b"<a/>", "../bad.xml": b"<a/>"}
    given: list[str] = []

    def take() -> None:
        given.extend(member.name for member in members(_build(name, files), name))

    assert refusal_of(take) == "archive_path"
    assert given == []


@_kinds
@pytest.mark.parametrize("kept", [30, 200, 3_000])
def test_refuses_a_truncated_archive(name: str, kept: int) -> None:
    content = _build(name, {"a.pdf": os.urandom(4_000)}).getvalue()

    assert _refusal(content[:kept], name) == "archive_damaged"


@_kinds
def test_refuses_a_falsified_content(name: str) -> None:
    content = bytearray(_build(name, {"a.pdf": os.urandom(4_000)}).getvalue())
    content[2_000] ^= 0xFF

    assert _refusal(bytes(content), name) == "archive_damaged"


def test_refuses_the_extension_of_the_other_kind() -> None:
    assert _refusal(zip_of({"a.xml": b"1"}), "lot.tar.gz") == "extension_mismatch"


def test_refuses_a_lone_document() -> None:
    assert _refusal(b"%PDF-1.7", "f.pdf") == "extension_mismatch"


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_refuses_a_link_or_a_device_in_a_tar(kind: bytes) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.xml")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)

    assert _refusal(target.getvalue(), "lot.tar.gz") == "archive_link"


def test_refuses_a_link_in_a_zip() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        info = zipfile.ZipInfo("a.xml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")

    assert _refusal(target.getvalue(), "lot.zip") == "archive_link"


def test_refuses_an_encrypted_zip() -> None:
    content = bytearray(zip_of({"a.xml": b"<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert _refusal(bytes(content), "lot.zip") == "archive_encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_refuses_a_compression_that_needs_much_memory(method: int) -> None:
    assert _refusal(zip_of({"a.xml": b"<a/>"}, method), "lot.zip") == "archive_method"


def test_refuses_a_zip_whose_directory_would_fill_the_memory() -> None:
    content = bytearray(zip_of({"a.xml": b"<a/>"}))
    end = content.index(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<L", 100_000_000)

    assert _refusal(bytes(content), "lot.zip") == "archive_too_many_files"


def test_a_zip_that_declares_less_than_it_holds_is_refused() -> None:
    content = bytearray(zip_of({"a.xml": b"<a/>" * 100}))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<L", 10)

    assert _refusal(bytes(content), "lot.zip") == "archive_damaged"


def test_a_tar_header_that_claims_gigabytes_is_refused_unread() -> None:
    info = tarfile.TarInfo("long")
    info.type, info.size = tarfile.XHDTYPE, 4_000_000_000
    content = gzip.compress(info.tobuf(tarfile.USTAR_FORMAT))

    assert _refusal(content, "lot.tar.gz") == "archive_damaged"


def test_a_tar_of_headers_without_end_is_refused() -> None:
    info = tarfile.TarInfo("long")
    info.type = tarfile.XGLTYPE
    content = gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) * 4_000)

    assert _refusal(content, "lot.tar.gz") in {"archive_bomb", "archive_too_many_files"}


def test_a_tar_bomb_is_left_early() -> None:
    file = io.BytesIO(gzip.compress(bytes(200_000_000), compresslevel=1))

    assert refusal_of(members, file, "lot.tar.gz") in {"archive_damaged", "archive_bomb"}
    assert file.tell() < len(file.getvalue()) / 2


def test_gzip_streams_may_follow_one_another() -> None:
    whole = gzip.decompress(tar_gz_of({"a.xml": b"<a/>", "b.xml": b"<b/>"}))
    content = gzip.compress(whole[:700]) + gzip.compress(whole[700:])

    found = members(io.BytesIO(content), "lot.tar.gz")
    assert [member.content for member in found] == [b"<a/>", b"<b/>"]


def test_a_posix_tar_keeps_accents_and_long_names() -> None:
    target, path = io.BytesIO(), "é" * 120 + ".xml"
    with tarfile.open(fileobj=target, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo(path))

    assert [member.path for member in members(target, "lot.tar.gz")] == [path]


def test_a_gnu_tar_keeps_long_names() -> None:
    target, path = io.BytesIO(), "a" * 300 + ".xml"
    with tarfile.open(fileobj=target, mode="w:gz", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo(path))

    assert [member.path for member in members(target, "lot.tar.gz")] == [path]


@pytest.mark.parametrize("kind", [tarfile.DIRTYPE, tarfile.REGTYPE])
def test_a_folder_of_a_tar_is_passed_over(kind: bytes) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        folder = tarfile.TarInfo("dossier/")
        folder.type = kind
        archive.addfile(folder)
        archive.addfile(tarfile.TarInfo("dossier/a.xml"))

    assert [member.path for member in members(target, "lot.tar.gz")] == ["dossier/a.xml"]
