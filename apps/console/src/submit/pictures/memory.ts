import { keptAs } from '@asg/ui';
import type { UploadMemory } from './uploads.ts';

const prefix = `${keptAs('asg-picture')} `;

/** Remembers in this tab, over a reload; what does not fit is sent again, which makes no second picture. */
export const tabMemory: UploadMemory = {
  get: (key) => sessionStorage.getItem(prefix + key),
  set: (key, dataUrl) => {
    try {
      sessionStorage.setItem(prefix + key, dataUrl);
    } catch {
      // The tab's storage is full.
    }
  },
};

/** Forgets what a job was made of. */
export function forgetPictures(): void {
  const keys = Array.from({ length: sessionStorage.length }, (_, i) => sessionStorage.key(i) ?? '');
  for (const key of keys) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
