import { useId } from 'react';
import { messages } from '../../../i18n/index.ts';
import { isTie, letterAt, placeOf } from '../../../kinds/answer.ts';
import { Option } from '../../panel/option.tsx';
import { Tiles } from '../../panel/tiles.tsx';
import type { AnswersProps, KindView } from '../view.ts';
import { SideBySide } from './side-by-side.tsx';

/** The items by their letters, and a tie where there may be one. */
function Answers({ asked: { items, tie }, answer, showKeys, onAnswer }: AnswersProps) {
  const name = useId();
  return (
    <div className="options">
      <Tiles count={(items ?? []).length} rowMax={4} chars={4}>
        {(items ?? []).map(({ id }, i) => (
          <Option
            key={id}
            type="radio"
            name={name}
            value={id}
            tile
            checked={placeOf(answer) === id}
            keys={String(i + 1)}
            showKeys={showKeys}
            onChange={() => onAnswer({ item: id })}
          >
            {letterAt(i)}
          </Option>
        ))}
      </Tiles>
      {tie === true && (
        <Option
          type="radio"
          name={name}
          value="tie"
          tile
          apart
          checked={isTie(answer)}
          keys="t 0"
          showKeys={showKeys}
          onChange={() => onAnswer({ tie: true })}
        >
          {messages.kinds.tie}
        </Option>
      )}
    </div>
  );
}

export const comparisonView: KindView = { Shown: SideBySide, Answers };
