import {
  afterPush,
  type PushDevice,
  type PushKeys,
  type PushOutcome,
  type PushRecord,
  withoutPushDevice,
  withPushDevice,
} from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write } from '../records/noun.ts';

type Found = PushRecord | null;

interface Worker {
  readonly workerId: string;
}
interface AddPushDevice extends Worker {
  readonly device: PushDevice;
}
interface RemovePushDevice extends Worker {
  /** Null: all of them. */
  readonly deviceId: string | null;
}
interface LookAtPush extends Worker {
  /** When it was to be looked at. */
  readonly fromMs: number;
  /** When it is looked at again. */
  readonly toMs: number;
  /** They are told now; not there: they are not. */
  readonly toldAtMs?: number;
}
interface EndPush extends Worker {
  readonly outcomes: readonly PushOutcome[];
}

const workerOf = ({ workerId }: Worker): string => workerId;

/** Where workers want to be told of work, by worker id. */
export const pushes = {
  name: 'psh',
  reads: {
    get: read(
      (workerId: string) => workerId,
      (found: Found) => found,
    ),
  },
  lists: {
    /** By when they are to be looked at; a place begins with the moment. */
    due: list({
      name: 'pushes due',
      place: ({ workerId, lookAtMs }: PushRecord) => ({
        group: '',
        place: `${momentText(lookAtMs)} ${workerId}`,
      }),
      view: (record) => record,
    }),
  },
  writes: {
    /** As it is then. */
    add: write(workerOf, (found: Found, { workerId, device }: AddPushDevice) => {
      const after = withPushDevice(found, workerId, device);
      return { after, result: after };
    }),
    /** What is left of it; null: nothing. */
    remove: write(workerOf, (found: Found, { deviceId }: RemovePushDevice) => {
      const after = withoutPushDevice(found, deviceId);
      return { after: found === null ? undefined : after, result: after };
    }),
    /** Whether it is this look's: two that look at once are not both told so. */
    look: write(workerOf, (found: Found, { fromMs, toMs, toldAtMs }: LookAtPush) => {
      if (found === null) return { result: false };
      if (found.lookAtMs === toMs && (toldAtMs === undefined || found.toldAtMs === toldAtMs))
        return { result: true };
      if (found.lookAtMs !== fromMs) return { result: false };
      const after = { ...found, lookAtMs: toMs, ...(toldAtMs !== undefined && { toldAtMs }) };
      return { after, result: true };
    }),
    /** What became of the messages is known. */
    end: write(workerOf, (found: Found, { outcomes }: EndPush) => {
      const after = found && afterPush(found, outcomes);
      return { after: after === found ? undefined : after, result: null };
    }),
  },
} as const;

const theKeys = (_server: null | PushKeys): string => 'server';

/** The server's key pair: made once, for good, since subscriptions hang on it. */
export const pushKeys = {
  name: 'psk',
  reads: { get: read(theKeys, (found: PushKeys | null) => found) },
  writes: {
    /** These, or those that were there before. */
    put: write(theKeys, (found: PushKeys | null, keys: PushKeys) => ({
      after: found === null ? keys : undefined,
      result: found ?? keys,
    })),
  },
} as const;
