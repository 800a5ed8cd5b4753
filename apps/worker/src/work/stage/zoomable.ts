/** What the Z key does to the item on the stage. */
export interface Zoomable {
  readonly toggleZoom: () => void;
}
