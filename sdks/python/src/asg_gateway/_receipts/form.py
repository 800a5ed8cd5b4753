"""The form of a receipt: its fields, their types, and which of them belong together."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, Mapping, Optional, Sequence

_SAFE_MAX = 2**53 - 1
_PATH_STEPS_MAX = 64
#: Of version 1 and 2: a value of many options is a longer text.
_LABEL_LENGTH_MAX = {1: 1_000, 2: 25_000}
_TREE_SIZE_MAX = 2**32
_BLOCK_HEIGHT_MAX = 2**32 - 1
#: Hex digits; a transaction of 10,000 tasks with 10 payees each needs about 7 million.
_TX_DIGITS_MAX = 16 * 1024 * 1024
_BUMP_DIGITS_MAX = 1024 * 1024


@dataclass(frozen=True)
class _Rule:
    """What a value must be, and whether it is."""

    must: str
    holds: Callable[[Any], bool]
    optional: bool = False


def is_whole(value: Any) -> bool:
    """As JSON has it: 3 and 3.0 are the same number, ``true`` is none."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _length(text: str) -> int:
    """In UTF-16 units, as JSON's own language counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _text(must: str, pattern: str, length_max: int) -> _Rule:
    compiled = re.compile(pattern, re.ASCII | re.DOTALL)

    def holds(value: Any) -> bool:
        if not isinstance(value, str) or len(value) > length_max or compiled.fullmatch(value) is None:
            return False
        return value.isascii() or _length(value) <= length_max

    return _Rule(must, holds)


def _exactly(count: int) -> _Rule:
    return _text(f"{count} bytes of lower-case hex", f"[0-9a-f]{{{count * 2}}}", count * 2)


def _hex_up_to(digits_max: int) -> _Rule:
    return _text(f"at most {digits_max // 2} bytes of lower-case hex", "(?:[0-9a-f]{2})+", digits_max)


def _whole(least: int, most: int) -> _Rule:
    return _Rule(f"a whole number from {least} to {most}", lambda value: is_whole(value) and least <= value <= most)


def _one_of(values: Sequence[Any]) -> _Rule:
    def holds(value: Any) -> bool:
        return not isinstance(value, bool) and any(type(known) is not bool and known == value for known in values)

    return _Rule(" or ".join(json.dumps(value) for value in values), holds)


def _id(prefix: str) -> _Rule:
    return _text(f"an id that begins with {prefix}", f"{prefix}[0-9A-Za-z]+", 64)


def _optional(rule: _Rule) -> _Rule:
    return replace(rule, optional=True)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _label_up_to(length_max: int) -> _Rule:
    return _text(f"a well-formed text of at most {length_max} characters", "[^\ud800-\udfff]*", length_max)


_LEAF_RULES: Dict[str, _Rule] = {
    "task_id": _id("tsk_"),
    "data_url_hash": _exactly(32),
    "label_spec_hash": _exactly(32),
    "model_count": _optional(_whole(1, _SAFE_MAX)),
    "consensus_label": _label_up_to(_LABEL_LENGTH_MAX[1]),
    "crowd": _optional(_one_of(["own", "mixed"])),
    "unpaid_count": _optional(_whole(1, _SAFE_MAX)),
    "worker_count": _whole(1, _SAFE_MAX),
    "agreement_count": _whole(1, _SAFE_MAX),
    "decided_at": _text("a time like 2026-04-09T12:00:00.000Z", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", 24),
    "salt": _exactly(16),
}
#: Of version 2: what its label is.
_VALUE_LEAF_RULES: Dict[str, _Rule] = {
    **_LEAF_RULES,
    "consensus_label": _label_up_to(_LABEL_LENGTH_MAX[2]),
    "kind": _one_of(["comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]),
}
_STEP_RULES: Dict[str, _Rule] = {"side": _one_of(["left", "right"]), "hash": _exactly(32)}
_RECEIPT_RULES: Dict[str, _Rule] = {
    "version": _one_of([1, 2]),
    "status": _one_of(["seen", "mined", "final"]),
    "network": _one_of(["local", "regtest", "test", "main"]),
    "settlement_id": _id("stl_"),
    "txid": _exactly(32),
    "leaf": _Rule("an object", _is_object),
    "leaf_hash": _exactly(32),
    "leaf_index": _whole(0, _TREE_SIZE_MAX - 1),
    "tree_size": _whole(1, _TREE_SIZE_MAX),
    "path": _Rule(
        f"a list of at most {_PATH_STEPS_MAX} objects",
        lambda value: isinstance(value, list) and len(value) <= _PATH_STEPS_MAX and all(map(_is_object, value)),
    ),
    "root": _exactly(32),
    "tx": _hex_up_to(_TX_DIGITS_MAX),
    "bump": _optional(_hex_up_to(_BUMP_DIGITS_MAX)),
    "block_hash": _optional(_exactly(32)),
    "block_height": _optional(_whole(0, _BLOCK_HEIGHT_MAX)),
    "block_header": _optional(_exactly(80)),
}
#: There once the transaction is mined, and not before.
_PROOF_FIELDS = ("bump", "block_hash", "block_height", "block_header")


def receipt_problem(value: Any) -> Optional[str]:
    """What is wrong with the form of what ``json.loads`` gave; None: nothing.

    A field that is not known is refused: nothing would prove it, and the reader would take it for proven.
    """
    if not _is_object(value):
        return "it is not a JSON object"
    # Another version has other fields: say that first.
    version = _RECEIPT_RULES["version"]
    if not version.holds(value.get("version")):
        return f"version must be {version.must}: a newer receipt needs a newer verifier"
    problem = _field_problem(value, _RECEIPT_RULES, "")
    problem = problem or _field_problem(value["leaf"], _leaf_rules(value["version"]), "leaf.")
    if problem is not None:
        return problem
    for i, step in enumerate(value["path"]):
        problem = _field_problem(step, _STEP_RULES, f"path.{i}.")
        if problem is not None:
            return problem
    return _combination_problem(value)


def _leaf_rules(version: float) -> Mapping[str, _Rule]:
    return _LEAF_RULES if version == 1 else _VALUE_LEAF_RULES


def _field_problem(fields: Mapping[str, Any], rules: Mapping[str, _Rule], place: str) -> Optional[str]:
    for name, rule in rules.items():
        if name in fields:
            if not rule.holds(fields[name]):
                return f"{place}{name} must be {rule.must}"
        elif not rule.optional:
            return f"{place}{name} is missing"
    unknown = next((name for name in fields if name not in rules), None)
    return None if unknown is None else f"{place}{str(unknown)[:50]} is not a field of a receipt"


def _combination_problem(receipt: Mapping[str, Any]) -> Optional[str]:
    leaf, status = receipt["leaf"], receipt["status"]
    if leaf["agreement_count"] > leaf["worker_count"]:
        return "leaf.agreement_count must be at most leaf.worker_count"
    if leaf.get("unpaid_count", 0) > leaf["agreement_count"]:
        return "leaf.unpaid_count must be at most leaf.agreement_count"
    if "unpaid_count" in leaf and "crowd" not in leaf:
        return "leaf.unpaid_count must not be there without leaf.crowd"
    if receipt["leaf_index"] >= receipt["tree_size"]:
        return "leaf_index must be less than tree_size"
    wrong = next((name for name in _PROOF_FIELDS if (name in receipt) != (status != "seen")), None)
    if wrong is None:
        return None
    if status == "seen":
        return f'{wrong} must not be there while status is "seen"'
    return f'{wrong} is missing: status is "{status}"'
