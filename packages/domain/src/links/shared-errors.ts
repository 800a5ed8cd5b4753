/** What a worker's wrong answers have in common with others', of those with the most: bounded. */
export interface SharedErrors {
  readonly partners: Readonly<Record<string, PartnerErrors>>;
  /** Tasks that are in already, the latest. */
  readonly lately: readonly string[];
}

export interface PartnerErrors {
  /** Of wrong answers that others gave too, how many the partner gave, and how many not. */
  readonly same: number;
  readonly different: number;
  /** Thousandths of the natural logarithm of how much likelier they are if one person gave both than by chance. */
  readonly evidence: number;
}

export const noErrors: SharedErrors = { partners: {}, lately: [] };

/** A wrong answer and another worker's to the same item. */
export interface Meeting {
  readonly workerId: string;
  readonly partnerId: string;
  readonly isSame: boolean;
}

const partnersMax = 32;
const latelyMax = 64;
/** How often two accounts behind which one person, or one program, stands give the same wrong answer. */
const sameIfOne = 0.98;
/**
 * Real workers who understand a question in the same wrong way share up to 8 in 10 of their errors, however few of the crowd
 * do: a shared error is never taken for less probable than this.
 */
const chanceMin = 0.6;
/** A million times as likely: at least 29 shared errors, and a different one for each 7 more. */
const evidenceMin = Math.round(1000 * Math.log(1e6));

/** Answers that are expected before any is seen: one or two say little of how often it is given. */
const expectedAnswers = 2;

/** How likely a partner gave the same answer by chance, from 0 to 1: by all others who answered, for their own says nothing of that. */
function chanceOf({ isSame }: Meeting, met: readonly Meeting[]): number {
  const others = met.filter((meeting) => meeting.isSame).length - (isSame ? 1 : 0);
  return (others + expectedAnswers * chanceMin) / (met.length - 1 + expectedAnswers);
}

function weight(isSame: boolean, chance: number): number {
  const byChance = Math.max(chanceMin, chance);
  // An answer that nearly everybody gives says nothing, neither for nor against.
  if (byChance >= sameIfOne) return 0;
  return Math.round(1000 * Math.log(isSame ? sameIfOne / byChance : (1 - sameIfOne) / (1 - byChance)));
}

/** With what a task adds, once; `met`: all who answered the item before. A partner is kept from the first shared error on; of too many, the one with the least evidence goes. */
export function withMeetings(errors: SharedErrors, eventId: string, met: readonly Meeting[]): SharedErrors {
  if (errors.lately.includes(eventId)) return errors;
  const partners: Record<string, PartnerErrors> = { ...errors.partners };
  for (const meeting of met) {
    const { partnerId, isSame } = meeting;
    const known = partners[partnerId];
    if (known === undefined && !isSame) continue;
    const { same = 0, different = 0, evidence = 0 } = known ?? {};
    partners[partnerId] = {
      same: same + (isSame ? 1 : 0),
      different: different + (isSame ? 0 : 1),
      evidence: evidence + weight(isSame, chanceOf(meeting, met)),
    };
  }
  return { partners: mostTelling(partners), lately: [...errors.lately, eventId].slice(-latelyMax) };
}

function mostTelling(partners: SharedErrors['partners']): SharedErrors['partners'] {
  const entries = Object.entries(partners);
  if (entries.length <= partnersMax) return partners;
  return Object.fromEntries(
    entries.toSorted(([, a], [, b]) => b.evidence - a.evidence).slice(0, partnersMax),
  );
}

/** Whether two workers share more errors than chance makes plausible, by what the record of each has of the other. */
export function areBeyondChance(one: PartnerErrors | undefined, other: PartnerErrors | undefined): boolean {
  return (one?.evidence ?? 0) + (other?.evidence ?? 0) >= evidenceMin;
}

/** The two workers' shared errors, as both records have them: each meeting is in one of the two. */
export function summedErrors(
  one: PartnerErrors | undefined,
  other: PartnerErrors | undefined,
): PartnerErrors {
  return {
    same: (one?.same ?? 0) + (other?.same ?? 0),
    different: (one?.different ?? 0) + (other?.different ?? 0),
    evidence: (one?.evidence ?? 0) + (other?.evidence ?? 0),
  };
}

/**
 * Under whose id the answers of a worker's accounts are compared with others': any of them, the same from each. Each item is met by
 * one of them, so that otherwise the more accounts they have the less would be known of each.
 */
export function personOf(workerId: string, linkedIds: readonly string[]): string {
  const kind = workerId.slice(0, workerId.indexOf('_') + 1);
  const [first = workerId] = [workerId, ...linkedIds.filter((id) => id.startsWith(kind))].sort();
  return first;
}

export interface ItemAnswer {
  readonly workerId: string;
  readonly option: number;
}

/** The meetings of a wrong answer with those before it, where some of them are the same; else nothing is learnt. `right`: the item's right answer. */
export function meetingsWith(
  { workerId, option }: ItemAnswer,
  before: readonly ItemAnswer[],
  right: number,
): readonly Meeting[] {
  if (option === right || !before.some((other) => other.option === option)) return [];
  return before.map((other) => ({
    workerId,
    partnerId: other.workerId,
    isSame: other.option === option,
  }));
}

/** Answers to one gold item that are remembered, the latest. */
export const answersMax = 32;

export interface ItemAnswers {
  readonly answers: readonly ItemAnswer[];
}

/** The item's answers with this one, and those that were there before it; a worker answers an item once. */
export function withAnswer(
  found: ItemAnswers | null,
  answer: ItemAnswer,
): { readonly after: ItemAnswers; readonly before: readonly ItemAnswer[] } {
  const answers = found?.answers ?? [];
  const known = answers.findIndex(({ workerId }) => workerId === answer.workerId);
  if (known >= 0) return { after: { answers }, before: answers.slice(0, known) };
  return { after: { answers: [...answers, answer].slice(-answersMax) }, before: answers };
}
