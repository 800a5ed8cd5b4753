import { comparesItems, questionId, type WorkerRecord } from '@asg/domain';
import type { PracticeAnswered, PracticeItemShown, PracticeQuestion } from '@asg/engines';
import type { ComparedKinds } from '@asg/media';
import { type AnswerOf, pageLimitDefault, type routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { type Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import { namedValue, valueField } from '../replies/answers.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { answersReply, itemsReply } from './kind-replies.ts';
import { unknownOption } from './replies.ts';

type Held = AnswerOf<typeof routes.listAssignments>['body'];
type Question = NonNullable<Held['questions']>['data'][number];

interface QuestionsQuery {
  readonly questions?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

type Assignment = Extract<AnswerOf<typeof routes.nextWork>, { status: 200 }>['body']['assignments'][number];

/** As long as a task may be held, as programs expect: nobody waits for an item of practice. */
const keptMs = 3_600_000;

/** The questions that a worker can practise, where the request asks for them. */
export async function questionsReply(
  { practice, rewardSats }: GatewayOptions,
  worker: WorkerRecord,
  { questions = false, limit = pageLimitDefault, cursor }: QuestionsQuery,
): Promise<Pick<Held, 'questions'> | Refusal> {
  if (!questions) return {};
  if (worker.profile === null) return refuse('profile_incomplete');
  const page = await practice.list(worker, limit, cursor ?? null);
  if (page === 'bad_cursor') {
    const message = 'cursor must be the next_cursor of an earlier answer';
    return refuseFields([{ field: 'cursor', constraint: 'cursor', message }]);
  }
  const data = page.questions.map((one) => questionReply(one, rewardSats));
  return { questions: { data, next_cursor: page.next } };
}

function questionReply(shown: PracticeQuestion, rewardSats: number): Question {
  const { record, organisation, answerMs, score, best, againAtMs } = shown;
  return {
    question_id: questionId(record.question),
    type: record.type,
    question: record.text,
    // Those of a comparison name items, which no worker is told.
    options: comparesItems(record.type) ? [] : [...record.options],
    organisation,
    sensitive: record.sensitive === true,
    reward_sats: record.own === true ? 0 : rewardSats,
    seconds_each: answerMs === null ? null : Math.max(1, Math.round(answerMs / 1000)),
    practice: { ...score, best, again_at: rfc3339OrNull(againAtMs) },
  };
}

/** Items of a question's practice in place of tasks. */
export async function nextPractice(
  { practice, media, clock }: GatewayOptions,
  worker: WorkerRecord,
  question: string,
  count: number,
): Promise<AnswerOf<typeof routes.nextWork> | Refusal> {
  if (worker.status === 'suspended') return refuse('account_suspended');
  if (worker.profile === null) return refuse('profile_incomplete');
  const items = await practice.next(worker, question, count);
  if (items === null) return refuse('question_not_found');
  if (items.length === 0) return { status: 204, body: undefined };
  const untilMs = clock.nowMs() + keptMs;
  const assignments = items.map(async (one) => {
    const { owner, dataUrl, labelSpec } = one.item;
    const compared = await media.comparedKinds({ customerId: owner ?? '', dataUrl, labelSpec });
    return practiceReply(one, compared, untilMs);
  });
  return { status: 200, body: { assignments: await Promise.all(assignments) } };
}

function practiceReply(
  { id, item, organisation }: PracticeItemShown,
  compared: ComparedKinds | null,
  untilMs: number,
): Assignment {
  const { question, instructions = null } = item.labelSpec;
  return {
    assignment_id: id,
    type: item.type,
    question,
    instructions,
    ...answersReply(item),
    ...itemsReply(id, item, compared),
    ...valueField(item, item.start, 'start'),
    sensitive: item.sensitive === true,
    lease_expires_at: rfc3339(untilMs),
    reward_sats: 0,
    organisation,
    practice: true,
  };
}

export function practiceAnswer(
  assignmentId: string,
  result: PracticeAnswered,
): AnswerOf<typeof routes.giveLabel> | Refusal {
  switch (result.kind) {
    case 'not_found':
      return refuse('assignment_not_found');
    case 'other_label_given':
      return refuse('other_label_given');
    case 'unknown_option':
      return unknownOption(result.options);
    case 'bad_answer':
      return refuseFields([result.violation]);
    case 'answered': {
      const { isRight, answer, explanation, score } = result;
      const practice = {
        is_right: isRight,
        answer: answer.text,
        ...namedValue(answer.value, 'value'),
        explanation,
        ...score,
      };
      return { status: 200, body: { assignment_id: assignmentId, accepted: true, practice } };
    }
  }
}
