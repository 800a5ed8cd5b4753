/** An address under which the page's own text is a file. */
export function fileAddress(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'application/json' }));
}
