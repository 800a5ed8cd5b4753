const kib = 1024;
const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A size in bytes for people, as "64 KiB". */
export function byteSize(bytes: number): string {
  const power = bytes < kib ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(kib)));
  const size = bytes / kib ** power;
  return `${size < 10 && power > 0 ? size.toFixed(1) : whole.format(size)} ${units[power]}`;
}
