import type { ReactNode } from 'react';

export interface Column<R> {
  readonly title: string;
  readonly align?: 'start' | 'end';
  readonly cell: (row: R) => ReactNode;
}

interface TableProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
}

/** Rows under named columns; on a phone each row is a block that names its cells. */
export function Table<R>({ caption, columns, rows, rowKey }: TableProps<R>) {
  return (
    <div className="ui-card ui-table-card">
      <table className="ui-table">
        <caption className="ui-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, align }) => (
              <th key={title} scope="col" data-align={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ title, align, cell }) => (
                <td key={title} data-label={title} data-align={align}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
