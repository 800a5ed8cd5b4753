import { callJson, type RawConnection, requestBytes } from './raw-client.ts';

export interface BenchWorker {
  readonly token: string;
}

export interface Assignment {
  readonly assignment_id: string;
}

let made = 0;

/** A worker with a profile, ready to claim. */
export async function newWorker(connection: RawConnection): Promise<BenchWorker> {
  const email = `bench-worker-${++made}-${process.hrtime.bigint()}@example.com`;
  const account = { email, password: 'correct horse', adult: true, terms_accepted: true };
  const { token } = await callJson<BenchWorker>(connection, 'POST', '/v1/workers', null, account);
  const profile = { display_name: 'Bench', country: 'DE', primary_language: 'en' };
  await callJson(connection, 'PUT', '/v1/workers/me/profile', token, profile);
  return { token };
}

/** Claims up to `count` tasks; none where nothing waits. */
export async function claim(
  connection: RawConnection,
  worker: BenchWorker,
  count: number,
): Promise<readonly Assignment[]> {
  const answer = await connection.send(requestBytes('POST', '/v1/work/next', worker.token, { count }));
  if (answer.status === 204) return [];
  if (answer.status !== 200) throw new Error(`claim: ${answer.status} ${answer.body.toString()}`);
  return (JSON.parse(answer.body.toString()) as { assignments: Assignment[] }).assignments;
}

/** Labels what was claimed, all the same. Throws where a label is not accepted. */
export async function label(
  connection: RawConnection,
  worker: BenchWorker,
  claimed: readonly Assignment[],
  text: string,
): Promise<void> {
  const labels = claimed.map(({ assignment_id }) => ({ assignment_id, label: text }));
  const body = await callJson<{ outcomes: { accepted: boolean; error?: string }[] }>(
    connection,
    'POST',
    '/v1/work/labels',
    worker.token,
    { labels },
  );
  const refused = body.outcomes.find((outcome) => !outcome.accepted);
  if (refused !== undefined) throw new Error(`label: ${refused.error}`);
}
