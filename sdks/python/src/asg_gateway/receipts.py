"""Verifies a receipt with nothing but its own content: no server, no network, no other package.

The steps are those of ``docs/receipts.md`` of the gateway, in their order; each lifts the proof one level, from the
label to the work of the block.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union, cast

from ._receipts.form import is_whole, receipt_problem
from ._receipts.parsing import (
    Beef,
    Header,
    Malformed,
    parse_beef,
    parse_bump,
    parse_header,
    root_of,
    sha256,
    work_problem,
)
from ._receipts.strict_json import NotStrictJson, parse_strict_json
from .errors import ASGGatewayError
from .types import LabelSpec, Receipt, SubmittedLabelSpec

__all__ = ["FAILURE_MEANINGS", "InvalidReceiptError", "StepReport", "VerificationReport", "verify_receipt"]

#: The steps of the verification, in their order, and what it means when one fails.
FAILURE_MEANINGS: Dict[str, str] = {
    "format": "This is not a receipt, it was damaged, or it is of a version that this program does not know.",
    "leaf": "The record was changed after it was committed to: the label, a count, a time, a hash or the salt.",
    "content": "The receipt is about something else than what you compare it with.",
    "path": "The record is not in the batch whose root is given, or not at the place that is claimed.",
    "commitment": "The transaction does not commit to this batch: "
    "the root, the settlement or the transaction was exchanged.",
    "transaction": "The transaction was changed or exchanged, or another id is claimed for it.",
    "proof": "Nothing shows that the transaction is in this block: "
    "its Merkle path was changed, or is of another block.",
    "header": "The header is not that of the block named, or not one of those you trust.",
    "proof_of_work": "Nobody worked for this block as the network demands: it was made up, or is of another network.",
}


class InvalidReceiptError(ASGGatewayError):
    """A receipt proves nothing; ``report.failed`` names the step."""

    report: VerificationReport

    def __init__(self, report: VerificationReport) -> None:
        detail = next((step.detail for step in report.steps if step.step == report.failed), "")
        super().__init__(f"{report.failed}: {detail}. {FAILURE_MEANINGS[report.failed or 'format']}")
        self.report = report


@dataclass(frozen=True)
class StepReport:
    """How one step of the verification went."""

    step: str
    #: None: not needed, or not reached because another step failed.
    ok: Optional[bool]
    detail: str


@dataclass(frozen=True)
class VerificationReport:
    """What the verification of a receipt found."""

    #: No step failed. Read ``warnings`` too: what a receipt that is not mined cannot prove.
    ok: bool
    #: The first step that failed; None: none did.
    failed: Optional[str]
    #: The transaction is shown to be in a block with proof of work.
    mined: bool
    #: Every step, in order.
    steps: Sequence[StepReport]
    #: What holds although every step passed, for people.
    warnings: Sequence[str]
    #: The receipt, where its form is right; its content is proven only where ``ok``.
    receipt: Optional[Receipt]

    def raise_if_failed(self) -> VerificationReport:
        """Itself; raises :class:`InvalidReceiptError` where a step failed."""
        if not self.ok:
            raise InvalidReceiptError(self)
        return self


_Outcome = Tuple[Optional[bool], str]
_NOT_MINED = "not mined when the receipt was made"


@dataclass(frozen=True)
class _Evidence:
    receipt: Mapping[str, Any]
    beef: Union[Beef, Malformed]
    header: Optional[Header]
    expected: Sequence[Tuple[str, Optional[str], str]]
    trusted_blocks: Optional[frozenset[str]]


def verify_receipt(
    receipt: object,
    *,
    task_id: Optional[str] = None,
    data_url: Optional[str] = None,
    label_spec: Optional[Union[LabelSpec, SubmittedLabelSpec, Mapping[str, Any]]] = None,
    consensus_label: Optional[str] = None,
    trusted_blocks: Optional[Iterable[str]] = None,
) -> VerificationReport:
    """Verifies a receipt offline. Nothing in it makes this raise, and the work is bounded by its size.

    :param receipt: what ``get_receipt`` gave, or the text or bytes of a file: where others read the file
        too, give these, since of a name that is there twice ``json.load`` keeps only the last.
    :param task_id: what you know of the task, to be compared with the record; as the next three. What is left out is
        not compared.
    :param data_url: as it was submitted, to the letter.
    :param trusted_blocks: blocks known to be on the chain: headers (160 hex digits) or hashes (64, as people read
        them). The receipt's must be one of them.
    """
    if isinstance(trusted_blocks, str):
        raise TypeError("trusted_blocks must be a list of headers or hashes, not one text")
    receipt, problem = _read(receipt)
    steps = [StepReport("format", problem is None, problem or "version 1")]
    evidence: Optional[_Evidence] = None
    if problem is None:
        fields = cast("Mapping[str, Any]", receipt)
        leaf = fields["leaf"]
        url_hash = None if data_url is None else _text_hash(data_url)
        spec_hash = None if label_spec is None else _label_spec_hash(label_spec)
        evidence = _Evidence(
            fields,
            _beef_of(fields["tx"]),
            parse_header(fields["block_header"]) if "block_header" in fields else None,
            [
                ("the task", task_id, leaf["task_id"]),
                ("the label", consensus_label, leaf["consensus_label"]),
                ("the data URL", url_hash, leaf["data_url_hash"]),
                ("the label spec", spec_hash, leaf["label_spec_hash"]),
            ],
            None if trusted_blocks is None else frozenset(trusted_blocks),
        )
    for name, check in _CHECKS.items():
        reached = evidence is not None and all(step.ok is not False for step in steps)
        ok, detail = check(evidence) if reached and evidence is not None else (None, "not reached")
        steps.append(StepReport(name, ok, detail))
    failed = next((step.step for step in steps if step.ok is False), None)
    form = cast("Optional[Receipt]", receipt) if problem is None else None
    is_mined = failed is None and form is not None and form["status"] != "seen"
    warnings = _warnings_of(form, trusted_blocks is not None) if failed is None and form is not None else []
    return VerificationReport(failed is None, failed, is_mined, steps, warnings, form)


def _read(given: object) -> Tuple[object, Optional[str]]:
    """The receipt, and what is wrong with its form."""
    try:
        receipt = parse_strict_json(given) if isinstance(given, (str, bytes, bytearray, memoryview)) else given
    except NotStrictJson as error:
        return None, str(error)
    return receipt, receipt_problem(receipt)


def _beef_of(text: str) -> Union[Beef, Malformed]:
    try:
        return parse_beef(text)
    except Malformed as problem:
        return problem


def _canonical(value: object) -> bytes:
    """JSON with sorted keys and no white space (RFC 8785), UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half a surrogate pair has no UTF-8: it is written as an escape.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text).encode()


