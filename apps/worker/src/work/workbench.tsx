import type { Worker } from '@asg/sdk';
import { keptAs, useToast } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { historyKey, latestLabels } from '../history/queries.ts';
import { messages } from '../i18n/index.ts';
import { OutboxDatabase } from '../outbox/database.ts';
import type { Delivery, OutboxEntry } from '../outbox/entry.ts';
import { Outbox } from '../outbox/outbox.ts';
import { useBadge } from '../pwa/badge.ts';
import { meKey } from '../shell/session.ts';
import { WorkFeed } from './feed.ts';
import { HeldBefore } from './held-before.ts';
import { loadAhead } from './kinds/registry.ts';
import { atLeast, counted, givenOn, localDate, readTally, type Tally } from './today/tally.ts';

/** What a worker works with, for as long as they are logged in, whatever page they look at. */
interface Workbench {
  readonly feed: WorkFeed;
  readonly outbox: Outbox;
  /** Decisions that the server has not answered yet, and whether sending them failed last. */
  readonly waiting: number;
  readonly failing: boolean;
  /** Decisions that can be taken back, the latest last. */
  readonly held: readonly OutboxEntry[];
  readonly labelsToday: number;
}

const WorkbenchContext = createContext<Workbench | null>(null);
const database = new OutboxDatabase(keptAs('asg-work'));

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
  const [held, setHeld] = useState<readonly OutboxEntry[]>([]);
  const [labelsToday, count, recount] = useTally(workerId);
  const tools = useMemo(() => {
    const outbox = new Outbox(database, workerId, {
      onChange: (waiting, failing) => setSending({ waiting, failing }),
      onHeld: (now) => {
        feed.left.keepOnly(new Set(now.map(({ assignmentId }) => assignmentId)));
        setHeld((before) => (isSame(before, now) ? before : now));
      },
      onDelivery: (_entry, delivery, isOwn) => {
        const complaint = complaints[delivery];
        if (complaint !== undefined) say({ text: complaint });
        feed.freed();
        // Another device of theirs may have more of what is here.
        if (delivery === 'conflict' || delivery === 'late') void feed.leaveAnswered();
        if (delivery !== 'accepted') return;
        // What an earlier visit left may have been counted when it left.
        (isOwn ? count : recount)();
        void client.invalidateQueries({ queryKey: historyKey });
      },
      onRefused: () => void client.invalidateQueries({ queryKey: meKey }),
    });
    const before = new HeldBefore(workerId, () => outbox.decided());
    const feed = new WorkFeed(before, (why) => say({ text: messages.work[why] }));
    return { outbox, feed };
  }, [workerId, say, client, count, recount]);
  useEffect(() => {
    void tools.outbox.start();
    tools.feed.start();
    loadAhead();
    return () => {
      tools.outbox.stop();
      tools.feed.stop();
    };
  }, [tools]);
  useBadge(sending.failing ? sending.waiting : 0);
  const value = useMemo(
    () => ({ ...tools, ...sending, held, labelsToday }),
    [tools, sending, held, labelsToday],
  );
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
function useTally(workerId: string): readonly [labels: number, count: () => void, recount: () => void] {
  const [tally, setTally] = useState(() => storedTally(workerId));
  const recount = useCallback(() => {
    const known = (labels: readonly { readonly at: string }[]): void => {
      const date = localDate(new Date());
      setTally((before) => kept(workerId, atLeast(before, date, givenOn(date, labels))));
    };
    latestLabels().then(known, () => {}); // Without an answer, the count of this device stands.
  }, [workerId]);
  useEffect(recount, [recount]);
  const count = useCallback(
    () => setTally((before) => kept(workerId, counted(before, localDate(new Date())))),
    [workerId],
  );
  return [tally?.labels ?? 0, count, recount];
}

function isSame(before: readonly OutboxEntry[], now: readonly OutboxEntry[]): boolean {
  return before.length === now.length && before.every((entry, i) => entry === now[i]);
}
