// Generated from contract/openapi.json by tools/client-types.ts (npm run contract:write).

/** What is wrong, for programs */
export type ErrorCode = "VALIDATION_ERROR" | "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "CONFLICT" | "RATE_LIMITED" | "INSUFFICIENT_FUNDS" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "ITEM_NOT_FETCHED" | "GONE" | "RANGE_NOT_SATISFIABLE" | "MEDIA_UNAVAILABLE" | "MEDIA_UNSUPPORTED" | "MEDIA_TOO_LARGE" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE";

export interface Accuracy {
  /** Sorted; of a job or a batch those of its first task, whose decisions are counted here */
  readonly options: ReadonlyArray<string>;
  /** Decided */
  readonly tasks: number;
  /** Those of them that you reviewed */
  readonly reviewed: number;
  /** Those of them that you corrected */
  readonly corrected: number;
  /** How many of the labels are right, as confidences and your reviews tell; null: nothing is decided */
  readonly expected_accuracy: number | null;
  /** Half the width of its 95 % interval. What you reviewed is known, and adds nothing to it */
  readonly margin: number | null;
  /** Decided and not reviewed, with a confidence below `look_below` */
  readonly worth_a_look: number;
  /** The confidence below which a label is worth a look */
  readonly look_below: number;
  /** By the option that was decided on, then by the one that you say is right */
  readonly corrections: ReadonlyArray<ReadonlyArray<number>>;
  /** Tasks that expired without a label, by the option that you say is right */
  readonly expired: ReadonlyArray<number>;
  /** Which reviews tell most */
  readonly plan: {
    /** So many more reviews make the margin 0.01, if they find what is expected; which ones within a bin is to be drawn */
    readonly reviews_for_one_point: number;
    /** Bins of the confidence with decided tasks, the least sure first */
    readonly by_confidence: ReadonlyArray<{
      /** Where the bin begins */
      readonly from: number;
      /** Where it ends */
      readonly to: number;
      /** Decided tasks of the bin */
      readonly tasks: number;
      /** Those that you reviewed */
      readonly reviewed: number;
      /** Those that you corrected */
      readonly corrected: number;
      /** Their mean confidence */
      readonly confidence: number;
      /** So many of the others are to be reviewed */
      readonly reviews: number;
    }>;
  };
}

export interface AddGold {
  /** What kind of labelling it is */
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** https URL of the image or text to label, or `asset://…` of an asset of yours */
  readonly data_url?: string | null | undefined;
  readonly data?: SubmittedData | undefined;
  /** comparison: what is compared. `data_url` or `data` of the task is then what is shown above them, e.g. a prompt, and may be left out */
  readonly items?: ReadonlyArray<ComparedItem> | null | undefined;
  readonly label_spec: SubmittedLabelSpec;
  /** Only what `label_spec.start_with` names is kept: the item begins as your tasks do, and goes among those of them that have a start */
  readonly predictions?: ReadonlyArray<SubmittedPrediction> | null | undefined;
  /** The right answer: one of the options, to the letter, or, of a kind other than choice, its value as JSON: `4`, `{"item":"model-a"}`, `{"options":["spam"]}` */
  readonly gold_label: string;
  /** true: with the outcome its workers are told the right answer, and so that it was known; nobody meets an item twice. Default: false */
  readonly feedback?: boolean | null | undefined;
  /** BCP 47: only workers who list this language get it */
  readonly language?: string | null | undefined;
  /** true: the item may disturb. Only workers who take such items get it, and see it covered first. Default: false */
  readonly sensitive?: boolean | null | undefined;
}

export interface AddModel {
  /** What its predictions are kept under, as in `predictions[].model`. Another version is another model: what is known of one is not known of the other */
  readonly name: string;
  /** Base URL of an endpoint of OpenAI’s form, e.g. `https://api.example.com/v1`: `/chat/completions` is added where it is not there */
  readonly url: string;
  /** The model as the endpoint calls it */
  readonly model: string;
  /** Which of your tasks it is asked of: open ones of the adaptive policy, of any of these templates. Never tasks of anybody else */
  readonly templates: ReadonlyArray<ModelTemplate>;
  /** Requests to it in a UTC day, counted before each is sent: those that failed, or whose answers could not be used, count too. When they are used up it waits for the next day */
  readonly requests_per_day: number;
  /** Goes out as `Authorization: Bearer …`. Kept sealed, and shown nowhere */
  readonly api_key?: string | null | undefined;
  /** none: it is asked for a label alone. logprobs: the label with how likely its tokens were, where the endpoint tells. asked: a number for each option, which cost more tokens and are seldom honest, and are calibrated all the same */
  readonly scores?: "none" | "logprobs" | "asked" | null | undefined;
  /** Your own words to it, beside ours, in the system’s message. Items are never there */
  readonly instructions?: string | null | undefined;
  /** Requests under way at once */
  readonly concurrency?: number | null | undefined;
  /** Tasks that were submitted from then on. Default: now, so that no task of before is asked of */
  readonly from?: string | null | undefined;
}

export interface AddOwnGold {
  /** What kind of labelling it is */
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** https URL of the image or text to label, or `asset://…` of an asset of yours */
  readonly data_url?: string | null | undefined;
  readonly data?: SubmittedData | undefined;
  /** comparison: what is compared. `data_url` or `data` of the task is then what is shown above them, e.g. a prompt, and may be left out */
  readonly items?: ReadonlyArray<ComparedItem> | null | undefined;
  readonly label_spec: SubmittedLabelSpec;
  /** Only what `label_spec.start_with` names is kept: the item begins as your tasks do, and goes among those of them that have a start */
  readonly predictions?: ReadonlyArray<SubmittedPrediction> | null | undefined;
  /** The right answer: one of the options, to the letter, or, of a kind other than choice, its value as JSON: `4`, `{"item":"model-a"}`, `{"options":["spam"]}` */
  readonly gold_label: string;
  /** test: it goes among your tasks, unmarked, and measures who labels them. practice: workers learn its question by it, and are told the answer */
  readonly use?: "test" | "practice" | null | undefined;
  /** Why the answer is right. Workers are told in practice, and never else */
  readonly reason?: string | null | undefined;
  /** true: with the outcome its workers are told the right answer, and so that it was known; nobody meets an item twice. Default: false */
  readonly feedback?: boolean | null | undefined;
  /** With `practice`: own: for the question as your own people alone get it. Default: public */
  readonly crowd?: "public" | "own" | null | undefined;
  /** BCP 47: only workers who list this language get it */
  readonly language?: string | null | undefined;
  /** true: the item may disturb. Only workers who take such items get it, and see it covered first. Default: false */
  readonly sensitive?: boolean | null | undefined;
}

export interface AddPasskey {
  /** What you call it */
  readonly name: string;
  readonly answer: NewPasskeyAnswer;
}

export interface AdminAppeal {
  /** The appeal */
  readonly appeal_id: string;
  /** What is contested */
  readonly about: "label" | "suspension";
  /** The label that is contested, as in your history */
  readonly assignment_id: string | null;
  /** The reason that is contested */
  readonly suspension_reason: string | null;
  readonly message: string;
  readonly status: "open" | "upheld" | "rejected";
  /** What the operator says */
  readonly answer: string | null;
  /** When it was opened */
  readonly opened_at: string;
  /** When it was answered */
  readonly answered_at: string | null;
  /** Who contests */
  readonly worker_id: string;
  /** The task whose label is contested */
  readonly task_id: string | null;
  readonly task: {
    /** The item, where its answer was known; the worker is not told */
    readonly gold_id: string | null;
    readonly data_url: string;
    readonly question: string;
    /** The known answer */
    readonly gold_label: string | null;
    /** What the others agreed upon */
    readonly consensus_label: string | null;
    /** The worker’s answer */
    readonly label: string;
    readonly value?: LabelValue | undefined;
  } | null;
}

