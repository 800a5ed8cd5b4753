/** An image or a text as workers see it; its `type` is the media type. */
export interface ItemBlob extends Blob {
  /** Of a picture, its original in pixels: what is shown may be smaller, and boxes are told in these. Null: it is no picture. */
  readonly original: { readonly width: number; readonly height: number } | null;
}

export async function itemIn(response: Response): Promise<ItemBlob> {
  const [width, height] = ['x-item-width', 'x-item-height'].map((name) => Number(response.headers.get(name)));
  const original = width && height ? { width, height } : null;
  return Object.assign(await response.blob(), { original });
}
