"""A form with a file, as a stream: memory does not grow with the file."""

from __future__ import annotations

import io
import os
import uuid
from typing import BinaryIO, Iterator, Mapping, Optional, Union

ManifestFile = Union[str, "os.PathLike[str]", bytes, BinaryIO]
_CHUNK_BYTES = 64 * 1024


class Upload:
    """``multipart/form-data`` (RFC 7578) with the file as its last part.

    :param file: a path, the bytes themselves, or a file that is open for reading bytes.
    """

    def __init__(self, fields: Mapping[str, str], file: ManifestFile) -> None:
        self._file = file
        boundary = f"asg-{uuid.uuid4().hex}"
        self.content_type = f"multipart/form-data; boundary={boundary}"
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="manifest.jsonl"\r\n'
            "Content-Type: application/x-ndjson\r\n\r\n"
        )
        self._head = "".join(parts).encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self._start = _position(file)
        size = _size(file, self._start)
        #: Bytes of the whole; None: not known before it is read.
        self.length = None if size is None else len(self._head) + size + len(self._tail)
        #: Whether it can be sent again.
        self.is_rewindable = isinstance(file, (str, bytes, os.PathLike)) or self._start is not None

    def __iter__(self) -> Iterator[bytes]:
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
        yield self._tail


class SizedUpload(Upload):
    """One whose length is told before it is sent."""

    def __len__(self) -> int:
        return self.length or 0


def upload_of(fields: Mapping[str, str], file: ManifestFile) -> Upload:
    upload = SizedUpload(fields, file)
    return Upload(fields, file) if upload.length is None else upload


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while True:
        chunk = file.read(_CHUNK_BYTES)
        if not isinstance(chunk, bytes):
            raise TypeError("the manifest must be opened for reading bytes, e.g. open(path, 'rb')")
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
