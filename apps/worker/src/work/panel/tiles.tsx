import type { CSSProperties, ReactNode } from 'react';

interface TilesProps {
  readonly count: number;
  /** In a row at most. */
  readonly rowMax: number;
  /** Of the longest, with the key that may be beside it. */
  readonly chars: number;
  readonly children: ReactNode;
}

/** Short answers beside each other, in rows of the same length as far as that goes. */
export function Tiles({ count, rowMax, chars, children }: TilesProps) {
  const columns = Math.ceil(count / Math.ceil(count / rowMax));
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    '--columns': columns,
    '--tile': `${chars * 0.55 + 0.8}rem`,
  };
  return (
    <div className="tiles" style={style}>
      {children}
    </div>
  );
}
