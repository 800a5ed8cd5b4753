import type { ReactNode } from 'react';

export interface Series {
  readonly name: string;
  readonly colour: string;
}

interface ChartFrameProps<R> {
  /** What the picture says, for those who do not see it. */
  readonly summary: string;
  readonly series: readonly Series[];
  /** The same as a table, for screen readers: named columns, the first names the row. */
  readonly columns: readonly string[];
  readonly rows: readonly R[];
  readonly cells: (row: R) => readonly string[];
  readonly children: ReactNode;
}

/** A chart with its legend, and its figures as a table for screen readers. */
export function ChartFrame<R>({ summary, series, columns, rows, cells, children }: ChartFrameProps<R>) {
  return (
    <figure className="chart">
      <figcaption className="ui-visually-hidden">{summary}</figcaption>
      {series.length > 1 && (
        <ul className="legend" aria-hidden="true">
          {series.map(({ name, colour }) => (
            <li key={name}>
              <span style={{ background: colour }} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <div aria-hidden="true" className="chart-picture">
        {children}
      </div>
      {/* A table cannot be made small: what it stands in can. */}
      <div className="ui-visually-hidden">
        <table>
          <caption>{summary}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const [head, ...rest] = cells(row);
              return (
                <tr key={head}>
                  <th scope="row">{head}</th>
                  {rest.map((cell, i) => (
                    <td key={columns[i + 1]}>{cell}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
