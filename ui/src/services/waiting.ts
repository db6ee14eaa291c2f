/** Whether something was dropped on the window that waits until a sheet is closed: the window knows, and each sheet says so. */
import { createContext } from "svelte";

type Waits = () => boolean;

const [known, tell] = createContext<Waits>();

export const tellsWaiting = tell;

/** A sheet may stand alone, as in a test. */
export function knowsWaiting(): Waits {
  try {
    return known();
  } catch {
    return () => false;
  }
}
