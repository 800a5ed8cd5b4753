import { useCallback, useEffect, useRef, useState } from 'react';
import type { OutboxEntry } from '../../outbox/entry.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { WorkFeed } from '../feed.ts';
import { isElsewhere, useShortcuts, useShortcutsOn } from '../shortcuts.ts';

/** How long a decision can be taken back, ms. */
const undoMs = 5_000;
/** Of the lease: so much must be left for the way to the server, ms. */
const wayMs = 5_000;

/** When a decision of now leaves, by this device's clock; 0, at once: its lease is almost over. `leaseLeftMs` may be negative. */
export function leavesAtMs(nowMs: number, leaseLeftMs: number): number {
  const heldMs = Math.min(undoMs, leaseLeftMs - wayMs);
  return heldMs < 1_000 ? 0 : nowMs + heldMs;
}

export interface Undo {
  /** What is taken back next; undefined: nothing can be. */
  readonly latest: OutboxEntry | undefined;
  /** Something was, and nothing decided since. */
  readonly isTakenBack: boolean;
  readonly takeBack: () => void;
}

interface Tools {
  readonly feed: WorkFeed;
  readonly outbox: Outbox;
  readonly held: readonly OutboxEntry[];
}

/** Takes decisions back, the latest first: by U, by Ctrl+Z, or by a button. Their items come back as they were left. */
export function useUndo({ feed, outbox, held }: Tools): Undo {
  const [isTakenBack, setTakenBack] = useState(false);
  const [shortcutsOn] = useShortcutsOn();
  const latest = held.at(-1);
  useEffect(() => {
    if (latest !== undefined) setTakenBack(false);
  }, [latest]);
  const takeBack = useCallback(async (): Promise<void> => {
    if (latest === undefined) return;
    // Out of there first: what the outbox no longer holds is let go.
    const item = feed.left.take(latest.assignmentId);
    if (item === undefined) return;
    if (await outbox.takeBack(latest.assignmentId)) {
      feed.back({ ...item, takenBack: latest.value ?? latest.label });
      setTakenBack(true);
    } else {
      feed.left.keep(item);
    }
  }, [latest, outbox, feed]);
  const act = useCallback(() => void takeBack(), [takeBack]);
  useShortcuts({ u: act }, shortcutsOn);
  useControlZ(act);
  return { latest, isTakenBack, takeBack: act };
}

function useControlZ(act: () => void): void {
  const now = useRef(act);
  now.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isIt = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isIt || isElsewhere(event)) return;
      event.preventDefault();
      now.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
