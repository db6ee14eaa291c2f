/** When a word was composed last: the key that ends a composition may come behind it, as if it were nothing but a key. */
let ended = -Infinity;

/** The same key, however slow the computer is; nobody strikes two within it. */
const TOGETHER_MS = 60;

addEventListener("compositionend", (event) => (ended = event.timeStamp), true);

/** Whether the input method had this key first. */
export const endsComposition = (event: KeyboardEvent): boolean =>
  event.key === "Escape" && event.timeStamp - ended < TOGETHER_MS;
