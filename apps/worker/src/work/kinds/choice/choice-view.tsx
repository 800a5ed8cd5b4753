import { useId } from 'react';
import { Option } from '../../panel/option.tsx';
import { OneItem } from '../../stage/one-item.tsx';
import type { AnswersProps, KindView } from '../view.ts';

/** Options with a key of their own: 1 to 9. */
const keyedOptions = 9;
/** Options longer than this stand below each other, however much room there is beside them. */
const besideCharsMax = 24;

/** Options as radio buttons of a finger's size. */
function Answers({ asked: { options }, answer, showKeys, onAnswer }: AnswersProps) {
  const name = useId();
  return (
    <div className="options" data-beside={options.every(({ length }) => length <= besideCharsMax)}>
      {options.map((option, i) => (
        <Option
          key={option}
          type="radio"
          name={name}
          value={option}
          checked={answer === option}
          keys={i < keyedOptions ? String(i + 1) : ''}
          showKeys={showKeys}
          onChange={() => onAnswer(option)}
        >
          {option}
        </Option>
      ))}
    </div>
  );
}

export const choiceView: KindView = { Shown: OneItem, Answers };
