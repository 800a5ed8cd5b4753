import { type FailedLook, failedLook, type ItemLook, wishedLook } from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type Found = ItemLook | null;

const placeLength = 16;
const isFailing = ({ reason }: ItemLook): boolean => reason !== null;

/** What the server saw of items: there where a look failed or is wanted, by task id. */
export const looks = {
  name: 'lok',
  reads: {
    get: read(
      (taskId: string) => taskId,
      (found: Found) => found,
    ),
  },
  lists: {
    /** Items to look at, by the moment when: the earliest first. */
    due: list({
      name: 'looks due',
      place: ({ dueAtMs }: ItemLook, taskId) =>
        dueAtMs === null
          ? null
          : { group: '', place: `${String(dueAtMs).padStart(placeLength, '0')} ${taskId}` },
      view: (look) => look,
    }),
    /** Items of a job that cannot be seen, in the order of its lines. */
    ofJob: list({
      name: 'looks job',
      place: (look: ItemLook, taskId) =>
        look.jobId === null || !isFailing(look) ? null : { group: look.jobId, place: taskId },
      view: (look) => look,
    }),
    /** Items of a customer that cannot be seen, by task id. */
    ofCustomer: list({
      name: 'looks customer',
      place: (look: ItemLook, taskId) => (isFailing(look) ? { group: look.customerId, place: taskId } : null),
      view: (look) => look,
    }),
  },
  writes: {
    /** Somebody could not see the item. */
    wish: write(
      ({ task }: { readonly task: FailedLook['task']; readonly nowMs: number }) => task.taskId,
      (found: Found, { task, nowMs }) => {
        const after = wishedLook(found, task, nowMs);
        return { after: after === found ? undefined : after, result: after };
      },
    ),
    /** The server looked, and could not see it. */
    fail: write(
      ({ task }: FailedLook) => task.taskId,
      (found: Found, failed) => {
        const after = failedLook(found, failed);
        return { after: after === found ? undefined : after, result: after };
      },
    ),
    /** There is no more to look at: the item was seen, or its task has ended; `isEnded`: for this. */
    close: write(
      ({ taskId }: { readonly taskId: string; readonly isEnded: boolean }) => taskId,
      (found: Found, { isEnded }) => {
        if (found === null) return { result: null };
        return { after: isEnded ? { ...found, dueAtMs: null, isEnded: true } : null, result: null };
      },
    ),
  },
} as const;
