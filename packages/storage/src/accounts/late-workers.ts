import type { WorkerRecord } from '@asg/domain';
import { LateRecords } from '../records/late-records.ts';
import type { WorkerStore } from './workers.ts';

type Writes = Pick<WorkerStore, 'register' | 'change' | 'changeEmail' | 'leave' | 'setStatus'>;
export interface LateWorkers extends Pick<WorkerStore, 'lately'> {
  /** A worker was written by other ways than the store's own. */
  readonly wroteElsewhere: (workerId: string) => void;
}

/** The store, which keeps in mind for a second whom it read by `lately`. Its own writes are around the reads from then on. */
export function withLately<Store extends Writes & Pick<WorkerStore, 'get'>>(
  store: Store,
): Store & LateWorkers {
  const late = new LateRecords<WorkerRecord | null>();
  const around =
    <Request extends { readonly workerId: string }, Result>(write: (request: Request) => Promise<Result>) =>
    (request: Request): Promise<Result> =>
      late.whileWriting([request.workerId], () => write.call(store, request));
  const { register } = store;
  const writes: Writes = {
    register: (request) => late.whileWriting([request.worker.workerId], () => register.call(store, request)),
    change: around(store.change),
    changeEmail: around(store.changeEmail),
    leave: around(store.leave),
    setStatus: around(store.setStatus),
  };
  return Object.assign(store, writes, {
    lately: ({ key, nowMs }: Parameters<WorkerStore['lately']>[0]) =>
      late.read(key, nowMs, () => store.get(key)),
    wroteElsewhere: (workerId: string) => late.forget([workerId]),
  });
}
