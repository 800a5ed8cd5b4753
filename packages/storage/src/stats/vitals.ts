import { hourOf, type VitalSample, type VitalsHour, withSample } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, write, writeMany } from '../records/noun.ts';

type Found = VitalsHour | null;

interface NotedSample {
  readonly process: string;
  readonly atMs: number;
  readonly sample: VitalSample;
}

const keyOf = (process: string, hourMs: number): string => `${momentText(hourMs)} ${process}`;

/** What processes measured, an hour of each a record. */
export const vitals = {
  name: 'vit',
  isLeftBehind: true,
  isHousekeeping: true,
  lists: {
    /** By hour, the earliest first. */
    hours: list({
      name: 'vitals hours',
      place: (_: VitalsHour, key) => ({ group: '', place: key }),
      view: (hour) => hour,
    }),
  },
  writes: {
    note: write(
      ({ process, atMs }: NotedSample) => keyOf(process, hourOf(atMs)),
      (found: Found, noted) => ({ after: withSample(found, noted), result: null }),
    ),
    drop: writeMany(
      write(
        ({ process, hourMs }: Pick<VitalsHour, 'process' | 'hourMs'>) => keyOf(process, hourMs),
        () => ({ after: null, result: null }),
      ),
    ),
  },
} as const;
