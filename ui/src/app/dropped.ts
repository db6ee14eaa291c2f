/** What files are, by their names, before anybody reads them: so that a person hears where they would go. */
export interface Dropped {
  article: string | null;
  /** Of other programs, which Dateline does not read. */
  documents: string[];
  /** What may be pictures: whether they are is found out when they are read. */
  photos: string[];
}

const ARTICLE = /\.(txt|text|md)$/i;
const DOCUMENT = /\.(docx?|docm|dotx?|odt|fodt|rtf|pages|pdf|wpd|html?|mht|eml|msg|gdoc|epub)$/i;

/** One article comes in at a time: another beside it is told among the files that are no picture. */
export function sorted(paths: readonly string[]): Dropped {
  const article = paths.find((path) => ARTICLE.test(path)) ?? null;
  const others = paths.filter((path) => path !== article);
  return {
    article,
    documents: others.filter((path) => DOCUMENT.test(path)),
    photos: others.filter((path) => !DOCUMENT.test(path)),
  };
}