export interface AdminAppeals {
  /** The newest first */
  readonly data: ReadonlyArray<AdminAppeal>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface AdminCustomer {
  /** The customer */
  readonly customer_id: string;
  readonly name: string;
  readonly email: string;
  /** Sets rates */
  readonly tier: "sandbox" | "growth" | "scale" | "enterprise";
  /** Tasks that can still be submitted */
  readonly label_quota: number;
  /** Tasks granted so far */
  readonly label_quota_total: number;
  /** The API answers 403 to this customer */
  readonly suspended: boolean;
  /** When the account was made */
  readonly created_at: string;
}

export interface AdminCustomers {
  /** The newest first */
  readonly data: ReadonlyArray<AdminCustomer>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface AdminReport {
  /** The report */
  readonly report_id: string;
  readonly status: "open" | "dismissed" | "marked_sensitive" | "taken_down";
  /** What the worker says is wrong */
  readonly reason: "sexual" | "violence" | "hate" | "self_harm" | "child_abuse" | "personal_data" | "illegal" | "other";
  /** In the worker’s words */
  readonly note: string | null;
  /** Who reported */
  readonly worker_id: string;
  /** The task */
  readonly task_id: string;
  /** Whose item it is */
  readonly customer_id: string;
  /** The item, where its answer was known; the worker is not told */
  readonly gold_id: string | null;
  readonly task: {
    /** Of the task, as it is now */
    readonly status: string;
    readonly data_url: string;
    readonly question: string;
    readonly sensitive: boolean;
    readonly taken_down: boolean;
  } | null;
  readonly customer_counts: ReportCounts;
  /** When it was reported */
  readonly reported_at: string;
  /** When you decided on it */
  readonly decided_at: string | null;
}

export interface AdminReports {
  /** The newest first */
  readonly data: ReadonlyArray<AdminReport>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface AdminSettlement {
  /** The settlement */
  readonly settlement_id: string;
  readonly state: "planned" | "signed" | "broadcasting" | "unknown" | "seen" | "mined" | "final" | "contested" | "orphaned" | "stale" | "failed";
  /** The transaction */
  readonly txid: string;
  /** Where a person can look at the transaction */
  readonly explorer_url: string;
  /** Tasks that it pays */
  readonly task_count: number;
  readonly miner_fee_sats: number;
  /** When it was signed */
  readonly created_at: string;
  /** When the network had it */
  readonly seen_at: string | null;
  /** What the network said last, when it was not a plain yes */
  readonly note: string | null;
}

export interface AdminSettlementDetail {
  /** The settlement */
  readonly settlement_id: string;
  readonly purpose: "payment" | "fan_out" | "consolidation" | "withdrawal" | "forfeit" | "sweep" | "refund";
  readonly lane_id: string;
  readonly state: "planned" | "signed" | "broadcasting" | "unknown" | "seen" | "mined" | "final" | "contested" | "orphaned" | "stale" | "failed";
  /** What the network said last, when it was not a plain yes */
  readonly note: string | null;
  readonly txid: string;
  /** The signed transaction, hex */
  readonly raw: string;
  /** Where a person can look at the transaction */
  readonly explorer_url: string;
  readonly task_count: number;
  readonly payee_count: number;
  /** Paid to workers */
  readonly payout_sats: number;
  /** The platform fee */
  readonly fee_sats: number;
  readonly miner_fee_sats: number;
  readonly block_height: number | null;
  readonly block_hash: string | null;
  /** The settlement whose place this one took */
  readonly replaces: string | null;
  /** The settlement that took the place of this one */
  readonly replaced_by: string | null;
  /** When it was signed */
  readonly created_at: string;
  /** When the network had it */
  readonly seen_at: string | null;
}

export interface AdminSettlements {
  /** The newest first */
  readonly data: ReadonlyArray<AdminSettlement>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface AdminWorker {
  /** The worker */
  readonly worker_id: string;
  /** Empty: the account was deleted */
  readonly email: string;
  readonly status: "active" | "suspended";
  readonly suspension: {
    /** The worker reads it too */
    readonly reason: string;
    /** When it began */
    readonly since: string;
  } | null;
  /** Null: no profile yet */
  readonly display_name: string | null;
  /** ISO 3166-1 alpha-2 */
  readonly country: string | null;
  /** Address that the worker is paid at */
  readonly wallet_address: string | null;
  /** Paymail that the worker is paid at; null as well: earnings are held */
  readonly wallet_paymail: string | null;
  /** Labels given */
  readonly labels: number;
  readonly paid_labels: number;
  readonly trust: {
    /** As of now; the worker sees it a while later, and `fair` for `review`: gold tasks alone */
    readonly level: "new" | "review" | "fair" | "reliable" | "trusted";
    /** How much better than chance they answer, 0 to 1 */
    readonly score: number;
    readonly gold_right: number;
    readonly gold_missed: number;
    /** Labels on decided tasks that said what most others said */
    readonly agreed: number;
    readonly disagreed: number;
  };
  /** Of the latest labels, the part whose item the worker never fetched, 0 to 1: it earns no trust */
  readonly not_fetched_share: number;
  /** Mean of the latest, pauses cut short */
  readonly seconds_per_label: number;
  /** too_fast: most answers came before the item can be read. one_option: the same position 30 times in a row. lock_step: more wrong answers in common with another than chance makes plausible. shared_wallet: several accounts are paid at one address. linked: other accounts are taken for the same person’s. items_not_fetched: most labels came without their items having been fetched */
  readonly signals: ReadonlyArray<"too_fast" | "one_option" | "lock_step" | "shared_wallet" | "linked" | "items_not_fetched">;
  /** Workers who had given the same wrong answers before, the most first */
  readonly lock_step_with: ReadonlyArray<{
    /** The other */
    readonly worker_id: string;
    readonly shared_misses: number;
  }>;
  /** Other accounts that are paid at this address */
  readonly same_wallet: ReadonlyArray<string>;
  /** Accounts, workers (`wrk_`) and customers (`cust_`), that are taken for the same person’s: links lead to them from this one. No task is given to two of them, nor to who asked for it */
  readonly same_person: ReadonlyArray<string>;
  /** Accounts that evidence links with this one */
  readonly links: ReadonlyArray<{
    /** A worker or a customer */
    readonly account_id: string;
    readonly reasons: ReadonlyArray<{
      /** wallet: paid at one place. device: one browser. shared_errors: the same wrong answers beyond chance. address: one range of addresses within 30 days. burst: signed up there within 10 minutes. A link has two kinds or more, one of the first three */
      readonly kind: "wallet" | "device" | "shared_errors" | "address" | "burst";
      /** When it was found */
      readonly since: string;
    }>;
    /** From when on the evidence suffices */
    readonly since: string;
    /** When the operator found it false */
    readonly dissolved_at: string | null;
  }>;
  /** When they gave their latest label; null: none yet */
  readonly last_label_at: string | null;
  /** Paid to an address held for them, and not moved yet */
  readonly held_sats: number;
  /** When the account was made */
  readonly created_at: string;
  /** When what was personal was erased; null: it was not */
  readonly deleted_at: string | null;
}

export interface AdminWorkerLabel {
  /** The task */
  readonly task_id: string;
  /** Whose item it is */
  readonly customer_id: string;
  /** The item, where its answer was known; the worker is not told */
  readonly gold_id: string | null;
  readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  readonly question: string;
  readonly options: ReadonlyArray<string>;
  /** Empty: its content was deleted */
  readonly data_url: string;
  /** The item may disturb: show it covered first */
  readonly sensitive: boolean;
  readonly taken_down: boolean;
  /** The worker’s answer */
  readonly label: string;
  /** When they gave it */
  readonly at: string;
  /** Since they took the task, or gave their label before, whichever was later; null: not known */
  readonly seconds: number | null;
  /** In less time than the item can be read */
  readonly too_fast: boolean;
  /** False: they answered without having fetched the item */
  readonly item_fetched: boolean;
  /** As it is now; workers are told of gold a while later */
  readonly outcome: "waiting" | "agreed" | "disagreed" | "undecided" | "conceded";
  /** What was known or decided; null: nothing yet */
  readonly right_label: string | null;
  /** Of the decision */
  readonly confidence: number | null;
  /** What others answered, in the order of arrival */
  readonly others: ReadonlyArray<{
    /** The other */
    readonly worker_id: string;
    /** Their answer */
    readonly label: string;
    /** When they gave it */
    readonly at: string;
  }>;
}

export interface AdminWorkerLabels {
  /** The newest first */
  readonly data: ReadonlyArray<AdminWorkerLabel>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface AdminWorkers {
  /** The newest first */
  readonly data: ReadonlyArray<AdminWorker>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface AnswerAppeal {
  /** true: the label is paid by you, and counts as right where the answer was known; a suspension ends, and the worker begins anew */
  readonly upheld: boolean;
  /** What the worker reads */
  readonly answer: string;
}

export interface ApiKey {
  /** The key */
  readonly key_id: string;
  /** What you call it */
  readonly name: string | null;
  /** First characters of the key */
  readonly hint: string;
  /** The permissions that it has, beside `account`; null: all, also those that come later */
  readonly scopes: ReadonlyArray<"account" | "read" | "submit" | "export" | "webhooks" | "billing" | "money" | "keys" | "audit" | "people" | "members" | "models"> | null;
  /** From then on it opens nothing; null: until it is revoked */
  readonly expires_at: string | null;
  /** It has ended by itself, and opens nothing */
  readonly expired: boolean;
  /** When it was made */
  readonly created_at: string;
  /** When it was last used, to within a few minutes; null: not yet */
  readonly last_used_at: string | null;
  /** The key that this request was made with */
  readonly current: boolean;
}

export interface ApiKeys {
  /** Those that are not revoked, the oldest first */
  readonly data: ReadonlyArray<ApiKey>;
}

export interface Appeal {
  /** The appeal */
  readonly appeal_id: string;
  /** What is contested */
  readonly about: "label" | "suspension";
  /** The label that is contested, as in your history */
  readonly assignment_id: string | null;
  /** The reason that is contested */
  readonly suspension_reason: string | null;
  readonly message: string;
  readonly status: "open" | "upheld" | "rejected";
  /** What the operator says */
  readonly answer: string | null;
  /** When it was opened */
  readonly opened_at: string;
  /** When it was answered */
  readonly answered_at: string | null;
}

export interface Appeals {
  /** The newest first */
  readonly data: ReadonlyArray<Appeal>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface Asset {
  /** SHA-256 of the bytes as they were given, hex */
  readonly sha256: string;
  /** What tasks name it by */
  readonly data_url: string;
  /** As its content tells */
  readonly content_type: string;
  readonly bytes: number;
  /** When it was given first */
  readonly created_at: string;
  /** When a task last asked for it, it was given again or a task that shows it ended; to the hour. It is kept from then on for as long as the operator says */
  readonly used_at: string;
}

export interface AssetPage {
  /** The newest first */
  readonly data: ReadonlyArray<Asset>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
  readonly usage: AssetUsage;
}

/** Of all your assets, texts by value too */
export interface AssetUsage {
  readonly count: number;
  readonly bytes: number;
  /** What all of them may have */
  readonly bytes_max: number;
}

export interface AssignedLabel {
  readonly assignment_id: string;
  /** One of the options, to the letter */
  readonly label?: string | undefined;
  readonly value?: LabelValue | undefined;
  /** What came with the item, in `X-Item-Token`: says that you looked, and how large the item is. A label without counts and is paid all the same, but earns no trust where the server knows of no look */
  readonly item_token?: string | null | undefined;
}

/** `start`: marks of a program to begin with, which nobody has checked: correct them, remove those that are wrong, add those that are missing. Not there: begin with nothing */
export interface Assignment {
  /** Names your claim on the task */
  readonly assignment_id: string;
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** What its labels are. choice: one of the options. comparison: the best of some items, or a tie. multi_label: all options that apply. rating: a step of a scale. bounding_boxes: boxes around what is on a picture. text_spans: marked parts of a text */
  readonly kind: "choice" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  readonly question: string;
  /** Markdown */
  readonly instructions: string | null;
  /** To choose from, one or, of the kind multi_label, any; other kinds have none */
  readonly options: ReadonlyArray<string>;
  /** How near the consensus a label is that is paid. multi_label: the Jaccard index, above 0 and at most 1. Default: 0.5. rating: whole steps. Default: 1, on scales of less than 5 steps 0. bounding_boxes: F1 of the boxes that lie half on each other at least, default: 0.7. text_spans: F1 of the parts, those that only touch count half, default: 0.6 */
  readonly agreement_bar: number | null;
  /** comparison: you may say that none is better */
  readonly tie?: boolean | undefined;
  readonly scale?: Scale | undefined;
  /** bounding_boxes, text_spans: what a box or a part may be, by code points */
  readonly classes?: ReadonlyArray<string> | undefined;
  /** comparison: what is compared, in the order that is yours; others see another */
  readonly items?: ReadonlyArray<{
    /** What you call it in your label: its place */
    readonly id: string;
    readonly data: {
      /** Where it is, on this server, for you alone */
      readonly url: string;
      /** What an item of this type mostly is; null: one of several images or a text, as the item itself says */
      readonly content_type: string | null;
    };
  }> | undefined;
  readonly start?: LabelValue | undefined;
  readonly data: {
    /** Where the item is, on this server, for you alone */
    readonly url: string;
    /** What an item of this type mostly is; null: one of several images or a text, as the item itself says */
    readonly content_type: string | null;
  } | null;
  /** The item may disturb: show it covered, until the worker wants to see it */
  readonly sensitive: boolean;
  /** The task is yours until then */
  readonly lease_expires_at: string;
  /** Paid if your label is with the consensus */
  readonly reward_sats: number;
  /** The organisation for which you label it as one of its own people; null: for the public crowd’s pay */
  readonly organisation: string | null;
  /** It is practice: unpaid, and answered at once */
  readonly practice?: true | undefined;
}

export interface Assignments {
  readonly assignments: ReadonlyArray<Assignment>;
}

export interface AuditLogEntry {
  /** Whose trail it stands in */
  readonly owner_id: string;
  /** Its place in the trail, from 1, without a gap */
  readonly number: number;
  /** When */
  readonly at: string;
  /** What */
  readonly action: "organisation.created" | "organisation.changed" | "key.created" | "key.revoked" | "keys.reviewed" | "member.invited" | "member.joined" | "pool.invited" | "pool.invitation_revoked" | "pool.removed" | "pool.joined" | "pool.left" | "member.became_owner" | "member.changed" | "member.removed" | "member.left" | "invitation.withdrawn" | "session.opened" | "session.ended" | "sessions.ended" | "admin_token.used" | "worker.created" | "worker.suspended" | "worker.reinstated" | "deletion.asked" | "deletion.taken_back" | "profile.changed" | "password.changed" | "email.change_asked" | "email.confirmed" | "passkey.added" | "passkey.removed" | "second_factor.turned_on" | "second_factor.turned_off" | "second_factor.ending" | "recovery_codes.renewed" | "wallet.changed" | "wallet.in_force" | "wallet.removed" | "wallet.taken_back" | "wallet.stopped" | "withdrawal.asked" | "deposit.opened" | "grant.made" | "refund.asked" | "limits.changed" | "billing.changed" | "lists.changed" | "treasury.move_asked" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "model.added" | "model.changed" | "model.removed" | "job.submitted" | "job.cancelled" | "job.delivered_again" | "review.given" | "review.taken_back" | "reviews.given" | "content.deleted" | "content.taken_down" | "asset.deleted" | "export.taken" | "gold.added" | "gold.imported" | "gold.retired" | "gold.changed" | "appeal.opened" | "appeal.answered" | "report.decided" | "labels.viewed" | "item.viewed" | "link.dissolved";
  /** done. refused: a password or token was wrong. unknown: it was begun and never said to be done; it may have been */
  readonly outcome: "done" | "refused" | "unknown";
  /** Who; null: not known */
  readonly actor: {
    readonly kind: "key" | "member" | "worker" | "operator" | "system";
    /** Null: the operator by their token, or the system */
    readonly id: string | null;
  } | null;
  /** To what */
  readonly object_id: string | null;
  /** Address that it came from, of IPv6 the /64; null: the server’s own machine, not known, erased, or the operator’s */
  readonly network: string | null;
  /** `X-Request-Id` of the request */
  readonly request_id: string | null;
  /** What of it was before, where that is known */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** What of it is after */
  readonly after: Readonly<Record<string, unknown>> | null;
  /** What people had typed */
  readonly texts: Readonly<Record<string, unknown>> | null;
  /** What it said of people was erased, and stands there as hashes alone */
  readonly erased: boolean;
  /** `hash` of the entry before; zeros for the first */
  readonly previous_hash: string;
  /** SHA-256 of the entry’s text, hex; `canonical` of an export in jsonl is the text */
  readonly hash: string;
}

export interface AuditLogPage {
  /** The newest first */
  readonly data: ReadonlyArray<AuditLogEntry>;
  /** For the next page; null: this is the last. With filters a page may be short, or empty, and have a next one */
  readonly next_cursor: string | null;
}

export interface AuditReport {
  /** Whether every proof holds */
  readonly ok: boolean;
  readonly results: ReadonlyArray<{
    /** What was checked */
    readonly check: string;
    /** What it proves */
    readonly proves: string;
    readonly ok: boolean;
    /** How many things were compared */
    readonly checked: number;
    readonly failed: number;
    /** What is wrong; the first 20 */
    readonly culprits: ReadonlyArray<string>;
  }>;
  readonly settlements: number;
  readonly tasks: number;
  readonly labels_paid: number;
  /** Paid to workers */
  readonly paid_sats: number;
  readonly miner_fee_sats: number;
  /** Money of all customers: entered and granted is spent, reserved or free */
  readonly balances: {
    /** Grants, deposits and allowances, less refunds */
    readonly entered_sats: number;
    /** Granted for tasks from before there were balances, as they were paid */
    readonly upgrade_grant_sats: number;
    readonly spent_sats: number;
    /** For tasks that are open or not paid yet */
    readonly reserved_sats: number;
    readonly free_sats: number;
  };
}

/** `entered_sats` + `upgrade_grant_sats` = `free_sats` + `reserved_sats` + `spent_sats`, always */
export interface Balance {
  /** The customer */
  readonly customer_id: string;
  /** What new tasks are paid from. allowance: a sandbox account, which the operator pays for up to its allowance. balance: what was deposited and granted */
  readonly funding: "allowance" | "balance";
  /** What new tasks can take now: what is free, and what is left of the allowance */
  readonly available_sats: number;
  /** Neither spent nor reserved. Below 0 only where a deposit was spent and then vanished from the chain */
  readonly free_sats: number;
  /** What of that came in beside the allowance, which tasks spend first: it can be refunded, and pays your own people */
  readonly funded_free_sats: number;
  /** Held for tasks that are open or not paid yet: the most that they can cost */
  readonly reserved_sats: number;
  /** Paid for tasks */
  readonly spent_sats: number;
  /** Deposits, grants and the allowance, less what was taken back or refunded */
  readonly entered_sats: number;
  /** Granted and spent for tasks from before there were balances */
  readonly upgrade_grant_sats: number;
  /** The part of `entered_sats` that is the allowance of the sandbox */
  readonly allowance_sats: number;
  /** Of the allowance, not given yet: it comes by itself when tasks need it */
  readonly allowance_left_sats: number;
  /** Set aside for tasks of today (UTC), which the limit of the day counts */
  readonly reserved_today_sats: number;
  /** Less can be spent than `limits.balance_low_sats` */
  readonly is_low: boolean;
  readonly limits: ChosenLimits;
}

export interface BalanceLimits {
  /** The most that is set aside for new tasks on one day (UTC), satoshis; null: no limit */
  readonly spend_per_day_sats: number | null;
  /** When less than so much can be spent, `balance.low` is sent, once each time, satoshis; null: never */
  readonly balance_low_sats: number | null;
}

export interface Batch {
  /** The batch */
  readonly batch_id: string;
  readonly task_count: number;
  /** Tasks by status */
  readonly counts: {
    readonly pending: number;
    readonly in_progress: number;
    readonly verified: number;
    readonly settled: number;
    readonly expired: number;
    readonly cancelled: number;
  };
  /** When it was accepted */
  readonly created_at: string;
}

/** How somebody is named on invoices. The buyer: as the billing details say, or by the name of the account. The seller: the operator; null: they did not say */
export interface BillingDetails {
  /** Of the person or company */
  readonly name: string;
  /** Its lines; empty: none was said */
  readonly address: string;
  /** E.g. a VAT number */
  readonly tax_id: string | null;
}

/** In whole pixels of the original picture as it is seen, turned as its file says */
export interface Box {
  /** One of `label_spec.classes` */
  readonly class: string;
  /** From the left edge */
  readonly left: number;
  /** From the upper edge */
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** bounding_boxes: a box around each thing, at most 200 */
export interface BoxesValue {
  /** By left, top, width, height and class */
  readonly boxes: ReadonlyArray<Box>;
}

/** S3: access_key_id, secret_access_key, session_token, region, endpoint. GCS: service_account_json. Encrypted at rest, never shown, forgotten when no longer needed; where results could not be delivered, a week later. */
export type BucketCredentials = {
  /** S3 */
  readonly access_key_id?: string | null | undefined;
  /** S3 */
  readonly secret_access_key?: string | null | undefined;
  /** S3: of temporary keys, which must live until the results are delivered */
  readonly session_token?: string | null | undefined;
  /** S3; default us-east-1. Where the bucket names another region, that one is used */
  readonly region?: string | null | undefined;
  /** S3-compatible server that is not AWS */
  readonly endpoint?: string | null | undefined;
  /** GCS: the key file of a service account, as a string */
  readonly service_account_json?: string | null | undefined;
} | null;

export interface ChangeCustomer {
  /** Sets rates */
  readonly tier?: "sandbox" | "growth" | "scale" | "enterprise" | null | undefined;
  readonly quota?: ChangeQuota | undefined;
  /** true: the API answers 403 to this customer at once */
  readonly suspended?: boolean | null | undefined;
}

export interface ChangeEmail {
  /** The new one */
  readonly email: string;
  /** As it is now */
  readonly password: string;
}

export interface ChangeGold {
  /** test: it goes among your tasks, unmarked, and measures who labels them. practice: workers learn its question by it, and are told the answer */
  readonly use: "test" | "practice";
  /** With `practice`: own: for the question as your own people alone get it. Default: public */
  readonly crowd?: "public" | "own" | null | undefined;
}

export interface ChangeMember {
  /** What they are from now on */
  readonly role: "owner" | "admin" | "developer" | "analyst" | "billing";
}

export interface ChangeModel {
  /** true also switches on again what the server switched off */
  readonly active?: boolean | null | undefined;
  /** Base URL of an endpoint of OpenAI’s form, e.g. `https://api.example.com/v1`: `/chat/completions` is added where it is not there */
  readonly url?: string | null | undefined;
  /** The model as the endpoint calls it */
  readonly model?: string | null | undefined;
  /** Which of your tasks it is asked of: open ones of the adaptive policy, of any of these templates. Never tasks of anybody else */
  readonly templates?: ReadonlyArray<ModelTemplate> | null | undefined;
  /** Requests to it in a UTC day, counted before each is sent: those that failed, or whose answers could not be used, count too. When they are used up it waits for the next day */
  readonly requests_per_day?: number | null | undefined;
  /** Goes out as `Authorization: Bearer …`. Kept sealed, and shown nowhere */
  readonly api_key?: string | null | undefined;
  /** none: it is asked for a label alone. logprobs: the label with how likely its tokens were, where the endpoint tells. asked: a number for each option, which cost more tokens and are seldom honest, and are calibrated all the same */
  readonly scores?: "none" | "logprobs" | "asked" | null | undefined;
  /** Your own words to it, beside ours, in the system’s message. Items are never there */
  readonly instructions?: string | null | undefined;
  /** Requests under way at once */
  readonly concurrency?: number | null | undefined;
}

export interface ChangeOperator {
  /** What they are from now on */
  readonly role: "owner" | "support" | "finance" | "moderator";
}

export interface ChangePassword {
  /** As it is now */
  readonly current_password: string;
  /** 8 to 128 characters */
  readonly password: string;
}

/** Either `set` or `add` */
export type ChangeQuota = {
  /** So many tasks can be submitted from now on */
  readonly set?: number | null | undefined;
  /** So many more; a negative number takes away, never below zero */
  readonly add?: number | null | undefined;
} | null;

export interface ChangeWebhook {
  /** true also switches on again what was switched off after failures */
  readonly active?: boolean | null | undefined;
  /** What it is told of. Default: task.settled. The message of each is JSON. A task’s: `{event, task_id, consensus_label, confidence, bsv_txid, settled_at, timestamp}`, `reason` where it expired for one, and `consensus_value` of a kind other than choice. That of job.completed: `{event, job_id, status, lines_total, lines_accepted, lines_rejected, tasks_settled, tasks_expired, cost_sats, completed_at, timestamp}`, counted when the job became completed. That of task.reviewed: a task’s with `review`, `{verdict, label}` (and `value`) as you said it, null where you took it back. That of balance.low: `{event, customer_id, available_sats, balance_low_sats, timestamp}`, as the balance was when it became low */
  readonly events?: ReadonlyArray<"task.settled" | "task.verified" | "task.expired" | "task.cancelled" | "job.completed" | "balance.low" | "task.reviewed"> | null | undefined;
  /** Signs the messages. `whsec_` and base64 of at least 24 bytes, as in Standard Webhooks, or any text. Without it one is made and shown once. One that is changed signs beside the new one for 24 hours, in `webhook-signature` */
  readonly secret?: string | null | undefined;
}

export interface ChangedCustomer {
  readonly customer: AdminCustomer;
  /** The `sk_live_` key of a customer who leaves the sandbox. Shown this once */
  readonly api_key: string | null;
}

/** Where results go; null: nowhere */
export type ChosenDelivery = {
  readonly type: "s3" | "gcs";
  readonly bucket: string;
  readonly prefix: string;
  readonly format: "jsonl" | "csv" | "parquet" | "ground_truth" | "label_studio" | "huggingface" | "label_studio_config" | "preferences" | "preferences_csv" | "coco" | "voc" | "yolo" | "conll" | "spacy";
} | null;

/** What the customer has set */
export interface ChosenLimits {
  /** The most that is set aside for new tasks on one day (UTC), satoshis; null: no limit */
  readonly spend_per_day_sats: number | null;
  /** When less than so much can be spent, `balance.low` is sent, once each time, satoshis; null: never */
  readonly balance_low_sats: number | null;
}

/** How labels decide */
export interface ChosenPolicy {
  /** threshold: a majority of the labels. adaptive: one more label at a time until the calibrated posterior reaches the target */
  readonly policy: "threshold" | "adaptive";
  /** threshold: whether it stops early */
  readonly early_stop?: boolean | undefined;
  /** The most labels that it asks for */
  readonly max_labels: number;
  /** adaptive: the confidence to reach, above 0 and below 1. Default: 0.95 */
  readonly target_confidence?: number | undefined;
  /** adaptive: no decision before. Default: 2 */
  readonly min_labels?: number | undefined;
  /** adaptive: the same where predictions of your models count. Default: 1 */
  readonly min_human_labels?: number | undefined;
  /** adaptive: bound on the cost of a task, in satoshis; as many labels as it pays for, if all agree, are the most */
  readonly max_cost_sats?: number | undefined;
}

/** What workers must have practised; null: nothing */
export type ChosenQualification = {
  /** Of the question’s practice (lines of a job with `gold_practice`), so much must be right in a whole round. Two decimals */
  readonly practice: number;
} | null;

/** By a URL or by value, one of both */
export interface ComparedItem {
  /** Your name for it; no worker is told */
  readonly id: string;
  /** https URL of the image or text to label, or `asset://…` of an asset of yours */
  readonly data_url?: string | null | undefined;
  readonly data?: SubmittedData | undefined;
}

export interface ConfirmEmail {
  /** What stands behind the # of the link in the mail */
  readonly token: string;
}

export interface Confirmed {
  /** Needed where you logged in more than 15 minutes ago */
  readonly password?: string | null | undefined;
}

export interface ConfirmedEmail {
  /** The e-mail of the account now */
  readonly email: string;
}

export type ConsensusPolicy = {
  /** threshold: a majority of the labels. adaptive: one more label at a time until the calibrated posterior reaches the target */
  readonly policy?: "threshold" | "adaptive" | null | undefined;
  /** threshold: stop as soon as one option cannot lose any more; the outcome is the same */
  readonly early_stop?: boolean | null | undefined;
  /** threshold: labels after which a task without a majority expires; default 2 × threshold + 1. adaptive: labels after which the likeliest option is the answer; default 10. What they can cost is reserved at submission */
  readonly max_labels?: number | null | undefined;
  /** adaptive: the confidence to reach, above 0 and below 1. Default: 0.95 */
  readonly target_confidence?: number | null | undefined;
  /** adaptive: no decision before. Default: 2 */
  readonly min_labels?: number | null | undefined;
  /** adaptive: the same where predictions of your models count. Default: 1 */
  readonly min_human_labels?: number | null | undefined;
  /** adaptive: bound on the cost of a task, in satoshis; as many labels as it pays for, if all agree, are the most */
  readonly max_cost_sats?: number | null | undefined;
} | null;

export type ConsolePerson = {
  /** You */
  readonly person_id: string;
  readonly email: string;
  /** What it becomes once the link that was sent there is followed */
  readonly new_email: string | null;
  readonly deletion: {
    /** When it was asked for */
    readonly asked_at: string;
    /** Until then it can be taken back; from then on all that is personal is erased */
    readonly erased_from: string;
  } | null;
  /** All that you are a member of, the oldest first */
  readonly organisations: ReadonlyArray<{
    /** The organisation */
    readonly customer_id: string;
    readonly name: string;
    /** What you are in it */
    readonly role: "owner" | "admin" | "developer" | "analyst" | "billing";
    /** This session is in it */
    readonly current: boolean;
    /** The operator has suspended it */
    readonly suspended: boolean;
    readonly deletion: {
      /** When it was asked for */
      readonly asked_at: string;
      /** Until then it can be taken back; from then on all that is personal is erased */
      readonly erased_from: string;
    } | null;
    /** You became its owner, and did not say yet that you looked at the keys that were there before */
    readonly keys_to_review: boolean;
  }>;
} | null;

export interface ConsoleSession {
  readonly customer: {
    /** The customer */
    readonly customer_id: string;
    readonly name: string;
    readonly email: string;
    /** Sets quota and rates */
    readonly tier: "sandbox" | "growth" | "scale" | "enterprise";
    /** Tasks that can still be submitted */
    readonly label_quota: number;
    /** Tasks granted so far */
    readonly label_quota_total: number;
    /** Unix time in seconds */
    readonly created_at: number;
    /** First characters of the key in use; empty where a person calls, without one */
    readonly api_key_hint: string;
    /** The key that was signed in with; empty where a person is signed in */
    readonly key_id: string;
  } | null;
  readonly person: ConsolePerson;
  /** Permissions of this session in its organisation */
  readonly may: ReadonlyArray<"account" | "read" | "submit" | "export" | "webhooks" | "billing" | "money" | "keys" | "audit" | "people" | "members" | "models">;
  /** Routes under /v1/admin are open to this session */
  readonly operator: boolean;
  /** Of a person who runs the service; null: by the token, or nobody */
  readonly operator_role: "owner" | "support" | "finance" | "moderator" | null;
  /** Permissions of this session under /v1/admin */
  readonly operator_may: ReadonlyArray<"accounts" | "suspend" | "recover" | "personal" | "ledger" | "payments" | "customers" | "gold" | "moderation" | "operators">;
  /** The payment network */
  readonly network: "local" | "regtest" | "test" | "main";
  /** Paid to a worker for each label that agrees */
  readonly reward_sats: number;
  /** Platform fee, on top of what workers are paid */
  readonly fee_percent: number;
  /** US dollars for one BSV, for estimates */
  readonly bsv_usd: number;
  readonly version: string;
}

export interface CreateKey {
  /** What you call it */
  readonly name?: string | null | undefined;
  /** The permissions that it has, beside `account`; left out: those of the key or person that makes it. It cannot have more */
  readonly scopes?: ReadonlyArray<"account" | "read" | "submit" | "export" | "webhooks" | "billing" | "money" | "keys" | "audit" | "people" | "members" | "models"> | null | undefined;
  /** From then on it opens nothing; left out: when the key that makes it ends, if it does. It cannot live longer */
  readonly expires_at?: string | null | undefined;
}

export interface CreateWebhook {
  /** https URL that the messages are sent to */
  readonly callback_url: string;
  /** Signs the messages. `whsec_` and base64 of at least 24 bytes, as in Standard Webhooks, or any text. Without it one is made and shown once. One that is changed signs beside the new one for 24 hours, in `webhook-signature` */
  readonly secret?: string | null | undefined;
  /** What it is told of. Default: task.settled. The message of each is JSON. A task’s: `{event, task_id, consensus_label, confidence, bsv_txid, settled_at, timestamp}`, `reason` where it expired for one, and `consensus_value` of a kind other than choice. That of job.completed: `{event, job_id, status, lines_total, lines_accepted, lines_rejected, tasks_settled, tasks_expired, cost_sats, completed_at, timestamp}`, counted when the job became completed. That of task.reviewed: a task’s with `review`, `{verdict, label}` (and `value`) as you said it, null where you took it back. That of balance.low: `{event, customer_id, available_sats, balance_low_sats, timestamp}`, as the balance was when it became low */
  readonly events?: ReadonlyArray<"task.settled" | "task.verified" | "task.expired" | "task.cancelled" | "job.completed" | "balance.low" | "task.reviewed"> | null | undefined;
}

export interface CreatedKey {
  /** The key */
  readonly key_id: string;
  /** Opens the API. Shown this once: only its hash is kept */
  readonly api_key: string;
  /** What you call it */
  readonly name: string | null;
  /** First characters of the key */
  readonly hint: string;
  /** The permissions that it has, beside `account`; null: all, also those that come later */
  readonly scopes: ReadonlyArray<"account" | "read" | "submit" | "export" | "webhooks" | "billing" | "money" | "keys" | "audit" | "people" | "members" | "models"> | null;
  /** From then on it opens nothing; null: until it is revoked */
  readonly expires_at: string | null;
  /** When it was made */
  readonly created_at: string;
  readonly message: string;
}

export interface CreatedWebhook {
  /** The webhook */
  readonly webhook_id: string;
  /** https URL that the messages are sent to */
  readonly callback_url: string;
  readonly events: ReadonlyArray<"task.settled" | "task.verified" | "task.expired" | "task.cancelled" | "job.completed" | "balance.low" | "task.reviewed">;
  readonly active: boolean;
  /** The secret that was made. Shown this once */
  readonly secret?: string | undefined;
  /** What may not have been meant, e.g. that another webhook has the same callback_url */
  readonly warnings?: ReadonlyArray<string> | undefined;
}

export interface Customer {
  /** The customer */
  readonly customer_id: string;
  readonly name: string;
  readonly email: string;
  /** Sets quota and rates */
  readonly tier: "sandbox" | "growth" | "scale" | "enterprise";
  /** Tasks that can still be submitted */
  readonly label_quota: number;
  /** Tasks granted so far */
  readonly label_quota_total: number;
  /** Unix time in seconds */
  readonly created_at: number;
  /** First characters of the key in use; empty where a person calls, without one */
  readonly api_key_hint: string;
}

export interface CustomersMoney {
  /** The newest first */
  readonly data: ReadonlyArray<{
    /** The customer */
    readonly customer_id: string;
    readonly name: string;
    /** To be spent */
    readonly free_sats: number;
    /** For tasks that are open or not paid yet */
    readonly reserved_sats: number;
    /** On tasks that are paid */
    readonly spent_sats: number;
    /** Of the 100 latest refunds that were asked for */
    readonly refunded_sats: number;
  }>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface DecideReport {
  /** dismissed: nothing changes. marked_sensitive: only workers who take such items get it. taken_down: the task expires with that reason, and nobody is shown its item any more */
  readonly verdict: "dismissed" | "marked_sensitive" | "taken_down";
}

export interface DecisionAudit {
  /** Whether every decision comes out the same */
  readonly ok: boolean;
  /** Tasks that were read */
  readonly tasks: number;
  /** Decisions that were replayed, by what decided them */
  readonly decisions: {
    readonly threshold: number;
    readonly adaptive: number;
    readonly gold: number;
  };
  readonly failed: number;
  /** What is wrong; the first 20 */
  readonly culprits: ReadonlyArray<string>;
}

export interface DeleteAccount {
  /** true: without the 14 days in which it can be taken back */
  readonly at_once?: boolean | null | undefined;
}

export interface Deletion {
  /** When it was asked for */
  readonly asked_at: string;
  /** Until then it can be taken back; from then on all that is personal is erased */
  readonly erased_from: string;
}

export interface DeletionProgress {
  /** When it was asked for; null: it is done, and nothing more is known */
  readonly asked_at: string | null;
  /** From then on all that is personal is erased */
  readonly erased_from: string;
  /** When it was; null: it is not yet */
  readonly erased_at: string | null;
}

export interface Delivery {
  /** The delivery */
  readonly delivery_id: string;
  /** Goes out as `webhook-id`: the same for every attempt and replay */
  readonly message_id: string;
  /** The webhook */
  readonly webhook_id: string | null;
  /** What happened */
  readonly event: "task.settled" | "task.verified" | "task.expired" | "task.cancelled" | "job.completed" | "balance.low" | "task.reviewed";
  /** The task; null: of a job, or a test */
  readonly task_id: string | null;
  /** The job; null: of a task, or a test */
  readonly job_id: string | null;
  /** https URL that the messages are sent to */
  readonly callback_url: string;
  readonly status: "pending" | "delivered" | "failed";
  /** Attempts so far */
  readonly attempt_count: number;
  /** The last 30, the oldest first */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** null: there is none */
  readonly next_attempt_at: string | null;
  /** When it was put on its way */
  readonly created_at: string;
}

export interface DeliveryAttempt {
  /** When it was sent */
  readonly at: string;
  readonly latency_ms: number;
  /** HTTP status; null: no answer came */
  readonly status: number | null;
  /** What went wrong, where it was not the status */
  readonly error: string | null;
  /** The first 1 KiB of the answer */
  readonly response: string | null;
}

export interface DeliveryDetail {
  /** The delivery */
  readonly delivery_id: string;
  /** Goes out as `webhook-id`: the same for every attempt and replay */
  readonly message_id: string;
  /** The webhook */
  readonly webhook_id: string | null;
  /** What happened */
  readonly event: "task.settled" | "task.verified" | "task.expired" | "task.cancelled" | "job.completed" | "balance.low" | "task.reviewed";
  /** The task; null: of a job, or a test */
  readonly task_id: string | null;
  /** The job; null: of a task, or a test */
  readonly job_id: string | null;
  /** https URL that the messages are sent to */
  readonly callback_url: string;
  readonly status: "pending" | "delivered" | "failed";
  /** Attempts so far */
  readonly attempt_count: number;
  /** The last 30, the oldest first */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** null: there is none */
  readonly next_attempt_at: string | null;
  /** When it was put on its way */
  readonly created_at: string;
  /** What is sent, to the byte: the same for every attempt and replay */
  readonly body: string;
}

export interface DeliveryPage {
  /** The newest first */
  readonly data: ReadonlyArray<Delivery>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface Deposit {
  /** The deposit */
  readonly deposit_id: string;
  /** The network to pay on; only main is real money */
  readonly network: "local" | "regtest" | "test" | "main";
  /** Pay here, as often as you like: whatever arrives is yours */
  readonly address: string;
  /** The same with the amount, for wallets; also as a QR code */
  readonly payment_uri: string;
  /** What you said that you will pay */
  readonly amount_sats: number | null;
  /** A payment of less is not credited */
  readonly minimum_sats: number;
  /** Blocks, its own counted, from which on a payment is in your balance */
  readonly confirmations_needed: number;
  /** Of the payments shown, what is in your balance now */
  readonly credited_sats: number;
  /** At most 100 */
  readonly payments: ReadonlyArray<DepositPayment>;
  /** When it was asked for */
  readonly created_at: string;
  /** From then on it is looked at less often; payments are credited all the same */
  readonly expires_at: string;
}

export interface DepositPayment {
  /** The transaction that pays */
  readonly txid: string;
  /** Which of its outputs */
  readonly vout: number;
  /** What it holds */
  readonly sats: number;
  /** waiting: not in a block, or not deep enough. credited: in your balance; it is waiting again if its block is taken back. too_small: below `minimum_sats`, not credited. lost: the network does not know it any more */
  readonly status: "waiting" | "credited" | "too_small" | "lost";
  /** Blocks on top of it, its own counted, when it was last looked at */
  readonly confirmations: number;
  /** When it was found */
  readonly found_at: string;
  /** When it came into your balance */
  readonly credited_at: string | null;
  /** Where a person can look at the transaction */
  readonly explorer_url: string;
}

export interface Deposits {
  /** The newest first */
  readonly data: ReadonlyArray<Deposit>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface Disagreements {
  /** The most doubtful first */
  readonly data: ReadonlyArray<{
    /** The task */
    readonly task_id: string;
    readonly status: "pending" | "in_progress" | "verified" | "settled" | "expired" | "cancelled";
    /** 0 to 1: under the policy adaptive what is left to its confidence, else the share of labels that are not with the leader */
    readonly doubt: number;
    /** Null: undecided */
    readonly consensus_label: string | null;
    readonly consensus_value?: LabelValue | undefined;
    /** Null: undecided */
    readonly confidence: number | null;
    readonly label_counts: Readonly<Record<string, number>>;
    readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
    readonly data_url: string;
    readonly label_spec: LabelSpec;
    /** As submitted */
    readonly metadata: Readonly<Record<string, unknown>> | null;
    /** The job whose manifest it came from */
    readonly job_id: string | null;
    /** When it was decided, expired or cancelled */
    readonly closed_at: string;
  }>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface Distribution {
  /** Sorted; of a job or a batch those of its first task. Empty: there is no task yet, of a template none that was decided */
  readonly options: ReadonlyArray<string>;
  /** Counted since they are kept as sums: tasks of earlier versions are missing */
  readonly tasks: {
    /** All of them */
    readonly opened: number;
    /** Those that have an answer */
    readonly decided: number;
    /** Closed without one */
    readonly expired: number;
    /** Cancelled */
    readonly cancelled: number;
    /** Decided ones whose options are not these; they are in no figure below */
    readonly other_options: number;
  };
  /** Tasks by the option that was decided on, in the order of `options` */
  readonly answers: ReadonlyArray<number>;
  /** Tasks by confidence, in 20 equal bins from 0 to 1 */
  readonly confidence: ReadonlyArray<number>;
  /** By the option that was decided on, then by what labels said: the diagonal agrees, what is beside it is mistaken for it */
  readonly votes: ReadonlyArray<ReadonlyArray<number>>;
  /** Labels of tasks that closed */
  readonly labels: number;
  /** Labels that decisions needed less than the threshold policy without an early stop */
  readonly labels_saved: number;
  /** Of the last hour, since the first label in it; of a template 0 */
  readonly labels_per_minute: number;
  /** Until all are decided, at that pace; 0: they are; null: nothing can be said */
  readonly seconds_left: number | null;
  readonly cost: {
    /** The most that all of them can cost */
    readonly cap_sats: number;
    /** What was paid */
    readonly cost_sats: number;
    /** What they will have cost, if those to come cost as those that were paid; null: none was */
    readonly forecast_sats: number | null;
  };
}

export interface Earning {
  /** The settlement */
  readonly settlement_id: string;
  /** The transaction that paid */
  readonly txid: string;
  /** Labels of yours that it pays */
  readonly labels: number;
  /** What these labels earned */
  readonly earned_sats: number;
  /** What was sent, with what was carried before */
  readonly paid_sats: number;
  /** Held for you and not yours to move yet, because you are new: see `pay_hold` of your account */
  readonly pending: boolean;
  /** When its transaction was made: that decides of which year it is */
  readonly made_at: string;
  /** When it was paid */
  readonly at: string;
  /** Where a person can look at the transaction */
  readonly explorer_url: string;
}

export interface Earnings {
  /** The newest first */
  readonly data: ReadonlyArray<Earning>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
  readonly summary: PaySummary;
}

export interface EndPersonSecondFactor {
  /** Who lost it */
  readonly email: string;
}

export interface EnterOrganisation {
  /** The organisation */
  readonly customer_id: string;
}

/** What every refused request is answered with. */
export interface ErrorBody {
  /** What is wrong, for people */
  readonly error: string;
  /** What is wrong, for programs */
  readonly code: "VALIDATION_ERROR" | "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "CONFLICT" | "RATE_LIMITED" | "INSUFFICIENT_FUNDS" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "ITEM_NOT_FETCHED" | "GONE" | "RANGE_NOT_SATISFIABLE" | "MEDIA_UNAVAILABLE" | "MEDIA_UNSUPPORTED" | "MEDIA_TOO_LARGE" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE";
  /** Which of the refusals with this code it is, to be told in the words of another language; left out where fields of its own say it */
  readonly reason?: string | undefined;
  /** Also in X-Request-Id; quote it when asking for help */
  readonly request_id: string;
  /** Satoshis that are missing, where the balance does not cover a submission */
  readonly missing_sats?: number | undefined;
  /** Where a log-in wants a code: to send with it, within 10 minutes */
  readonly ticket?: string | undefined;
  /** Each bad field of a refused request, at most 100 */
  readonly details?: ReadonlyArray<ErrorDetail> | undefined;
}

export interface ErrorDetail {
  /** Path of the field, joined by dots */
  readonly field: string;
  /** The rule that it breaks */
  readonly constraint: string;
  readonly message: string;
}

export type ExchangeRate = {
  /** ISO 4217 */
  readonly currency: string;
  /** So much is one BSV worth, 100,000,000 satoshis */
  readonly per_bsv: number;
  /** When it was so */
  readonly at: string;
  /** Who says so */
  readonly source: string;
} | null;

export interface ExportOwnData {
  /** As it is now */
  readonly password?: string | null | undefined;
  /** Six digits of the app on your phone, or a recovery code */
  readonly code?: string | null | undefined;
  readonly passkey?: PasskeyAnswer | null | undefined;
}

/** What you log in with beside the password. No second factor: null */
export interface Factors {
  /** The oldest first, 10 at most */
  readonly passkeys: ReadonlyArray<Passkey>;
  readonly second_factor: {
    /** When it was turned on */
    readonly since: string;
    /** Those that were not used */
    readonly recovery_codes_left: number;
    /** When the operator ends it, unless you give a code before; null: nobody asked for that */
    readonly ends_at: string | null;
  } | null;
}

export interface FollowInvitation {
  /** What stands behind the # of the link in the mail */
  readonly token: string;
}

export interface Forfeit {
  /** The forfeit */
  readonly forfeit_id: string;
  /** sent: the network has it, and customers have their parts. confirmed: it is in a block */
  readonly status: "pending" | "sent" | "confirmed";
  /** What went back; null: it is not made yet */
  readonly sats: number | null;
  /** The transaction; null: it is not made yet */
  readonly txid: string | null;
  /** Where a person can look at the transaction */
  readonly explorer_url: string | null;
  /** Why your account was suspended before this was yours; null: it is not suspended any more */
  readonly suspension_reason: string | null;
  /** When it was asked for */
  readonly at: string;
}

export interface Forfeits {
  /** The newest first, 20 at most */
  readonly data: ReadonlyArray<Forfeit>;
}

export interface ForgotPassword {
  /** Where the mail goes */
  readonly email: string;
}

export interface GiveLabel {
  /** One of the options, to the letter */
  readonly label?: string | undefined;
  readonly value?: LabelValue | undefined;
  /** What came with the item, in `X-Item-Token`: says that you looked, and how large the item is. A label without counts and is paid all the same, but earns no trust where the server knows of no look */
  readonly item_token?: string | null | undefined;
}

export interface GiveLabels {
  /** Each stands on its own */
  readonly labels: ReadonlyArray<AssignedLabel>;
}

export interface Gold {
  /** The item */
  readonly gold_id: string;
  /** The customer among whose tasks it is mixed; null: among everybody’s */
  readonly owner: string | null;
  /** The job whose manifest it came from */
  readonly job_id: string | null;
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  readonly data_url: string;
  readonly label_spec: LabelSpec;
  readonly gold_label: string;
  readonly gold_value?: LabelValue | undefined;
  readonly start?: LabelValue | undefined;
  /** Its workers are told the right answer */
  readonly feedback: boolean;
  /** Its customer’s, for practice: it is mixed among no tasks, and nobody is measured by it */
  readonly practice: boolean;
  /** BCP 47, lower case */
  readonly language: string | null;
  /** Workers who gave this answer */
  readonly answered_right: number;
  /** Workers who gave another */
  readonly answered_wrong: number;
  /** When it was added */
  readonly created_at: string;
  /** When it was taken out: by you, or because most workers missed it */
  readonly retired_at: string | null;
}

export interface GoldAdded {
  /** Items that were added */
  readonly added: number;
}

export interface GoldPage {
  /** The newest first */
  readonly data: ReadonlyArray<Gold>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface GrantSats {
  /** Given to the customer, satoshis */
  readonly sats: number;
  /** Why. The customer reads it */
  readonly note: string;
  /** Your own name for this grant: sent again, it is not given twice */
  readonly idempotency_key?: string | null | undefined;
}

export interface GrantedSats {
  readonly entry: StatementLine;
  readonly balance: Balance;
  /** true: given by an earlier request under the same key */
  readonly idempotent?: boolean | undefined;
}

export interface Health {
  readonly status: "ok";
  readonly version: string;
  /** The payment network */
  readonly network: "local" | "regtest" | "test" | "main";
}

export interface HeldAssignments {
  readonly assignments: ReadonlyArray<Assignment>;
  readonly questions?: QuestionPage | undefined;
}

export interface History {
  /** The newest first */
  readonly data: ReadonlyArray<HistoryItem>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface HistoryItem {
  /** Names your label */
  readonly assignment_id: string;
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  readonly question: string;
  /** What its labels are. Not there: one of the options */
  readonly kind?: "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
  /** Your answer */
  readonly label: string;
  readonly value?: LabelValue | undefined;
  /** When you gave it */
  readonly at: string;
  /** waiting: not known yet. agreed, disagreed: with the answer that was found. undecided: none was. conceded: you contested it, and were right */
  readonly outcome: "waiting" | "agreed" | "disagreed" | "undecided" | "conceded";
  /** What was decided; null: not known yet, or nothing was */
  readonly decided: string | null;
  readonly decided_value?: LabelValue | undefined;
  /** waiting: not known yet. due: it is on its way. paid: by `txid`. not_paid: it is not with what was decided. own_people: you gave it as one of an organisation’s own people, who are not paid here */
  readonly pay: "waiting" | "due" | "paid" | "not_paid" | "own_people";
  /** What it is paid if it is */
  readonly reward_sats: number;
  /** The item may disturb: show it covered first */
  readonly sensitive: boolean;
  /** Until when `GET /v1/work/{assignment_id}/data` shows you the item */
  readonly item_until: string;
  /** It earned nothing: once, you may contest that (`POST /v1/workers/me/appeals`) */
  readonly contestable: boolean;
  /** How it stands with what you contested; null: you did not */
  readonly appeal: "open" | "upheld" | "rejected" | null;
  /** The right answer, where it was known and whoever gave the item wants its workers told; null otherwise */
  readonly gold_feedback: string | null;
  readonly gold_feedback_value?: LabelValue | undefined;
  /** This label is paid for */
  readonly paid: boolean;
  /** The transaction that paid */
  readonly txid: string | null;
  /** Where a person can look at the transaction */
  readonly explorer_url: string | null;
}

/** Of your latest 500 labels of the last 30 days; null: they are less than ten minutes of work. Labels that are not decided yet count as time, and not as pay yet */
export type HourlyPay = {
  /** Earned in an hour of work */
  readonly sats: number;
  /** Labels that it is computed of */
  readonly labels: number;
  /** From label to label, without breaks of more than 5 minutes; the first label, and the first after a break, count as the average of the others */
  readonly worked_seconds: number;
  /** What was paid for labels since the first of them */
  readonly earned_sats: number;
  /** When the first of them was given */
  readonly since: string;
} | null;

export interface Invitation {
  /** The invitation */
  readonly invitation_id: string;
  readonly email: string;
  /** What they may do */
  readonly role: "owner" | "admin" | "developer" | "analyst" | "billing";
  /** When it was sent */
  readonly created_at: string;
  /** From then on its link is worth nothing */
  readonly expires_at: string;
}

export interface InviteMember {
  /** Where the invitation goes */
  readonly email: string;
  /** What they are then */
  readonly role: "owner" | "admin" | "developer" | "analyst" | "billing";
}

export interface InviteOperator {
  /** Where the invitation goes */
  readonly email: string;
  /** What they are then */
  readonly role: "owner" | "support" | "finance" | "moderator";
}

export interface InviteToPool {
  /** A mail with the link goes there, in the language of the request, and it lets one person in. Without it: a link that you hand on */
  readonly email?: string | null | undefined;
  /** How many people a link that you hand on lets in. Default: 25 */
  readonly uses_max?: number | null | undefined;
  /** Seconds until it lets nobody in any more; up to 90 days. Default: 7 days */
  readonly expires_in?: number | null | undefined;
}

export interface InvitedTo {
  /** Who invites */
  readonly organisation: string;
}

export interface InvoiceDocument {
  /** Unlike that of any other invoice */
  readonly number: string;
  /** The customer */
  readonly customer_id: string;
  /** UTC */
  readonly month: string;
  /** closed: it never changes any more */
  readonly status: "open" | "closed";
  readonly period: {
    /** First UTC day */
    readonly from: string;
    /** Last UTC day */
    readonly to: string;
  };
  /** When the month closed; null: it did not yet */
  readonly closed_at: string | null;
  readonly seller: InvoiceSeller;
  readonly buyer: BillingDetails;
  readonly lines: ReadonlyArray<{
    /** worker_payouts: to the workers. platform_fee: to the platform */
    readonly kind: "worker_payouts" | "platform_fee";
    /** Tasks that it is for */
    readonly tasks: number;
    /** Satoshis */
    readonly sats: number;
  }>;
  /** Days with payments */
  readonly days: ReadonlyArray<{
    /** UTC */
    readonly date: string;
    /** Tasks that got their label and their payment */
    readonly tasks: number;
    /** Payouts and fee */
    readonly sats: number;
  }>;
  /** The sum of the lines */
  readonly total_sats: number;
  /** The total at `usd_price` */
  readonly total_usd_estimate: number;
  /** US dollars for one BSV */
  readonly usd_price: number;
  /** Together the total: an invoice is paid when it is written */
  readonly paid: {
    /** From the balance of the account */
    readonly from_balance_sats: number;
    /** By the operator: tasks from before there were balances */
    readonly by_operator_sats: number;
  };
}

/** Null: they did not say */
export type InvoiceSeller = {
  /** Of the person or company */
  readonly name: string;
  /** Its lines; empty: none was said */
  readonly address: string;
  /** E.g. a VAT number */
  readonly tax_id: string | null;
} | null;

export interface Invoices {
  /** Months with payments and the present one, the newest first */
  readonly invoices: ReadonlyArray<{
    /** UTC */
    readonly month: string;
    /** closed: it never changes any more */
    readonly status: "open" | "closed";
    /** Tasks that got their label and their payment */
    readonly tasks_settled: number;
    /** Payouts and fee, the real figures of the transactions */
    readonly total_cost_sats: number;
    /** The cost at `usd_price` */
    readonly total_cost_usd_estimate: number;
    /** To the workers */
    readonly worker_payouts_sats: number;
    /** To the platform */
    readonly platform_fee_sats: number;
    /** Labels that tasks with `early_stop` or the policy adaptive were decided without, against the threshold policy on the same labels; below 0 where more were asked for */
    readonly labels_saved: number;
    /** Tasks that ended without a label and whose workers were paid */
    readonly tasks_paid_unlabelled: number;
    /** Right answers to your own gold items, which are paid as labels are */
    readonly gold_answers_paid: number;
    /** Of the cost, paid from the balance; the rest was on the operator: tasks from before there were balances */
    readonly from_balance_sats: number;
    /** US dollars for one BSV */
    readonly usd_price: number;
    /** Whether the operator set the price */
    readonly usd_price_source: "configured" | "default";
  }>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

/** comparison: the better item */
export interface ItemValue {
  /** What it is called in the task */
  readonly item: string;
}

export interface Job {
  /** The job */
  readonly job_id: string;
  readonly status: "queued" | "ingesting" | "labeling" | "completed" | "failed" | "cancelled";
  /** Rows read so far, which are lines unless rows share one, blank ones left out, or the files of a zip; final once all are read */
  readonly lines_total: number;
  /** Lines that are tasks */
  readonly lines_accepted: number;
  /** Lines with a gold_label, for practice too: no tasks, and not on your quota */
  readonly lines_gold: number;
  /** Lines that are none: see the errors */
  readonly lines_rejected: number;
  /** Accepted lines whose idempotency key named a task that was there already */
  readonly lines_repeated: number;
  /** Tasks of this job that are paid */
  readonly tasks_settled: number;
  /** Tasks of this job that ended without a label */
  readonly tasks_expired: number;
  /** Items that the server could not fetch or decode when it looked ahead, counted up to 1,000; they are listed under `/errors?kind=unshowable` */
  readonly items_unshowable: number;
  /** Tasks of this job that were cancelled */
  readonly tasks_cancelled: number;
  /** Until the last task is done, at the pace so far; null: not known */
  readonly eta_seconds: number | null;
  /** Payouts and fees so far, in satoshis */
  readonly cost_sats: number;
  /** Why it failed, or what it waits for. A job of which no row was of use has failed: here is what its file is, or the first that was rejected */
  readonly note: string | null;
  /** What was read otherwise than it is written, passed over or found twice, equal notices once, by line; the first 20 */
  readonly notices: ReadonlyArray<LineNotice>;
  /** Null: the manifest was uploaded */
  readonly manifest_url: string | null;
  readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  readonly label_spec: LabelSpec;
  /** Of the manifest, where it was said */
  readonly encoding: string | null;
  /** The column with the texts, where it was said */
  readonly text_column: string | null;
  readonly consensus_threshold: number;
  readonly consensus: ChosenPolicy;
  readonly callback_url: string | null;
  readonly delivery: ChosenDelivery;
  /** Your name for the job; `job-name` in the ground_truth format */
  readonly name: string | null;
  /** Key of the label in the ground_truth format. Default: the name, or the job_id */
  readonly label_attribute_name: string;
  /** When it was accepted */
  readonly created_at: string;
  /** When the last line was read */
  readonly ingested_at: string | null;
  /** When it was completed, failed or cancelled */
  readonly ended_at: string | null;
  /** When the results were in the bucket */
  readonly delivered_at: string | null;
  /** All its items are; lines can be by themselves */
  readonly sensitive: boolean;
  /** Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public */
  readonly crowd: "public" | "own" | "own_then_public";
  /** Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid */
  readonly pay_own: boolean;
  readonly qualification: ChosenQualification;
  /** As submitted, in seconds */
  readonly own_for: number | null;
}

/** Writes the results, `{prefix}{job_id}/results.jsonl` unless `format` says otherwise, and `summary.json` at the end */
export type JobDelivery = {
  readonly type: "s3" | "gcs";
  /** Bucket that the credentials may write to */
  readonly bucket: string;
  /** Put before the names, e.g. results/ */
  readonly prefix?: string | null | undefined;
  /** Default: jsonl. As the export of that format, under `{prefix}{job_id}/`: results.jsonl, results.csv, results.parquet, results.json (label_studio), results.zip (huggingface), results.xml (label_studio_config) or manifests/output/output.manifest (ground_truth); preferences and preferences_csv are results.jsonl and results.csv, coco results.json, voc and yolo results.zip, conll results.conll, spacy results.jsonl */
  readonly format?: "jsonl" | "csv" | "parquet" | "ground_truth" | "label_studio" | "huggingface" | "label_studio_config" | "preferences" | "preferences_csv" | "coco" | "voc" | "yolo" | "conll" | "spacy" | null | undefined;
} | null;

export interface JobErrorPage {
  /** By line */
  readonly data: ReadonlyArray<{
    /** Number of the line, from 1; of a zip, which of its files, whose path the reason begins with */
    readonly line: number;
    readonly reason: string;
  }>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface JobPage {
  /** The newest first */
  readonly data: ReadonlyArray<Job>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface JoinConsole {
  /** What stands behind the # of the link in the mail */
  readonly token: string;
  /** 8 to 128 characters */
  readonly password: string;
}

export interface JoinedOrganisation {
  /** The organisation */
  readonly customer_id: string;
  readonly role: "owner" | "admin" | "developer" | "analyst" | "billing" | "support" | "finance" | "moderator";
}

export interface LabelAccepted {
  readonly assignment_id: string;
  readonly accepted: true;
  readonly practice?: PracticeFeedback | undefined;
}

export interface LabelOutcome {
  readonly assignment_id: string;
  readonly accepted: boolean;
  /** Why it was not accepted */
  readonly error?: string | undefined;
  readonly code?: "VALIDATION_ERROR" | "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "CONFLICT" | "RATE_LIMITED" | "INSUFFICIENT_FUNDS" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "ITEM_NOT_FETCHED" | "GONE" | "RANGE_NOT_SATISFIABLE" | "MEDIA_UNAVAILABLE" | "MEDIA_UNSUPPORTED" | "MEDIA_TOO_LARGE" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE" | undefined;
}

export interface LabelOutcomes {
  /** In the order of the labels */
  readonly outcomes: ReadonlyArray<LabelOutcome>;
}

/** The question and its options */
export interface LabelSpec {
  /** What the worker is asked */
  readonly question: string;
  /** What its labels are. Not there: one of the options */
  readonly kind?: "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
  /** The answers to choose from; no two that look the same; of a comparison or a rating its answers as texts */
  readonly options: ReadonlyArray<string>;
  /** How to decide, for the worker; Markdown */
  readonly instructions?: string | undefined;
  /** adaptive: how frequent you expect each option to be, by option: whole numbers, or shares (6 decimals at most) that sum to 1. It counts as at least half of what is known. Workers are not told. Default: what was learnt so far */
  readonly class_shares?: Readonly<Record<string, number>> | undefined;
  /** adaptive: true: the options are a scale, in their order: near ones are taken for each other more often. Default: false */
  readonly ordinal?: boolean | undefined;
  /** comparison: your names for what is compared, by code points */
  readonly items?: ReadonlyArray<string> | undefined;
  /** comparison: whether workers may say that none is better. Default: true */
  readonly tie?: boolean | undefined;
  readonly scale?: Scale | undefined;
  /** bounding_boxes, text_spans: what a box or a part may be, by code points */
  readonly classes?: ReadonlyArray<string> | undefined;
  /** bounding_boxes, text_spans: the model among the `predictions` of a task whose marks workers begin with, and correct. One look in 64 is without, and measures how far they hold to them. A task without a prediction of it begins with nothing. Default: workers see no prediction */
  readonly start_with?: string | undefined;
  /** How near the consensus a label is that is paid. multi_label: the Jaccard index, above 0 and at most 1. Default: 0.5. rating: whole steps. Default: 1, on scales of less than 5 steps 0. bounding_boxes: F1 of the boxes that lie half on each other at least, default: 0.7. text_spans: F1 of the parts, those that only touch count half, default: 0.6 */
  readonly agreement_bar?: number | undefined;
}

/** A label of a kind other than choice: its members say of which */
export type LabelValue = ItemValue | TieValue | OptionsValue | NoneValue | BoxesValue | SpansValue | number;

export interface LineNotice {
  /** The first line that it is true of, from 1 */
  readonly line: number;
  readonly reason: string;
  /** Of how many lines it is true */
  readonly count: number;
}

export interface LogIn {
  /** As registered */
  readonly email: string;
  readonly password: string;
}

export interface LogInCode {
  /** Of the log-in that wanted a code */
  readonly ticket: string;
  /** Six digits of the app on your phone, or a recovery code */
  readonly code: string;
}

export interface LogInPasskey {
  readonly answer: PasskeyAnswer;
}

export interface LogInPerson {
  /** As registered */
  readonly email: string;
  readonly password: string;
}

export interface MakeTaskGold {
  /** The right answer, as `gold_label` of an item. Default: what you corrected it to, else what was decided */
  readonly label?: string | null | undefined;
  /** Why the answer is right. Workers are told in practice, and never else */
  readonly reason?: string | null | undefined;
  /** test: it goes among your tasks, unmarked, and measures who labels them. practice: workers learn its question by it, and are told the answer */
  readonly use?: "test" | "practice" | null | undefined;
}

export interface Member {
  /** The person */
  readonly person_id: string;
  readonly email: string;
  /** What they may do */
  readonly role: "owner" | "admin" | "developer" | "analyst" | "billing";
  /** Since when */
  readonly since: string;
  /** Who asks */
  readonly current: boolean;
}

export interface ModelFigures {
  /** Your name for the model: what is known of it is kept under it. Another version is another model */
  readonly model: string;
  /** Closed tasks that it was there for */
  readonly tasks: number;
  /** Decisions that it counted in */
  readonly counted: number;
  /** Its share of right predictions, as far as is known; old ones count half */
  readonly accuracy: number | null;
  /** 0 to 1: how far it counts for what its matrix says, less while it seems to have become worse */
  readonly weight: number;
  /** Tasks that people labelled fully without it, one in 64 */
  readonly measured_tasks: number;
  /** How often it said on these what all their labels say; null: there are none */
  readonly measured_accuracy: number | null;
  /** Labels that it saved, by what it would have saved on the fully labelled tasks; null: there are none */
  readonly labels_saved: number | null;
  /** How often it was found to have become worse */
  readonly drifts: number;
  /** By right option (row) and predicted option (column), in the order of `options`: how often, old ones half. multi_label: of all options together, absent and present */
  readonly confusion: ReadonlyArray<ReadonlyArray<number>>;
}

export interface ModelTemplate {
  /** Tasks of this type */
  readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** Only tasks with exactly these options, in any order. Absent: with any */
  readonly options?: ReadonlyArray<string> | null | undefined;
}

/** These fields of what `navigator.credentials.create()` gave, as its `toJSON()` writes them */
export interface NewPasskeyAnswer {
  /** What the device calls the passkey */
  readonly id: string;
  readonly response: {
    /** What the browser says of the question */
    readonly clientDataJSON: string;
    /** The new passkey */
    readonly attestationObject: string;
    /** How browsers reach it */
    readonly transports?: ReadonlyArray<string> | null | undefined;
  };
}

export interface NewPasskeyQuestion {
  /** `PublicKeyCredentialCreationOptionsJSON`, for `navigator.credentials.create()` */
  readonly options: {
    readonly rp: {
      readonly id: string;
      readonly name: string;
    };
    readonly user: {
      readonly id: string;
      readonly name: string;
      readonly displayName: string;
    };
    /** Base64url; good for one answer, for 5 minutes */
    readonly challenge: string;
    readonly pubKeyCredParams: ReadonlyArray<{
      readonly type: "public-key";
      readonly alg: number;
    }>;
    /** ms */
    readonly timeout: number;
    readonly attestation: "none";
    readonly excludeCredentials: ReadonlyArray<{
      readonly type: "public-key";
      readonly id: string;
      readonly transports: ReadonlyArray<string>;
    }>;
    readonly authenticatorSelection: {
      readonly residentKey: "required";
      readonly requireResidentKey: boolean;
      readonly userVerification: "required";
    };
  };
}

export interface NextWork {
  /** Tasks wanted at once. Default: 1 */
  readonly count?: number | null | undefined;
  /** Tasks of this question first, as `GET /v1/work/assignments?questions=true` names it. Where none is left for you, others */
  readonly question?: string | null | undefined;
  /** Items of this question’s practice, and no tasks: unpaid, and you are told at once whether you are right. Up to 20 in a round; the next round is a day later */
  readonly practice?: string | null | undefined;
}

/** multi_label: none applies. bounding_boxes, text_spans: there is nothing to mark */
export interface NoneValue {
  readonly none: true;
}

/** It cannot do its own work: a check failed. */
export interface NotReady {
  readonly ready: false;
  readonly status: "failing";
  /** Each thing that the server needs, and each trouble that it has now, by name */
  readonly checks: Readonly<Record<string, {
    readonly ok: boolean;
    /** Where it is not ok. degraded: something waits or is weaker, the rest goes on. failing: this process cannot do its own work */
    readonly severity?: "degraded" | "failing" | undefined;
    /** What is so, and what to do */
    readonly detail?: string | undefined;
  }>>;
  /** What is wrong, for people */
  readonly error: string;
  /** What is wrong, for programs */
  readonly code: "VALIDATION_ERROR" | "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "CONFLICT" | "RATE_LIMITED" | "INSUFFICIENT_FUNDS" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "ITEM_NOT_FETCHED" | "GONE" | "RANGE_NOT_SATISFIABLE" | "MEDIA_UNAVAILABLE" | "MEDIA_UNSUPPORTED" | "MEDIA_TOO_LARGE" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE";
  /** Which of the refusals with this code it is, to be told in the words of another language; left out where fields of its own say it */
  readonly reason?: string | undefined;
  /** Also in X-Request-Id; quote it when asking for help */
  readonly request_id: string;
  /** Satoshis that are missing, where the balance does not cover a submission */
  readonly missing_sats?: number | undefined;
  /** Where a log-in wants a code: to send with it, within 10 minutes */
  readonly ticket?: string | undefined;
  /** Each bad field of a refused request, at most 100 */
  readonly details?: ReadonlyArray<ErrorDetail> | undefined;
}

export interface OpenAppeal {
  /** A label of your history that is `contestable`; without it you contest your suspension */
  readonly assignment_id?: string | null | undefined;
  /** Why you think that it is wrong */
  readonly message: string;
}

/** Either `api_key` or `admin_token` */
export interface OpenConsoleSession {
  /** Signs a customer in */
  readonly api_key?: string | null | undefined;
  /** Signs the operator in */
  readonly admin_token?: string | null | undefined;
}

export interface OpenDeposit {
  /** What you mean to pay, for the payment URI; another sum is credited as well */
  readonly amount_sats?: number | null | undefined;
}

export interface Operator {
  /** The person */
  readonly person_id: string;
  readonly email: string;
  /** What they may do */
  readonly role: "owner" | "support" | "finance" | "moderator";
  /** Since when */
  readonly since: string;
  /** Who asks */
  readonly current: boolean;
}

export interface OperatorInvitation {
  /** The invitation */
  readonly invitation_id: string;
  readonly email: string;
  /** What they may do */
  readonly role: "owner" | "support" | "finance" | "moderator";
  /** When it was sent */
  readonly created_at: string;
  /** From then on its link is worth nothing */
  readonly expires_at: string;
}

export interface Operators {
  /** By how long they are it */
  readonly members: ReadonlyArray<Operator>;
  /** Those that nobody followed yet */
  readonly invitations: ReadonlyArray<OperatorInvitation>;
}

/** multi_label: all that apply */
export interface OptionsValue {
  /** By code points */
  readonly options: ReadonlyArray<string>;
}

/** `deletion` null: it stays */
export interface OwnDeletion {
  readonly deletion: {
    /** When it was asked for */
    readonly asked_at: string;
    /** Until then it can be taken back; from then on all that is personal is erased */
    readonly erased_from: string;
  } | null;
}

export interface OwnGold {
  /** The item */
  readonly gold_id: string;
  /** test: it goes among your tasks, unmarked, and measures who labels them. practice: workers learn its question by it, and are told the answer */
  readonly use: "test" | "practice";
  /** retired: it is given out no more */
  readonly state: "active" | "retired";
  /** hand, file: it was given as gold. job: a line of a job. task: made of a task that was decided */
  readonly source: "hand" | "file" | "job" | "task";
  /** The job whose line it was */
  readonly job_id: string | null;
  /** The task that it was made of */
  readonly task_id: string | null;
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** Names the type and the options, whatever their order */
  readonly template: string;
  /** A URL, or `asset://…` of an asset of yours; empty: its content was deleted */
  readonly data_url: string;
  readonly label_spec: LabelSpec;
  /** The right answer */
  readonly gold_label: string;
  readonly gold_value?: LabelValue | undefined;
  readonly start?: LabelValue | undefined;
  /** Why it is right */
  readonly reason: string | null;
  /** Its workers are told the right answer with the outcome */
  readonly feedback: boolean;
  /** BCP 47, lower case */
  readonly language: string | null;
  /** Only workers who take such items get it */
  readonly sensitive: boolean;
  /** Answers that were right, in tests and in practice */
  readonly hits: number;
  /** Answers that were not */
  readonly misses: number;
  /** Of both, those given in practice: their workers were told the answer */
  readonly practised: number;
  /** How often each option was answered; wrong answers are told apart since this version of the server */
  readonly answers: Readonly<Record<string, number>>;
  /** Answers in tests of workers who were known to answer well */
  readonly good_workers: {
    /** Right answers of theirs */
    readonly hits: number;
    /** Their other answers */
    readonly misses: number;
  };
  /** Its answer is more likely wrong than theirs: 3 or more good workers missed it, and more than were right, or 8 or more answers were wrong and three times as many as right */
  readonly suspect: boolean;
  /** When it was added */
  readonly created_at: string;
  /** When it was retired: by you, or because most workers missed it */
  readonly retired_at: string | null;
}

export interface OwnGoldPage {
  /** In the order that was asked for */
  readonly data: ReadonlyArray<OwnGold>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface OwnModel {
  /** What its predictions are kept under, as in `predictions[].model`. Another version is another model: what is known of one is not known of the other */
  readonly name: string;
  /** Base URL of an endpoint of OpenAI’s form, e.g. `https://api.example.com/v1`: `/chat/completions` is added where it is not there */
  readonly url: string;
  /** The model as the endpoint calls it */
  readonly model: string;
  /** Whether a key goes out with requests. It is shown nowhere */
  readonly has_key: boolean;
  /** none: it is asked for a label alone. logprobs: the label with how likely its tokens were, where the endpoint tells. asked: a number for each option, which cost more tokens and are seldom honest, and are calibrated all the same */
  readonly scores: "none" | "logprobs" | "asked";
  /** Your own words to it, beside ours, in the system’s message. Items are never there */
  readonly instructions: string | null;
  readonly templates: ReadonlyArray<{
    readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
    readonly options: ReadonlyArray<string> | null;
  }>;
  /** Requests to it in a UTC day, counted before each is sent: those that failed, or whose answers could not be used, count too. When they are used up it waits for the next day */
  readonly requests_per_day: number;
  /** Of the present UTC day, counted before each is sent */
  readonly requests_today: number;
  /** Requests under way at once */
  readonly concurrency: number;
  readonly active: boolean;
  /** waiting: its endpoint failed, and is asked again at `next_at`. budget_used: it goes on with the next UTC day */
  readonly status: "running" | "waiting" | "budget_used" | "switched_off";
  /** Why the server switched it off */
  readonly disabled_reason: string | null;
  /** What went wrong last. Never words of the endpoint */
  readonly last_problem: string | null;
  /** Of one that waits, or has used its budget: when it goes on */
  readonly next_at: string | null;
  /** Answers that became predictions */
  readonly predictions_kept: number;
  /** Answers that could not be used, and items that could not be read */
  readonly answers_unusable: number;
  /** Answers for tasks that were over by then */
  readonly answers_late: number;
  /** As the endpoint tells, all in all; nothing is limited by them */
  readonly tokens: number;
  /** When it was added */
  readonly created_at: string;
}

export interface OwnModels {
  /** By name */
  readonly data: ReadonlyArray<OwnModel>;
}

export interface Passkey {
  /** The passkey */
  readonly passkey_id: string;
  readonly name: string;
  /** When it was added */
  readonly added_at: string;
  /** When it was used the last time; null: never */
  readonly last_used_at: string | null;
}

/** The answer of a passkey: these fields of what `navigator.credentials.get()` gave, as its `toJSON()` writes them */
export interface PasskeyAnswer {
  /** What the device calls the passkey */
  readonly id: string;
  readonly response: {
    /** What the browser says of the question */
    readonly clientDataJSON: string;
    /** What the device says */
    readonly authenticatorData: string;
    /** Of the passkey */
    readonly signature: string;
    /** Whose passkey it is, as the device was told */
    readonly userHandle: string;
  };
}

export interface PasskeyQuestion {
  /** `PublicKeyCredentialRequestOptionsJSON`, for `navigator.credentials.get()` */
  readonly options: {
    /** Base64url; good for one answer, for 5 minutes */
    readonly challenge: string;
    /** The name that passkeys are bound to */
    readonly rpId: string;
    /** ms */
    readonly timeout: number;
    readonly userVerification: "required";
  };
}

/** All in all; null where it was not asked for */
export type PaySummary = {
  /** Held for you because you are new: not yours to move yet */
  readonly pending_sats: number;
  /** Yours, and not at your wallet yet: held without a wallet, or carried to a later payment */
  readonly matured_sats: number;
  /** Sent to your wallet */
  readonly paid_sats: number;
  /** When what is pending is yours at the latest; null: nothing is, or your account is suspended */
  readonly matures_at: string | null;
  readonly hourly: HourlyPay;
} | null;

/** Where you asked to be paid next; null: nothing waits */
export type PendingWallet = {
  /** P2PKH address, or null for a paymail */
  readonly address: string | null;
  /** Paymail, or null for an address */
  readonly paymail: string | null;
  /** When it was asked for */
  readonly asked_at: string;
  /** When it comes into force; until then it stays as it is */
  readonly from: string;
} | null;

export interface PersonSession {
  /** You */
  readonly person_id: string;
  /** Bearer token; the cookie asg_console carries the same */
  readonly token: string;
  /** When the session ends */
  readonly expires_at: string;
}

export interface PoolInvitation {
  /** The invitation */
  readonly invitation_id: string;
  /** Where it was sent; null: a link that you hand on */
  readonly email: string | null;
  /** How many people it lets in */
  readonly uses_max: number;
  /** Worker ids of those who came in by it */
  readonly joined: ReadonlyArray<string>;
  /** What lets people in; null: it does not any more */
  readonly link: string | null;
  /** When it was made */
  readonly created_at: string;
  /** When it ends by itself */
  readonly expires_at: string;
  /** When you revoked it */
  readonly revoked_at: string | null;
}

export interface PoolInvitationPage {
  /** The newest first */
  readonly data: ReadonlyArray<PoolInvitation>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface PoolLink {
  /** What stands behind the # of the link */
  readonly token: string;
}

/** One of your own people, and how they work */
export interface PoolMember {
  /** Names them */
  readonly worker_id: string;
  /** As they call themselves; null: not said yet */
  readonly display_name: string | null;
  /** When they joined */
  readonly joined_at: string;
  /** Labels that they gave for you as one of your own people */
  readonly labels: number;
  /** Of labels on decided tasks: those of which the others’ labels said the same */
  readonly agreed: number;
  /** Those of which the others’ labels said something else */
  readonly disagreed: number;
  /** `agreed` out of `agreed` and `disagreed`, from 0 to 1; null: neither yet */
  readonly agreement: number | null;
  /** Answers on your gold that were right */
  readonly gold_right: number;
  /** And wrong */
  readonly gold_missed: number;
}

export interface PoolMemberPage {
  /** By id */
  readonly data: ReadonlyArray<PoolMember>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface PostTransaction {
  /** The signed transaction, hex: as BEEF (BRC-62, 95, 96) or in extended format (BRC-30); raw, where the network has it already */
  readonly transaction: string;
}

/** Of an item of practice: what came of the first answer to it */
export interface PracticeFeedback {
  readonly is_right: boolean;
  /** The right one of the options */
  readonly answer: string;
  readonly value?: LabelValue | undefined;
  /** Why, in the customer’s words */
  readonly explanation: string | null;
  /** Items of the round that you answered */
  readonly answered: number;
  /** Items of the round */
  readonly items: number;
  /** Of those answered */
  readonly right: number;
}

/** How far you are in its practice; tasks can ask for a share right */
export interface PracticeState {
  /** Items of the round that you answered */
  readonly answered: number;
  /** Items of the round */
  readonly items: number;
  /** Of those answered */
  readonly right: number;
  /** The best share right in a whole round of yours; null: you ended none */
  readonly best: number | null;
  /** When the next round can begin; null: now */
  readonly again_at: string | null;
}

export interface PredictTask {
  /** adaptive: what models of yours say. Each counts beside the labels for what it was worth on your tasks of the same type and options, at first for nothing. It is never paid, no worker sees it but as the start that `label_spec.start_with` asks for, and no option is the answer that no person has given. Of a line with a `gold_label` all but the start is passed over */
  readonly predictions: ReadonlyArray<SubmittedPrediction>;
}

export interface Prediction {
  /** Your name for the model: what is known of it is kept under it. Another version is another model */
  readonly model: string;
  /** The option that it is for, or the canonical text of the value */
  readonly label: string;
  readonly value?: LabelValue | undefined;
  /** 0 to 1: how sure it is of its label or value. It counts for how often confidences like this one were right before */
  readonly confidence?: number | undefined;
  /** By option, as shares of their sum; multi_label: how likely each is to apply */
  readonly scores?: Readonly<Record<string, number>> | undefined;
}

/** What predictions of your models contributed; `worker_count` and `agreement_count` are of people alone. Not there: none counted */
export interface PredictionsCounted {
  readonly models: ReadonlyArray<{
    /** Your name for the model: what is known of it is kept under it. Another version is another model */
    readonly model: string;
    /** The option that it was for, or the canonical text of the value */
    readonly label: string;
    readonly value?: LabelValue | undefined;
    /** The confidence in the consensus label if this one were left out */
    readonly confidence_without: number;
  }>;
  /** The confidence in the consensus label by people’s labels alone */
  readonly confidence_without: number;
}

/** A passkey’s answer alone, or your password, with a code where your log-ins need one */
export interface Proof {
  /** As it is now */
  readonly password?: string | null | undefined;
  /** Six digits of the app on your phone, or a recovery code */
  readonly code?: string | null | undefined;
  readonly passkey?: PasskeyAnswer | null | undefined;
}

export interface Push {
  /** For a subscription: `applicationServerKey`, base64url */
  readonly public_key: string;
  /** Where you are told, the first added first */
  readonly devices: ReadonlyArray<PushDevice>;
}

export interface PushDevice {
  /** The first 32 hex digits of the SHA-256 of its endpoint */
  readonly device_id: string;
  /** Of its push service */
  readonly host: string;
  /** In which it is told: the one that its browser asked for */
  readonly language: "en" | "ar" | "de" | "es" | "fr" | "pt-BR";
  /** When it was added */
  readonly added_at: string;
}

/** Only workers who meet it get the task. Default: everybody does */
export type Qualification = {
  /** Of the question’s practice (lines of a job with `gold_practice`), so much must be right in a whole round. Two decimals */
  readonly practice: number;
} | null;

export interface Question {
  /** Names it for you, in `POST /v1/work/next` */
  readonly question_id: string;
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  readonly question: string;
  readonly options: ReadonlyArray<string>;
  /** Whose own people alone label it, you among them; null: the public crowd */
  readonly organisation: string | null;
  /** Its items may disturb */
  readonly sensitive: boolean;
  /** For each label with the consensus; 0: own people are unpaid unless the task says otherwise */
  readonly reward_sats: number;
  /** What an answer to its practice takes, in the middle of the latest; null: too few are known */
  readonly seconds_each: number | null;
  readonly practice: PracticeState;
}

export interface QuestionPage {
  /** The newest first */
  readonly data: ReadonlyArray<Question>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface Queues {
  /** Tasks that want workers, counted up to 10,000 */
  readonly work: number;
  readonly payment: {
    /** Tasks whose workers are to be paid, counted up to 10,000 */
    readonly count: number;
    /** Since when the oldest waits; null: none does */
    readonly oldest_since: string | null;
  };
  /** Pay that could not be sent to a paymail: the 100 that are tried first */
  readonly carried: ReadonlyArray<{
    /** The worker */
    readonly worker_id: string;
    /** What waits */
    readonly sats: number;
    /** Since when some of it waits */
    readonly since: string;
    /** When it is tried again */
    readonly due_at: string;
    /** Why the paymail could not be paid the last time */
    readonly problem: string | null;
  }>;
  /** On their way or stuck, by state */
  readonly settlements: ReadonlyArray<{
    readonly state: "planned" | "signed" | "broadcasting" | "unknown" | "seen" | "mined" | "final" | "contested" | "orphaned" | "stale" | "failed";
    /** Counted up to 100 */
    readonly count: number;
  }>;
}

export interface RankedItem {
  /** 1: the best. Items with the same score share it */
  readonly rank: number;
  /** Your name for it */
  readonly item: string;
  /** Logarithm of its strength, 0 on average: one that is 0.69 above another is found better twice as often */
  readonly score: number;
  /** The lower end of its 95 % interval */
  readonly low: number;
  /** The upper end */
  readonly high: number;
  /** Labels that found it better */
  readonly wins: number;
  /** Labels that found another better */
  readonly losses: number;
  /** Labels that found neither better */
  readonly ties: number;
}

/** What was compared, in the order in which it was found better (Bradley and Terry, with ties by Davidson), by all labels so far, each for what it was worth. A figure: nobody is paid by it */
export interface Ranking {
  /** Comparisons of it that have labels */
  readonly tasks: number;
  /** Labels that say something of a pair: one that names the best of several, of each other */
  readonly labels: number;
  /** The best first */
  readonly data: ReadonlyArray<RankedItem>;
}

export interface Ready {
  readonly ready: true;
  /** degraded: it does its work, and a check says what waits or is weaker */
  readonly status: "ok" | "degraded";
  /** Each thing that the server needs, and each trouble that it has now, by name */
  readonly checks: Readonly<Record<string, {
    readonly ok: boolean;
    /** Where it is not ok. degraded: something waits or is weaker, the rest goes on. failing: this process cannot do its own work */
    readonly severity?: "degraded" | "failing" | undefined;
    /** What is so, and what to do */
    readonly detail?: string | undefined;
  }>>;
}

/** Ids of transactions and blocks are byte-reversed, as everywhere; hashes of the batch are not. */
export interface Receipt {
  /** 2: the leaf says what kind of labels the task has */
  readonly version: 1 | 2;
  /** seen: the network has the transaction; mined: it is in a block; final: 6 blocks deep */
  readonly status: "seen" | "mined" | "final";
  /** All but main: not real money */
  readonly network: "local" | "regtest" | "test" | "main";
  /** The batch that was paid with this label */
  readonly settlement_id: string;
  /** The transaction that paid */
  readonly txid: string;
  readonly leaf: {
    /** The task */
    readonly task_id: string;
    /** SHA-256 of `data_url` */
    readonly data_url_hash: string;
    /** Models of the customer whose predictions counted beside the labels. Not there: none did. `worker_count` and `agreement_count` are of people alone */
    readonly model_count?: number | undefined;
    /** SHA-256 of `label_spec`, as JSON with sorted keys and no white space */
    readonly label_spec_hash: string;
    /** What its labels are. Not there: one of the options */
    readonly kind?: "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
    readonly consensus_label: string;
    /** Labels that were counted */
    readonly worker_count: number;
    /** Labels equal to the consensus label, or near enough to be paid */
    readonly agreement_count: number;
    /** own: your own people alone gave the labels; mixed: they and the public crowd. Not there: the public crowd */
    readonly crowd?: "own" | "mixed" | undefined;
    /** Of the agreeing labels, those without a payout: of own people who are unpaid. Not there: none */
    readonly unpaid_count?: number | undefined;
    /** When the consensus was found */
    readonly decided_at: string;
    /** Keeps the label private on the chain */
    readonly salt: string;
  };
  /** SHA-256 of 0x00 and the record as JSON with sorted keys and no white space (RFC 6962) */
  readonly leaf_hash: string;
  /** Place of the leaf in its batch, from 0 */
  readonly leaf_index: number;
  /** Leaves of the batch */
  readonly tree_size: number;
  /** From the leaf up to the root */
  readonly path: ReadonlyArray<{
    readonly side: "left" | "right";
    /** The sibling */
    readonly hash: string;
  }>;
  /** Merkle root of the batch, as the transaction commits to it */
  readonly root: string;
  /** The transaction as BEEF (BRC-96) */
  readonly tx: string;
  /** Once mined: its Merkle path (BRC-74) */
  readonly bump?: string | undefined;
  /** Once mined */
  readonly block_hash?: string | undefined;
  /** Once mined */
  readonly block_height?: number | undefined;
  /** Once mined: 80 bytes */
  readonly block_header?: string | undefined;
}

export interface RecoveryCodes {
  /** Each takes the place of a code once. Shown once: keep them where you find them without your phone */
  readonly recovery_codes: ReadonlyArray<string>;
}

/** credentials: in place of those of the job, which are kept for a week */
export interface RedeliverJob {
  readonly credentials?: BucketCredentials | undefined;
}

export interface Refund {
  /** The refund, and the settlement that it becomes */
  readonly refund_id: string;
  /** Whose money it is */
  readonly customer_id: string;
  /** What the customer gets; the operator pays the miners */
  readonly sats: number;
  /** Where it goes */
  readonly address: string;
  /** made: taken from the balance and signed. sent: the network has it. confirmed: in a block */
  readonly status: "requested" | "refused" | "made" | "sent" | "confirmed";
  readonly txid: string | null;
  readonly explorer_url: string | null;
  /** Why it was not made */
  readonly refusal: string | null;
  /** When it was asked for */
  readonly requested_at: string;
}

export interface RefundCustomer {
  /** At most what is free in the balance */
  readonly sats: number;
  /** A P2PKH address of the network */
  readonly address: string;
}

export interface Refunds {
  /** The newest first */
  readonly data: ReadonlyArray<Refund>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface RegisterCustomer {
  /** Name of the person or company */
  readonly name: string;
  /** Unique among customers, whatever its case */
  readonly email: string;
}

export interface RegisterWorker {
  /** Unique among workers, whatever its case */
  readonly email: string;
  /** 8 to 128 characters */
  readonly password: string;
  /** You are at least 18 years old */
  readonly adult: true;
  /** You accept the terms of work */
  readonly terms_accepted: true;
}

export interface RegisteredCustomer {
  /** The customer */
  readonly customer_id: string;
  /** Opens the API. Shown this once: only its hash is kept */
  readonly api_key: string;
  /** Sets quota and rates */
  readonly tier: "sandbox" | "growth" | "scale" | "enterprise";
  /** Tasks that can be submitted now */
  readonly label_quota: number;
  readonly message: string;
}

/** What is left out is as the first task had it */
export interface RelabelTask {
  /** Labels that are collected before the first evaluation, by the policy threshold; in place of consensus and consensus_threshold */
  readonly redundancy?: number | null | undefined;
  /** Labels that are collected before the first evaluation. Default: 3. With the policy adaptive: what `labels_saved` is counted against */
  readonly consensus_threshold?: number | null | undefined;
  readonly consensus?: ConsensusPolicy | undefined;
  /** Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public */
  readonly crowd?: "public" | "own" | "own_then_public" | null | undefined;
  /** With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600. At once where your organisation has nobody */
  readonly own_for?: number | null | undefined;
  /** Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid */
  readonly pay_own?: boolean | null | undefined;
  readonly qualification?: Qualification | undefined;
  /** https URL to be told of the outcome */
  readonly callback_url?: string | null | undefined;
  /** Your own name for this submission: sent again, it gives the same task, not another */
  readonly idempotency_key?: string | null | undefined;
  /** 9 is served first. Default: 5 */
  readonly priority?: number | null | undefined;
  /** Seconds after which an undecided task expires; up to 30 days. Default: never */
  readonly expires_in?: number | null | undefined;
}

export interface ReportCounts {
  /** Reports of this customer’s items */
  readonly reported: number;
  /** Of them so decided */
  readonly dismissed: number;
  /** Of them so decided */
  readonly marked_sensitive: number;
  /** Of them so decided */
  readonly taken_down: number;
}

export interface ReportItem {
  /** What is wrong with the item */
  readonly reason: "sexual" | "violence" | "hate" | "self_harm" | "child_abuse" | "personal_data" | "illegal" | "other";
  /** In your words, for the operator */
  readonly note?: string | null | undefined;
}

export interface Reported {
  readonly assignment_id: string;
  readonly reported: true;
}

export interface RequestTreasuryMove {
  /** fan_out: coins for more lanes; consolidation: many coins into one */
  readonly purpose: "fan_out" | "consolidation";
  /** Coins to make, or to take at most */
  readonly coins?: number | null | undefined;
}

export interface ResetPassword {
  /** What stands behind the # of the link in the mail */
  readonly token: string;
  /** 8 to 128 characters */
  readonly password: string;
}

export interface Result {
  /** The task */
  readonly task_id: string;
  /** settled: the agreeing workers are paid */
  readonly status: "verified" | "settled";
  /** What its labels are. Not there: one of the options */
  readonly kind?: "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
  /** Of a kind other than choice: its value as one text */
  readonly consensus_label: string;
  readonly consensus_value?: LabelValue | undefined;
  /** With `include=units`: the questions with few answers that the value was decided by. A choice has none */
  readonly units?: ReadonlyArray<{
    /** multi_label: an option. bounding_boxes, text_spans: `box 1`, `span 1` and so on */
    readonly name: string;
    readonly answer: string;
    /** 0 to 1 */
    readonly confidence: number;
  }> | undefined;
  /** 0 to 1 */
  readonly confidence: number;
  /** Labels that were counted */
  readonly worker_count: number;
  /** Labels equal to the consensus label, or near enough to be paid */
  readonly agreement_count: number;
  /** Whose labels the consensus is of. own: your own people alone gave them; mixed: they and the public crowd. Not there: the public crowd */
  readonly crowd?: "own" | "mixed" | undefined;
  /** Labels equal to the consensus label that have no payout: of your own people, who are unpaid. Not there: none */
  readonly unpaid_count?: number | undefined;
  readonly predictions?: PredictionsCounted | undefined;
  readonly review?: Review | undefined;
  readonly label_spec: LabelSpec;
  readonly settlement: {
    /** Transaction that pays the workers; null before */
    readonly bsv_txid: string | null;
    /** Payouts and fee, in satoshis */
    readonly total_cost_sats: number | null;
    /** When the payment was made; null before */
    readonly settled_at: string | null;
  };
  /** Transaction that pays the workers; null before */
  readonly bsv_txid: string | null;
  /** When the task was accepted */
  readonly created_at: string;
  /** When the payment was made; null before */
  readonly settled_at: string | null;
  /** Where a person can look at the transaction */
  readonly explorer_url: string | null;
}

/** The task ended without a consensus label. */
export interface ResultGone {
  /** What is wrong, for people */
  readonly error: string;
  /** What is wrong, for programs */
  readonly code: "VALIDATION_ERROR" | "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "CONFLICT" | "RATE_LIMITED" | "INSUFFICIENT_FUNDS" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "ITEM_NOT_FETCHED" | "GONE" | "RANGE_NOT_SATISFIABLE" | "MEDIA_UNAVAILABLE" | "MEDIA_UNSUPPORTED" | "MEDIA_TOO_LARGE" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE";
  /** Why it expired, where that was neither its deadline nor its labels */
  readonly reason?: "item_unshowable" | "taken_down" | undefined;
  /** Also in X-Request-Id; quote it when asking for help */
  readonly request_id: string;
  /** Satoshis that are missing, where the balance does not cover a submission */
  readonly missing_sats?: number | undefined;
  /** Where a log-in wants a code: to send with it, within 10 minutes */
  readonly ticket?: string | undefined;
  /** Each bad field of a refused request, at most 100 */
  readonly details?: ReadonlyArray<ErrorDetail> | undefined;
  /** The task */
  readonly task_id: string;
  readonly status: "expired" | "cancelled";
  readonly labels_received: number;
  /** Labels that arrived, by option */
  readonly label_counts: Readonly<Record<string, number>>;
  readonly review?: Review | undefined;
}

export interface ResultPending {
  readonly status: "in_progress";
  readonly message: string;
}

/** Your own word on a label, beside the consensus: label, confidence, payment and receipt stay as they are */
export interface Review {
  /** accepted: what was decided is right. corrected: another label is, or one is where none was decided */
  readonly verdict: "accepted" | "corrected";
  /** What counts for you: your correction, or what was decided */
  readonly label: string;
  readonly value?: LabelValue | undefined;
  /** What was decided, as ever; null: nothing was */
  readonly consensus_label: string | null;
  readonly consensus_value?: LabelValue | undefined;
  /** Your own words on it */
  readonly note: string | null;
  /** The API key, or the member of your organisation */
  readonly reviewed_by: string;
  /** When it was said */
  readonly reviewed_at: string;
}

export interface ReviewOfTask {
  /** The task; each once */
  readonly task_id: string;
  /** accepted: what was decided is right. corrected: another label is, or one is where none was decided */
  readonly verdict: "accepted" | "corrected";
  /** With the verdict corrected: what is right, one of the options to the letter, and not what was decided */
  readonly label?: string | null | undefined;
  readonly value?: LabelValue | undefined;
  /** Your own words on it */
  readonly note?: string | null | undefined;
}

export interface ReviewTask {
  /** accepted: what was decided is right. corrected: another label is, or one is where none was decided */
  readonly verdict: "accepted" | "corrected";
  /** With the verdict corrected: what is right, one of the options to the letter, and not what was decided */
  readonly label?: string | null | undefined;
  readonly value?: LabelValue | undefined;
  /** Your own words on it */
  readonly note?: string | null | undefined;
}

export interface ReviewTasks {
  /** All of them are kept, or none */
  readonly reviews: ReadonlyArray<ReviewOfTask>;
}

export interface Reviews {
  /** In the order of the request */
  readonly reviews: ReadonlyArray<TaskReview>;
}

/** rating: its whole steps */
export interface Scale {
  /** The lowest step */
  readonly from: number;
  /** The highest step */
  readonly to: number;
  /** What each step means, the lowest first */
  readonly labels?: ReadonlyArray<string> | undefined;
}

export interface SecondFactorEnd {
  /** From then on the password is enough, unless a code was given before */
  readonly ends_at: string;
}

export interface SecondFactorOffer {
  /** For the app on your phone, base32; shown once */
  readonly secret: string;
  /** The same as a link, which apps read as a QR code */
  readonly uri: string;
  /** To turn it on with */
  readonly ticket: string;
  /** When the ticket ends */
  readonly expires_at: string;
}

export interface SeenInvitation {
  /** Its name */
  readonly organisation: string;
  /** What you are then */
  readonly role: "owner" | "admin" | "developer" | "analyst" | "billing" | "support" | "finance" | "moderator";
  /** Where it was sent */
  readonly email: string;
  /** There is an account with that e-mail: log in, then join. Else choose a password */
  readonly has_account: boolean;
  /** From then on the link is worth nothing */
  readonly expires_at: string;
}

export interface Session {
  /** The session */
  readonly session_id: string;
  /** The session of this request */
  readonly current: boolean;
  /** Browser and system, or the program, as it named itself; null: it did not */
  readonly device: string | null;
  /** Address that it was opened from, of IPv6 the /64; null: the server’s own machine, or not known */
  readonly network: string | null;
  /** When you logged in */
  readonly opened_at: string;
  /** When it ends by itself */
  readonly expires_at: string;
}

export interface Sessions {
  /** Those that are open, the newest first, 50 at most */
  readonly data: ReadonlyArray<Session>;
}

export interface SetBillingDetails {
  /** Of the person or company */
  readonly name: string;
  /** Its lines */
  readonly address?: string | null | undefined;
  /** E.g. a VAT number */
  readonly tax_id?: string | null | undefined;
}

export interface SetDeletion {
  /** false: it stays after all, for which no proof is needed */
  readonly wanted: boolean;
  /** As it is now */
  readonly password?: string | null | undefined;
  /** Six digits of the app on your phone, or a recovery code */
  readonly code?: string | null | undefined;
  readonly passkey?: PasskeyAnswer | null | undefined;
}

export interface SetProfile {
  /** How you are called here */
  readonly display_name: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  /** BCP 47: the language you know best */
  readonly primary_language: string;
  /** More languages you can label in */
  readonly languages?: ReadonlyArray<string> | null | undefined;
  /** Kept encrypted, and shown to you alone. Left out: as it was. Null: there is none any more */
  readonly phone?: string | null | undefined;
  /** In which you are also told what you earn, ISO 4217. Left out: as it was. Null: that of your country */
  readonly currency?: string | null | undefined;
  /** true: you also take items that may disturb, such as violence. Left out or null: as it was, at first false */
  readonly sensitive?: boolean | null | undefined;
}

export interface SetPush {
  /** Of the browser’s push subscription; null, without keys: you are told nowhere any more */
  readonly endpoint: string | null;
  /** Of the same subscription. Left out or null: you are not told there any more */
  readonly keys?: {
    /** Base64url, as the browser gives it */
    readonly p256dh: string;
    /** Base64url, as the browser gives it */
    readonly auth: string;
  } | null | undefined;
}

export interface SetWallet {
  /** P2PKH address that you are paid at; null, without a paymail: earnings are held for you */
  readonly address?: string | null | undefined;
  /** In place of an address: a paymail, or a $handle, which is handle@handcash.io */
  readonly paymail?: string | null | undefined;
  /** Needed where you logged in more than 15 minutes ago */
  readonly password?: string | null | undefined;
}

export interface ShownTrust {
  /** By how your answers come out, a while after they did. new: little is known yet */
  readonly level: "new" | "fair" | "reliable" | "trusted";
  /** Why, for a person to read; the same words for everybody of this level */
  readonly reason: string;
}

export interface SignUp {
  /** Name of your organisation: the company, or you */
  readonly name: string;
  /** Yours: where the link goes */
  readonly email: string;
}

export interface Skip {
  /** Why, for the operator */
  readonly reason?: string | null | undefined;
}

export interface Skipped {
  readonly assignment_id: string;
  readonly skipped: true;
}

/** A part of the text, in Unicode code points */
export interface Span {
  /** The first character that is in it, from 0 on */
  readonly start: number;
  /** The first one that is no longer in it */
  readonly end: number;
  /** One of `label_spec.classes` */
  readonly label: string;
}

/** text_spans: the marked parts, at most 500 */
export interface SpansValue {
  /** In the order of the text, without overlaps */
  readonly spans: ReadonlyArray<Span>;
}

export interface StartFigures {
  /** Your name for the model: what is known of it is kept under it. Another version is another model */
  readonly model: string;
  /** Labels whose workers began with its marks */
  readonly with_start: {
    readonly labels: number;
    /** Share of them that say what the model says; null: no labels */
    readonly same: number | null;
    /** 0 to 1: how far they are on average from what the model says. Boxes: 1 less their mean IoU, spans: 1 less their F1. Null: no labels */
    readonly distance: number | null;
  };
  /** Labels of the same tasks whose workers began with nothing, one in 64 */
  readonly without_start: {
    readonly labels: number;
    /** Share of them that say what the model says; null: no labels */
    readonly same: number | null;
    /** 0 to 1: how far they are on average from what the model says. Boxes: 1 less their mean IoU, spans: 1 less their F1. Null: no labels */
    readonly distance: number | null;
  };
  /** Null: fewer than two labels of either are known */
  readonly anchoring: {
    /** How much nearer labels are to the marks of the model where they began with them */
    readonly nearer: number;
    /** Lower end of its interval of 95 % */
    readonly low: number;
    /** Upper end */
    readonly high: number;
  } | null;
}

/** All lines together are `free_sats` + `reserved_sats` of the balance */
export interface Statement {
  /** The newest first; what was spent on a day stands before all else of that day */
  readonly data: ReadonlyArray<StatementLine>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface StatementLine {
  /** allowance: given to a sandbox account. grant: given by the operator. deposit: paid in. deposit_reversed: a deposit whose block the chain gave up. refund: paid out. forfeit: what workers lost who were suspended. spent: all that was paid for tasks on one day */
  readonly kind: "allowance" | "grant" | "deposit" | "deposit_reversed" | "refund" | "forfeit" | "spent";
  /** UTC */
  readonly date: string;
  /** When; null: over the day */
  readonly at: string | null;
  /** Above 0: into the balance, below 0: out of it */
  readonly sats: number;
  /** Of spent: tasks that were paid, answers to your own gold among them */
  readonly tasks: number | null;
  /** What the operator wrote */
  readonly note: string | null;
  /** What it is about, e.g. the id of a deposit */
  readonly ref: string | null;
  /** Unlike that of any other line; null: a day of spending */
  readonly entry_id: string | null;
}

export interface Stats {
  /** First UTC day */
  readonly from: string;
  /** Last UTC day */
  readonly to: string;
  /** Tasks made in the range, by what they are now */
  readonly tasks: {
    readonly pending: number;
    readonly in_progress: number;
    readonly verified: number;
    readonly settled: number;
    readonly expired: number;
    readonly cancelled: number;
  };
  /** Tasks of any day whose item the server could not fetch or decode when it looked last, or that ended for it; counted up to 1,000 */
  readonly items_unshowable: number;
  /** Reports of items of yours that the operator decided by taking the item down, of any day */
  readonly items_taken_down: number;
  /** Of those that were decided; null: none */
  readonly mean_confidence: number | null;
  /** From submission to payment. Counted in buckets, of which the upper end is given: at most 9.1 % above the real figure; 0.125 is the least */
  readonly settlement_seconds: {
    /** Median; null: none was settled */
    readonly p50: number | null;
    /** 95th percentile */
    readonly p95: number | null;
  };
  /** Days on which tasks were made or paid */
  readonly daily: ReadonlyArray<{
    /** UTC */
    readonly date: string;
    /** Tasks made on this day */
    readonly tasks_created: number;
    /** Tasks that got their label and their payment on this day */
    readonly tasks_settled: number;
    /** Payouts and fees of this day */
    readonly cost_sats: number;
  }>;
  /** By type, of tasks made in the range. Of ratings, comparisons and several labels the mean over the templates, each by its labels */
  readonly agreement: ReadonlyArray<{
    readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
    /** Krippendorff's alpha: 1 all agree, 0 as by chance. Null: no two labels differ, or they are boxes or spans. Nominal; of ratings ordinal, of several labels by MASI */
    readonly alpha: number | null;
    /** Closed tasks with at least two labels; of a day and type, or template of a rating, comparison or several labels, those of the first 50 different labels */
    readonly tasks_measured: number;
  }>;
  /** By type and options, of tasks made in the range: the 20 with the most tasks. Of a day the first 20 are counted */
  readonly templates: ReadonlyArray<TemplateFigures>;
}

export interface Stay {
  /** What stands behind the # of the link in the mail */
  readonly token: string;
}

export interface StopWallet {
  /** What stands behind the # of the link in the mail */
  readonly token: string;
}

export interface StoppedWallet {
  /** Whether the same link sets a new password */
  readonly sets_password: boolean;
}

export interface SubmitBatch {
  /** All are accepted, or none */
  readonly tasks: ReadonlyArray<SubmitTask>;
  /** https URL to be told of the outcome */
  readonly callback_url?: string | null | undefined;
  /** true: the item may disturb. Only workers who take such items get it, and see it covered first. Default: false */
  readonly sensitive?: boolean | null | undefined;
  /** Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public */
  readonly crowd?: "public" | "own" | "own_then_public" | null | undefined;
  /** With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600. At once where your organisation has nobody */
  readonly own_for?: number | null | undefined;
  /** Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid */
  readonly pay_own?: boolean | null | undefined;
  readonly qualification?: Qualification | undefined;
}

export interface SubmitJob {
  /** `s3://bucket/key` or `gs://bucket/key`, the key to the letter, or https URL of the manifest: JSONL, whose line is `{"data_url", "metadata"?}` or one of SageMaker Ground Truth; a JSON list of such objects, or of Label Studio’s tasks; or CSV (comma, semicolon, tab), whose columns are fields of a task, `predictions.NAME` what your model NAME says (an option, or scores as a JSON object), all others its metadata; or a zip, of which each picture or text becomes a task, its path as `metadata.file`. Told by its content; gzip, too */
  readonly manifest_url: string;
  /** Your name for the job; `job-name` in the ground_truth format */
  readonly name?: string | null | undefined;
  /** Key of the label in the ground_truth format. Default: the name, or the job_id */
  readonly label_attribute_name?: string | null | undefined;
  readonly label_spec: SubmittedLabelSpec;
  /** What kind of labelling it is */
  readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** Labels that are collected before the first evaluation. Default: 3 */
  readonly consensus_threshold?: number | null | undefined;
  readonly consensus?: ConsensusPolicy | undefined;
  /** How the text of the manifest is encoded, where it is neither UTF-8 nor UTF-16 with its byte order mark */
  readonly encoding?: string | null | undefined;
  /** The column, or key, with the texts to label. Default: the item is data_url, or else text */
  readonly text_column?: string | null | undefined;
  /** Told of this job and of each of its tasks in place of your webhooks. One that is registered as a webhook is told of the events of that webhook, signed; any other of task.settled and job.completed */
  readonly callback_url?: string | null | undefined;
  readonly credentials?: BucketCredentials | undefined;
  readonly delivery?: JobDelivery | undefined;
  /** true: the item may disturb. Only workers who take such items get it, and see it covered first. Default: false */
  readonly sensitive?: boolean | null | undefined;
  /** Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public */
  readonly crowd?: "public" | "own" | "own_then_public" | null | undefined;
  /** With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600. At once where your organisation has nobody */
  readonly own_for?: number | null | undefined;
  /** Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid */
  readonly pay_own?: boolean | null | undefined;
  readonly qualification?: Qualification | undefined;
}

export interface SubmitTask {
  /** What kind of labelling it is */
  readonly type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** https URL of the image or text to label, or `asset://…` of an asset of yours */
  readonly data_url?: string | null | undefined;
  readonly data?: SubmittedData | undefined;
  /** comparison: what is compared. `data_url` or `data` of the task is then what is shown above them, e.g. a prompt, and may be left out */
  readonly items?: ReadonlyArray<ComparedItem> | null | undefined;
  readonly label_spec: SubmittedLabelSpec;
  /** Labels that are collected before the first evaluation. Default: 3. With the policy adaptive: what `labels_saved` is counted against */
  readonly consensus_threshold?: number | null | undefined;
  readonly consensus?: ConsensusPolicy | undefined;
  /** https URL to be told of the outcome */
  readonly callback_url?: string | null | undefined;
  /** Your own name for this submission: sent again, it gives the same task, not another */
  readonly idempotency_key?: string | null | undefined;
  /** Your own JSON object, up to 4 KiB; comes back unchanged, its numbers to the digit */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  /** BCP 47: only workers who list this language get the task */
  readonly language?: string | null | undefined;
  /** true: the item may disturb. Only workers who take such items get it, and see it covered first. Default: false */
  readonly sensitive?: boolean | null | undefined;
  /** Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public */
  readonly crowd?: "public" | "own" | "own_then_public" | null | undefined;
  /** With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600. At once where your organisation has nobody */
  readonly own_for?: number | null | undefined;
  /** Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid */
  readonly pay_own?: boolean | null | undefined;
  readonly qualification?: Qualification | undefined;
  /** adaptive: what models of yours say. Each counts beside the labels for what it was worth on your tasks of the same type and options, at first for nothing. It is never paid, no worker sees it but as the start that `label_spec.start_with` asks for, and no option is the answer that no person has given. Of a line with a `gold_label` all but the start is passed over */
  readonly predictions?: ReadonlyArray<SubmittedPrediction> | null | undefined;
  /** 9 is served first. Default: 5 */
  readonly priority?: number | null | undefined;
  /** Seconds after which an undecided task expires; up to 30 days. Default: never */
  readonly expires_in?: number | null | undefined;
}

export interface SubmittedBatch {
  /** The batch */
  readonly batch_id: string;
  readonly task_count: number;
  readonly status: "accepted";
  /** In the order of submission */
  readonly task_ids: ReadonlyArray<string>;
  /** true: an earlier submission under the same key made it */
  readonly idempotent?: boolean | undefined;
  /** What was accepted but deserves a look */
  readonly warnings?: ReadonlyArray<string> | undefined;
}

/** The item itself in place of `data_url`; it becomes an asset: `data_url` is then `asset://…` */
export type SubmittedData = {
  /** Up to 64 KiB of UTF-8; the worker sees it unchanged, with its line breaks */
  readonly text: string;
} | null;

export interface SubmittedJob {
  /** The job */
  readonly job_id: string;
  readonly status: "queued";
  /** When it was accepted */
  readonly created_at: string;
  /** What was accepted but deserves a look */
  readonly warnings?: ReadonlyArray<string> | undefined;
}

/** The question and its options */
export interface SubmittedLabelSpec {
  /** What the worker is asked */
  readonly question: string;
  /** The answers to choose from; no two that look the same. Comparisons, ratings, boxes and spans have none */
  readonly options?: ReadonlyArray<string> | null | undefined;
  /** How to decide, for the worker; Markdown */
  readonly instructions?: string | null | undefined;
  /** adaptive: how frequent you expect each option to be, by option: whole numbers, or shares (6 decimals at most) that sum to 1. It counts as at least half of what is known. Workers are not told. Default: what was learnt so far */
  readonly class_shares?: Readonly<Record<string, number>> | null | undefined;
  /** adaptive: true: the options are a scale, in their order: near ones are taken for each other more often. Default: false */
  readonly ordinal?: boolean | null | undefined;
  /** comparison: whether workers may say that none is better. Default: true */
  readonly tie?: boolean | null | undefined;
  readonly scale?: SubmittedScale | undefined;
  /** bounding_boxes, text_spans: what a box or a part may be, by code points */
  readonly classes?: ReadonlyArray<string> | null | undefined;
  /** bounding_boxes, text_spans: the model among the `predictions` of a task whose marks workers begin with, and correct. One look in 64 is without, and measures how far they hold to them. A task without a prediction of it begins with nothing. Default: workers see no prediction */
  readonly start_with?: string | null | undefined;
  /** How near the consensus a label is that is paid. multi_label: the Jaccard index, above 0 and at most 1. Default: 0.5. rating: whole steps. Default: 1, on scales of less than 5 steps 0. bounding_boxes: F1 of the boxes that lie half on each other at least, default: 0.7. text_spans: F1 of the parts, those that only touch count half, default: 0.6 */
  readonly agreement_bar?: number | null | undefined;
}

/** What a model of yours says of a task: an answer as workers give it, but by ids of items; or scores */
export interface SubmittedPrediction {
  /** Your name for the model: what is known of it is kept under it. Another version is another model */
  readonly model: string;
  /** The option that it is for, to the letter. In place of a `value`: the id of the better item or `tie`, the step, options with | between, or the text of a value, `{"none":true}` */
  readonly label?: string | null | undefined;
  readonly value?: LabelValue | undefined;
  /** 0 to 1: how sure it is of its label or value. It counts for how often confidences like this one were right before */
  readonly confidence?: number | null | undefined;
  /** In place of `label` or `value`: its score of each option, by option, none below 0; an option that is not there has 0. They count by their share of the sum, as far as scores like these were right before. comparison: by id of the item, and `tie`. rating: by step. multi_label: how likely each option is to apply, 0 to 1 */
  readonly scores?: Readonly<Record<string, number>> | null | undefined;
}

/** rating: 2 to 21 whole steps */
export type SubmittedScale = {
  /** The lowest step */
  readonly from: number;
  /** The highest step */
  readonly to: number;
  /** What each step means, the lowest first */
  readonly labels?: ReadonlyArray<string> | null | undefined;
} | null;

export interface SubmittedTask {
  /** The task */
  readonly task_id: string;
  /** Status of a task when it is accepted */
  readonly status: "pending";
  /** When it was accepted */
  readonly created_at: string;
  /** true: an earlier submission under the same key made it */
  readonly idempotent?: boolean | undefined;
  /** What was accepted but deserves a look */
  readonly warnings?: ReadonlyArray<string> | undefined;
}

export interface SuspendWorker {
  /** Why. The worker reads it */
  readonly reason: string;
}

export interface Task {
  /** The task */
  readonly task_id: string;
  /** pending → in_progress → verified → settled; or expired, or cancelled */
  readonly status: "pending" | "in_progress" | "verified" | "settled" | "expired" | "cancelled";
  /** What kind of labelling it is */
  readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** What its labels are. Not there: one of the options */
  readonly kind?: "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
  readonly data_url: string;
  /** When it was accepted */
  readonly created_at: string;
  readonly label_spec: LabelSpec;
  readonly consensus_threshold: number;
  readonly consensus: ChosenPolicy;
  readonly labels_received: number;
  /** What its labels came to; null: it is not decided */
  readonly decision: {
    readonly consensus_label: string;
    readonly consensus_value?: LabelValue | undefined;
    /** 0 to 1 */
    readonly confidence: number;
    /** Labels that say so, or are near enough to be paid */
    readonly agreement_count: number;
    /** Labels in all */
    readonly worker_count: number;
    /** When it was decided */
    readonly decided_at: string;
  } | null;
  /** As submitted */
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** When it expires if it is still undecided */
  readonly expires_at: string | null;
  readonly priority: number;
  /** BCP 47, lower case */
  readonly language: string | null;
  /** Only workers who take such items get it */
  readonly sensitive: boolean;
  /** What models of yours say, where you told. Not there: nothing */
  readonly predictions?: ReadonlyArray<Prediction> | undefined;
  /** Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public */
  readonly crowd: "public" | "own" | "own_then_public";
  /** Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid */
  readonly pay_own: boolean;
  readonly qualification: ChosenQualification;
  /** When the public gets it, or got it; null: never, or it was the public’s from the first */
  readonly own_until: string | null;
  /** The operator took its item down after a report: nobody is shown it any more */
  readonly taken_down: boolean;
  /** The batch it came in */
  readonly batch_id: string | null;
  /** The job whose manifest it came from */
  readonly job_id: string | null;
  readonly review?: Review | undefined;
  /** The task that it asks others about again */
  readonly relabel_of?: string | undefined;
  /** The latest task that asks others about it again */
  readonly relabelled_by?: string | undefined;
  /** When its content was deleted: `data_url` is empty since then */
  readonly content_deleted_at?: string | undefined;
  /** Why it expired, where that was neither its deadline nor its labels */
  readonly reason?: "item_unshowable" | "taken_down" | undefined;
  /** There where the server could not fetch or decode the item when it looked last; workers get the task all the same */
  readonly item?: {
    readonly shown: false;
    readonly reason: string;
  } | undefined;
  /** true: a webhook delivery for it was given up */
  readonly webhook_failed?: boolean | undefined;
}

export interface TaskLists {
  /** Of your metadata: what you filter by is found in one step, what you search for by itself */
  readonly keys: ReadonlyArray<string>;
  /** Lists are still being filled: those by decision, confidence and metadata have all tasks that were made after it, and maybe others. Null: they have all */
  readonly filled_to: string | null;
}

export interface TaskPage {
  /** The newest first, unless `sort` or `order` say otherwise */
  readonly data: ReadonlyArray<Task>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
  /** What your tasks are listed by */
  readonly lists: {
    /** Of your metadata: what you filter by is found in one step, what you search for by itself */
    readonly keys: ReadonlyArray<string>;
    /** Lists are still being filled: those by decision, confidence and metadata have all tasks that were made after it, and maybe others. Null: they have all */
    readonly filled_to: string | null;
  };
}

export interface TaskReview {
  /** The task */
  readonly task_id: string;
  /** accepted: what was decided is right. corrected: another label is, or one is where none was decided */
  readonly verdict: "accepted" | "corrected";
  /** What counts for you: your correction, or what was decided */
  readonly label: string;
  readonly value?: LabelValue | undefined;
  /** What was decided, as ever; null: nothing was */
  readonly consensus_label: string | null;
  readonly consensus_value?: LabelValue | undefined;
  /** Your own words on it */
  readonly note: string | null;
  /** The API key, or the member of your organisation */
  readonly reviewed_by: string;
  /** When it was said */
  readonly reviewed_at: string;
}

export interface Team {
  /** By how long they are it */
  readonly members: ReadonlyArray<Member>;
  /** Those that nobody followed yet */
  readonly invitations: ReadonlyArray<Invitation>;
}

export interface TemplateFigures {
  /** Names the type and the options, whatever their order; lists of tasks filter by it */
  readonly template: string;
  readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** Sorted; of ratings the steps; of comparisons, whose items are others in each task, numbers and `tie` */
  readonly options: ReadonlyArray<string>;
  /** Krippendorff's alpha: 1 all agree, 0 as by chance. Null: no two labels differ, or they are boxes or spans. Nominal; of ratings ordinal, of several labels by MASI */
  readonly alpha: number | null;
  /** Your closed tasks with at least two labels, made in the range */
  readonly tasks_measured: number;
  /** Of each option, how often a label that says so is right, as far as is known */
  readonly precision: ReadonlyArray<number | null>;
  /** Of your models that have said something of such tasks, the last 8 that did */
  readonly models: ReadonlyArray<ModelFigures>;
  /** bounding_boxes, text_spans: of your models whose marks workers begin with, how far that holds them. Of your tasks of any day; they are a template apart from those without a start. Not there: none */
  readonly starts?: ReadonlyArray<StartFigures> | undefined;
  /** How true confidences are under the policy adaptive, by all gold of this type and these options */
  readonly calibration: {
    /** Tasks with a known answer that it was checked by */
    readonly gold_checks: number;
    /** Mean distance of confidence and share right; null: nothing was checked */
    readonly expected_calibration_error: number | null;
    /** The same of the posteriors before calibration */
    readonly expected_calibration_error_before: number | null;
    /** Ten equal bins of the confidence, those that have checks; told before the answer was looked at */
    readonly reliability: ReadonlyArray<{
      /** Mean of the bin */
      readonly confidence: number;
      /** Of these, the share that was right */
      readonly accuracy: number;
      /** Weight of the bin */
      readonly checks: number;
    }>;
    /** From pure chance to certainty */
    readonly curve: ReadonlyArray<{
      /** Posterior before calibration */
      readonly claimed: number;
      /** What it is told as */
      readonly confidence: number;
    }>;
  };
}

/** comparison: none is better */
export interface TieValue {
  readonly tie: true;
}

export interface Timeline {
  /** The task */
  readonly task_id: string;
  /** pending → in_progress → verified → settled; or expired, or cancelled */
  readonly status: "pending" | "in_progress" | "verified" | "settled" | "expired" | "cancelled";
  /** What its labels are. Not there: one of the options */
  readonly kind?: "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
  /** Labels that arrived, by option */
  readonly label_counts: Readonly<Record<string, number>>;
  readonly decision: {
    readonly consensus_label: string;
    readonly consensus_value?: LabelValue | undefined;
    /** 0 to 1 */
    readonly confidence: number;
    readonly agreement_count: number;
    readonly worker_count: number;
  } | null;
  readonly settlement: {
    /** The batch that it was paid with */
    readonly settlement_id: string;
    readonly bsv_txid: string;
    /** Where a person can look at the transaction */
    readonly explorer_url: string;
    /** Payouts and fee */
    readonly total_cost_sats: number;
  } | null;
  /** The oldest first. Claims that came to nothing are not kept */
  readonly events: ReadonlyArray<{
    /** When it happened */
    readonly at: string;
    readonly event: "created" | "claimed" | "labelled" | "verified" | "expired" | "cancelled" | "settled";
    /** Who, as a number that means something on this task alone */
    readonly worker: number | null;
    /** Of labelled and verified */
    readonly label: string | null;
    readonly value?: LabelValue | undefined;
    /** Of labelled, where workers begin with marks of a model: start: this one did. empty: this one did not, as one in 64. Not there: the task has no start */
    readonly began?: "start" | "empty" | undefined;
  }>;
}

export interface Treasury {
  /** The payment network */
  readonly network: "local" | "regtest" | "test" | "main";
  /** Fund this address */
  readonly address: string;
  /** How settlement stands */
  readonly status: "running" | "treasury_too_low" | "lane_held_elsewhere" | "unresolved";
  /** What holds it up, and what to do */
  readonly detail: string | null;
  /** Of the largest unspent coins, at most 100 */
  readonly balance_sats: number;
  /** Coins counted in balance_sats */
  readonly coins: number;
  readonly lanes: ReadonlyArray<TreasuryLane>;
  /** Asked for and not made yet, at most 10 */
  readonly moves: ReadonlyArray<TreasuryMove>;
}

export interface TreasuryLane {
  /** A chain of treasury coins; lanes pay at the same time */
  readonly lane_id: string;
  /** What it can spend; null: it waits for a mined coin of its own */
  readonly coin_sats: number | null;
  /** Its transactions that are not in a block yet */
  readonly unmined: number;
  /** The settler that holds it */
  readonly held_by: string | null;
  /** Its newest transaction */
  readonly last_settlement_id: string | null;
}

export interface TreasuryMove {
  /** The settlement that it becomes */
  readonly settlement_id: string;
  readonly purpose: "fan_out" | "consolidation" | "withdrawal" | "forfeit" | "sweep" | "refund";
  /** Coins that a fan-out makes, or a consolidation takes at most */
  readonly coins: number | null;
  /** Made: it is signed and stored, see `state` */
  readonly status: "requested" | "refused" | "made";
  /** How far its transaction is */
  readonly state: "planned" | "signed" | "broadcasting" | "unknown" | "seen" | "mined" | "final" | "contested" | "orphaned" | "stale" | "failed" | null;
  readonly txid: string | null;
  /** Why it was not made */
  readonly refusal: string | null;
  /** When it was asked for */
  readonly requested_at: string;
}

export interface TurnOffSecondFactor {
  /** As it is now */
  readonly password: string;
  /** Six digits of the app on your phone, or a recovery code */
  readonly code: string;
}

export interface TurnOnSecondFactor {
  /** Of the secret that the app has now */
  readonly ticket: string;
  /** Six digits of the app on your phone, or a recovery code */
  readonly code: string;
}

/** A form with the manifest as its file; the fields that are objects or numbers are given as JSON */
export interface UploadJob {
  /** Your name for the job; `job-name` in the ground_truth format */
  readonly name?: string | null | undefined;
  /** Key of the label in the ground_truth format. Default: the name, or the job_id */
  readonly label_attribute_name?: string | null | undefined;
  readonly label_spec: SubmittedLabelSpec;
  /** What kind of labelling it is */
  readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
  /** Labels that are collected before the first evaluation. Default: 3 */
  readonly consensus_threshold?: number | null | undefined;
  readonly consensus?: ConsensusPolicy | undefined;
  /** How the text of the manifest is encoded, where it is neither UTF-8 nor UTF-16 with its byte order mark */
  readonly encoding?: string | null | undefined;
  /** The column, or key, with the texts to label. Default: the item is data_url, or else text */
  readonly text_column?: string | null | undefined;
  /** Told of this job and of each of its tasks in place of your webhooks. One that is registered as a webhook is told of the events of that webhook, signed; any other of task.settled and job.completed */
  readonly callback_url?: string | null | undefined;
  readonly credentials?: BucketCredentials | undefined;
  readonly delivery?: JobDelivery | undefined;
  /** true: the item may disturb. Only workers who take such items get it, and see it covered first. Default: false */
  readonly sensitive?: boolean | null | undefined;
  /** Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public */
  readonly crowd?: "public" | "own" | "own_then_public" | null | undefined;
  /** With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600. At once where your organisation has nobody */
  readonly own_for?: number | null | undefined;
  /** Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid */
  readonly pay_own?: boolean | null | undefined;
  readonly qualification?: Qualification | undefined;
  /** The manifest or zip, as in `manifest_url` */
  readonly file: Blob;
}

export interface Usage {
  /** The customer */
  readonly customer_id: string;
  /** UTC */
  readonly month: string;
  readonly tier: string;
  /** Tasks that got their label and their payment */
  readonly tasks_settled: number;
  /** Payouts and fee, the real figures of the transactions */
  readonly total_cost_sats: number;
  /** The cost at `usd_price` */
  readonly total_cost_usd_estimate: number;
  /** To the workers */
  readonly worker_payouts_sats: number;
  /** To the platform */
  readonly platform_fee_sats: number;
  /** Labels that tasks with `early_stop` or the policy adaptive were decided without, against the threshold policy on the same labels; below 0 where more were asked for */
  readonly labels_saved: number;
  /** Tasks that ended without a label and whose workers were paid */
  readonly tasks_paid_unlabelled: number;
  /** Right answers to your own gold items, which are paid as labels are */
  readonly gold_answers_paid: number;
  /** Of the cost, paid from the balance; the rest was on the operator: tasks from before there were balances */
  readonly from_balance_sats: number;
  /** US dollars for one BSV */
  readonly usd_price: number;
  /** Whether the operator set the price */
  readonly usd_price_source: "configured" | "default";
  /** Days with payments */
  readonly daily_breakdown: ReadonlyArray<{
    /** UTC */
    readonly date: string;
    /** Tasks that got their label and their payment */
    readonly tasks: number;
    /** Payouts and fee */
    readonly cost_sats: number;
  }>;
}

/** Rates are means of the step, all else is as bad as it got in it */
export type VitalPoint = {
  /** That measured */
  readonly processes: number;
  /** Answers, of all processes */
  readonly requests_per_second: number;
  /** Answers with a status of 500 or more */
  readonly failed_per_minute: number;
  /** 95 of 100 requests were answered within so long; null: none came */
  readonly p95_ms: number | null;
  /** Labels that were taken */
  readonly labels_per_minute: number;
  /** 99 of 100 turns of the event loop were no later */
  readonly event_loop_delay_ms: number;
  /** Of the largest process */
  readonly memory_bytes: number;
  /** Left where the data folder is; null: not known */
  readonly disk_free_bytes: number | null;
  /** Tasks that want workers, counted up to 10,000 */
  readonly work: number;
  /** Tasks whose workers are to be paid, counted up to 10,000 */
  readonly payment: number;
  /** Since when the oldest of them waits */
  readonly payment_lag_seconds: number;
  /** With deliveries under way, counted up to 100 */
  readonly webhook_endpoints: number;
  /** By how much the latest delivery is late */
  readonly webhook_lag_seconds: number;
} | null;

export interface Vitals {
  /** When the first step begins */
  readonly from: string;
  /** Length of a step */
  readonly step_seconds: number;
  /** One for each step, in order; null: nothing was measured, the server was not there */
  readonly points: ReadonlyArray<VitalPoint>;
}

export interface Webhook {
  /** The webhook */
  readonly webhook_id: string;
  /** https URL that the messages are sent to */
  readonly callback_url: string;
  readonly events: ReadonlyArray<"task.settled" | "task.verified" | "task.expired" | "task.cancelled" | "job.completed" | "balance.low" | "task.reviewed">;
  readonly active: boolean;
  /** Why it was switched off after failures */
  readonly disabled_reason: string | null;
  /** Until when a secret that was changed signs too; null: none does */
  readonly former_secret_until: string | null;
  /** When it was registered */
  readonly created_at: string;
}

export interface Webhooks {
  /** The oldest first */
  readonly data: ReadonlyArray<Webhook>;
}

export interface Withdrawal {
  /** The withdrawal */
  readonly withdrawal_id: string;
  /** sent: the network has it. confirmed: it is in a block. */
  readonly status: "pending" | "sent" | "confirmed" | "refused";
  /** What your wallet gets: all of it, the operator pays the miners */
  readonly sats: number | null;
  /** The transaction; null: it is not made yet */
  readonly txid: string | null;
  /** Where a person can look at the transaction */
  readonly explorer_url: string | null;
  /** Why it was refused: mend it and ask again */
  readonly problem: string | null;
  /** When it was asked for, or made */
  readonly at: string;
}

export interface Withdrawals {
  /** The newest first */
  readonly data: ReadonlyArray<Withdrawal>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

export interface Worker {
  /** The worker */
  readonly worker_id: string;
  readonly email: string;
  /** A link that was sent there was followed */
  readonly email_verified: boolean;
  /** What it becomes once the link that was sent there is followed */
  readonly new_email: string | null;
  readonly status: "active" | "suspended";
  readonly suspension: {
    /** Why there is no work for you */
    readonly reason: string;
    /** When it began */
    readonly since: string;
  } | null;
  readonly trust: ShownTrust;
  readonly profile: WorkerProfile;
  readonly money: WorkerMoney;
  readonly wallet: {
    /** There is none, and enough is held for you that it pays to set one */
    readonly wanted: boolean;
    /** P2PKH address that you are paid at */
    readonly address: string | null;
    /** Paymail that you are paid at; null as well: earnings are held for you */
    readonly paymail: string | null;
    readonly problem: {
      /** Why your paymail could not be paid the last time */
      readonly reason: string;
      /** When it was tried */
      readonly at: string;
      /** Since when pay of yours waits for it; null: none does */
      readonly waits_since: string | null;
      /** When what waits is sent anew; after some days it is held for you, to withdraw */
      readonly retry_at: string | null;
    } | null;
    readonly pending: PendingWallet;
  };
  readonly totals: {
    /** Labels given */
    readonly labels: number;
    readonly paid_labels: number;
    readonly paid_sats: number;
    /** Earned and not sent yet, for being too little or for a paymail that failed: goes with a later payment */
    readonly carried_sats: number;
    /** Paid to an address held for you: withdraw it to your wallet */
    readonly held_sats: number;
  };
  /** What new workers earn is held at first; null: nothing of yours is */
  readonly pay_hold: {
    /** Paid to an address held for you, in `held_sats` too, and not yours to move yet */
    readonly pending_sats: number;
    /** So many more right answers to tasks whose answer is known are enough; counted now and then */
    readonly right_answers_missing: number;
    /** When waiting alone is enough; null: your account is suspended, no time is enough */
    readonly until: string | null;
    /** Until when to contest your suspension, or else it goes back to who paid it; null: you are not suspended */
    readonly contest_until: string | null;
    /** Why it is held, for a person to read */
    readonly reason: string;
  } | null;
  readonly deletion: {
    /** When it was asked for */
    readonly asked_at: string;
    /** Until then it can be taken back; from then on all that is personal is erased */
    readonly erased_from: string;
  } | null;
  /** When the account was made */
  readonly created_at: string;
}

export interface WorkerConfusions {
  readonly data: ReadonlyArray<{
    /** Names the type and set of options */
    readonly template: string;
    /** Whose tasks and gold it is made of, and whose tasks it bears on; null: what all build on, by your gold and a bounded share of each funded customer */
    readonly customer_id: string | null;
    readonly task_type: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans";
    /** Rows and columns of the matrix */
    readonly options: ReadonlyArray<string>;
    /** Labels that it is made of; beyond 300 the old ones are halved */
    readonly labels: number;
    /** Share of them that was right, as far as is known */
    readonly accuracy: number;
    /** Labels by the right option (row) and the option given (column), weighted by how likely each was the right one */
    readonly matrix: ReadonlyArray<ReadonlyArray<number>>;
  }>;
  /** For the next page; null: this is the last */
  readonly next_cursor: string | null;
}

/** What satoshis are worth in their currency, as the operator says; `rate` null: the operator says nothing of it that is less than a week old */
export interface WorkerMoney {
  /** Those that there is a rate of; mostly none or a few */
  readonly currencies: ReadonlyArray<string>;
  readonly rate: ExchangeRate;
}

export interface WorkerPay {
  /** The worker */
  readonly worker_id: string;
  /** Paid to an address held for them and not moved yet */
  readonly held_sats: number;
  /** Earned and not sent yet */
  readonly carried_sats: number;
  /** What new workers earn is held at first; null: nothing of yours is */
  readonly pay_hold: {
    /** Paid to an address held for you, in `held_sats` too, and not yours to move yet */
    readonly pending_sats: number;
    /** So many more right answers to tasks whose answer is known are enough; counted now and then */
    readonly right_answers_missing: number;
    /** When waiting alone is enough; null: your account is suspended, no time is enough */
    readonly until: string | null;
    /** Until when to contest your suspension, or else it goes back to who paid it; null: you are not suspended */
    readonly contest_until: string | null;
    /** Why it is held, for a person to read */
    readonly reason: string;
  } | null;
  /** Held pay that went back to who paid it, the newest first, 20 at most */
  readonly forfeits: ReadonlyArray<{
    /** The forfeit, and the settlement that it becomes */
    readonly forfeit_id: string;
    /** sent: the network has it, and customers have their parts. confirmed: it is in a block */
    readonly status: "pending" | "sent" | "confirmed" | "refused";
    /** What comes back; null: it is not made yet */
    readonly sats: number | null;
    readonly txid: string | null;
    /** Where a person can look at the transaction */
    readonly explorer_url: string | null;
    /** Why it was not made */
    readonly refusal: string | null;
    /** When it was asked for */
    readonly at: string;
  }>;
}

/** An organisation for which you label as one of its own people */
export interface WorkerPool {
  /** The organisation */
  readonly pool_id: string;
  /** Its name */
  readonly organisation: string;
  /** When you joined */
  readonly joined_at: string;
}

export interface WorkerPools {
  /** 20 at most */
  readonly data: ReadonlyArray<WorkerPool>;
}

export type WorkerProfile = {
  readonly display_name: string;
  readonly country: string;
  /** BCP 47, lower case */
  readonly primary_language: string;
  /** BCP 47, lower case */
  readonly languages: ReadonlyArray<string>;
  readonly phone: string | null;
  /** The currency that they chose; null: that of their country */
  readonly currency: string | null;
  /** Takes items that may disturb */
  readonly sensitive: boolean;
} | null;

export interface WorkerSession {
  /** The worker */
  readonly worker_id: string;
  /** Bearer token; the cookie asg_worker carries the same */
  readonly token: string;
  /** When the session ends */
  readonly expires_at: string;
}

export interface WorkerTrust {
  /** The customer */
  readonly customer_id: string;
  /** How much better than chance they answer, 0 to 1: below the floor they get no tasks of this customer */
  readonly score: number;
  /** They get no tasks of this customer now, whatever the type */
  readonly passed_over: boolean;
  /** Known answers that were right: yours and this customer’s */
  readonly gold_right: number;
  readonly gold_missed: number;
  /** Labels on decided tasks that said what most others said */
  readonly agreed: number;
  readonly disagreed: number;
}

/** Query of: Your tasks */
export interface ListTasksQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** Only tasks that stand so */
  readonly status?: "pending" | "in_progress" | "verified" | "settled" | "expired" | "cancelled" | undefined;
  /** Only this kind of labelling */
  readonly type?: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
  /** First, however old, the tasks that have it as their id, their idempotency key or a listed member of their metadata, alone on the first page; then those of all that mention it in the id, the URL of the data, the question, the label or the metadata */
  readonly search?: string | undefined;
  /** Only tasks of this batch */
  readonly batch_id?: string | undefined;
  /** Only tasks of this job */
  readonly job_id?: string | undefined;
  /** Only tasks of this type and these options: `template` of the statistics */
  readonly template?: string | undefined;
  /** Only tasks that were decided on this option */
  readonly answer?: string | undefined;
  /** Only tasks that you reviewed so; none: that you did not review */
  readonly review?: "none" | "accepted" | "corrected" | undefined;
  /** Only tasks whose metadata has these members: an object as JSON, of 1 to 8 texts, numbers, true or false. Exact: "1" is not 1 */
  readonly metadata?: string | undefined;
  /** Only tasks that were decided later */
  readonly decided_after?: string | undefined;
  /** Only tasks that were decided earlier */
  readonly decided_before?: string | undefined;
  /** Only tasks that were decided with this confidence or more */
  readonly confidence_from?: number | undefined;
  /** Only tasks that were decided with less */
  readonly confidence_below?: number | undefined;
  /** Only later ones; tasks of a job count as made when the job was */
  readonly created_after?: string | undefined;
  /** Only earlier ones */
  readonly created_before?: string | undefined;
  /** By `decided` and `confidence` only tasks are listed that were decided. Default: created */
  readonly sort?: "created" | "decided" | "confidence" | undefined;
  /** Default: desc, the newest or the surest first */
  readonly order?: "asc" | "desc" | undefined;
}

/** Query of: The label of a task */
export interface GetResultQuery {
  /** Seconds to wait for the outcome; the answer comes the moment it is known */
  readonly wait?: number | undefined;
  /** What `wait` waits for: the consensus (default), or the payment as well */
  readonly until?: "decided" | "settled" | undefined;
  /** units: what the value was decided by, for kinds other than choice */
  readonly include?: "units" | undefined;
}

/** Query of: The tasks of a job with their labels */
export interface ExportJobQuery {
  /** Default: jsonl. ground_truth: the output manifest of SageMaker Ground Truth. label_studio: tasks with annotations, as Label Studio imports them into a project whose object is called `text` or `image` and whose choices `label`; label_studio_config: the labelling configuration of such a project, whatever the kinds of its tasks. huggingface: a zip of the folder that `load_dataset` reads, with its card. preferences, preferences_csv: of comparisons, a row for each pair with `prompt`, `chosen` and `rejected`, as training libraries read them (JSONL, CSV); a tie has none. coco, voc, yolo: boxes on pictures, as the libraries that train on them read them (JSON; a zip of XML; a zip of texts with `classes.txt`, `data.yaml` and `images.csv`); conll, spacy: spans of texts (BIO in the columns of CoNLL 2003; JSONL with `text` and `entities`). Tasks that are not decided are not in these, nor lines that repeat another. A job whose kind a format has no place for is refused */
  readonly format?: "jsonl" | "csv" | "parquet" | "ground_truth" | "label_studio" | "huggingface" | "label_studio_config" | "preferences" | "preferences_csv" | "coco" | "voc" | "yolo" | "conll" | "spacy" | undefined;
  /** With csv and preferences_csv alone. true: begins with a byte order mark, by which Excel knows UTF-8 */
  readonly bom?: boolean | undefined;
  /** With csv and preferences_csv alone. Default: true, a text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an apostrophe before it */
  readonly guard_formulas?: boolean | undefined;
  /** true: what there is, before the job is completed */
  readonly partial?: boolean | undefined;
}

/** Query of: The tasks of a batch with their labels */
export interface ExportBatchQuery {
  /** Default: jsonl. ground_truth: the output manifest of SageMaker Ground Truth. label_studio: tasks with annotations, as Label Studio imports them into a project whose object is called `text` or `image` and whose choices `label`; label_studio_config: the labelling configuration of such a project, whatever the kinds of its tasks. huggingface: a zip of the folder that `load_dataset` reads, with its card. preferences, preferences_csv: of comparisons, a row for each pair with `prompt`, `chosen` and `rejected`, as training libraries read them (JSONL, CSV); a tie has none. coco, voc, yolo: boxes on pictures, as the libraries that train on them read them (JSON; a zip of XML; a zip of texts with `classes.txt`, `data.yaml` and `images.csv`); conll, spacy: spans of texts (BIO in the columns of CoNLL 2003; JSONL with `text` and `entities`). Tasks that are not decided are not in these, nor lines that repeat another. A job whose kind a format has no place for is refused */
  readonly format?: "jsonl" | "csv" | "parquet" | "ground_truth" | "label_studio" | "huggingface" | "label_studio_config" | "preferences" | "preferences_csv" | "coco" | "voc" | "yolo" | "conll" | "spacy" | undefined;
  /** With csv and preferences_csv alone. true: begins with a byte order mark, by which Excel knows UTF-8 */
  readonly bom?: boolean | undefined;
  /** With csv and preferences_csv alone. Default: true, a text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an apostrophe before it */
  readonly guard_formulas?: boolean | undefined;
}

/** Query of: Your tasks with their labels */
export interface ExportTasksQuery {
  /** Default: jsonl. ground_truth: the output manifest of SageMaker Ground Truth. label_studio: tasks with annotations, as Label Studio imports them into a project whose object is called `text` or `image` and whose choices `label`; label_studio_config: the labelling configuration of such a project, whatever the kinds of its tasks. huggingface: a zip of the folder that `load_dataset` reads, with its card. preferences, preferences_csv: of comparisons, a row for each pair with `prompt`, `chosen` and `rejected`, as training libraries read them (JSONL, CSV); a tie has none. coco, voc, yolo: boxes on pictures, as the libraries that train on them read them (JSON; a zip of XML; a zip of texts with `classes.txt`, `data.yaml` and `images.csv`); conll, spacy: spans of texts (BIO in the columns of CoNLL 2003; JSONL with `text` and `entities`). Tasks that are not decided are not in these, nor lines that repeat another. A job whose kind a format has no place for is refused */
  readonly format?: "jsonl" | "csv" | "parquet" | "ground_truth" | "label_studio" | "huggingface" | "label_studio_config" | "preferences" | "preferences_csv" | "coco" | "voc" | "yolo" | "conll" | "spacy" | undefined;
  /** With csv and preferences_csv alone. true: begins with a byte order mark, by which Excel knows UTF-8 */
  readonly bom?: boolean | undefined;
  /** With csv and preferences_csv alone. Default: true, a text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an apostrophe before it */
  readonly guard_formulas?: boolean | undefined;
  /** Only tasks that stand so */
  readonly status?: "pending" | "in_progress" | "verified" | "settled" | "expired" | "cancelled" | undefined;
  /** Only this kind of labelling */
  readonly type?: "image_classification" | "text_classification" | "sentiment" | "moderation" | "comparison" | "multi_label" | "rating" | "bounding_boxes" | "text_spans" | undefined;
  /** First, however old, the tasks that have it as their id, their idempotency key or a listed member of their metadata, alone on the first page; then those of all that mention it in the id, the URL of the data, the question, the label or the metadata */
  readonly search?: string | undefined;
  /** Only tasks of this batch */
  readonly batch_id?: string | undefined;
  /** Only tasks of this job */
  readonly job_id?: string | undefined;
  /** Only tasks of this type and these options: `template` of the statistics */
  readonly template?: string | undefined;
  /** Only tasks that were decided on this option */
  readonly answer?: string | undefined;
  /** Only tasks that you reviewed so; none: that you did not review */
  readonly review?: "none" | "accepted" | "corrected" | undefined;
  /** Only tasks whose metadata has these members: an object as JSON, of 1 to 8 texts, numbers, true or false. Exact: "1" is not 1 */
  readonly metadata?: string | undefined;
  /** Only tasks that were decided later */
  readonly decided_after?: string | undefined;
  /** Only tasks that were decided earlier */
  readonly decided_before?: string | undefined;
  /** Only tasks that were decided with this confidence or more */
  readonly confidence_from?: number | undefined;
  /** Only tasks that were decided with less */
  readonly confidence_below?: number | undefined;
  /** Only later ones; tasks of a job count as made when the job was */
  readonly created_after?: string | undefined;
  /** Only earlier ones */
  readonly created_before?: string | undefined;
}

/** Query of: What a month has cost so far */
export interface GetUsageQuery {
  /** UTC. Default: the present one */
  readonly month?: string | undefined;
}

/** Query of: Month by month */
export interface ListInvoicesQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Your deposits */
export interface ListDepositsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: A customer’s deposits */
export interface AdminListDepositsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: What came in, and what was spent, day by day */
export interface GetStatementQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: What the results of a job, a batch or a template are like */
export interface GetDistributionQuery {
  /** Only tasks of this job */
  readonly job_id?: string | undefined;
  /** Only tasks of this batch */
  readonly batch_id?: string | undefined;
  /** Only tasks of this type and these options: `template` of the statistics */
  readonly template?: string | undefined;
}

/** Query of: How many labels of a job, a batch or a template are right, and what to review */
export interface GetAccuracyQuery {
  /** Only tasks of this job */
  readonly job_id?: string | undefined;
  /** Only tasks of this batch */
  readonly batch_id?: string | undefined;
  /** Only tasks of this type and these options: `template` of the statistics */
  readonly template?: string | undefined;
}

/** Query of: Figures of some days */
export interface GetStatsQuery {
  /** First UTC day, at most 366 days with `to`. Default: 30 days with `to` */
  readonly from?: string | undefined;
  /** Last UTC day. Default: today */
  readonly to?: string | undefined;
}

/** Query of: Tasks that most deserve a look */
export interface ListDisagreementsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** UTC month in which the tasks were closed. Default: the present one */
  readonly month?: string | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: What was sent to a webhook, and what it answered */
export interface ListDeliveriesQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Deliveries that were given up */
export interface ListFailedDeliveriesQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Events of your tasks, as they happen (server-sent events) */
export interface StreamEventsQuery {
  /** The last event that arrived; 0: from the first */
  readonly last_event_id?: string | undefined;
}

/** Query of: All customers */
export interface AdminListCustomersQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Customers by their money */
export interface AdminListMoneyQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before, in the same order */
  readonly cursor?: string | undefined;
  /** Default: spent. The order is as it was when they were last looked at, in turn, 100 each 10 s; the figures are those of now */
  readonly sort?: "free" | "reserved" | "spent" | "refunded" | undefined;
  /** Default: desc, the most first */
  readonly order?: "desc" | "asc" | undefined;
}

/** Query of: All workers */
export interface AdminListWorkersQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before, in the same order */
  readonly cursor?: string | undefined;
  /** By trust, labels given, latest label, held money, or those whom links take for one person, one of each group, by how many accounts that is; as it was when they were last looked at, in turn, 100 each 10 s. Without: the newest account first */
  readonly sort?: "trust" | "labels" | "seen" | "held" | "linked" | undefined;
  /** Default: desc, the most first */
  readonly order?: "desc" | "asc" | undefined;
  /** The whole e-mail or id of a worker, alone */
  readonly search?: string | undefined;
}

/** Query of: What came into a customer’s balance, and what was spent */
export interface AdminGetStatementQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Which options a worker takes for which */
export interface AdminGetConfusionQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: What a worker answered, and what others did */
export interface AdminListWorkerLabelsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: How the server was in the last day */
export interface AdminGetVitalsQuery {
  /** The last ones. Default: 24 */
  readonly hours?: number | undefined;
}

/** Query of: Settlements, by state */
export interface AdminListSettlementsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** Only settlements in this state */
  readonly state?: "planned" | "signed" | "broadcasting" | "unknown" | "seen" | "mined" | "final" | "contested" | "orphaned" | "stale" | "failed" | undefined;
}

/** Query of: What was given back to a customer */
export interface AdminListRefundsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Appeals that wait for your answer */
export interface AdminListAppealsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Items that workers reported, and wait for you */
export interface AdminListReportsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** All reports of this customer’s items, decided or not */
  readonly customer_id?: string | undefined;
}

/** Query of: All items whose answers are known, the operator’s and customers’ */
export interface AdminListGoldQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** Only those of this customer, or of the `operator` */
  readonly owner?: string | undefined;
}

/** Query of: Your gold items, with hits and misses */
export interface ListGoldQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** Default: active */
  readonly state?: "active" | "retired" | undefined;
  /** Only those of this use */
  readonly use?: "test" | "practice" | undefined;
  /** Only those of this type and these options, as `GET /v1/stats` names them */
  readonly template?: string | undefined;
  /** newest: added last first. misses: answered wrong most often first. Default: newest */
  readonly sort?: "newest" | "misses" | undefined;
}

/** Query of: What the item is, as workers are shown it */
export interface GetGoldItemQuery {
  /** Of a comparison: which of its items, for workers by its place, `1` and so on, for others by its `id`. Without it: what is shown above them; for others, where nothing is, the first */
  readonly item?: string | undefined;
  /** `thumbnail`: a picture of 320 pixels at most, for lists; a text comes as it is */
  readonly size?: "full" | "thumbnail" | undefined;
}

/** Query of: Your invitations */
export interface ListPoolInvitationsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Your own people, with their progress and agreement */
export interface ListPoolMembersQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: What was moved to your wallet */
export interface ListWithdrawalsQuery {
  /** Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: What you were paid, payment by payment */
export interface ListEarningsQuery {
  /** Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** true: with `summary` */
  readonly summary?: boolean | undefined;
  /** Payments of this year alone, in UTC */
  readonly year?: number | undefined;
}

/** Query of: The tasks that you hold */
export interface ListAssignmentsQuery {
  /** Questions that you can practise and choose, too */
  readonly questions?: boolean | undefined;
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** Of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: The image or text to label */
export interface GetItemQuery {
  /** Of a comparison: which of its items, for workers by its place, `1` and so on, for others by its `id`. Without it: what is shown above them; for others, where nothing is, the first */
  readonly item?: string | undefined;
  /** `thumbnail`: a picture of 320 pixels at most, for lists; a text comes as it is */
  readonly size?: "full" | "thumbnail" | undefined;
}

/** Query of: What the task is about, as workers are shown it */
export interface GetTaskItemQuery {
  /** Of a comparison: which of its items, for workers by its place, `1` and so on, for others by its `id`. Without it: what is shown above them; for others, where nothing is, the first */
  readonly item?: string | undefined;
  /** `thumbnail`: a picture of 320 pixels at most, for lists; a text comes as it is */
  readonly size?: "full" | "thumbnail" | undefined;
}

/** Query of: What a task is about, as workers are shown it */
export interface AdminGetTaskItemQuery {
  /** Of a comparison: which of its items, for workers by its place, `1` and so on, for others by its `id`. Without it: what is shown above them; for others, where nothing is, the first */
  readonly item?: string | undefined;
  /** `thumbnail`: a picture of 320 pixels at most, for lists; a text comes as it is */
  readonly size?: "full" | "thumbnail" | undefined;
}

/** Query of: What you labelled, and how it came out */
export interface ListHistoryQuery {
  /** Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Your appeals and their answers */
export interface ListAppealsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Who did what in your organisation */
export interface ListAuditLogQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** Only what was done so */
  readonly action?: "organisation.created" | "organisation.changed" | "key.created" | "key.revoked" | "keys.reviewed" | "member.invited" | "member.joined" | "pool.invited" | "pool.invitation_revoked" | "pool.removed" | "pool.joined" | "pool.left" | "member.became_owner" | "member.changed" | "member.removed" | "member.left" | "invitation.withdrawn" | "session.opened" | "session.ended" | "sessions.ended" | "admin_token.used" | "worker.created" | "worker.suspended" | "worker.reinstated" | "deletion.asked" | "deletion.taken_back" | "profile.changed" | "password.changed" | "email.change_asked" | "email.confirmed" | "passkey.added" | "passkey.removed" | "second_factor.turned_on" | "second_factor.turned_off" | "second_factor.ending" | "recovery_codes.renewed" | "wallet.changed" | "wallet.in_force" | "wallet.removed" | "wallet.taken_back" | "wallet.stopped" | "withdrawal.asked" | "deposit.opened" | "grant.made" | "refund.asked" | "limits.changed" | "billing.changed" | "lists.changed" | "treasury.move_asked" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "model.added" | "model.changed" | "model.removed" | "job.submitted" | "job.cancelled" | "job.delivered_again" | "review.given" | "review.taken_back" | "reviews.given" | "content.deleted" | "content.taken_down" | "asset.deleted" | "export.taken" | "gold.added" | "gold.imported" | "gold.retired" | "gold.changed" | "appeal.opened" | "appeal.answered" | "report.decided" | "labels.viewed" | "item.viewed" | "link.dissolved" | undefined;
  /** Only what came out so */
  readonly outcome?: "done" | "refused" | "unknown" | undefined;
  /** Only what this key, person or worker did */
  readonly actor_id?: string | undefined;
  /** Only what was done to this */
  readonly object_id?: string | undefined;
  /** Only from then on */
  readonly since?: string | undefined;
  /** Only before */
  readonly until?: string | undefined;
}

/** Query of: What happened to your account */
export interface ListWorkerAuditLogQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** Only what was done so */
  readonly action?: "organisation.created" | "organisation.changed" | "key.created" | "key.revoked" | "keys.reviewed" | "member.invited" | "member.joined" | "pool.invited" | "pool.invitation_revoked" | "pool.removed" | "pool.joined" | "pool.left" | "member.became_owner" | "member.changed" | "member.removed" | "member.left" | "invitation.withdrawn" | "session.opened" | "session.ended" | "sessions.ended" | "admin_token.used" | "worker.created" | "worker.suspended" | "worker.reinstated" | "deletion.asked" | "deletion.taken_back" | "profile.changed" | "password.changed" | "email.change_asked" | "email.confirmed" | "passkey.added" | "passkey.removed" | "second_factor.turned_on" | "second_factor.turned_off" | "second_factor.ending" | "recovery_codes.renewed" | "wallet.changed" | "wallet.in_force" | "wallet.removed" | "wallet.taken_back" | "wallet.stopped" | "withdrawal.asked" | "deposit.opened" | "grant.made" | "refund.asked" | "limits.changed" | "billing.changed" | "lists.changed" | "treasury.move_asked" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "model.added" | "model.changed" | "model.removed" | "job.submitted" | "job.cancelled" | "job.delivered_again" | "review.given" | "review.taken_back" | "reviews.given" | "content.deleted" | "content.taken_down" | "asset.deleted" | "export.taken" | "gold.added" | "gold.imported" | "gold.retired" | "gold.changed" | "appeal.opened" | "appeal.answered" | "report.decided" | "labels.viewed" | "item.viewed" | "link.dissolved" | undefined;
  /** Only what came out so */
  readonly outcome?: "done" | "refused" | "unknown" | undefined;
  /** Only what this key, person or worker did */
  readonly actor_id?: string | undefined;
  /** Only what was done to this */
  readonly object_id?: string | undefined;
  /** Only from then on */
  readonly since?: string | undefined;
  /** Only before */
  readonly until?: string | undefined;
}

/** Query of: The audit log as a file */
export interface ExportAuditLogQuery {
  /** Default: jsonl */
  readonly format?: "jsonl" | "csv" | undefined;
  /** Only what was done so */
  readonly action?: "organisation.created" | "organisation.changed" | "key.created" | "key.revoked" | "keys.reviewed" | "member.invited" | "member.joined" | "pool.invited" | "pool.invitation_revoked" | "pool.removed" | "pool.joined" | "pool.left" | "member.became_owner" | "member.changed" | "member.removed" | "member.left" | "invitation.withdrawn" | "session.opened" | "session.ended" | "sessions.ended" | "admin_token.used" | "worker.created" | "worker.suspended" | "worker.reinstated" | "deletion.asked" | "deletion.taken_back" | "profile.changed" | "password.changed" | "email.change_asked" | "email.confirmed" | "passkey.added" | "passkey.removed" | "second_factor.turned_on" | "second_factor.turned_off" | "second_factor.ending" | "recovery_codes.renewed" | "wallet.changed" | "wallet.in_force" | "wallet.removed" | "wallet.taken_back" | "wallet.stopped" | "withdrawal.asked" | "deposit.opened" | "grant.made" | "refund.asked" | "limits.changed" | "billing.changed" | "lists.changed" | "treasury.move_asked" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "model.added" | "model.changed" | "model.removed" | "job.submitted" | "job.cancelled" | "job.delivered_again" | "review.given" | "review.taken_back" | "reviews.given" | "content.deleted" | "content.taken_down" | "asset.deleted" | "export.taken" | "gold.added" | "gold.imported" | "gold.retired" | "gold.changed" | "appeal.opened" | "appeal.answered" | "report.decided" | "labels.viewed" | "item.viewed" | "link.dissolved" | undefined;
  /** Only what came out so */
  readonly outcome?: "done" | "refused" | "unknown" | undefined;
  /** Only what this key, person or worker did */
  readonly actor_id?: string | undefined;
  /** Only what was done to this */
  readonly object_id?: string | undefined;
  /** Only from then on */
  readonly since?: string | undefined;
  /** Only before */
  readonly until?: string | undefined;
}

/** Query of: Who did what, in all organisations and accounts */
export interface AdminListAuditLogQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
  /** Only what was done so */
  readonly action?: "organisation.created" | "organisation.changed" | "key.created" | "key.revoked" | "keys.reviewed" | "member.invited" | "member.joined" | "pool.invited" | "pool.invitation_revoked" | "pool.removed" | "pool.joined" | "pool.left" | "member.became_owner" | "member.changed" | "member.removed" | "member.left" | "invitation.withdrawn" | "session.opened" | "session.ended" | "sessions.ended" | "admin_token.used" | "worker.created" | "worker.suspended" | "worker.reinstated" | "deletion.asked" | "deletion.taken_back" | "profile.changed" | "password.changed" | "email.change_asked" | "email.confirmed" | "passkey.added" | "passkey.removed" | "second_factor.turned_on" | "second_factor.turned_off" | "second_factor.ending" | "recovery_codes.renewed" | "wallet.changed" | "wallet.in_force" | "wallet.removed" | "wallet.taken_back" | "wallet.stopped" | "withdrawal.asked" | "deposit.opened" | "grant.made" | "refund.asked" | "limits.changed" | "billing.changed" | "lists.changed" | "treasury.move_asked" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "model.added" | "model.changed" | "model.removed" | "job.submitted" | "job.cancelled" | "job.delivered_again" | "review.given" | "review.taken_back" | "reviews.given" | "content.deleted" | "content.taken_down" | "asset.deleted" | "export.taken" | "gold.added" | "gold.imported" | "gold.retired" | "gold.changed" | "appeal.opened" | "appeal.answered" | "report.decided" | "labels.viewed" | "item.viewed" | "link.dissolved" | undefined;
  /** Only what came out so */
  readonly outcome?: "done" | "refused" | "unknown" | undefined;
  /** Only what this key, person or worker did */
  readonly actor_id?: string | undefined;
  /** Only what was done to this */
  readonly object_id?: string | undefined;
  /** Only from then on */
  readonly since?: string | undefined;
  /** Only before */
  readonly until?: string | undefined;
  /** Only of the trail of this organisation or worker; `house`: of the operator’s own */
  readonly owner_id?: string | undefined;
}

/** Query of: The audit log as a file */
export interface AdminExportAuditLogQuery {
  /** Default: jsonl */
  readonly format?: "jsonl" | "csv" | undefined;
  /** Only what was done so */
  readonly action?: "organisation.created" | "organisation.changed" | "key.created" | "key.revoked" | "keys.reviewed" | "member.invited" | "member.joined" | "pool.invited" | "pool.invitation_revoked" | "pool.removed" | "pool.joined" | "pool.left" | "member.became_owner" | "member.changed" | "member.removed" | "member.left" | "invitation.withdrawn" | "session.opened" | "session.ended" | "sessions.ended" | "admin_token.used" | "worker.created" | "worker.suspended" | "worker.reinstated" | "deletion.asked" | "deletion.taken_back" | "profile.changed" | "password.changed" | "email.change_asked" | "email.confirmed" | "passkey.added" | "passkey.removed" | "second_factor.turned_on" | "second_factor.turned_off" | "second_factor.ending" | "recovery_codes.renewed" | "wallet.changed" | "wallet.in_force" | "wallet.removed" | "wallet.taken_back" | "wallet.stopped" | "withdrawal.asked" | "deposit.opened" | "grant.made" | "refund.asked" | "limits.changed" | "billing.changed" | "lists.changed" | "treasury.move_asked" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "model.added" | "model.changed" | "model.removed" | "job.submitted" | "job.cancelled" | "job.delivered_again" | "review.given" | "review.taken_back" | "reviews.given" | "content.deleted" | "content.taken_down" | "asset.deleted" | "export.taken" | "gold.added" | "gold.imported" | "gold.retired" | "gold.changed" | "appeal.opened" | "appeal.answered" | "report.decided" | "labels.viewed" | "item.viewed" | "link.dissolved" | undefined;
  /** Only what came out so */
  readonly outcome?: "done" | "refused" | "unknown" | undefined;
  /** Only what this key, person or worker did */
  readonly actor_id?: string | undefined;
  /** Only what was done to this */
  readonly object_id?: string | undefined;
  /** Only from then on */
  readonly since?: string | undefined;
  /** Only before */
  readonly until?: string | undefined;
  /** Only of the trail of this organisation or worker; `house`: of the operator’s own */
  readonly owner_id?: string | undefined;
}

/** Query of: Sign out of the Console */
export interface EndConsoleSessionQuery {
  /** Default: both */
  readonly role?: "customer" | "operator" | undefined;
}

/** Query of: Your jobs */
export interface ListJobsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Lines that became no task, or whose item nobody can see */
export interface ListJobErrorsQuery {
  /** rejected (default): lines that became no task. unshowable: lines whose item the server could not fetch or decode when it looked */
  readonly kind?: "rejected" | "unshowable" | undefined;
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Your assets, the newest first */
export interface ListAssetsQuery {
  /** Entries of a page. Default: 20 */
  readonly limit?: number | undefined;
  /** `next_cursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Query of: Delete an asset */
export interface DeleteAssetQuery {
  /** true: gold items of your own that show it are given out no more, and do not hold it; that stands also where an open task does */
  readonly retire_gold?: boolean | undefined;
}
