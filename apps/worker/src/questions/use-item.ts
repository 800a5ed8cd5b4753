import { ASGGatewayConnectionError, type Assignment } from '@asg/sdk';
import { useCallback, useEffect, useState } from 'react';
import type { MediaState } from '../work/feed-state.ts';
import { loadShown } from '../work/kinds/item-loads.ts';
import { release } from '../work/stage/item-media.ts';

/** The item of an assignment, loaded while it is looked at, and a way to load it again. */
export function useItem(item: Assignment): readonly [MediaState, () => void] {
  const [media, setMedia] = useState<MediaState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt loads it anew.
  useEffect(() => {
    const control = new AbortController();
    setMedia({ kind: 'loading' });
    loadShown(item, control.signal).then(
      (loaded) => {
        if (!control.signal.aborted) setMedia({ kind: 'ready', media: loaded });
        else release(loaded);
      },
      (error: unknown) => {
        if (control.signal.aborted) return;
        setMedia({ kind: error instanceof ASGGatewayConnectionError ? 'waiting' : 'broken' });
      },
    );
    return () => control.abort();
  }, [item, attempt]);
  return [media, useCallback(() => setAttempt((n) => n + 1), [])];
}
