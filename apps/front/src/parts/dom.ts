/** The element that the page has under this name. */
export function part(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-is="${name}"]`);
  if (found === null) throw new Error(`the page has no ${name}`);
  return found;
}

type Content = string | Node;

/** A new element with its attributes and what is in it. Text stays text. */
export function made(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly Content[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...content);
  return element;
}
