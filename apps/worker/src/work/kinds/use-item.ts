import { ASGGatewayConnectionError } from '@asg/sdk';
import { useCallback, useEffect, useState } from 'react';
import type { MediaState } from '../feed-state.ts';
import { type Media, release } from '../stage/item-media.ts';
import { type Loadable, loadShown } from './item-loads.ts';

/** The item of an assignment or a label, loaded while it is looked at, and a way to load it again. */
export function useItem(item: Loadable): readonly [MediaState, () => void] {
  const [media, setMedia] = useState<MediaState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt loads it anew.
  useEffect(() => {
    const control = new AbortController();
    let held: Media | null = null;
    setMedia({ kind: 'loading' });
    loadShown(item, control.signal).then(
      (loaded) => {
        if (control.signal.aborted) {
          release(loaded);
          return;
        }
        held = loaded;
        setMedia({ kind: 'ready', media: loaded });
      },
      (error: unknown) => {
        if (control.signal.aborted) return;
        setMedia({ kind: error instanceof ASGGatewayConnectionError ? 'waiting' : 'broken' });
      },
    );
    return () => {
      control.abort();
      if (held !== null) release(held);
    };
  }, [item, attempt]);
  return [media, useCallback(() => setAttempt((n) => n + 1), [])];
}
