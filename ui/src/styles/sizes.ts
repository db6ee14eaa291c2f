/**
 * The sizes of the window at which the screen changes its shape. A media query takes no variable: style sheets write
 * these out once more, and `rules.test.ts` holds that they write no others.
 */

/** As a window at 400 %. */
export const NARROW = "(max-width: 30rem)";
/** What lies side by side on a sheet stands one above the other. */
export const SMALL = "(max-width: 42rem)";
/** Bars keep to their signs. */
export const TIGHT = "(max-width: 48rem)";
/** The details have room beside the text. */
export const ROOMY = "(min-width: 62.5rem)";
/** Lists have room for all their columns. */
export const WIDE = "(min-width: 75rem)";
/** What stands above and below leaves the room to the words. */
export const LOW = "(max-height: 32rem)";
