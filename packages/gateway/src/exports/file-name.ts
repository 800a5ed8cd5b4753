/** What some system or browser takes for something else than a part of a name: separators, controls, marks of direction. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;
/** Names of devices, on Windows with any ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
/** File systems have 255 bytes, and the ending needs some. */
const bytesMax = 200;

/** A name for a file out of any title: what is unsafe in it is `_`; `fallback` where nothing is left. */
export function fileNameOf(title: string, fallback: string): string {
  const clean = title.toWellFormed().normalize('NFC').replaceAll(unsafe, '_').replaceAll(/\s+/gu, ' ');
  const stem = cut(clean.trim().replaceAll(/^[.\s]+|[.\s]+$/gu, ''));
  if (!/[^_\s.]/u.test(stem)) return fallback;
  return devices.test(stem.split('.')[0] ?? '') ? `_${stem}` : stem;
}

function cut(name: string): string {
  let bytes = 0;
  let kept = '';
  for (const sign of name) {
    bytes += Buffer.byteLength(sign);
    if (bytes > bytesMax) break;
    kept += sign;
  }
  return kept.trimEnd();
}

/** The header by which a client saves the answer under the name (RFC 6266), whatever signs are in it. */
export function attachmentOf(name: string): string {
  // An older client gets the name without the signs that it could not read.
  const plain = name.replaceAll(/[^\x20-\x7E]|[%"\\]/gu, '_');
  if (plain === name) return `attachment; filename="${name}"`;
  const hex = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  const escaped = encodeURIComponent(name).replaceAll(/[!'()*]/g, hex);
  return `attachment; filename="${plain}"; filename*=UTF-8''${escaped}`;
}
