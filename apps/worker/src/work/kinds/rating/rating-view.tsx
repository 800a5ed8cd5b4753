import { useId } from 'react';
import { number } from '../../../i18n/index.ts';
import { Option } from '../../panel/option.tsx';
import { Tiles } from '../../panel/tiles.tsx';
import { OneItem } from '../../stage/one-item.tsx';
import type { AnswersProps, KindView } from '../view.ts';
import { stepsOf } from './steps.ts';

/** The steps of the scale in its order: as tiles, or below each other where each has a text. */
function Answers({ asked: { scale }, answer, showKeys, onAnswer }: AnswersProps) {
  const name = useId();
  const steps = scale === undefined ? [] : stepsOf(scale);
  const isWorded = steps.some(({ label }) => label !== null);
  const options = steps.map(({ value, label, key }) => (
    <Option
      key={value}
      type="radio"
      name={name}
      value={String(value)}
      tile={!isWorded}
      mark={isWorded ? number(value) : null}
      checked={answer === value}
      keys={key}
      showKeys={showKeys && key !== String(value)}
      onChange={() => onAnswer(value)}
    >
      {label ?? number(value)}
    </Option>
  ));
  if (isWorded) return <div className="options">{options}</div>;
  const chars = Math.max(...steps.map(({ value }) => number(value).length));
  return (
    <Tiles count={steps.length} rowMax={7} chars={chars}>
      {options}
    </Tiles>
  );
}

export const ratingView: KindView = { Shown: OneItem, Answers };
