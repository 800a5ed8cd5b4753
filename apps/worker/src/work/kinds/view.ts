import type { Zoomable } from '@asg/ui/pictures';
import type { ComponentType, Ref } from 'react';
import type { Answer } from '../../kinds/answer.ts';
import type { Media } from '../stage/item-media.ts';
import type { Asked } from './asked.ts';

export interface AnswersProps {
  readonly asked: Asked;
  /** Null: the item is not shown. */
  readonly media: Media | null;
  readonly answer: Answer | null;
  readonly showKeys: boolean;
  readonly onAnswer: (answer: Answer | null) => void;
}

export interface ShownProps {
  readonly asked: Asked;
  readonly media: Media;
  readonly zoom: Ref<Zoomable>;
  readonly answer: Answer | null;
  readonly onAnswer: (answer: Answer | null) => void;
}

/** How tasks of a kind look: what is judged, and the controls to answer with. */
export interface KindView {
  readonly Shown: ComponentType<ShownProps>;
  readonly Answers: ComponentType<AnswersProps>;
}
