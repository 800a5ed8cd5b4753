"""Strict parsers of what a receipt carries: a transaction (BEEF V2, BRC-96), its Merkle path (BRC-74), a header."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple

_SAFE_MAX = 2**53 - 1
_BEEF_VERSION_TWO = 0xEFBE0002
_RAW, _RAW_WITH_BUMP, _TXID_ONLY = 0, 1, 2
_LEVELS_MAX = 64
_FLAG_DUPLICATE, _FLAG_MAX = 1, 2


class Malformed(Exception):
    """Bytes that do not follow their format."""


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def hash256(data: bytes) -> bytes:
    """SHA-256 twice: ids of transactions and blocks, nodes of a block's Merkle tree."""
    return sha256(sha256(data))


def display_hash(data: bytes) -> str:
    """Ids and block hashes are shown byte-reversed."""
    return data[::-1].hex()


class Reader:
    """Reads little-endian fields strictly."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.position = 0

    def since(self, start: int) -> bytes:
        return self._data[start : self.position]

    def take(self, length: int) -> bytes:
        if length > len(self._data) - self.position:
            raise Malformed("the bytes end too early")
        self.position += length
        return self._data[self.position - length : self.position]

    def uint(self, length: int) -> int:
        return int.from_bytes(self.take(length), "little")

    def varint(self) -> int:
        """A variable-length integer in its shortest form."""
        first = self.uint(1)
        if first < 0xFD:
            return first
        length, least = {0xFD: (2, 0xFD), 0xFE: (4, 0x1_0000), 0xFF: (8, 0x1_0000_0000)}[first]
        value = self.uint(length)
        if value < least:
            raise Malformed("a length is not in its shortest form")
        if value > _SAFE_MAX:
            raise Malformed("a length is absurd")
        return value

    def count(self, item_bytes_min: int) -> int:
        """How many items follow; each takes at least so many bytes, so that a lie cannot cause work."""
        count = self.varint()
        if count * item_bytes_min > len(self._data) - self.position:
            raise Malformed("a count exceeds the bytes that follow")
        return count

    def end(self) -> None:
        if self.position != len(self._data):
            raise Malformed("bytes follow the end")


@dataclass(frozen=True)
class Transaction:
    """As much of a transaction as a receipt is about."""

    txid: str
    #: Satoshis and script of output 0; None where it has none.
    first_output: Optional[Tuple[int, bytes]]


def _read_transaction(reader: Reader) -> Transaction:
    start = reader.position
    reader.take(4)
    for _ in range(reader.count(41)):
        reader.take(36)
        reader.take(reader.count(1))
        reader.take(4)
    first_output = None
    for _ in range(reader.count(9)):
        output = (reader.uint(8), reader.take(reader.count(1)))
        first_output = first_output or output
    reader.take(4)
    return Transaction(display_hash(hash256(reader.since(start))), first_output)


@dataclass(frozen=True)
class Beef:
    """What a receipt's BEEF holds: one transaction, after its parents' ids where it is not mined."""

    transaction: Transaction
    #: Its Merkle path, hex; None: it has none.
    bump: Optional[str]


def parse_beef(text: str) -> Beef:
    reader = Reader(bytes.fromhex(text))
    if reader.uint(4) != _BEEF_VERSION_TWO:
        raise Malformed("it is not BEEF of version 2")
    bumps = reader.count(2)
    if bumps > 1:
        raise Malformed("it holds more than one Merkle path")
    start = reader.position
    if bumps == 1:
        _read_bump(reader)
    bump = reader.since(start).hex() if bumps == 1 else None
    entries = reader.count(11)
    if entries < 1:
        raise Malformed("it holds no transaction")
    for _ in range(entries - 1):
        if reader.uint(1) != _TXID_ONLY:
            raise Malformed("it holds more than one transaction")
        reader.take(32)
    form = reader.uint(1)
    if form not in (_RAW, _RAW_WITH_BUMP):
        raise Malformed("its transaction is not there in full")
    if (form == _RAW_WITH_BUMP) != (bump is not None) or (bump is not None and reader.varint() != 0):
        raise Malformed("its transaction and its Merkle path do not belong together")
    transaction = _read_transaction(reader)
    reader.end()
    return Beef(transaction, bump)


#: The nodes of a level by their offsets; None: a copy of the one on its left.
_Level = Dict[int, Optional[bytes]]


@dataclass(frozen=True)
class Bump:
    """A Merkle path of transactions of one block: for each level, from the leaves up, its nodes."""

    block_height: int
    levels: List[_Level]


def parse_bump(text: str) -> Bump:
    reader = Reader(bytes.fromhex(text))
    bump = _read_bump(reader)
    reader.end()
    return bump


def _read_bump(reader: Reader) -> Bump:
    block_height = reader.varint()
    height = reader.uint(1)
    if not 1 <= height <= _LEVELS_MAX:
        raise Malformed(f"a path of {height} levels")
    return Bump(block_height, [_read_level(reader) for _ in range(height)])


def _read_level(reader: Reader) -> _Level:
    nodes: _Level = {}
    for _ in range(reader.count(2)):
        offset = reader.varint()
        flags = reader.uint(1)
        if flags > _FLAG_MAX:
            raise Malformed("a node has unknown flags")
        if offset in nodes:
            raise Malformed("an offset is listed twice")
        # Only the last node of an odd row is copied, to its right.
        if flags == _FLAG_DUPLICATE and offset % 2 == 0:
            raise Malformed("a copied node is on the left")
        nodes[offset] = None if flags == _FLAG_DUPLICATE else reader.take(32)
    return nodes


def root_of(bump: Bump, txid: str) -> str:
    """The Merkle root that the path leads this transaction to, as people read it."""
    leaves = bump.levels[0]
    wanted = bytes.fromhex(txid)[::-1]
    offset = next((at for at, leaf in leaves.items() if leaf == wanted), None)
    if offset is None:
        raise Malformed("the transaction is not in the Merkle path")
    node = wanted
    # The path of the one transaction of a block has no sibling.
    if len(bump.levels) == 1 and len(leaves) == 1 and offset == 0:
        return display_hash(node)
    known = leaves
    for level, given in enumerate(bump.levels):
        if level > 0:
            known = _with_parents(given, known)
        is_left = offset % 2 == 0
        place = offset + 1 if is_left else offset - 1
        if place not in known:
            raise Malformed(f"the Merkle path lacks a node at level {level}")
        sibling = known[place]
        # A copied node is on the right only, so that the left one is always there.
        node = _parent(node, sibling) if is_left else _parent(sibling or b"", node)
        offset //= 2
    if offset != 0:
        raise Malformed("the Merkle path ends below the root")
    return display_hash(node)


def _with_parents(given: _Level, below: _Level) -> _Level:
    """The nodes given on a level, and those that two given ones below it make."""
    known = dict(given)
    for offset, left in below.items():
        if offset % 2 == 1 or left is None or offset + 1 not in below:
            continue
        made = _parent(left, below[offset + 1])
        told = known.get(offset // 2)
        if told is not None and told != made:
            raise Malformed("the Merkle path contradicts itself")
        known[offset // 2] = made
    return known


def _parent(left: bytes, right: Optional[bytes]) -> bytes:
    return hash256(left + (left if right is None else right))


@dataclass(frozen=True)
class Header:
    """What a receipt needs of a block's 80 bytes. Hashes as people read them."""

    hash: str
    merkle_root: str
    #: The target in its compact form.
    bits: int


