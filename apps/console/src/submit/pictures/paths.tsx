import { count, save } from '@asg/console-kit';
import { csvLines } from '@asg/formats';
import { Button } from '@asg/ui';
import { Download } from 'lucide-react';

interface PathsProps {
  readonly paths: readonly { readonly path: string; readonly reason?: string }[];
  /** Of the file that has them all. */
  readonly fileName: string;
}

const shownMax = 10;

/** Files and what is said of them: the first, and all as a file. */
export function Paths({ paths, fileName }: PathsProps) {
  const keep = (): void => {
    const rows = paths.map(({ path, reason = '' }) => ({ file: path, reason }));
    const style = { columns: ['file', 'reason'], bom: true, guardsFormulas: true, lineEnd: '\r\n' } as const;
    save(new Blob([...csvLines(rows, style)], { type: 'text/csv' }), fileName);
  };
  return (
    <>
      <ul className="line-notes">
        {paths.slice(0, shownMax).map(({ path, reason }) => (
          <li key={path}>
            <bdi>{path}</bdi>
            {reason !== undefined && <>: {reason}</>}
          </li>
        ))}
        {paths.length > shownMax && <li>and {count(paths.length - shownMax)} more</li>}
      </ul>
      {paths.length > shownMax && (
        <Button icon={<Download size={17} aria-hidden="true" />} onClick={keep}>
          Download all of them
        </Button>
      )}
    </>
  );
}
