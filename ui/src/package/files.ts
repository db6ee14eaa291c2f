/** What a package holds, in a person's words: each row with the files that it means. */
import type { IconName } from "../shared/icons";
import { type Counted, type Phrase, count, t } from "../strings/index.svelte";

export interface Heap {
  icon: IconName;
  words: string;
  /** How many files, where that says something. */
  files: string[];
}

interface Kind {
  icon: IconName;
  name: Phrase;
  is: (path: string) => boolean;
}

const PICTURES = /^data\/media\/(\d+)-/;

const KINDS: Kind[] = [
  { icon: "document", name: "package.page", is: (path) => /\.html$/.test(path) },
  { icon: "package", name: "package.exchange", is: (path) => /^data\/[^/]+\.json$/.test(path) },
];
const REST: Kind = { icon: "check", name: "package.proof", is: () => true };

export function heapsOf(paths: readonly string[]): Heap[] {
  const left = new Set(paths);
  const take = (is: (path: string) => boolean): string[] => {
    const taken = [...left].filter(is);
    for (const path of taken) left.delete(path);
    return taken;
  };
  const pictures = take((path) => PICTURES.test(path));
  const photos = new Set(pictures.map((path) => PICTURES.exec(path)![1]));
  const named = KINDS.map(({ icon, name, is }) => ({ icon, words: t(name), files: take(is) }));
  const heaps: Heap[] = [
    ...named,
    { icon: "photo", words: picturesInWords(photos.size, pictures.length), files: pictures },
    { icon: REST.icon, words: t(REST.name), files: take(REST.is) },
  ];
  return heaps.filter(({ files }) => files.length > 0);
}

const PHOTOS: Counted = "library.photos";

/** "12 ảnh × 5 cỡ", or "12 ảnh, 57 tệp" where some are smaller. */
function picturesInWords(photos: number, files: number): string {
  const pictures = count(PHOTOS, photos);
  if (photos > 0 && files % photos === 0) return t("package.in_sizes", { pictures, sizes: files / photos });
  return t("package.in_files", { pictures, files: count("package.files", files) });
}

/** The page in it, for the browser; null where it lies in a .zip. */
export function pageIn(folder: string, paths: readonly string[]): string | null {
  if (/\.zip$/i.test(folder)) return null;
  const page = paths.find((path) => path === "data/article.html");
  if (!page) return null;
  const sign = folder.includes("\\") ? "\\" : "/";
  return [folder, ...page.split("/")].join(sign);
}