def parse_header(text: str) -> Header:
    data = bytes.fromhex(text)
    return Header(display_hash(hash256(data)), display_hash(data[36:68]), int.from_bytes(data[72:76], "little"))


#: The easiest target, compact, that a block of each network may state.
_EASIEST_BITS = {"main": 0x1900FFFF, "test": 0x1D00FFFF, "local": 0x207FFFFF, "regtest": 0x207FFFFF}


def _target_of(bits: int) -> Optional[int]:
    """The largest hash that compact ``bits`` allow; None for a negative, zero or overflowing target."""
    if bits & 0x80_0000:
        return None
    shift = 8 * ((bits >> 24) - 3)
    mantissa = bits & 0x7F_FFFF
    target = mantissa << shift if shift >= 0 else mantissa >> -shift
    return target if 0 < target < 1 << 256 else None


def work_problem(header: Header, network: str) -> Optional[str]:
    """What is wrong with a header's proof of work on this network; None: nothing."""
    target = _target_of(header.bits)
    if target is None:
        return "the header states no valid target"
    if int(header.hash, 16) > target:
        return "the hash of the header is above the target it states"
    easiest = _target_of(_EASIEST_BITS[network])
    if easiest is None or target > easiest:
        return (
            f'the target is easier than any block of the network "{network}" has: '
            "the block is of another network, or made up"
        )
    return None
