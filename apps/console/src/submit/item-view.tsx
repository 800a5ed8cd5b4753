/** What is to be labelled, before there is a task. */
export interface Item {
  readonly kind: 'text' | 'url';
  readonly text: string;
}

export function ItemView({ item: { kind, text } }: { readonly item: Item }) {
  if (text === '') return <p className="ui-muted">There is no item yet.</p>;
  if (kind === 'text')
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      <section className="item-text" tabIndex={0} aria-label="The text" dir="auto">
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
