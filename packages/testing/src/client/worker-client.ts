import type {
  Assignment,
  Assignments,
  Earnings,
  LabelAccepted,
  LabelOutcomes,
  LabelsBody,
  ProfileBody,
  WalletBody,
  Withdrawal,
  Withdrawals,
  Worker,
} from '@asg/wire';
import type { ApiClient, ApiReply } from './api-client.ts';

/** What a worker can do. */
export class WorkerClient {
  readonly #api: ApiClient;
  readonly #token: string;

  constructor(api: ApiClient, token: string) {
    this.#api = api;
    this.#token = token;
  }

  async setProfile(profile: ProfileBody): Promise<void> {
    const path = '/v1/workers/me/profile';
    await this.#api.call({ method: 'PUT', path, token: this.#token, body: profile });
  }

  async setWallet(wallet: WalletBody): Promise<void> {
    const path = '/v1/workers/me/wallet';
    await this.#api.call({ method: 'PUT', path, token: this.#token, body: wallet });
  }

  /** Up to `count` (1 to 20) tasks to label; none where nothing waits. */
  async next(count: number): Promise<readonly Assignment[]> {
    const { status, body } = await this.#post('/v1/work/next', { count });
    return status === 204 ? [] : (body as Assignments).assignments;
  }

  /** Final. Throws an ApiError 410 after the lease or once the task is closed, 409 if another label was given. */
  async label(assignmentId: string, label: string): Promise<LabelAccepted> {
    return (await this.#post(`/v1/work/${assignmentId}/label`, { label })).body as LabelAccepted;
  }

  /** Up to 100 at once, an outcome for each. */
  async labels(labels: LabelsBody['labels']): Promise<LabelOutcomes> {
    return (await this.#post('/v1/work/labels', { labels })).body as LabelOutcomes;
  }

  /** Passes on a task: it is never offered to this worker again. */
  async skip(assignmentId: string, reason?: string): Promise<void> {
    await this.#post(`/v1/work/${assignmentId}/skip`, reason === undefined ? {} : { reason });
  }

  me(): Promise<Worker> {
    return this.#get('/v1/workers/me');
  }

  /** Moves what is held to the wallet. Throws an ApiError 409 where there is no wallet, or nothing in a block yet. */
  async withdraw(): Promise<Withdrawal> {
    return (await this.#post('/v1/workers/me/withdraw', undefined)).body as Withdrawal;
  }

  withdrawals(): Promise<Withdrawals> {
    return this.#get('/v1/workers/me/withdrawals');
  }

  /** One page of payments, the newest first. */
  earnings(page: { readonly limit?: number; readonly cursor?: string } = {}): Promise<Earnings> {
    const query = new URLSearchParams();
    if (page.limit !== undefined) query.set('limit', String(page.limit));
    if (page.cursor !== undefined) query.set('cursor', page.cursor);
    const text = query.toString();
    return this.#get(`/v1/workers/me/earnings${text === '' ? '' : `?${text}`}`);
  }

  #get<T>(path: string): Promise<T> {
    return this.#api.json<T>({ method: 'GET', path, token: this.#token });
  }

  #post(path: string, body: unknown): Promise<ApiReply> {
    return this.#api.call({ method: 'POST', path, token: this.#token, body });
  }
}
