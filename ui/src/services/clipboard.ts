/**
 * Pasting that was asked for in another way than by its key. No page may read a clipboard unasked: the web view pastes,
 * as at its key, and whoever takes what comes asks here whether it is wanted without its looks.
 */
export interface Paster {
  /** Pastes where the cursor stands, and answers once the page has it; false where only the key may. */
  paste(): Promise<boolean>;
}

let plain = false;

export const isWantedPlain = (): boolean => plain;

export async function pasteBy(paster: Paster, asPlain: boolean): Promise<boolean> {
  plain = asPlain;
  try {
    return await paster.paste();
  } finally {
    plain = false;
  }
}
