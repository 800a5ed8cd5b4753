/** Places in a text: as code points, in which labels say them, and as units, in which the browser does. */
export class Points {
  readonly #text: string;
  /** Of each code point the unit at which it begins; null: they are the same. */
  readonly #units: Uint32Array | null;
  readonly #points: Uint32Array | null;
  readonly length: number;

  constructor(text: string) {
    this.#text = text;
    if (!/[\ud800-\udbff]/.test(text)) {
      this.#units = null;
      this.#points = null;
      this.length = text.length;
      return;
    }
    const units = new Uint32Array(text.length + 1);
    const points = new Uint32Array(text.length + 1);
    let point = 0;
    for (let unit = 0; unit < text.length; point++) {
      const length = (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      units[point] = unit;
      points.fill(point, unit, unit + length);
      unit += length;
    }
    units[point] = text.length;
    points[text.length] = point;
    this.#units = units;
    this.#points = points;
    this.length = point;
  }

  /** A unit within a pair belongs to the code point that it is of. */
  pointAt = (unit: number): number => this.#points?.[Math.min(unit, this.#text.length)] ?? unit;
  unitAt = (point: number): number => this.#units?.[Math.min(point, this.length)] ?? point;
}
