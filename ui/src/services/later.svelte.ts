/**
 * The parts of the window that are read once its first words are on the screen. Whoever shows one shows nothing until
 * it is there: what was asked for a moment too early comes by itself.
 */
type Parts = typeof import("../later/parts");

let read = $state.raw<Parts | null>(null);

export const later = {
  get parts(): Parts | null {
    return read;
  },
};

export async function readLater(): Promise<void> {
  read ??= await import("../later/parts");
}
