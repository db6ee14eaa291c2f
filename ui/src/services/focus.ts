/** Gives an element the focus when it appears: `{@attach takesFocus}`. After a sheet that shows it has opened. */
export function takesFocus(element: HTMLElement): void {
  queueMicrotask(() => element.focus());
}

/** Remembers where the focus and the cursor are; returns how they are given back. */
export function keepFocus(): () => void {
  const before = document.activeElement;
  const selection = getSelection();
  // An editor that had not heard of the last steps of the cursor yet would put it back to where it knew it.
  const place =
    before instanceof HTMLElement && before.isContentEditable && selection?.rangeCount
      ? selection.getRangeAt(0).cloneRange()
      : null;
  return () => {
    if (!(before instanceof HTMLElement && before.isConnected)) return;
    before.focus();
    if (place?.startContainer.isConnected) {
      selection?.removeAllRanges();
      selection?.addRange(place);
    }
  };
}

/** Whether the focus goes from one part of an element to another, or comes from there. */
export function staysWithin({ relatedTarget, currentTarget }: FocusEvent): boolean {
  return (
    relatedTarget instanceof Node && currentTarget instanceof Node && currentTarget.contains(relatedTarget)
  );
}
