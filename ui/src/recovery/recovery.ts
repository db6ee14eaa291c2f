/** What can be done about a library that can't be worked with. */
import type { ErrorText } from "../generated/ErrorText";

/** What recovering mends. A newer library, or one that another program has, is as it should be. */
const MENDED = new Set(["library_damaged", "originals_alone", "disk_failed", "database_damaged"]);

export const mayRecover = ({ code }: ErrorText): boolean => MENDED.has(code);
