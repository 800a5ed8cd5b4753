import { messages } from '../i18n/index.ts';
import { Option } from '../work/panel/option.tsx';
import { type Board, type Mark, nothing } from './board.ts';

interface NothingProps<M extends Mark> {
  readonly isNone: boolean;
  readonly showKeys: boolean;
  readonly act: (change: (board: Board<M>) => Board<M>) => void;
}

/** That there is nothing to mark is an answer, too, and has to be said. */
export const Nothing = <M extends Mark>({ isNone, showKeys, act }: NothingProps<M>) => (
  <div className="options">
    <Option
      type="checkbox"
      value=""
      apart
      checked={isNone}
      keys="n 0"
      showKeys={showKeys}
      onChange={() => act((now) => nothing(now, !isNone))}
    >
      {messages.marks.nothing}
    </Option>
  </div>
);
