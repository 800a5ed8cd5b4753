import { messages } from '../../../i18n/index.ts';
import { type Answer, isNone, tickedOf } from '../../../kinds/answer.ts';
import { Option } from '../../panel/option.tsx';
import { OneItem } from '../../stage/one-item.tsx';
import type { AnswersProps, KindView } from '../view.ts';

const keyedOptions = 9;
const besideCharsMax = 24;

/** Options as boxes to tick, and one that says that none of them applies. */
function Answers({ asked: { options }, answer, showKeys, onAnswer }: AnswersProps) {
  const ticked = tickedOf(answer);
  const tick = (option: string): Answer | null => {
    const now = ticked.includes(option) ? ticked.filter((one) => one !== option) : [...ticked, option];
    return now.length === 0 ? null : { options: options.filter((one) => now.includes(one)) };
  };
  return (
    <div className="options" data-beside={options.every(({ length }) => length <= besideCharsMax)}>
      {options.map((option, i) => (
        <Option
          key={option}
          type="checkbox"
          value={option}
          checked={ticked.includes(option)}
          keys={i < keyedOptions ? String(i + 1) : ''}
          showKeys={showKeys}
          onChange={() => onAnswer(tick(option))}
        >
          {option}
        </Option>
      ))}
      <Option
        type="checkbox"
        value=""
        apart
        checked={isNone(answer)}
        keys="n 0"
        showKeys={showKeys}
        onChange={() => onAnswer(isNone(answer) ? null : { none: true })}
      >
        {messages.kinds.none}
      </Option>
    </div>
  );
}

export const multiLabelView: KindView = { Shown: OneItem, Answers };
