const shownMs = 1600;

/** A button on each block of code that puts it into the clipboard. */
export function addCopyButtons(): void {
  for (const block of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', () => {
      const copied = navigator.clipboard.writeText(block.querySelector('pre')?.textContent ?? '');
      copied.then(
        () => {
          button.textContent = 'Copied';
        },
        () => {
          button.textContent = 'Not allowed';
        },
      );
      setTimeout(() => {
        button.textContent = 'Copy';
      }, shownMs);
    });
    block.append(button);
  }
}
