import { type RefObject, useLayoutEffect, useState } from 'react';

/** What is read or looked at needs so much room, rem. */
const paneMin = { width: 14, height: 11 };
const contextHeightMin = 9;
/** How many stand beside each other, the best first. */
const waysOf: Readonly<Record<number, readonly number[]>> = {
  2: [2],
  3: [3, 2],
  4: [2, 4],
  5: [3, 2],
  6: [3, 2],
};

interface Room {
  readonly width: number;
  readonly height: number;
}

/** In how many columns so many items stand, in a room of so many rem; 0: there is room for one at a time. */
export function columnsIn({ width, height }: Room, count: number, hasContext: boolean): number {
  const left = height - (hasContext ? contextHeightMin : 0);
  const fits = (columns: number): boolean =>
    width >= columns * paneMin.width && left >= Math.ceil(count / columns) * paneMin.height;
  return waysOf[count]?.find(fits) ?? 0;
}

/** The same for an element, as its size changes. */
export function useColumns(room: RefObject<HTMLElement | null>, count: number, hasContext: boolean): number {
  const [columns, setColumns] = useState(0);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return undefined;
    const look = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const size = { width: element.clientWidth / rem, height: element.clientHeight / rem };
      setColumns(columnsIn(size, count, hasContext));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [room, count, hasContext]);
  return columns;
}
