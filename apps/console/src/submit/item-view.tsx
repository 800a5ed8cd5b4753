import type { ComparedItem } from '@asg/console-kit/kinds';

/** What is to be labelled, before there is a task. */
export interface Item {
  readonly kind: 'text' | 'url';
  readonly text: string;
}

interface ItemViewProps {
  readonly item: Item;
  readonly label?: string;
}

export function ItemView({ item: { kind, text }, label = 'The text' }: ItemViewProps) {
  if (text === '') return <p className="ui-muted">There is no item yet.</p>;
  if (kind === 'text')
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      <section className="item-text" tabIndex={0} aria-label={label} dir="auto">
        {text}
      </section>
    );
  return (
    <div>
      <p className="ui-hint">The image or text that is found at</p>
      <p className="wrap">{text}</p>
    </div>
  );
}

const letterA = 65;
const letterOf = (place: number): string => String.fromCharCode(letterA + place);

/** Several items side by side, as a worker sees them: without their names. */
export function ItemsView({ items }: { readonly items: readonly ComparedItem[] }) {
  return (
    <>
      <ol className="compared">
        {items.map((item, place) => (
          <li key={item.id}>
            <strong>{letterOf(place)}</strong>
            <ItemView item={item} label={`The text ${letterOf(place)}`} />
          </li>
        ))}
      </ol>
      <p className="ui-hint">Each worker sees them in an order of their own, without their names.</p>
    </>
  );
}
