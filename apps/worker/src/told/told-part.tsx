import type { TaskType } from '@asg/domain/names';
import { Skeleton } from '@asg/ui';
import { Suspense } from 'react';
import { type Told, toldOf } from './registry.ts';
import type { ToldProps } from './told.tsx';

interface PartProps extends ToldProps {
  readonly type: TaskType;
  readonly part: keyof Told;
}

/** One of the two, once it has arrived; nothing where words say all. */
export function ToldPart({ type, part, ...props }: PartProps) {
  const Part = toldOf(type)?.[part];
  if (Part === undefined) return null;
  return (
    <Suspense fallback={part === 'item' ? <Skeleton height="12rem" /> : null}>
      <Part {...props} />
    </Suspense>
  );
}
