import { type Answer, isNone } from '../kinds/answer.ts';
import { useShortcutsOn } from '../work/shortcuts.ts';
import { type Mark, named, selectedOf } from './board.ts';
import { Classes } from './classes.tsx';
import { classKeys, useMarkKeys } from './mark-keys.ts';
import { Nothing } from './nothing.tsx';
import type { Drawing } from './use-board.ts';

interface ChoicesProps<M extends Mark> {
  readonly drawing: Drawing<M>;
  readonly answer: Answer | null;
  readonly showKeys: boolean;
}

/** What is chosen before a mark is made, by finger or key: its class, or that there is nothing to mark. */
export function Choices<M extends Mark>({ drawing, answer, showKeys }: ChoicesProps<M>) {
  const { board, classes, act } = drawing;
  const [shortcutsOn] = useShortcutsOn();
  const choose = (name: string): void =>
    act((now) => named(now, name), selectedOf(board) === undefined ? null : name);
  useMarkKeys({ single: classKeys(classes, choose) }, shortcutsOn);
  return (
    <>
      <Classes classes={classes} chosen={board.name} showKeys={showKeys} onChoose={choose} />
      <Nothing isNone={isNone(answer)} showKeys={showKeys} act={act} />
    </>
  );
}
