"""Verifies a receipt with nothing but its own content: no server, no network, no other package.

The steps are those of ``docs/receipts.md`` of the gateway, in their order; each lifts the proof one level, from the
label to the work of the block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union, cast

from ._receipts.form import receipt_problem
from ._receipts.hashes import label_spec_hash, text_hash
from ._receipts.parsing import Beef, Malformed, parse_beef, parse_header
from ._receipts.steps import CHECKS, Evidence
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
    steps = [StepReport("format", problem is None, problem or _version_of(receipt))]
    evidence: Optional[Evidence] = None
    if problem is None:
        fields = cast("Mapping[str, Any]", receipt)
        leaf = fields["leaf"]
        url_hash = None if data_url is None else text_hash(data_url)
        spec_hash = None if label_spec is None else label_spec_hash(label_spec)
        evidence = Evidence(
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
    for name, check in CHECKS.items():
        reached = evidence is not None and all(step.ok is not False for step in steps)
        ok, detail = check(evidence) if reached and evidence is not None else (None, "not reached")
        steps.append(StepReport(name, ok, detail))
    failed = next((step.step for step in steps if step.ok is False), None)
    form = cast("Optional[Receipt]", receipt) if problem is None else None
    is_mined = failed is None and form is not None and form["status"] != "seen"
    warnings = _warnings_of(form, trusted_blocks is not None) if failed is None and form is not None else []
    return VerificationReport(failed is None, failed, is_mined, steps, warnings, form)


def _version_of(receipt: object) -> str:
    return f"version {int(cast('Mapping[str, Any]', receipt)['version'])}"


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
