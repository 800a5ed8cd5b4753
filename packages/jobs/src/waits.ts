import type { Pause } from '@asg/domain';

/** A job cannot be read on now, and nothing is wrong with it: it goes on after the pause. */
export class Waits extends Error {
  override readonly name = 'Waits';
  readonly pause: Pause;

  constructor(pause: Pause) {
    super(pause.note);
    this.pause = pause;
  }
}
