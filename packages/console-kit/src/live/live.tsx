import { eventTypes } from '@asg/domain/names';
import { serverPlace } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

/** The queries that an event makes stale: those of open pages are repeated at once. */
const touched = new Set([
  'stats',
  'tasks',
  'task',
  'timeline',
  'jobs',
  'job',
  'usage',
  'invoices',
  'balance',
  'statement',
  'deposits',
  'session',
]);
/** Events that come together ask for it once, ms. */
const gatherMs = 1_200;

export interface LiveEvent {
  readonly id: string;
  readonly type: string;
  /** The task, job or customer that it is about. */
  readonly about: string;
  readonly label: string | null;
  readonly at: string;
}

interface Live {
  readonly state: 'off' | 'connecting' | 'live';
  /** The newest first. */
  readonly events: readonly LiveEvent[];
}

const LiveContext = createContext<Live>({ state: 'off', events: [] });
const keptMax = 8;

export const useLive = (): Live => useContext(LiveContext);

/** Follows the customer's events (server-sent); the browser comes back by itself where the connection breaks. */
export function LiveProvider({ on, children }: { readonly on: boolean; readonly children: ReactNode }) {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ state: on ? 'connecting' : 'off', events: [] });
  useEffect(() => {
    if (!on) return;
    const source = new EventSource(`${serverPlace()}/v1/events`);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const refresh = (): void => {
      timer = null;
      void client.invalidateQueries({ predicate: ({ queryKey }) => touched.has(String(queryKey[0])) });
    };
    const take = (message: MessageEvent<string>): void => {
      const event = eventOf(message);
      setLive((now) => ({ ...now, events: [event, ...now.events].slice(0, keptMax) }));
      timer ??= setTimeout(refresh, gatherMs);
    };
    let wasOpen = false;
    source.addEventListener('open', () => {
      wasOpen = true;
      setLive((now) => ({ ...now, state: 'live' }));
    });
    source.addEventListener('error', () => {
      setLive((now) => ({ ...now, state: 'connecting' }));
      // The server ends it where the session ended, or may follow events no more.
      if (wasOpen) void client.invalidateQueries({ queryKey: ['session'] });
      wasOpen = false;
    });
    for (const name of eventTypes) source.addEventListener(name, take);
    return () => {
      source.close();
      if (timer !== null) clearTimeout(timer);
    };
  }, [on, client]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function eventOf({ data, lastEventId, type }: MessageEvent<string>): LiveEvent {
  const payload = JSON.parse(data) as Readonly<Record<string, string | null>>;
  return {
    id: lastEventId,
    type,
    about: payload.task_id ?? payload.job_id ?? payload.customer_id ?? '',
    label: payload.consensus_label ?? null,
    at: payload.timestamp ?? new Date().toISOString(),
  };
}

/** Whether what is shown moves by itself. */
export function LiveMark() {
  const { state } = useLive();
  if (state === 'off') return null;
  return (
    <p className="live" data-state={state} role="status">
      <span aria-hidden="true" />
      {state === 'live' ? 'Live' : 'Connecting…'}
    </p>
  );
}
