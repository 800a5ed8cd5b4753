import type { AskedSpec } from '../view.ts';
import { noneText, optionsIn } from './said.ts';

/** The options that apply, each by itself. */
export function OptionsAnswer({ answer }: { readonly answer: string; readonly spec: AskedSpec }) {
  const options = optionsIn(answer);
  if (options === null) return <bdi>{answer}</bdi>;
  if (options.length === 0) return <span className="ui-muted">{noneText}</span>;
  return (
    <span className="answer-chips">
      {options.map((option) => (
        <bdi key={option}>{option}</bdi>
      ))}
    </span>
  );
}
