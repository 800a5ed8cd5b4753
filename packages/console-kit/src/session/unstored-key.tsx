import { Button, CodeBlock, keptAs, Notice } from '@asg/ui';
import { isRecord } from '@asg/values/json';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useSyncExternalStore } from 'react';
import { gateway } from '../api/clients.ts';
import { problemText } from '../parts/problem.ts';

/** A key that was made in this tab, until the person says that they have stored it, or signs out. */
export interface UnstoredKey {
  readonly customerId: string;
  readonly apiKey: string;
  /** Null: the one that the session is opened with. */
  readonly keyId: string | null;
  /** The key in whose place it is, which still opens the account. */
  readonly replacedId: string | null;
}

const place = keptAs('asg-unstored-key');
const hearers = new Set<() => void>();
let unstored: UnstoredKey | null = readBack();

/** What a reload of this tab left; no other tab and no other site sees it. */
function readBack(): UnstoredKey | null {
  const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
  if (!isRecord(kept)) return null;
  const { customerId, apiKey, keyId, replacedId } = kept;
  const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  if (typeof customerId !== 'string' || typeof apiKey !== 'string') return null;
  return { customerId, apiKey, keyId: idOf(keyId), replacedId: idOf(replacedId) };
}

function set(key: UnstoredKey | null): void {
  unstored = key;
  if (key === null) sessionStorage.removeItem(place);
  else
    try {
      sessionStorage.setItem(place, JSON.stringify(key));
    } catch {
      // The tab's storage is full: the key is shown until the next reload.
    }
  for (const hear of hearers) hear();
}

export const keepUnstored = (key: UnstoredKey): void => set(key);
export const forgetUnstored = (): void => set(null);

/** Whoever is signed in now is not shown the key of another account. */
export function forgetUnstoredOfOthers(customerId: string | undefined): void {
  if (unstored !== null && unstored.customerId !== customerId) set(null);
}

export const useUnstored = (): UnstoredKey | null =>
  useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    () => unstored,
  );

interface ShownKeyProps {
  readonly label: string;
  readonly shown: UnstoredKey;
  /** Called with another key in its place, before this one is revoked. */
  readonly onAnother?: (apiKey: string) => Promise<unknown>;
  /** What to do once it is stored. */
  readonly children: ReactNode;
}

/** A new key, and the way to another one where it was lost, or seen by somebody. */
export function ShownKey({ label, shown, onAnother, children }: ShownKeyProps) {
  const client = useQueryClient();
  const another = useMutation({
    mutationFn: async () => {
      const isIt = ({ key_id, current }: { readonly key_id: string; readonly current: boolean }) =>
        shown.keyId === null ? current : key_id === shown.keyId;
      const old = (await gateway.keys.list()).find(isIt);
      const terms = { scopes: old?.scopes ?? null, expires_at: old?.expires_at ?? null };
      const made = await gateway.keys.create(old?.name ?? undefined, terms);
      keepUnstored({ ...shown, apiKey: made.api_key, keyId: made.key_id });
      await onAnother?.(made.api_key);
      if (old !== undefined) await gateway.keys.revoke(old.key_id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <div className="ui-stack">
      <div className="shown-key">
        <CodeBlock label={label} code={shown.apiKey} copyLabel="Copy the key" />
      </div>
      <Notice tone="warning">
        Store it now, in a password manager: the server cannot show it again. This tab shows it until you say
        that you have stored it, or sign out; a reload does not lose it.
      </Notice>
      {another.isError && (
        <Notice tone="danger" urgent>
          {problemText(another.error)}
        </Notice>
      )}
      {children}
      <details>
        <summary>Lost it, or did somebody see it?</summary>
        <div className="ui-stack">
          <p className="ui-hint">
            You get another key with the same name and rights, and this one opens nothing any more.
          </p>
          <div className="actions">
            <Button busy={another.isPending} onClick={() => another.mutate()}>
              Make another, revoke this one
            </Button>
          </div>
        </div>
      </details>
    </div>
  );
}
