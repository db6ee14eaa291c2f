/** Gives an element the focus when it appears: `{@attach takesFocus}`. After a sheet that shows it has opened. */
export function takesFocus(element: HTMLElement): void {
  queueMicrotask(() => element.focus());
}
