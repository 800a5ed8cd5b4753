# Written by `npm run contract:write` from contract/openapi.json: change the contract, not this file.
"""What the API answers and takes, as typed dictionaries. A name without a value here may be added by a newer server."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TypedDict, Union

__all__ = [
    "Accuracy",
    "AccuracyPlan",
    "AccuracyPlanByConfidence",
    "ApiKey",
    "ApiKeys",
    "Asset",
    "AssetPage",
    "AssetUsage",
    "AuditLogEntry",
    "AuditLogEntryActor",
    "AuditLogPage",
    "Balance",
    "Batch",
    "BatchCounts",
    "BillingDetails",
    "Box",
    "BoxesValue",
    "BucketCredentials",
    "ChosenDelivery",
    "ChosenLimits",
    "ChosenPolicy",
    "ChosenQualification",
    "ComparedItem",
    "ConsensusPolicy",
    "CreatedKey",
    "CreatedWebhook",
    "Customer",
    "Delivery",
    "DeliveryAttempt",
    "Deposit",
    "DepositPayment",
    "Deposits",
    "Disagreement",
    "Disagreements",
    "Distribution",
    "DistributionCost",
    "DistributionTasks",
    "ErrorDetail",
    "GoldAdded",
    "Health",
    "Invitation",
    "Invoice",
    "InvoiceDocument",
    "InvoiceDocumentDay",
    "InvoiceDocumentLine",
    "InvoiceDocumentPaid",
    "InvoiceDocumentPeriod",
    "InvoiceSeller",
    "Invoices",
    "ItemValue",
    "Job",
    "JobDelivery",
    "JobError",
    "JobErrorPage",
    "LabelSpec",
    "LabelValue",
    "LineNotice",
    "Member",
    "ModelFigures",
    "NoneValue",
    "OptionsValue",
    "OwnGold",
    "OwnGoldGoodWorkers",
    "OwnGoldPage",
    "OwnModel",
    "OwnModelTemplate",
    "OwnModels",
    "PoolInvitation",
    "PoolMember",
    "Prediction",
    "PredictionsCounted",
    "PredictionsCountedModel",
    "Qualification",
    "RankedItem",
    "Ranking",
    "Receipt",
    "ReceiptLeaf",
    "ReceiptStep",
    "RegisteredCustomer",
    "Result",
    "ResultPending",
    "ResultUnit",
    "Review",
    "ReviewOfTask",
    "Reviews",
    "Scale",
    "Settlement",
    "Span",
    "SpansValue",
    "StartFigures",
    "StartFiguresAnchoring",
    "StartFiguresWithStart",
    "StartFiguresWithoutStart",
    "Statement",
    "StatementLine",
    "Stats",
    "StatsAgreement",
    "StatsDay",
    "StatsSettlementSeconds",
    "StatsTasks",
    "SubmitJob",
    "SubmitTask",
    "SubmittedBatch",
    "SubmittedData",
    "SubmittedJob",
    "SubmittedLabelSpec",
    "SubmittedPrediction",
    "SubmittedScale",
    "SubmittedTask",
    "Task",
    "TaskDecision",
    "TaskItem",
    "TaskLists",
    "TaskReview",
    "Team",
    "TemplateFigures",
    "TemplateFiguresCalibration",
    "TemplateFiguresCalibrationCurve",
    "TemplateFiguresCalibrationReliability",
    "TieValue",
    "Usage",
    "UsageDay",
    "Webhook",
    "Webhooks",
]


class RegisteredCustomer(TypedDict):
    #: The customer
    customer_id: str
    #: Opens the API. Shown this once: only its hash is kept
    api_key: str
    #: Sets quota and rates
    tier: Literal["sandbox", "growth", "scale", "enterprise"]
    #: Tasks that can be submitted now
    label_quota: int
    message: str


class Customer(TypedDict):
    #: The customer
    customer_id: str
    name: str
    email: str
    #: Sets quota and rates
    tier: Literal["sandbox", "growth", "scale", "enterprise"]
    #: Tasks that can still be submitted
    label_quota: int
    #: Tasks granted so far
    label_quota_total: int
    #: Unix time in seconds
    created_at: int
    #: First characters of the key in use; empty where a person calls, without one
    api_key_hint: str


class CreatedKey(TypedDict):
    #: The key
    key_id: str
    #: Opens the API. Shown this once: only its hash is kept
    api_key: str
    #: What you call it
    name: Optional[str]
    #: First characters of the key
    hint: str
    #: The permissions that it has, beside `account`; null: all, also those that come later
    scopes: Optional[List[Literal["account", "read", "submit", "export", "webhooks", "billing", "money", "keys", "audit", "people", "members", "models"]]]
    #: From then on it opens nothing; null: until it is revoked
    expires_at: Optional[str]
    #: When it was made
    created_at: str
    message: str


class ApiKeys(TypedDict):
    #: Those that are not revoked, the oldest first
    data: List[ApiKey]


class ApiKey(TypedDict):
    #: The key
    key_id: str
    #: What you call it
    name: Optional[str]
    #: First characters of the key
    hint: str
    #: The permissions that it has, beside `account`; null: all, also those that come later
    scopes: Optional[List[Literal["account", "read", "submit", "export", "webhooks", "billing", "money", "keys", "audit", "people", "members", "models"]]]
    #: From then on it opens nothing; null: until it is revoked
    expires_at: Optional[str]
    #: It has ended by itself, and opens nothing
    expired: bool
    #: When it was made
    created_at: str
    #: When it was last used, to within a few minutes; null: not yet
    last_used_at: Optional[str]
    #: The key that this request was made with
    current: bool


class Team(TypedDict):
    #: By how long they are it
    members: List[Member]
    #: Those that nobody followed yet
    invitations: List[Invitation]


class Member(TypedDict):
    #: The person
    person_id: str
    email: str
    #: What they may do
    role: Literal["owner", "admin", "developer", "analyst", "billing"]
    #: Since when
    since: str
    #: Who asks
    current: bool


class Invitation(TypedDict):
    #: The invitation
    invitation_id: str
    email: str
    #: What they may do
    role: Literal["owner", "admin", "developer", "analyst", "billing"]
    #: When it was sent
    created_at: str
    #: From then on its link is worth nothing
    expires_at: str


class _SubmitTask(TypedDict):
    #: What kind of labelling it is
    type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    label_spec: SubmittedLabelSpec


class SubmitTask(_SubmitTask, total=False):
    #: https URL of the image or text to label, or `asset://…` of an asset of yours
    data_url: Optional[str]
    data: SubmittedData
    #: comparison: what is compared. `data_url` or `data` of the task is then what is shown above them, e.g. a
    #: prompt, and may be left out
    items: Optional[List[ComparedItem]]
    #: Labels that are collected before the first evaluation. Default: 3. With the policy adaptive: what
    #: `labels_saved` is counted against
    consensus_threshold: Optional[int]
    consensus: ConsensusPolicy
    #: https URL to be told of the outcome
    callback_url: Optional[str]
    #: Your own name for this submission: sent again, it gives the same task, not another
    idempotency_key: Optional[str]
    #: Your own JSON object, up to 4 KiB; comes back unchanged, its numbers to the digit
    metadata: Optional[Dict[str, Any]]
    #: BCP 47: only workers who list this language get the task
    language: Optional[str]
    #: true: the item may disturb. Only workers who take such items get it, and see it covered first. Default:
    #: false
    sensitive: Optional[bool]
    #: Whose people label it. public (default): the public crowd. own: those whom your organisation invited,
    #: and nobody else. own_then_public: yours first, then the public
    crowd: Optional[Literal["public", "own", "own_then_public"]]
    #: With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600.
    #: At once where your organisation has nobody
    own_for: Optional[int]
    #: Of your own people: true: they are paid as the public is, from your funded balance and never from an
    #: allowance. Default: false, they are unpaid
    pay_own: Optional[bool]
    qualification: Qualification
    #: adaptive: what models of yours say. Each counts beside the labels for what it was worth on your tasks
    #: of the same type and options, at first for nothing. It is never paid, no worker sees it but as the
    #: start that `label_spec.start_with` asks for, and no option is the answer that no person has given. Of a
    #: line with a `gold_label` all but the start is passed over
    predictions: Optional[List[SubmittedPrediction]]
    #: 9 is served first. Default: 5
    priority: Optional[int]
    #: Seconds after which an undecided task expires; up to 30 days. Default: never
    expires_in: Optional[int]


class SubmittedData(TypedDict):
    """The item itself in place of `data_url`; it becomes an asset: `data_url` is then `asset://…`."""

    #: Up to 64 KiB of UTF-8; the worker sees it unchanged, with its line breaks
    text: str


class _ComparedItem(TypedDict):
    #: Your name for it; no worker is told
    id: str


class ComparedItem(_ComparedItem, total=False):
    """By a URL or by value, one of both."""

    #: https URL of the image or text to label, or `asset://…` of an asset of yours
    data_url: Optional[str]
    data: SubmittedData


class _SubmittedLabelSpec(TypedDict):
    #: What the worker is asked
    question: str


class SubmittedLabelSpec(_SubmittedLabelSpec, total=False):
    """The question and its options."""

    #: The answers to choose from; no two that look the same. Comparisons, ratings, boxes and spans have none
    options: Optional[List[str]]
    #: How to decide, for the worker; Markdown
    instructions: Optional[str]
    #: adaptive: how frequent you expect each option to be, by option: whole numbers, or shares (6 decimals at
    #: most) that sum to 1. It counts as at least half of what is known. Workers are not told. Default: what
    #: was learnt so far
    class_shares: Optional[Dict[str, float]]
    #: adaptive: true: the options are a scale, in their order: near ones are taken for each other more often.
    #: Default: false
    ordinal: Optional[bool]
    #: comparison: whether workers may say that none is better. Default: true
    tie: Optional[bool]
    scale: SubmittedScale
    #: bounding_boxes, text_spans: what a box or a part may be, by code points
    classes: Optional[List[str]]
    #: bounding_boxes, text_spans: the model among the `predictions` of a task whose marks workers begin with,
    #: and correct. One look in 64 is without, and measures how far they hold to them. A task without a
    #: prediction of it begins with nothing. Default: workers see no prediction
    start_with: Optional[str]
    #: How near the consensus a label is that is paid. multi_label: the Jaccard index, above 0 and at most 1.
    #: Default: 0.5. rating: whole steps. Default: 1, on scales of less than 5 steps 0. bounding_boxes: F1 of
    #: the boxes that lie half on each other at least, default: 0.7. text_spans: F1 of the parts, those that
    #: only touch count half, default: 0.6
    agreement_bar: Optional[float]


_SubmittedScale = TypedDict(
    "_SubmittedScale",
    {
        "from": "int",
        "to": "int",
    },
)


class SubmittedScale(_SubmittedScale, total=False):
    """rating: 2 to 21 whole steps."""

    #: What each step means, the lowest first
    labels: Optional[List[str]]


class ConsensusPolicy(TypedDict, total=False):
    #: threshold: a majority of the labels. adaptive: one more label at a time until the calibrated posterior
    #: reaches the target
    policy: Optional[Literal["threshold", "adaptive"]]
    #: threshold: stop as soon as one option cannot lose any more; the outcome is the same
    early_stop: Optional[bool]
    #: threshold: labels after which a task without a majority expires; default 2 × threshold + 1. adaptive:
    #: labels after which the likeliest option is the answer; default 10. What they can cost is reserved at
    #: submission
    max_labels: Optional[int]
    #: adaptive: the confidence to reach, above 0 and below 1. Default: 0.95
    target_confidence: Optional[float]
    #: adaptive: no decision before. Default: 2
    min_labels: Optional[int]
    #: adaptive: the same where predictions of your models count. Default: 1
    min_human_labels: Optional[int]
    #: adaptive: bound on the cost of a task, in satoshis; as many labels as it pays for, if all agree, are
    #: the most
    max_cost_sats: Optional[int]


class Qualification(TypedDict):
    """Only workers who meet it get the task. Default: everybody does."""

    #: Of the question’s practice (lines of a job with `gold_practice`), so much must be right in a whole
    #: round. Two decimals
    practice: float


class _SubmittedPrediction(TypedDict):
    #: Your name for the model: what is known of it is kept under it. Another version is another model
    model: str


class SubmittedPrediction(_SubmittedPrediction, total=False):
    """What a model of yours says of a task: an answer as workers give it, but by ids of items; or scores."""

    #: The option that it is for, to the letter. In place of a `value`: the id of the better item or `tie`,
    #: the step, options with | between, or the text of a value, `{"none":true}`
    label: Optional[str]
    value: LabelValue
    #: 0 to 1: how sure it is of its label or value. It counts for how often confidences like this one were
    #: right before
    confidence: Optional[float]
    #: In place of `label` or `value`: its score of each option, by option, none below 0; an option that is
    #: not there has 0. They count by their share of the sum, as far as scores like these were right before.
    #: comparison: by id of the item, and `tie`. rating: by step. multi_label: how likely each option is to
    #: apply, 0 to 1
    scores: Optional[Dict[str, float]]


#: A label of a kind other than choice: its members say of which.
LabelValue = Union[
    "ItemValue",
    "TieValue",
    "OptionsValue",
    "NoneValue",
    "BoxesValue",
    "SpansValue",
    int,
]


class ItemValue(TypedDict):
    """comparison: the better item."""

    #: What it is called in the task
    item: str


class TieValue(TypedDict):
    """comparison: none is better."""

    tie: Literal[True]


class OptionsValue(TypedDict):
    """multi_label: all that apply."""

    #: By code points
    options: List[str]


class NoneValue(TypedDict):
    """multi_label: none applies. bounding_boxes, text_spans: there is nothing to mark."""

    none: Literal[True]


class BoxesValue(TypedDict):
    """bounding_boxes: a box around each thing, at most 200."""

    #: By left, top, width, height and class
    boxes: List[Box]


Box = TypedDict(
    "Box",
    {
        "class": "str",
        "left": "int",
        "top": "int",
        "width": "int",
        "height": "int",
    },
)


class SpansValue(TypedDict):
    """text_spans: the marked parts, at most 500."""

    #: In the order of the text, without overlaps
    spans: List[Span]


class Span(TypedDict):
    """A part of the text, in Unicode code points."""

    #: The first character that is in it, from 0 on
    start: int
    #: The first one that is no longer in it
    end: int
    #: One of `label_spec.classes`
    label: str


class _SubmittedTask(TypedDict):
    #: The task
    task_id: str
    #: Status of a task when it is accepted
    status: Literal["pending"]
    #: When it was accepted
    created_at: str


class SubmittedTask(_SubmittedTask, total=False):
    #: true: an earlier submission under the same key made it
    idempotent: bool
    #: What was accepted but deserves a look
    warnings: List[str]


class _SubmittedBatch(TypedDict):
    #: The batch
    batch_id: str
    task_count: int
    status: Literal["accepted"]
    #: In the order of submission
    task_ids: List[str]


class SubmittedBatch(_SubmittedBatch, total=False):
    #: true: an earlier submission under the same key made it
    idempotent: bool
    #: What was accepted but deserves a look
    warnings: List[str]


class Batch(TypedDict):
    #: The batch
    batch_id: str
    task_count: int
    #: Tasks by status
    counts: BatchCounts
    #: When it was accepted
    created_at: str


class BatchCounts(TypedDict):
    """Tasks by status."""

    pending: int
    in_progress: int
    verified: int
    settled: int
    expired: int
    cancelled: int


class _Task(TypedDict):
    #: The task
    task_id: str
    #: pending → in_progress → verified → settled; or expired, or cancelled
    status: Literal["pending", "in_progress", "verified", "settled", "expired", "cancelled"]
    #: What kind of labelling it is
    task_type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    data_url: str
    #: When it was accepted
    created_at: str
    label_spec: LabelSpec
    consensus_threshold: int
    consensus: ChosenPolicy
    labels_received: int
    #: What its labels came to; null: it is not decided
    decision: Optional[TaskDecision]
    #: As submitted
    metadata: Optional[Dict[str, Any]]
    #: When it expires if it is still undecided
    expires_at: Optional[str]
    priority: int
    #: BCP 47, lower case
    language: Optional[str]
    #: Only workers who take such items get it
    sensitive: bool
    #: Whose people label it. public (default): the public crowd. own: those whom your organisation invited,
    #: and nobody else. own_then_public: yours first, then the public
    crowd: Literal["public", "own", "own_then_public"]
    #: Of your own people: true: they are paid as the public is, from your funded balance and never from an
    #: allowance. Default: false, they are unpaid
    pay_own: bool
    qualification: ChosenQualification
    #: When the public gets it, or got it; null: never, or it was the public’s from the first
    own_until: Optional[str]
    #: The operator took its item down after a report: nobody is shown it any more
    taken_down: bool
    #: The batch it came in
    batch_id: Optional[str]
    #: The job whose manifest it came from
    job_id: Optional[str]


class Task(_Task, total=False):
    #: What its labels are. Not there: one of the options
    kind: Literal["comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    #: What models of yours say, where you told. Not there: nothing
    predictions: List[Prediction]
    review: Review
    #: The task that it asks others about again
    relabel_of: str
    #: The latest task that asks others about it again
    relabelled_by: str
    #: When its content was deleted: `data_url` is empty since then
    content_deleted_at: str
    #: Why it expired, where that was neither its deadline nor its labels
    reason: Literal["item_unshowable", "taken_down"]
    #: There where the server could not fetch or decode the item when it looked last; workers get the task all
    #: the same
    item: TaskItem
    #: true: a webhook delivery for it was given up
    webhook_failed: bool


class _LabelSpec(TypedDict):
    #: What the worker is asked
    question: str
    #: The answers to choose from; no two that look the same; of a comparison or a rating its answers as texts
    options: List[str]


class LabelSpec(_LabelSpec, total=False):
    """The question and its options."""

    #: What its labels are. Not there: one of the options
    kind: Literal["comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    #: How to decide, for the worker; Markdown
    instructions: str
    #: adaptive: how frequent you expect each option to be, by option: whole numbers, or shares (6 decimals at
    #: most) that sum to 1. It counts as at least half of what is known. Workers are not told. Default: what
    #: was learnt so far
    class_shares: Dict[str, float]
    #: adaptive: true: the options are a scale, in their order: near ones are taken for each other more often.
    #: Default: false
    ordinal: bool
    #: comparison: your names for what is compared, by code points
    items: List[str]
    #: comparison: whether workers may say that none is better. Default: true
    tie: bool
    scale: Scale
    #: bounding_boxes, text_spans: what a box or a part may be, by code points
    classes: List[str]
    #: bounding_boxes, text_spans: the model among the `predictions` of a task whose marks workers begin with,
    #: and correct. One look in 64 is without, and measures how far they hold to them. A task without a
    #: prediction of it begins with nothing. Default: workers see no prediction
    start_with: str
    #: How near the consensus a label is that is paid. multi_label: the Jaccard index, above 0 and at most 1.
    #: Default: 0.5. rating: whole steps. Default: 1, on scales of less than 5 steps 0. bounding_boxes: F1 of
    #: the boxes that lie half on each other at least, default: 0.7. text_spans: F1 of the parts, those that
    #: only touch count half, default: 0.6
    agreement_bar: float


_Scale = TypedDict(
    "_Scale",
    {
        "from": "int",
        "to": "int",
    },
)


class Scale(_Scale, total=False):
    """rating: its whole steps."""

    #: What each step means, the lowest first
    labels: List[str]


class _ChosenPolicy(TypedDict):
    #: threshold: a majority of the labels. adaptive: one more label at a time until the calibrated posterior
    #: reaches the target
    policy: Literal["threshold", "adaptive"]
    #: The most labels that it asks for
    max_labels: int


class ChosenPolicy(_ChosenPolicy, total=False):
    """How labels decide."""

    #: threshold: whether it stops early
    early_stop: bool
    #: adaptive: the confidence to reach, above 0 and below 1. Default: 0.95
    target_confidence: float
    #: adaptive: no decision before. Default: 2
    min_labels: int
    #: adaptive: the same where predictions of your models count. Default: 1
    min_human_labels: int
    #: adaptive: bound on the cost of a task, in satoshis; as many labels as it pays for, if all agree, are
    #: the most
    max_cost_sats: int


class _TaskDecision(TypedDict):
    consensus_label: str
    #: 0 to 1
    confidence: float
    #: Labels that say so, or are near enough to be paid
    agreement_count: int
    #: Labels in all
    worker_count: int
    #: When it was decided
    decided_at: str


class TaskDecision(_TaskDecision, total=False):
    """What its labels came to; null: it is not decided."""

    consensus_value: LabelValue


class _Prediction(TypedDict):
    #: Your name for the model: what is known of it is kept under it. Another version is another model
    model: str
    #: The option that it is for, or the canonical text of the value
    label: str


class Prediction(_Prediction, total=False):
    value: LabelValue
    #: 0 to 1: how sure it is of its label or value. It counts for how often confidences like this one were
    #: right before
    confidence: float
    #: By option, as shares of their sum; multi_label: how likely each is to apply
    scores: Dict[str, float]


class ChosenQualification(TypedDict):
    """What workers must have practised; null: nothing."""

    #: Of the question’s practice (lines of a job with `gold_practice`), so much must be right in a whole
    #: round. Two decimals
    practice: float


class _Review(TypedDict):
    #: accepted: what was decided is right. corrected: another label is, or one is where none was decided
    verdict: Literal["accepted", "corrected"]
    #: What counts for you: your correction, or what was decided
    label: str
    #: What was decided, as ever; null: nothing was
    consensus_label: Optional[str]
    #: Your own words on it
    note: Optional[str]
    #: The API key, or the member of your organisation
    reviewed_by: str
    #: When it was said
    reviewed_at: str


class Review(_Review, total=False):
    """Your own word on a label, beside the consensus: label, confidence, payment and receipt stay as they are."""

    value: LabelValue
    consensus_value: LabelValue


class TaskItem(TypedDict):
    """There where the server could not fetch or decode the item when it looked last; workers get the task all the same."""

    shown: Literal[False]
    reason: str


class TaskLists(TypedDict):
    #: Of your metadata: what you filter by is found in one step, what you search for by itself
    keys: List[str]
    #: Lists are still being filled: those by decision, confidence and metadata have all tasks that were made
    #: after it, and maybe others. Null: they have all
    filled_to: Optional[str]


class Distribution(TypedDict):
    #: Sorted; of a job or a batch those of its first task. Empty: there is no task yet, of a template none
    #: that was decided
    options: List[str]
    #: Counted since they are kept as sums: tasks of earlier versions are missing
    tasks: DistributionTasks
    #: Tasks by the option that was decided on, in the order of `options`
    answers: List[int]
    #: Tasks by confidence, in 20 equal bins from 0 to 1
    confidence: List[int]
    #: By the option that was decided on, then by what labels said: the diagonal agrees, what is beside it is
    #: mistaken for it
    votes: List[List[int]]
    #: Labels of tasks that closed
    labels: int
    #: Labels that decisions needed less than the threshold policy without an early stop
    labels_saved: int
    #: Of the last hour, since the first label in it; of a template 0
    labels_per_minute: float
    #: Until all are decided, at that pace; 0: they are; null: nothing can be said
    seconds_left: Optional[int]
    cost: DistributionCost


class DistributionTasks(TypedDict):
    """Counted since they are kept as sums: tasks of earlier versions are missing."""

    #: All of them
    opened: int
    #: Those that have an answer
    decided: int
    #: Closed without one
    expired: int
    #: Cancelled
    cancelled: int
    #: Decided ones whose options are not these; they are in no figure below
    other_options: int


class DistributionCost(TypedDict):
    #: The most that all of them can cost
    cap_sats: int
    #: What was paid
    cost_sats: int
    #: What they will have cost, if those to come cost as those that were paid; null: none was
    forecast_sats: Optional[int]


class Accuracy(TypedDict):
    #: Sorted; of a job or a batch those of its first task, whose decisions are counted here
    options: List[str]
    #: Decided
    tasks: int
    #: Those of them that you reviewed
    reviewed: int
    #: Those of them that you corrected
    corrected: int
    #: How many of the labels are right, as confidences and your reviews tell; null: nothing is decided
    expected_accuracy: Optional[float]
    #: Half the width of its 95 % interval. What you reviewed is known, and adds nothing to it
    margin: Optional[float]
    #: Decided and not reviewed, with a confidence below `look_below`
    worth_a_look: int
    #: The confidence below which a label is worth a look
    look_below: float
    #: By the option that was decided on, then by the one that you say is right
    corrections: List[List[int]]
    #: Tasks that expired without a label, by the option that you say is right
    expired: List[int]
    #: Which reviews tell most
    plan: AccuracyPlan


class AccuracyPlan(TypedDict):
    """Which reviews tell most."""

    #: So many more reviews make the margin 0.01, if they find what is expected; which ones within a bin is to
    #: be drawn
    reviews_for_one_point: int
    #: Bins of the confidence with decided tasks, the least sure first
    by_confidence: List[AccuracyPlanByConfidence]


AccuracyPlanByConfidence = TypedDict(
    "AccuracyPlanByConfidence",
    {
        "from": "float",
        "to": "float",
        "tasks": "int",
        "reviewed": "int",
        "corrected": "int",
        "confidence": "float",
        "reviews": "int",
    },
)


class Ranking(TypedDict):
    """What was compared, in the order in which it was found better (Bradley and Terry, with ties by Davidson), by all labels so far, each for what it was worth. A figure: nobody is paid by it."""

    #: Comparisons of it that have labels
    tasks: int
    #: Labels that say something of a pair: one that names the best of several, of each other
    labels: int
    #: The best first
    data: List[RankedItem]


class RankedItem(TypedDict):
    #: 1: the best. Items with the same score share it
    rank: int
    #: Your name for it
    item: str
    #: Logarithm of its strength, 0 on average: one that is 0.69 above another is found better twice as often
    score: float
    #: The lower end of its 95 % interval
    low: float
    #: The upper end
    high: float
    #: Labels that found it better
    wins: int
    #: Labels that found another better
    losses: int
    #: Labels that found neither better
    ties: int


class _ReviewOfTask(TypedDict):
    #: The task; each once
    task_id: str
    #: accepted: what was decided is right. corrected: another label is, or one is where none was decided
    verdict: Literal["accepted", "corrected"]


class ReviewOfTask(_ReviewOfTask, total=False):
    #: With the verdict corrected: what is right, one of the options to the letter, and not what was decided
    label: Optional[str]
    value: LabelValue
    #: Your own words on it
    note: Optional[str]


class Reviews(TypedDict):
    #: In the order of the request
    reviews: List[TaskReview]


class _TaskReview(TypedDict):
    #: The task
    task_id: str
    #: accepted: what was decided is right. corrected: another label is, or one is where none was decided
    verdict: Literal["accepted", "corrected"]
    #: What counts for you: your correction, or what was decided
    label: str
    #: What was decided, as ever; null: nothing was
    consensus_label: Optional[str]
    #: Your own words on it
    note: Optional[str]
    #: The API key, or the member of your organisation
    reviewed_by: str
    #: When it was said
    reviewed_at: str


class TaskReview(_TaskReview, total=False):
    value: LabelValue
    consensus_value: LabelValue


class _Result(TypedDict):
    #: The task
    task_id: str
    #: settled: the agreeing workers are paid
    status: Literal["verified", "settled"]
    #: Of a kind other than choice: its value as one text
    consensus_label: str
    #: 0 to 1
    confidence: float
    #: Labels that were counted
    worker_count: int
    #: Labels equal to the consensus label, or near enough to be paid
    agreement_count: int
    label_spec: LabelSpec
    settlement: Settlement
    #: Transaction that pays the workers; null before
    bsv_txid: Optional[str]
    #: When the task was accepted
    created_at: str
    #: When the payment was made; null before
    settled_at: Optional[str]
    #: Where a person can look at the transaction
    explorer_url: Optional[str]


class Result(_Result, total=False):
    #: What its labels are. Not there: one of the options
    kind: Literal["comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    consensus_value: LabelValue
    #: With `include=units`: the questions with few answers that the value was decided by. A choice has none
    units: List[ResultUnit]
    #: Whose labels the consensus is of. own: your own people alone gave them; mixed: they and the public
    #: crowd. Not there: the public crowd
    crowd: Literal["own", "mixed"]
    #: Labels equal to the consensus label that have no payout: of your own people, who are unpaid. Not there:
    #: none
    unpaid_count: int
    predictions: PredictionsCounted
    review: Review


class ResultUnit(TypedDict):
    #: multi_label: an option. bounding_boxes, text_spans: `box 1`, `span 1` and so on
    name: str
    answer: str
    #: 0 to 1
    confidence: float


class PredictionsCounted(TypedDict):
    """What predictions of your models contributed; `worker_count` and `agreement_count` are of people alone. Not there: none counted."""

    models: List[PredictionsCountedModel]
    #: The confidence in the consensus label by people’s labels alone
    confidence_without: float


class _PredictionsCountedModel(TypedDict):
    #: Your name for the model: what is known of it is kept under it. Another version is another model
    model: str
    #: The option that it was for, or the canonical text of the value
    label: str
    #: The confidence in the consensus label if this one were left out
    confidence_without: float


class PredictionsCountedModel(_PredictionsCountedModel, total=False):
    value: LabelValue


class Settlement(TypedDict):
    #: Transaction that pays the workers; null before
    bsv_txid: Optional[str]
    #: Payouts and fee, in satoshis
    total_cost_sats: Optional[int]
    #: When the payment was made; null before
    settled_at: Optional[str]


class ResultPending(TypedDict):
    status: Literal["in_progress"]
    message: str


class _Receipt(TypedDict):
    #: 2: the leaf says what kind of labels the task has
    version: Literal[1, 2]
    #: seen: the network has the transaction; mined: it is in a block; final: 6 blocks deep
    status: Literal["seen", "mined", "final"]
    #: All but main: not real money
    network: Literal["local", "regtest", "test", "main"]
    #: The batch that was paid with this label
    settlement_id: str
    #: The transaction that paid
    txid: str
    leaf: ReceiptLeaf
    #: SHA-256 of 0x00 and the record as JSON with sorted keys and no white space (RFC 6962)
    leaf_hash: str
    #: Place of the leaf in its batch, from 0
    leaf_index: int
    #: Leaves of the batch
    tree_size: int
    #: From the leaf up to the root
    path: List[ReceiptStep]
    #: Merkle root of the batch, as the transaction commits to it
    root: str
    #: The transaction as BEEF (BRC-96)
    tx: str


class Receipt(_Receipt, total=False):
    """Ids of transactions and blocks are byte-reversed, as everywhere; hashes of the batch are not."""

    #: Once mined: its Merkle path (BRC-74)
    bump: str
    #: Once mined
    block_hash: str
    #: Once mined
    block_height: int
    #: Once mined: 80 bytes
    block_header: str


class _ReceiptLeaf(TypedDict):
    #: The task
    task_id: str
    #: SHA-256 of `data_url`
    data_url_hash: str
    #: SHA-256 of `label_spec`, as JSON with sorted keys and no white space
    label_spec_hash: str
    consensus_label: str
    #: Labels that were counted
    worker_count: int
    #: Labels equal to the consensus label, or near enough to be paid
    agreement_count: int
    #: When the consensus was found
    decided_at: str
    #: Keeps the label private on the chain
    salt: str


class ReceiptLeaf(_ReceiptLeaf, total=False):
    #: Models of the customer whose predictions counted beside the labels. Not there: none did. `worker_count`
    #: and `agreement_count` are of people alone
    model_count: int
    #: What its labels are. Not there: one of the options
    kind: Literal["comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    #: own: your own people alone gave the labels; mixed: they and the public crowd. Not there: the public
    #: crowd
    crowd: Literal["own", "mixed"]
    #: Of the agreeing labels, those without a payout: of own people who are unpaid. Not there: none
    unpaid_count: int


class ReceiptStep(TypedDict):
    side: Literal["left", "right"]
    #: The sibling
    hash: str


class _CreatedWebhook(TypedDict):
    #: The webhook
    webhook_id: str
    #: https URL that the messages are sent to
    callback_url: str
    events: List[Literal["task.settled", "task.verified", "task.expired", "task.cancelled", "job.completed", "balance.low", "task.reviewed"]]
    active: bool


class CreatedWebhook(_CreatedWebhook, total=False):
    #: The secret that was made. Shown this once
    secret: str
    #: What may not have been meant, e.g. that another webhook has the same callback_url
    warnings: List[str]


class Asset(TypedDict):
    #: SHA-256 of the bytes as they were given, hex
    sha256: str
    #: What tasks name it by
    data_url: str
    #: As its content tells
    content_type: str
    bytes: int
    #: When it was given first
    created_at: str
    #: When a task last asked for it, it was given again or a task that shows it ended; to the hour. It is
    #: kept from then on for as long as the operator says
    used_at: str


class AssetPage(TypedDict):
    #: The newest first
    data: List[Asset]
    #: For the next page; null: this is the last
    next_cursor: Optional[str]
    usage: AssetUsage


class AssetUsage(TypedDict):
    """Of all your assets, texts by value too."""

    count: int
    bytes: int
    #: What all of them may have
    bytes_max: int


class Webhooks(TypedDict):
    #: The oldest first
    data: List[Webhook]


class Webhook(TypedDict):
    #: The webhook
    webhook_id: str
    #: https URL that the messages are sent to
    callback_url: str
    events: List[Literal["task.settled", "task.verified", "task.expired", "task.cancelled", "job.completed", "balance.low", "task.reviewed"]]
    active: bool
    #: Why it was switched off after failures
    disabled_reason: Optional[str]
    #: Until when a secret that was changed signs too; null: none does
    former_secret_until: Optional[str]
    #: When it was registered
    created_at: str


class OwnModels(TypedDict):
    #: By name
    data: List[OwnModel]


class OwnModel(TypedDict):
    #: What its predictions are kept under, as in `predictions[].model`. Another version is another model:
    #: what is known of one is not known of the other
    name: str
    #: Base URL of an endpoint of OpenAI’s form, e.g. `https://api.example.com/v1`: `/chat/completions` is
    #: added where it is not there
    url: str
    #: The model as the endpoint calls it
    model: str
    #: Whether a key goes out with requests. It is shown nowhere
    has_key: bool
    #: none: it is asked for a label alone. logprobs: the label with how likely its tokens were, where the
    #: endpoint tells. asked: a number for each option, which cost more tokens and are seldom honest, and are
    #: calibrated all the same
    scores: Literal["none", "logprobs", "asked"]
    #: Your own words to it, beside ours, in the system’s message. Items are never there
    instructions: Optional[str]
    templates: List[OwnModelTemplate]
    #: Requests to it in a UTC day, counted before each is sent: those that failed, or whose answers could not
    #: be used, count too. When they are used up it waits for the next day
    requests_per_day: int
    #: Of the present UTC day, counted before each is sent
    requests_today: int
    #: Requests under way at once
    concurrency: int
    active: bool
    #: waiting: its endpoint failed, and is asked again at `next_at`. budget_used: it goes on with the next
    #: UTC day
    status: Literal["running", "waiting", "budget_used", "switched_off"]
    #: Why the server switched it off
    disabled_reason: Optional[str]
    #: What went wrong last. Never words of the endpoint
    last_problem: Optional[str]
    #: Of one that waits, or has used its budget: when it goes on
    next_at: Optional[str]
    #: Answers that became predictions
    predictions_kept: int
    #: Answers that could not be used, and items that could not be read
    answers_unusable: int
    #: Answers for tasks that were over by then
    answers_late: int
    #: As the endpoint tells, all in all; nothing is limited by them
    tokens: int
    #: When it was added
    created_at: str


class OwnModelTemplate(TypedDict):
    task_type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    options: Optional[List[str]]


class OwnGoldPage(TypedDict):
    #: In the order that was asked for
    data: List[OwnGold]
    #: For the next page; null: this is the last
    next_cursor: Optional[str]


class _OwnGold(TypedDict):
    #: The item
    gold_id: str
    #: test: it goes among your tasks, unmarked, and measures who labels them. practice: workers learn its
    #: question by it, and are told the answer
    use: Literal["test", "practice"]
    #: retired: it is given out no more
    state: Literal["active", "retired"]
    #: hand, file: it was given as gold. job: a line of a job. task: made of a task that was decided
    source: Literal["hand", "file", "job", "task"]
    #: The job whose line it was
    job_id: Optional[str]
    #: The task that it was made of
    task_id: Optional[str]
    type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    #: Names the type and the options, whatever their order
    template: str
    #: A URL, or `asset://…` of an asset of yours; empty: its content was deleted
    data_url: str
    label_spec: LabelSpec
    #: The right answer
    gold_label: str
    #: Why it is right
    reason: Optional[str]
    #: Its workers are told the right answer with the outcome
    feedback: bool
    #: BCP 47, lower case
    language: Optional[str]
    #: Only workers who take such items get it
    sensitive: bool
    #: Answers that were right, in tests and in practice
    hits: int
    #: Answers that were not
    misses: int
    #: Of both, those given in practice: their workers were told the answer
    practised: int
    #: How often each option was answered; wrong answers are told apart since this version of the server
    answers: Dict[str, float]
    #: Answers in tests of workers who were known to answer well
    good_workers: OwnGoldGoodWorkers
    #: Its answer is more likely wrong than theirs: 3 or more good workers missed it, and more than were
    #: right, or 8 or more answers were wrong and three times as many as right
    suspect: bool
    #: When it was added
    created_at: str
    #: When it was retired: by you, or because most workers missed it
    retired_at: Optional[str]


class OwnGold(_OwnGold, total=False):
    gold_value: LabelValue
    start: LabelValue


class OwnGoldGoodWorkers(TypedDict):
    """Answers in tests of workers who were known to answer well."""

    #: Right answers of theirs
    hits: int
    #: Their other answers
    misses: int


class GoldAdded(TypedDict):
    #: Items that were added
    added: int


class Delivery(TypedDict):
    #: The delivery
    delivery_id: str
    #: Goes out as `webhook-id`: the same for every attempt and replay
    message_id: str
    #: The webhook
    webhook_id: Optional[str]
    #: What happened
    event: Literal["task.settled", "task.verified", "task.expired", "task.cancelled", "job.completed", "balance.low", "task.reviewed"]
    #: The task; null: of a job, or a test
    task_id: Optional[str]
    #: The job; null: of a task, or a test
    job_id: Optional[str]
    #: https URL that the messages are sent to
    callback_url: str
    status: Literal["pending", "delivered", "failed"]
    #: Attempts so far
    attempt_count: int
    #: The last 30, the oldest first
    attempts: List[DeliveryAttempt]
    #: null: there is none
    next_attempt_at: Optional[str]
    #: When it was put on its way
    created_at: str


class DeliveryAttempt(TypedDict):
    #: When it was sent
    at: str
    latency_ms: int
    #: HTTP status; null: no answer came
    status: Optional[int]
    #: What went wrong, where it was not the status
    error: Optional[str]
    #: The first 1 KiB of the answer
    response: Optional[str]


class _SubmitJob(TypedDict):
    #: `s3://bucket/key` or `gs://bucket/key`, the key to the letter, or https URL of the manifest: JSONL,
    #: whose line is `{"data_url", "metadata"?}` or one of SageMaker Ground Truth; a JSON list of such
    #: objects, or of Label Studio’s tasks; or CSV (comma, semicolon, tab), whose columns are fields of a
    #: task, `predictions.NAME` what your model NAME says (an option, or scores as a JSON object), all others
    #: its metadata; or a zip, of which each picture or text becomes a task, its path as `metadata.file`. Told
    #: by its content; gzip, too
    manifest_url: str
    label_spec: SubmittedLabelSpec
    #: What kind of labelling it is
    task_type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]


class SubmitJob(_SubmitJob, total=False):
    #: Your name for the job; `job-name` in the ground_truth format
    name: Optional[str]
    #: Key of the label in the ground_truth format. Default: the name, or the job_id
    label_attribute_name: Optional[str]
    #: Labels that are collected before the first evaluation. Default: 3
    consensus_threshold: Optional[int]
    consensus: ConsensusPolicy
    #: How the text of the manifest is encoded, where it is neither UTF-8 nor UTF-16 with its byte order mark
    encoding: Optional[str]
    #: The column, or key, with the texts to label. Default: the item is data_url, or else text
    text_column: Optional[str]
    #: Told of this job and of each of its tasks in place of your webhooks. One that is registered as a
    #: webhook is told of the events of that webhook, signed; any other of task.settled and job.completed
    callback_url: Optional[str]
    credentials: BucketCredentials
    delivery: JobDelivery
    #: true: the item may disturb. Only workers who take such items get it, and see it covered first. Default:
    #: false
    sensitive: Optional[bool]
    #: Whose people label it. public (default): the public crowd. own: those whom your organisation invited,
    #: and nobody else. own_then_public: yours first, then the public
    crowd: Optional[Literal["public", "own", "own_then_public"]]
    #: With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600.
    #: At once where your organisation has nobody
    own_for: Optional[int]
    #: Of your own people: true: they are paid as the public is, from your funded balance and never from an
    #: allowance. Default: false, they are unpaid
    pay_own: Optional[bool]
    qualification: Qualification


class BucketCredentials(TypedDict, total=False):
    """S3: access_key_id, secret_access_key, session_token, region, endpoint. GCS: service_account_json. Encrypted at rest, never shown, forgotten when no longer needed; where results could not be delivered, a week later."""

    #: S3
    access_key_id: Optional[str]
    #: S3
    secret_access_key: Optional[str]
    #: S3: of temporary keys, which must live until the results are delivered
    session_token: Optional[str]
    #: S3; default us-east-1. Where the bucket names another region, that one is used
    region: Optional[str]
    #: S3-compatible server that is not AWS
    endpoint: Optional[str]
    #: GCS: the key file of a service account, as a string
    service_account_json: Optional[str]


class _JobDelivery(TypedDict):
    type: Literal["s3", "gcs"]
    #: Bucket that the credentials may write to
    bucket: str


class JobDelivery(_JobDelivery, total=False):
    """Writes the results, `{prefix}{job_id}/results.jsonl` unless `format` says otherwise, and `summary.json` at the end."""

    #: Put before the names, e.g. results/
    prefix: Optional[str]
    #: Default: jsonl. As the export of that format, under `{prefix}{job_id}/`: results.jsonl, results.csv,
    #: results.parquet, results.json (label_studio), results.zip (huggingface), results.xml
    #: (label_studio_config) or manifests/output/output.manifest (ground_truth); preferences and
    #: preferences_csv are results.jsonl and results.csv, coco results.json, voc and yolo results.zip, conll
    #: results.conll, spacy results.jsonl
    format: Optional[Literal["jsonl", "csv", "parquet", "ground_truth", "label_studio", "huggingface", "label_studio_config", "preferences", "preferences_csv", "coco", "voc", "yolo", "conll", "spacy"]]


class _SubmittedJob(TypedDict):
    #: The job
    job_id: str
    status: Literal["queued"]
    #: When it was accepted
    created_at: str


class SubmittedJob(_SubmittedJob, total=False):
    #: What was accepted but deserves a look
    warnings: List[str]


class Job(TypedDict):
    #: The job
    job_id: str
    status: Literal["queued", "ingesting", "labeling", "completed", "failed", "cancelled"]
    #: Rows read so far, which are lines unless rows share one, blank ones left out, or the files of a zip;
    #: final once all are read
    lines_total: int
    #: Lines that are tasks
    lines_accepted: int
    #: Lines with a gold_label, for practice too: no tasks, and not on your quota
    lines_gold: int
    #: Lines that are none: see the errors
    lines_rejected: int
    #: Accepted lines whose idempotency key named a task that was there already
    lines_repeated: int
    #: Tasks of this job that are paid
    tasks_settled: int
    #: Tasks of this job that ended without a label
    tasks_expired: int
    #: Items that the server could not fetch or decode when it looked ahead, counted up to 1,000; they are
    #: listed under `/errors?kind=unshowable`
    items_unshowable: int
    #: Tasks of this job that were cancelled
    tasks_cancelled: int
    #: Until the last task is done, at the pace so far; null: not known
    eta_seconds: Optional[int]
    #: Payouts and fees so far, in satoshis
    cost_sats: int
    #: Why it failed, or what it waits for. A job of which no row was of use has failed: here is what its file
    #: is, or the first that was rejected
    note: Optional[str]
    #: What was read otherwise than it is written, passed over or found twice, equal notices once, by line;
    #: the first 20
    notices: List[LineNotice]
    #: Null: the manifest was uploaded
    manifest_url: Optional[str]
    task_type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    label_spec: LabelSpec
    #: Of the manifest, where it was said
    encoding: Optional[str]
    #: The column with the texts, where it was said
    text_column: Optional[str]
    consensus_threshold: int
    consensus: ChosenPolicy
    callback_url: Optional[str]
    delivery: ChosenDelivery
    #: Your name for the job; `job-name` in the ground_truth format
    name: Optional[str]
    #: Key of the label in the ground_truth format. Default: the name, or the job_id
    label_attribute_name: str
    #: When it was accepted
    created_at: str
    #: When the last line was read
    ingested_at: Optional[str]
    #: When it was completed, failed or cancelled
    ended_at: Optional[str]
    #: When the results were in the bucket
    delivered_at: Optional[str]
    #: All its items are; lines can be by themselves
    sensitive: bool
    #: Whose people label it. public (default): the public crowd. own: those whom your organisation invited,
    #: and nobody else. own_then_public: yours first, then the public
    crowd: Literal["public", "own", "own_then_public"]
    #: Of your own people: true: they are paid as the public is, from your funded balance and never from an
    #: allowance. Default: false, they are unpaid
    pay_own: bool
    qualification: ChosenQualification
    #: As submitted, in seconds
    own_for: Optional[int]


class LineNotice(TypedDict):
    #: The first line that it is true of, from 1
    line: int
    reason: str
    #: Of how many lines it is true
    count: int


class ChosenDelivery(TypedDict):
    """Where results go; null: nowhere."""

    type: Literal["s3", "gcs"]
    bucket: str
    prefix: str
    format: Literal["jsonl", "csv", "parquet", "ground_truth", "label_studio", "huggingface", "label_studio_config", "preferences", "preferences_csv", "coco", "voc", "yolo", "conll", "spacy"]


class JobErrorPage(TypedDict):
    #: By line
    data: List[JobError]
    #: For the next page; null: this is the last
    next_cursor: Optional[str]


class JobError(TypedDict):
    #: Number of the line, from 1; of a zip, which of its files, whose path the reason begins with
    line: int
    reason: str


class Balance(TypedDict):
    """`entered_sats` + `upgrade_grant_sats` = `free_sats` + `reserved_sats` + `spent_sats`, always."""

    #: The customer
    customer_id: str
    #: What new tasks are paid from. allowance: a sandbox account, which the operator pays for up to its
    #: allowance. balance: what was deposited and granted
    funding: Literal["allowance", "balance"]
    #: What new tasks can take now: what is free, and what is left of the allowance
    available_sats: int
    #: Neither spent nor reserved. Below 0 only where a deposit was spent and then vanished from the chain
    free_sats: int
    #: What of that came in beside the allowance, which tasks spend first: it can be refunded, and pays your
    #: own people
    funded_free_sats: int
    #: Held for tasks that are open or not paid yet: the most that they can cost
    reserved_sats: int
    #: Paid for tasks
    spent_sats: int
    #: Deposits, grants and the allowance, less what was taken back or refunded
    entered_sats: int
    #: Granted and spent for tasks from before there were balances
    upgrade_grant_sats: int
    #: The part of `entered_sats` that is the allowance of the sandbox
    allowance_sats: int
    #: Of the allowance, not given yet: it comes by itself when tasks need it
    allowance_left_sats: int
    #: Set aside for tasks of today (UTC), which the limit of the day counts
    reserved_today_sats: int
    #: Less can be spent than `limits.balance_low_sats`
    is_low: bool
    limits: ChosenLimits


class ChosenLimits(TypedDict):
    """What the customer has set."""

    #: The most that is set aside for new tasks on one day (UTC), satoshis; null: no limit
    spend_per_day_sats: Optional[int]
    #: When less than so much can be spent, `balance.low` is sent, once each time, satoshis; null: never
    balance_low_sats: Optional[int]


class Statement(TypedDict):
    """All lines together are `free_sats` + `reserved_sats` of the balance."""

    #: The newest first; what was spent on a day stands before all else of that day
    data: List[StatementLine]
    #: For the next page; null: this is the last
    next_cursor: Optional[str]


class StatementLine(TypedDict):
    #: allowance: given to a sandbox account. grant: given by the operator. deposit: paid in.
    #: deposit_reversed: a deposit whose block the chain gave up. refund: paid out. forfeit: what workers lost
    #: who were suspended. spent: all that was paid for tasks on one day
    kind: Literal["allowance", "grant", "deposit", "deposit_reversed", "refund", "forfeit", "spent"]
    #: UTC
    date: str
    #: When; null: over the day
    at: Optional[str]
    #: Above 0: into the balance, below 0: out of it
    sats: int
    #: Of spent: tasks that were paid, answers to your own gold among them
    tasks: Optional[int]
    #: What the operator wrote
    note: Optional[str]
    #: What it is about, e.g. the id of a deposit
    ref: Optional[str]
    #: Unlike that of any other line; null: a day of spending
    entry_id: Optional[str]


class AuditLogPage(TypedDict):
    #: The newest first
    data: List[AuditLogEntry]
    #: For the next page; null: this is the last. With filters a page may be short, or empty, and have a next
    #: one
    next_cursor: Optional[str]


class AuditLogEntry(TypedDict):
    #: Whose trail it stands in
    owner_id: str
    #: Its place in the trail, from 1, without a gap
    number: int
    #: When
    at: str
    #: What
    action: Literal["organisation.created", "organisation.changed", "key.created", "key.revoked", "keys.reviewed", "member.invited", "member.joined", "pool.invited", "pool.invitation_revoked", "pool.removed", "pool.joined", "pool.left", "member.became_owner", "member.changed", "member.removed", "member.left", "invitation.withdrawn", "session.opened", "session.ended", "sessions.ended", "admin_token.used", "worker.created", "worker.suspended", "worker.reinstated", "deletion.asked", "deletion.taken_back", "profile.changed", "password.changed", "email.change_asked", "email.confirmed", "passkey.added", "passkey.removed", "second_factor.turned_on", "second_factor.turned_off", "second_factor.ending", "recovery_codes.renewed", "wallet.changed", "wallet.in_force", "wallet.removed", "wallet.taken_back", "wallet.stopped", "withdrawal.asked", "deposit.opened", "grant.made", "refund.asked", "limits.changed", "billing.changed", "lists.changed", "treasury.move_asked", "webhook.created", "webhook.changed", "webhook.deleted", "model.added", "model.changed", "model.removed", "job.submitted", "job.cancelled", "job.delivered_again", "review.given", "review.taken_back", "reviews.given", "content.deleted", "content.taken_down", "asset.deleted", "export.taken", "gold.added", "gold.imported", "gold.retired", "gold.changed", "appeal.opened", "appeal.answered", "report.decided", "labels.viewed", "item.viewed", "link.dissolved"]
    #: done. refused: a password or token was wrong. unknown: it was begun and never said to be done; it may
    #: have been
    outcome: Literal["done", "refused", "unknown"]
    #: Who; null: not known
    actor: Optional[AuditLogEntryActor]
    #: To what
    object_id: Optional[str]
    #: Address that it came from, of IPv6 the /64; null: the server’s own machine, not known, erased, or the
    #: operator’s
    network: Optional[str]
    #: `X-Request-Id` of the request
    request_id: Optional[str]
    #: What of it was before, where that is known
    before: Optional[Dict[str, Any]]
    #: What of it is after
    after: Optional[Dict[str, Any]]
    #: What people had typed
    texts: Optional[Dict[str, Any]]
    #: What it said of people was erased, and stands there as hashes alone
    erased: bool
    #: `hash` of the entry before; zeros for the first
    previous_hash: str
    #: SHA-256 of the entry’s text, hex; `canonical` of an export in jsonl is the text
    hash: str


class AuditLogEntryActor(TypedDict):
    """Who; null: not known."""

    kind: Literal["key", "member", "worker", "operator", "system"]
    #: Null: the operator by their token, or the system
    id: Optional[str]


class Deposit(TypedDict):
    #: The deposit
    deposit_id: str
    #: The network to pay on; only main is real money
    network: Literal["local", "regtest", "test", "main"]
    #: Pay here, as often as you like: whatever arrives is yours
    address: str
    #: The same with the amount, for wallets; also as a QR code
    payment_uri: str
    #: What you said that you will pay
    amount_sats: Optional[int]
    #: A payment of less is not credited
    minimum_sats: int
    #: Blocks, its own counted, from which on a payment is in your balance
    confirmations_needed: int
    #: Of the payments shown, what is in your balance now
    credited_sats: int
    #: At most 100
    payments: List[DepositPayment]
    #: When it was asked for
    created_at: str
    #: From then on it is looked at less often; payments are credited all the same
    expires_at: str


class DepositPayment(TypedDict):
    #: The transaction that pays
    txid: str
    #: Which of its outputs
    vout: int
    #: What it holds
    sats: int
    #: waiting: not in a block, or not deep enough. credited: in your balance; it is waiting again if its
    #: block is taken back. too_small: below `minimum_sats`, not credited. lost: the network does not know it
    #: any more
    status: Literal["waiting", "credited", "too_small", "lost"]
    #: Blocks on top of it, its own counted, when it was last looked at
    confirmations: int
    #: When it was found
    found_at: str
    #: When it came into your balance
    credited_at: Optional[str]
    #: Where a person can look at the transaction
    explorer_url: str


class Deposits(TypedDict):
    #: The newest first
    data: List[Deposit]
    #: For the next page; null: this is the last
    next_cursor: Optional[str]


class Usage(TypedDict):
    #: The customer
    customer_id: str
    #: UTC
    month: str
    tier: str
    #: Tasks that got their label and their payment
    tasks_settled: int
    #: Payouts and fee, the real figures of the transactions
    total_cost_sats: int
    #: The cost at `usd_price`
    total_cost_usd_estimate: float
    #: To the workers
    worker_payouts_sats: int
    #: To the platform
    platform_fee_sats: int
    #: Labels that tasks with `early_stop` or the policy adaptive were decided without, against the threshold
    #: policy on the same labels; below 0 where more were asked for
    labels_saved: int
    #: Tasks that ended without a label and whose workers were paid
    tasks_paid_unlabelled: int
    #: Right answers to your own gold items, which are paid as labels are
    gold_answers_paid: int
    #: Of the cost, paid from the balance; the rest was on the operator: tasks from before there were balances
    from_balance_sats: int
    #: US dollars for one BSV
    usd_price: float
    #: Whether the operator set the price
    usd_price_source: Literal["configured", "default"]
    #: Days with payments
    daily_breakdown: List[UsageDay]


class UsageDay(TypedDict):
    #: UTC
    date: str
    #: Tasks that got their label and their payment
    tasks: int
    #: Payouts and fee
    cost_sats: int


class Invoices(TypedDict):
    #: Months with payments and the present one, the newest first
    invoices: List[Invoice]
    #: For the next page; null: this is the last
    next_cursor: Optional[str]


class Invoice(TypedDict):
    #: UTC
    month: str
    #: closed: it never changes any more
    status: Literal["open", "closed"]
    #: Tasks that got their label and their payment
    tasks_settled: int
    #: Payouts and fee, the real figures of the transactions
    total_cost_sats: int
    #: The cost at `usd_price`
    total_cost_usd_estimate: float
    #: To the workers
    worker_payouts_sats: int
    #: To the platform
    platform_fee_sats: int
    #: Labels that tasks with `early_stop` or the policy adaptive were decided without, against the threshold
    #: policy on the same labels; below 0 where more were asked for
    labels_saved: int
    #: Tasks that ended without a label and whose workers were paid
    tasks_paid_unlabelled: int
    #: Right answers to your own gold items, which are paid as labels are
    gold_answers_paid: int
    #: Of the cost, paid from the balance; the rest was on the operator: tasks from before there were balances
    from_balance_sats: int
    #: US dollars for one BSV
    usd_price: float
    #: Whether the operator set the price
    usd_price_source: Literal["configured", "default"]


Stats = TypedDict(
    "Stats",
    {
        "from": "str",
        "to": "str",
        "tasks": "StatsTasks",
        "items_unshowable": "int",
        "items_taken_down": "int",
        "mean_confidence": "Optional[float]",
        "settlement_seconds": "StatsSettlementSeconds",
        "daily": "List[StatsDay]",
        "agreement": "List[StatsAgreement]",
        "templates": "List[TemplateFigures]",
    },
)


class StatsTasks(TypedDict):
    """Tasks made in the range, by what they are now."""

    pending: int
    in_progress: int
    verified: int
    settled: int
    expired: int
    cancelled: int


class StatsSettlementSeconds(TypedDict):
    """From submission to payment. Counted in buckets, of which the upper end is given: at most 9.1 % above the real figure; 0.125 is the least."""

    #: Median; null: none was settled
    p50: Optional[float]
    #: 95th percentile
    p95: Optional[float]


class StatsDay(TypedDict):
    #: UTC
    date: str
    #: Tasks made on this day
    tasks_created: int
    #: Tasks that got their label and their payment on this day
    tasks_settled: int
    #: Payouts and fees of this day
    cost_sats: int


class StatsAgreement(TypedDict):
    task_type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    #: Krippendorff's alpha: 1 all agree, 0 as by chance. Null: no two labels differ, or they are boxes or
    #: spans. Nominal; of ratings ordinal, of several labels by MASI
    alpha: Optional[float]
    #: Closed tasks with at least two labels; of a day and type, or template of a rating, comparison or
    #: several labels, those of the first 50 different labels
    tasks_measured: int


class _TemplateFigures(TypedDict):
    #: Names the type and the options, whatever their order; lists of tasks filter by it
    template: str
    task_type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    #: Sorted; of ratings the steps; of comparisons, whose items are others in each task, numbers and `tie`
    options: List[str]
    #: Krippendorff's alpha: 1 all agree, 0 as by chance. Null: no two labels differ, or they are boxes or
    #: spans. Nominal; of ratings ordinal, of several labels by MASI
    alpha: Optional[float]
    #: Your closed tasks with at least two labels, made in the range
    tasks_measured: int
    #: Of each option, how often a label that says so is right, as far as is known
    precision: List[Optional[float]]
    #: Of your models that have said something of such tasks, the last 8 that did
    models: List[ModelFigures]
    #: How true confidences are under the policy adaptive, by all gold of this type and these options
    calibration: TemplateFiguresCalibration


class TemplateFigures(_TemplateFigures, total=False):
    #: bounding_boxes, text_spans: of your models whose marks workers begin with, how far that holds them. Of
    #: your tasks of any day; they are a template apart from those without a start. Not there: none
    starts: List[StartFigures]


class ModelFigures(TypedDict):
    #: Your name for the model: what is known of it is kept under it. Another version is another model
    model: str
    #: Closed tasks that it was there for
    tasks: int
    #: Decisions that it counted in
    counted: int
    #: Its share of right predictions, as far as is known; old ones count half
    accuracy: Optional[float]
    #: 0 to 1: how far it counts for what its matrix says, less while it seems to have become worse
    weight: float
    #: Tasks that people labelled fully without it, one in 64
    measured_tasks: int
    #: How often it said on these what all their labels say; null: there are none
    measured_accuracy: Optional[float]
    #: Labels that it saved, by what it would have saved on the fully labelled tasks; null: there are none
    labels_saved: Optional[float]
    #: How often it was found to have become worse
    drifts: int
    #: By right option (row) and predicted option (column), in the order of `options`: how often, old ones
    #: half. multi_label: of all options together, absent and present
    confusion: List[List[float]]


class StartFigures(TypedDict):
    #: Your name for the model: what is known of it is kept under it. Another version is another model
    model: str
    #: Labels whose workers began with its marks
    with_start: StartFiguresWithStart
    #: Labels of the same tasks whose workers began with nothing, one in 64
    without_start: StartFiguresWithoutStart
    #: Null: fewer than two labels of either are known
    anchoring: Optional[StartFiguresAnchoring]


class StartFiguresWithStart(TypedDict):
    """Labels whose workers began with its marks."""

    labels: int
    #: Share of them that say what the model says; null: no labels
    same: Optional[float]
    #: 0 to 1: how far they are on average from what the model says. Boxes: 1 less their mean IoU, spans: 1
    #: less their F1. Null: no labels
    distance: Optional[float]


class StartFiguresWithoutStart(TypedDict):
    """Labels of the same tasks whose workers began with nothing, one in 64."""

    labels: int
    #: Share of them that say what the model says; null: no labels
    same: Optional[float]
    #: 0 to 1: how far they are on average from what the model says. Boxes: 1 less their mean IoU, spans: 1
    #: less their F1. Null: no labels
    distance: Optional[float]


class StartFiguresAnchoring(TypedDict):
    """Null: fewer than two labels of either are known."""

    #: How much nearer labels are to the marks of the model where they began with them
    nearer: float
    #: Lower end of its interval of 95 %
    low: float
    #: Upper end
    high: float


class TemplateFiguresCalibration(TypedDict):
    """How true confidences are under the policy adaptive, by all gold of this type and these options."""

    #: Tasks with a known answer that it was checked by
    gold_checks: float
    #: Mean distance of confidence and share right; null: nothing was checked
    expected_calibration_error: Optional[float]
    #: The same of the posteriors before calibration
    expected_calibration_error_before: Optional[float]
    #: Ten equal bins of the confidence, those that have checks; told before the answer was looked at
    reliability: List[TemplateFiguresCalibrationReliability]
    #: From pure chance to certainty
    curve: List[TemplateFiguresCalibrationCurve]


class TemplateFiguresCalibrationReliability(TypedDict):
    #: Mean of the bin
    confidence: float
    #: Of these, the share that was right
    accuracy: float
    #: Weight of the bin
    checks: float


class TemplateFiguresCalibrationCurve(TypedDict):
    #: Posterior before calibration
    claimed: float
    #: What it is told as
    confidence: float


class Disagreements(TypedDict):
    #: The most doubtful first
    data: List[Disagreement]
    #: For the next page; null: this is the last
    next_cursor: Optional[str]


class _Disagreement(TypedDict):
    #: The task
    task_id: str
    status: Literal["pending", "in_progress", "verified", "settled", "expired", "cancelled"]
    #: 0 to 1: under the policy adaptive what is left to its confidence, else the share of labels that are not
    #: with the leader
    doubt: float
    #: Null: undecided
    consensus_label: Optional[str]
    #: Null: undecided
    confidence: Optional[float]
    label_counts: Dict[str, int]
    task_type: Literal["image_classification", "text_classification", "sentiment", "moderation", "comparison", "multi_label", "rating", "bounding_boxes", "text_spans"]
    data_url: str
    label_spec: LabelSpec
    #: As submitted
    metadata: Optional[Dict[str, Any]]
    #: The job whose manifest it came from
    job_id: Optional[str]
    #: When it was decided, expired or cancelled
    closed_at: str


class Disagreement(_Disagreement, total=False):
    consensus_value: LabelValue


class Health(TypedDict):
    status: Literal["ok"]
    version: str
    #: The payment network
    network: Literal["local", "regtest", "test", "main"]


class PoolInvitation(TypedDict):
    #: The invitation
    invitation_id: str
    #: Where it was sent; null: a link that you hand on
    email: Optional[str]
    #: How many people it lets in
    uses_max: int
    #: Worker ids of those who came in by it
    joined: List[str]
    #: What lets people in; null: it does not any more
    link: Optional[str]
    #: When it was made
    created_at: str
    #: When it ends by itself
    expires_at: str
    #: When you revoked it
    revoked_at: Optional[str]


class PoolMember(TypedDict):
    """One of your own people, and how they work."""

    #: Names them
    worker_id: str
    #: As they call themselves; null: not said yet
    display_name: Optional[str]
    #: When they joined
    joined_at: str
    #: Labels that they gave for you as one of your own people
    labels: int
    #: Of labels on decided tasks: those of which the others’ labels said the same
    agreed: int
    #: Those of which the others’ labels said something else
    disagreed: int
    #: `agreed` out of `agreed` and `disagreed`, from 0 to 1; null: neither yet
    agreement: Optional[float]
    #: Answers on your gold that were right
    gold_right: int
    #: And wrong
    gold_missed: int


class BillingDetails(TypedDict):
    """How somebody is named on invoices. The buyer: as the billing details say, or by the name of the account. The seller: the operator; null: they did not say."""

    #: Of the person or company
    name: str
    #: Its lines; empty: none was said
    address: str
    #: E.g. a VAT number
    tax_id: Optional[str]


class InvoiceDocument(TypedDict):
    #: Unlike that of any other invoice
    number: str
    #: The customer
    customer_id: str
    #: UTC
    month: str
    #: closed: it never changes any more
    status: Literal["open", "closed"]
    period: InvoiceDocumentPeriod
    #: When the month closed; null: it did not yet
    closed_at: Optional[str]
    seller: InvoiceSeller
    buyer: BillingDetails
    lines: List[InvoiceDocumentLine]
    #: Days with payments
    days: List[InvoiceDocumentDay]
    #: The sum of the lines
    total_sats: int
    #: The total at `usd_price`
    total_usd_estimate: float
    #: US dollars for one BSV
    usd_price: float
    #: Together the total: an invoice is paid when it is written
    paid: InvoiceDocumentPaid


InvoiceDocumentPeriod = TypedDict(
    "InvoiceDocumentPeriod",
    {
        "from": "str",
        "to": "str",
    },
)


class InvoiceSeller(TypedDict):
    """Null: they did not say."""

    #: Of the person or company
    name: str
    #: Its lines; empty: none was said
    address: str
    #: E.g. a VAT number
    tax_id: Optional[str]


class InvoiceDocumentLine(TypedDict):
    #: worker_payouts: to the workers. platform_fee: to the platform
    kind: Literal["worker_payouts", "platform_fee"]
    #: Tasks that it is for
    tasks: int
    #: Satoshis
    sats: int


class InvoiceDocumentDay(TypedDict):
    #: UTC
    date: str
    #: Tasks that got their label and their payment
    tasks: int
    #: Payouts and fee
    sats: int


class InvoiceDocumentPaid(TypedDict):
    """Together the total: an invoice is paid when it is written."""

    #: From the balance of the account
    from_balance_sats: int
    #: By the operator: tasks from before there were balances
    by_operator_sats: int


class ErrorDetail(TypedDict):
    #: Path of the field, joined by dots
    field: str
    #: The rule that it breaks
    constraint: str
    message: str
