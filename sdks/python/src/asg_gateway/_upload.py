"""A file as the body of a request, as a stream: memory does not grow with it."""

from __future__ import annotations

import io
import os
import uuid
from typing import BinaryIO, Iterator, Mapping, Optional, Union

ManifestFile = Union[str, "os.PathLike[str]", bytes, BinaryIO]
_CHUNK_BYTES = 64 * 1024


class Upload:
    """The bytes of a file between a head and a tail.

    :param file: a path, the bytes themselves, or a file that is open for reading bytes.
    """

    def __init__(self, file: ManifestFile, content_type: str, head: bytes = b"", tail: bytes = b"") -> None:
        self._file = file
        self.content_type = content_type
        self._head = head
        self._tail = tail
        self._start = _position(file)
        size = _size(file, self._start)
        #: Bytes of the whole; None: not known before it is read.
        self.length = None if size is None else len(head) + size + len(tail)
        #: Whether it can be sent again.
        self.is_rewindable = isinstance(file, (str, bytes, os.PathLike)) or self._start is not None

    def __iter__(self) -> Iterator[bytes]:
        if self._head:
            yield self._head
        if isinstance(self._file, (str, os.PathLike)):
            with open(self._file, "rb") as file:
                yield from _chunks(file)
        elif isinstance(self._file, bytes):
            yield from _chunks(io.BytesIO(self._file))
        else:
            if self._start is not None:
                self._file.seek(self._start)
            yield from _chunks(self._file)
        if self._tail:
            yield self._tail


class SizedUpload(Upload):
    """One whose length is told before it is sent."""

    def __len__(self) -> int:
        return self.length or 0


def file_of(file: ManifestFile, content_type: str = "application/octet-stream") -> Upload:
    """The file alone as a body."""
    return _told(file, content_type)


def form_of(fields: Mapping[str, str], file: ManifestFile) -> Upload:
    """``multipart/form-data`` (RFC 7578) with the file as its last part."""
    boundary = f"asg-{uuid.uuid4().hex}"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="manifest.jsonl"\r\n'
        "Content-Type: application/x-ndjson\r\n\r\n"
    )
    content_type = f"multipart/form-data; boundary={boundary}"
    return _told(file, content_type, "".join(parts).encode(), f"\r\n--{boundary}--\r\n".encode())


def _told(file: ManifestFile, content_type: str, head: bytes = b"", tail: bytes = b"") -> Upload:
    upload = SizedUpload(file, content_type, head, tail)
    return Upload(file, content_type, head, tail) if upload.length is None else upload


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while True:
        chunk = file.read(_CHUNK_BYTES)
        if not isinstance(chunk, bytes):
            raise TypeError("the file must be opened for reading bytes, e.g. open(path, 'rb')")
        if chunk == b"":
            return
        yield chunk


def _position(file: ManifestFile) -> Optional[int]:
    if isinstance(file, (str, bytes, os.PathLike)):
        return None
    try:
        return file.tell() if file.seekable() else None
    except (AttributeError, OSError):
        return None


def _size(file: ManifestFile, start: Optional[int]) -> Optional[int]:
    if isinstance(file, bytes):
        return len(file)
    if isinstance(file, (str, os.PathLike)):
        return os.stat(file).st_size
    if start is None:
        return None
    end = file.seek(0, os.SEEK_END)
    file.seek(start)
    return end - start
