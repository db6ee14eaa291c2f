/** The faces of a story's screen, those that index.html asks for with the page: family and weight. */
export const FACES: [family: string, weight: number][] = [
  ["Source Serif", 400],
  ["Source Serif", 600],
  ["Be Vietnam", 400],
  ["Be Vietnam", 500],
  ["Be Vietnam", 600],
];
/** Each face lies in a file for Latin and one for Vietnamese; this is in both. */
const LETTERS = "aế";

/** Resolves once they can be drawn with, or can't be read. Words that are laid out before are laid out twice. */
export async function facesAtHand(): Promise<void> {
  const loading = FACES.map(([family, weight]) => document.fonts.load(`${weight} 1rem "${family}"`, LETTERS));
  await Promise.allSettled(loading);
}
