import { ASGGatewayConnectionError, type Assignment } from '@asg/sdk';
import type { MediaState } from '../feed-state.ts';
import { loadItem, type Media, release } from '../stage/item-media.ts';
import { loadView } from './registry.ts';

/** What it takes to load an item. */
export type Loadable = Pick<Assignment, 'type' | 'data' | 'items'>;

/** Fetches what an assignment shows, and the view of its kind. Throws as `loadItem` does. */
export async function loadShown(assignment: Loadable, signal: AbortSignal): Promise<Media> {
  const view = loadView(assignment.type).then(
    () => null,
    (error: unknown) => new ASGGatewayConnectionError('the view did not arrive', { cause: error }),
  );
  const media = await loadItem(assignment, signal);
  const problem = await view;
  if (problem === null) return media;
  release(media);
  throw problem;
}

/** Lets go of what a page holds of an item, if anything. */
export function letGo(media: MediaState | undefined): void {
  if (media?.kind === 'ready') release(media.media);
}

/** Loads items, and ends the loading of those that are no longer held. */
export class ItemLoads {
  readonly #loading = new Map<string, AbortController>();
  readonly #onMedia: (assignmentId: string, media: MediaState) => void;

  constructor(onMedia: (assignmentId: string, media: MediaState) => void) {
    this.#onMedia = onMedia;
  }

  start(assignment: Assignment): void {
    const { assignment_id: id } = assignment;
    this.#loading.get(id)?.abort();
    const control = new AbortController();
    this.#loading.set(id, control);
    loadShown(assignment, control.signal).then(
      (media) => {
        if (!control.signal.aborted) this.#onMedia(id, { kind: 'ready', media });
        else release(media);
      },
      (error: unknown) => {
        if (control.signal.aborted) return;
        this.#onMedia(id, { kind: error instanceof ASGGatewayConnectionError ? 'waiting' : 'broken' });
      },
    );
  }

  stop(id: string): void {
    this.#loading.get(id)?.abort();
    this.#loading.delete(id);
  }
}
