import { Dialog } from '@asg/ui';

const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['J', 'K'], 'to the next item, to the one before; the arrow keys go as well'],
  [['Enter'], 'open the item with its labels and its receipt; once more: into it'],
  [['Esc'], 'close it, back to the list'],
  [['A'], 'accept the answer, and go on to the next'],
  [['1', '…', '9'], 'correct it to the first, …, the ninth option'],
  [['G'], 'make it gold, an item with a known answer'],
  [['R'], 'ask more workers, at a price that is told first'],
  [['U'], 'undo what was done last'],
  [['?'], 'these keys'],
];

/** What the keys do, for those who do not know yet. */
export function KeysDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys" closeLabel="Close">
      <div className="ui-stack">
        <p>They are for the list of items and the open item, while one of these has the focus.</p>
        <dl className="keys">
          {keys.map(([names, does]) => (
            <div key={does}>
              <dt>
                {names.map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
