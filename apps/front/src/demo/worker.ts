import { type Calls, listOf, Stopped, textOf } from './calls.ts';
import { type Plan, randomText } from './samples.ts';
import { pause } from './time.ts';

const triesMax = 12;
const betweenMs = 400;

export interface Worker {
  readonly name: string;
  readonly token: string;
}

/** A new worker, ready to be given tasks. */
export async function signUp(calls: Calls, name: string, { mark }: Plan): Promise<Worker> {
  const email = `${name.toLowerCase()}-${mark}@example.com`;
  const { fields } = await calls.must('POST', 'v1/workers', {
    body: { email, password: randomText(16), adult: true, terms_accepted: true },
  });
  const token = textOf(fields, 'token');
  await calls.must('PUT', 'v1/workers/me/profile', {
    token,
    body: { display_name: name, country: 'DE', primary_language: 'en' },
  });
  return { name, token };
}

/**
 * Looks for this run's item and labels it. What others submitted is passed on untouched: an invented worker has no opinion of it.
 * False: others have labelled it meanwhile.
 */
export async function label(calls: Calls, { token }: Worker, option: string, plan: Plan): Promise<boolean> {
  for (let tries = 0; tries < triesMax; tries++) {
    const next = await calls.must('POST', 'v1/work/next', { token, body: {} });
    for (const given of listOf(next.fields, 'assignments')) {
      const id = textOf(given, 'assignment_id');
      const item = await calls.ask('GET', `v1/work/${id}/data`, { token });
      if (item.text !== plan.item) {
        await calls.must('POST', `v1/work/${id}/skip`, { token, body: {} });
        continue;
      }
      const seen = item.headers.get('x-item-token');
      const body = { label: option, ...(seen !== null && { item_token: seen }) };
      const answer = await calls.ask('POST', `v1/work/${id}/label`, { token, body });
      if (answer.status === 410) return false;
      if (answer.status >= 300) throw new Stopped(`The label was refused: ${String(answer.fields.error)}.`);
      return true;
    }
    if (next.status === 204) await pause(betweenMs);
  }
  throw new Stopped(
    'The task has not come to this worker: others are busy with it, or before it. Try again.',
  );
}
