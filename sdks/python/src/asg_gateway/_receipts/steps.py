"""The steps of a verification after the form, each on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from .form import is_whole
from .hashes import canonical
from .parsing import Beef, Header, Malformed, parse_bump, root_of, sha256, work_problem

Outcome = Tuple[Optional[bool], str]
_NOT_MINED = "not mined when the receipt was made"


@dataclass(frozen=True)
class Evidence:
    receipt: Mapping[str, Any]
    beef: Union[Beef, Malformed]
    header: Optional[Header]
    expected: Sequence[Tuple[str, Optional[str], str]]
    trusted_blocks: Optional[frozenset[str]]


def _check_leaf(evidence: Evidence) -> Outcome:
    receipt = evidence.receipt
    record = {name: int(value) if is_whole(value) else value for name, value in receipt["leaf"].items()}
    computed = sha256(b"\x00" + canonical(record)).hex()
    if computed == receipt["leaf_hash"]:
        return True, computed
    return False, f"the record hashes to {computed}, not to {receipt['leaf_hash']}"


def _check_content(evidence: Evidence) -> Outcome:
    given = [(name, value, told) for name, value, told in evidence.expected if value is not None]
    if not given:
        return None, "nothing was given to compare with"
    other = [name for name, value, told in given if value != told]
    if other:
        return False, f"{' and '.join(other)} that you gave is not that of the record"
    return True, ", ".join(name for name, _, _ in given)


def _path_sides(index: int, size: int) -> List[str]:
    """The sides of the siblings on the path of leaf ``index`` of ``size`` (RFC 6962, section 2.1.1)."""
    sides = []
    place, width = index, size
    while width > 1:
        if place % 2 == 1:
            sides.append("left")
        elif place + 1 < width:
            sides.append("right")
        place, width = place // 2, (width + 1) // 2
    return sides


def _check_path(evidence: Evidence) -> Outcome:
    receipt = evidence.receipt
    index, size, path = int(receipt["leaf_index"]), int(receipt["tree_size"]), receipt["path"]
    sides = _path_sides(index, size)
    if sides != [step["side"] for step in path]:
        return False, f"leaf {index} of {size} has another path: {len(sides)} steps, each with its side"
    node = bytes.fromhex(receipt["leaf_hash"])
    for step in path:
        sibling = bytes.fromhex(step["hash"])
        node = sha256(b"\x01" + (sibling + node if step["side"] == "left" else node + sibling))
    if node.hex() == receipt["root"]:
        return True, f"leaf {index} of {size}, {len(path)} steps"
    return False, f"the path leads to the root {node.hex()}, not to {receipt['root']}"


def _check_commitment(evidence: Evidence) -> Outcome:
    if isinstance(evidence.beef, Malformed):
        return None, "the transaction cannot be read"
    output = evidence.beef.transaction.first_output
    if output is None:
        return False, "the transaction has no output"
    satoshis, script = output
    if satoshis != 0:
        return False, "output 0 holds satoshis: it is a payment, not a commitment"
    settlement_id, root = evidence.receipt["settlement_id"], evidence.receipt["root"]
    # OP_FALSE OP_RETURN and the pushes, none of them longer than 75 bytes: the length is the opcode.
    pushes = [b"ASG", b"\x01", settlement_id.encode(), bytes.fromhex(root)]
    if script == b"\x00\x6a" + b"".join(bytes([len(push)]) + push for push in pushes):
        return True, f"root {root} of {settlement_id}"
    return False, f"output 0 is not the commitment to root {root} under {settlement_id}"


def _check_transaction(evidence: Evidence) -> Outcome:
    if isinstance(evidence.beef, Malformed):
        return False, f"the transaction cannot be read: {evidence.beef}"
    computed, txid = evidence.beef.transaction.txid, evidence.receipt["txid"]
    if computed == txid:
        return True, computed
    return False, f"the transaction's id is {computed}, not {txid}"


def _check_proof(evidence: Evidence) -> Outcome:
    receipt, header = evidence.receipt, evidence.header
    carried = None if isinstance(evidence.beef, Malformed) else evidence.beef.bump
    bump = receipt.get("bump")
    if carried != bump:
        return False, "the BEEF carries another Merkle path than the receipt"
    if bump is None or header is None:
        return None, _NOT_MINED
    try:
        root = root_of(parse_bump(bump), receipt["txid"])
    except Malformed as problem:
        return False, str(problem)
    if root == header.merkle_root:
        return True, f"under the Merkle root {root}"
    return False, f"the path leads to the Merkle root {root}, the header has {header.merkle_root}"


def _check_header(evidence: Evidence) -> Outcome:
    receipt, header, trusted = evidence.receipt, evidence.header, evidence.trusted_blocks
    if header is None:
        if trusted is None:
            return None, _NOT_MINED
        return False, f"{_NOT_MINED}: there is no header to compare with yours"
    block_hash, block_height = receipt["block_hash"], int(receipt["block_height"])
    if header.hash != block_hash:
        return False, f"the header hashes to {header.hash}, not to {block_hash}"
    height = parse_bump(receipt["bump"]).block_height
    if height != block_height:
        return False, f"the Merkle path is of height {height}, the receipt says {block_height}"
    if trusted is None:
        return True, f"block {block_hash}, height {block_height} as claimed"
    if header.hash in trusted or receipt["block_header"] in trusted:
        return True, f"block {block_hash}, one of those you trust"
    return False, f"block {block_hash} is not one of those you trust"


def _check_work(evidence: Evidence) -> Outcome:
    if evidence.header is None:
        return None, _NOT_MINED
    problem = work_problem(evidence.header, evidence.receipt["network"])
    return (True, f"target {evidence.header.bits:08x}") if problem is None else (False, problem)


CHECKS: Dict[str, Callable[[Evidence], Outcome]] = {
    "leaf": _check_leaf,
    "content": _check_content,
    "path": _check_path,
    "commitment": _check_commitment,
    "transaction": _check_transaction,
    "proof": _check_proof,
    "header": _check_header,
    "proof_of_work": _check_work,
}
