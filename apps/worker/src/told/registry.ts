import { type TaskKind, type TaskType, taskKinds } from '@asg/domain/names';
import { lazyPart } from '@asg/ui';
import type { ComponentType } from 'react';
import type { ToldProps } from './told.tsx';

/** An answer and the one that counts: on the item, and in words. */
export interface Told {
  readonly item: ComponentType<ToldProps>;
  readonly list: ComponentType<ToldProps>;
}

const boxes = () => import('./boxes.tsx');
const spans = () => import('./spans.tsx');

/** Kinds whose answers are seen on the item; of the others words say all. */
const tolds: Readonly<Partial<Record<TaskKind, Told>>> = {
  bounding_boxes: {
    item: lazyPart(async () => ({ default: (await boxes()).Item })),
    list: lazyPart(async () => ({ default: (await boxes()).List })),
  },
  text_spans: {
    item: lazyPart(async () => ({ default: (await spans()).Item })),
    list: lazyPart(async () => ({ default: (await spans()).List })),
  },
};

export const toldOf = (type: TaskType): Told | undefined => tolds[taskKinds[type]];