def _text_hash(text: str) -> str:
    return sha256(re.sub("[\ud800-\udfff]", "\ufffd", text).encode()).hex()


def _label_spec_hash(spec: Mapping[str, Any]) -> str:
    hashed = {"question": spec.get("question"), "options": spec.get("options")}
    if spec.get("instructions") is not None:
        hashed["instructions"] = spec["instructions"]
    return sha256(_canonical(hashed)).hex()


def _check_leaf(evidence: _Evidence) -> _Outcome:
    receipt = evidence.receipt
    record = {name: int(value) if is_whole(value) else value for name, value in receipt["leaf"].items()}
    computed = sha256(b"\x00" + _canonical(record)).hex()
    if computed == receipt["leaf_hash"]:
        return True, computed
    return False, f"the record hashes to {computed}, not to {receipt['leaf_hash']}"


def _check_content(evidence: _Evidence) -> _Outcome:
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


def _check_path(evidence: _Evidence) -> _Outcome:
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


def _check_commitment(evidence: _Evidence) -> _Outcome:
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


def _check_transaction(evidence: _Evidence) -> _Outcome:
    if isinstance(evidence.beef, Malformed):
        return False, f"the transaction cannot be read: {evidence.beef}"
    computed, txid = evidence.beef.transaction.txid, evidence.receipt["txid"]
    if computed == txid:
        return True, computed
    return False, f"the transaction's id is {computed}, not {txid}"


def _check_proof(evidence: _Evidence) -> _Outcome:
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


def _check_header(evidence: _Evidence) -> _Outcome:
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


def _check_work(evidence: _Evidence) -> _Outcome:
    if evidence.header is None:
        return None, _NOT_MINED
    problem = work_problem(evidence.header, evidence.receipt["network"])
    return (True, f"target {evidence.header.bits:08x}") if problem is None else (False, problem)


_CHECKS: Dict[str, Callable[[_Evidence], _Outcome]] = {
    "leaf": _check_leaf,
    "content": _check_content,
    "path": _check_path,
    "commitment": _check_commitment,
    "transaction": _check_transaction,
    "proof": _check_proof,
    "header": _check_header,
    "proof_of_work": _check_work,
}


def _warnings_of(receipt: Receipt, has_trusted_blocks: bool) -> List[str]:
    """What a receipt whose every step passed does not prove."""
    network = receipt["network"]
    places = {"local": "local chain", "regtest": "private chain of a node", "test": "test network"}
    warnings = [f"{places[network]}: not real money"] if network in places else []
    if receipt["status"] == "seen":
        warnings.append(
            "not mined: nothing in this file shows that the network took the transaction, nor which network; "
            "fetch the receipt again when it is mined"
        )
    elif not has_trusted_blocks and network != "local":
        warnings.append(
            f"the work of block {receipt.get('block_hash')} is proven, that it is on the longest chain is not: "
            "compare its hash with a source you trust"
        )
    return warnings
