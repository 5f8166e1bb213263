"""Whatever an input is packed with, it is read whole or refused."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import sys
import tarfile
import threading
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import zstandard

from meute.errors import BrokenInputError, InputError
from meute.loader.lines import CHUNK_BYTES
from meute.loader.sources import Source, sources_of
from meute.loader.streams import digest_of, opened

DATA = b'{"text": "un peu de texte"}\n' * 5000

PACKINGS = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor(level=19).compress,
}
PACKED = sorted(set(PACKINGS) - {"plain"})


def _zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar_of_posts() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("posts.jsonl")
        info.size = len(DATA)
        archive.addfile(info, io.BytesIO(DATA))
    return out.getvalue()


def source(path: Path, member: str | None = None) -> Source:
    return Source(path.name, path, member, bytes=path.stat().st_size)


def content(some: Source) -> bytes:
    with opened(some) as found:
        parts = []
        while part := found.stream.read(CHUNK_BYTES):
            parts.append(part)
        return b"".join(parts)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("packing", PACKINGS)
def test_packed_inputs_are_read_whatever_their_name(tmp_path: Path, packing: str) -> None:
    path = written(tmp_path, "posts.txt", PACKINGS[packing](DATA))
    assert content(source(path)) == DATA
    assert digest_of(source(path)) == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("packing", PACKED)
def test_parts_in_a_row_and_padding_count_as_one(tmp_path: Path, packing: str) -> None:
    pack = PACKINGS[packing]
    path = written(tmp_path, "posts", pack(DATA) + pack(b"") + pack(DATA) + b"\0" * 512)
    assert content(source(path)) == DATA + DATA


def test_layers_of_packing_are_taken_off(tmp_path: Path) -> None:
    path = written(tmp_path, "posts", bz2.compress(gzip.compress(DATA)))
    assert content(source(path)) == DATA


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("kept", [0.5, 0.99, -1])
def test_truncated_data_are_refused(tmp_path: Path, packing: str, kept: float) -> None:
    packed = PACKINGS[packing](os.urandom(200_000))
    path = written(tmp_path, "posts", packed[: int(len(packed) * kept) if kept > 0 else -1])
    with pytest.raises(BrokenInputError, match="end in the middle"):
        digest_of(source(path))


@pytest.mark.parametrize("packing", ["gzip", "bzip2", "xz"])
def test_damaged_data_are_refused(tmp_path: Path, packing: str) -> None:
    packed = bytearray(PACKINGS[packing](os.urandom(100_000)))
    packed[len(packed) // 2] ^= 0xFF
    path = written(tmp_path, "posts", bytes(packed))
    with pytest.raises(BrokenInputError, match=f"its {packing} data"):
        digest_of(source(path))


@pytest.mark.parametrize("packing", [*PACKED, "zip"])
def test_bombs_are_refused_in_bounded_memory(tmp_path: Path, packing: str) -> None:
    path = tmp_path / "bomb"
    if packing == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("posts.jsonl", b"\0" * 130_000_000)
    else:
        path.write_bytes(PACKINGS[packing](b"\0" * 130_000_000))
    with sources_of([str(path)]) as sources:
        tracemalloc.start()
        try:
            with pytest.raises(BrokenInputError, match="more than 200 times its size"):
                digest_of(sources[0])
            assert tracemalloc.get_traced_memory()[1] < 80_000_000
        finally:
            tracemalloc.stop()


def test_repetitive_posts_are_no_bomb(tmp_path: Path) -> None:
    path = written(tmp_path, "posts", gzip.compress(DATA * 100))
    assert len(content(source(path))) == 100 * len(DATA)


def test_members_of_an_archive_count_as_files(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/posts.jsonl", DATA)
        archive.writestr("b.jsonl.gz", gzip.compress(DATA))
        archive.writestr("__MACOSX/b.jsonl", b"no post")
        archive.writestr(".DS_Store", b"no post")
        archive.writestr("empty/", b"")
    with sources_of([str(path)]) as sources:
        assert [s.name for s in sources] == [f"{path}:a/posts.jsonl", f"{path}:b.jsonl.gz"]
        assert [content(s) for s in sources] == [DATA, DATA]
        assert digest_of(sources[0]) == hashlib.sha256(DATA).hexdigest()
        assert all(s.unnamed for s in sources)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"PK\x03\x04" + b"no archive" * 100, "archive is damaged"),
        (lambda: _zip_of({}), "holds no files"),
        (lambda: _zip_of({"inner.zip": _zip_of({"posts.jsonl": DATA})}), "inside an archive"),
        (_tar_of_posts, "a tar archive"),
        (lambda: gzip.compress(_tar_of_posts()), "a tar archive"),
        (lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 600, "a 7z archive"),
        (lambda: b"Rar!\x1a\x07\x01\x00" + b"\0" * 600, "a RAR archive"),
    ],
)
def test_what_cannot_be_unpacked_is_named(tmp_path: Path, make, reason: str) -> None:
    path = written(tmp_path, "export", make())
    with (
        sources_of([str(path)]) as sources,
        pytest.raises(BrokenInputError, match=reason) as caught,
    ):
        digest_of(sources[0])
    assert caught.value.remedy


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    data = bytearray(_zip_of({"posts.jsonl": DATA}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with (
        sources_of([str(written(tmp_path, "export.zip", bytes(data)))]) as sources,
        pytest.raises(BrokenInputError, match="encrypted, password required"),
    ):
        digest_of(sources[0])


def test_damage_inside_an_archive_is_found(tmp_path: Path) -> None:
    data = bytearray(_zip_of({"posts.jsonl": os.urandom(100_000)}))
    data[50_000] ^= 0xFF
    with (
        sources_of([str(written(tmp_path, "export.zip", bytes(data)))]) as sources,
        pytest.raises(BrokenInputError, match="archive is damaged"),
    ):
        digest_of(sources[0])


def test_folders_and_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.jsonl", "a.jsonl", "b/c.csv", ".hidden", ".git/config"):
        (tmp_path / name).write_bytes(DATA)
    monkeypatch.chdir(tmp_path)
    with sources_of([str(tmp_path)]) as sources:
        names = [str(s.path.relative_to(tmp_path)) for s in sources]
        assert names == ["a.jsonl", "z.jsonl", "b/c.csv"]
        assert all(s.unnamed for s in sources)
    with sources_of(["*.jsonl", "b/c.csv"]) as sources:
        assert [s.name for s in sources] == ["a.jsonl", "z.jsonl", "b/c.csv"]
        assert not any(s.unnamed for s in sources)


@pytest.mark.parametrize("missing", ["nothing.jsonl", "*.nothing", "nul\0"])
def test_a_missing_file_is_named(missing: str) -> None:
    with pytest.raises(InputError, match="cannot be read") as caught, sources_of([missing]):
        pass
    assert caught.value.remedy == "Check the path."


def test_standard_input_is_kept_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(DATA))))
    with sources_of(["-"]) as sources:
        (found,) = sources
        assert found.name == "standard input"
        assert content(found) == DATA
    assert not found.path.exists()


def test_a_named_pipe_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(DATA,))
    writer.start()
    with sources_of([str(path)]) as sources:
        writer.join()
        assert digest_of(sources[0]) == hashlib.sha256(DATA).hexdigest()
        assert content(sources[0]) == DATA


def test_the_position_grows_to_the_size_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "posts", gzip.compress(os.urandom(3_000_000)))
    with opened(source(path)) as found:
        found.stream.read(1000)
        begun = found.position()
        while found.stream.read(CHUNK_BYTES):
            pass
        assert 0 < begun < found.position() == path.stat().st_size
