import type { Worker } from '@asg/sdk';
import { useToast } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { historyKey, latestLabels } from '../history/queries.ts';
import { messages } from '../i18n/index.ts';
import { OutboxDatabase } from '../outbox/database.ts';
import type { Delivery } from '../outbox/entry.ts';
import { Outbox } from '../outbox/outbox.ts';
import { meKey } from '../shell/session.ts';
import { WorkFeed } from './feed.ts';
import { HeldBefore } from './held-before.ts';
import { atLeast, counted, givenOn, localDate, readTally, type Tally } from './today/tally.ts';

/** What a worker works with, for as long as they are logged in, whatever page they look at. */
interface Workbench {
  readonly feed: WorkFeed;
  readonly outbox: Outbox;
  /** Decisions that the server has not answered yet, and whether sending them failed last. */
  readonly waiting: number;
  readonly failing: boolean;
  readonly labelsToday: number;
}

const WorkbenchContext = createContext<Workbench | null>(null);
const database = new OutboxDatabase('asg-work');

const complaints: Partial<Record<Delivery, string>> = {
  late: messages.work.lateLabel,
  conflict: messages.work.conflict,
  refused: messages.work.refused,
};

interface WorkbenchProviderProps {
  readonly me: Worker;
  readonly children: ReactNode;
}

export function WorkbenchProvider({ me, children }: WorkbenchProviderProps) {
  const { worker_id: workerId } = me;
  const client = useQueryClient();
  const say = useToast();
  const [sending, setSending] = useState({ waiting: 0, failing: false });
  const [labelsToday, count] = useTally(workerId);
  const tools = useMemo(() => {
    const outbox = new Outbox(database, workerId, {
      onChange: (waiting, failing) => setSending({ waiting, failing }),
      onDelivery: (_entry, delivery) => {
        const complaint = complaints[delivery];
        if (complaint !== undefined) say({ text: complaint });
        if (delivery !== 'accepted') return;
        count();
        void client.invalidateQueries({ queryKey: historyKey });
      },
      onRefused: () => void client.invalidateQueries({ queryKey: meKey }),
    });
    const held = new HeldBefore(workerId, () => outbox.decided());
    const feed = new WorkFeed(held, () => say({ text: messages.work.late }));
    return { outbox, feed };
  }, [workerId, say, client, count]);
  useEffect(() => {
    void tools.outbox.start();
    tools.feed.start();
    return () => {
      tools.outbox.stop();
      tools.feed.stop();
    };
  }, [tools]);
  const value = useMemo(() => ({ ...tools, ...sending, labelsToday }), [tools, sending, labelsToday]);
  return <WorkbenchContext value={value}>{children}</WorkbenchContext>;
}

/** Throws outside of a WorkbenchProvider. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === null) throw new Error('no workbench around this part of the app');
  return workbench;
}

const tallyKey = (workerId: string): string => `asg-today-${workerId}`;

function storedTally(workerId: string): Tally | null {
  try {
    return readTally(localStorage.getItem(tallyKey(workerId)), localDate(new Date()));
  } catch {
    return null;
  }
}

function kept(workerId: string, tally: Tally): Tally {
  try {
    localStorage.setItem(tallyKey(workerId), JSON.stringify(tally));
  } catch {
    // Without storage the count lasts as long as the page.
  }
  return tally;
}

/** The labels of today: those that the server knows when the app starts, and each one that it accepts from then on. */
function useTally(workerId: string): readonly [number, () => void] {
  const [tally, setTally] = useState(() => storedTally(workerId));
  useEffect(() => {
    const known = (labels: readonly { readonly at: string }[]): void => {
      const date = localDate(new Date());
      setTally((before) => kept(workerId, atLeast(before, date, givenOn(date, labels))));
    };
    latestLabels().then(known, () => {}); // Without an answer, the count of this device stands.
  }, [workerId]);
  const count = useCallback(
    () => setTally((before) => kept(workerId, counted(before, localDate(new Date())))),
    [workerId],
  );
  return [tally?.labels ?? 0, count];
}
