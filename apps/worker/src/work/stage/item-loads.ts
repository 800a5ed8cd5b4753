import { ASGGatewayConnectionError, type Assignment } from '@asg/sdk';
import type { MediaState } from '../feed-state.ts';
import { loadMedia } from './item-media.ts';

/** Loads items, and ends the loading of those that are no longer held. */
export class ItemLoads {
  readonly #loading = new Map<string, AbortController>();
  readonly #onMedia: (assignmentId: string, media: MediaState) => void;

  constructor(onMedia: (assignmentId: string, media: MediaState) => void) {
    this.#onMedia = onMedia;
  }

  start({ assignment_id: id, data }: Assignment): void {
    this.#loading.get(id)?.abort();
    const control = new AbortController();
    this.#loading.set(id, control);
    loadMedia(data?.url ?? '', control.signal).then(
      (media) => {
        if (!control.signal.aborted) this.#onMedia(id, { kind: 'ready', media });
        else if (media.kind === 'image') media.release();
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
