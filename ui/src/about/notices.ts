/** The file of notices, taken apart: paragraphs of fields, as `make notices` writes them. */
import { hasWords } from "../shared/query";

export type Kind = "own" | "part" | "rust" | "javascript";

/** Whose work, and on what terms. */
export interface Notice {
  kind: Kind;
  name: string;
  version: string;
  /** The package that brings it. */
  inside: string;
  licence: string;
  source: string;
  copyright: string;
  note: string;
  texts: Text[];
}

/** A licence, in its own words. */
export interface Text {
  /** Empty where it has no name. */
  name: string;
  words: string;
}

type Fields = Record<string, string>;

export function readNotices(file: string): Notice[] {
  const paragraphs = file.trim().split("\n\n").map(fields);
  const texts = new Map(paragraphs.filter(({ Text }) => Text).map((text) => [text.Text, textOf(text)]));
  return paragraphs
    .filter(({ Name }) => Name)
    .map((of) => ({
      kind: (of.Kind ?? "own") as Kind,
      name: of.Name ?? "",
      version: of.Version ?? "",
      inside: of.Inside ?? "",
      // What SPDX has no name for is named by the project.
      licence: (of.License ?? "").replaceAll("LicenseRef-", ""),
      source: of.Source ?? "",
      copyright: of.Copyright ?? "",
      note: of.Comment ?? "",
      texts: (of.Texts ?? "").split(", ").flatMap((number) => texts.get(number) ?? []),
    }));
}

const textOf = ({ License = "", Content = "" }: Fields): Text => ({ name: License, words: Content });

/** `Name: words`; further lines are set in by a space, and an empty one has a dot. */
function fields(paragraph: string): Fields {
  const found: Fields = {};
  let name = "";
  for (const line of paragraph.split("\n")) {
    const [, begun, words = ""] = /^(\w+):(?: (.*))?$/.exec(line) ?? [];
    if (begun) found[(name = begun)] = words;
    else found[name] += `${found[name] ? "\n" : ""}${line === " ." ? "" : line.slice(1)}`;
  }
  return found;
}

/** Those that have the words anywhere but in a licence that hundreds share. */
export function noticesWith(notices: Notice[], query: string): Notice[] {
  return notices.filter(({ name, version, inside, licence, copyright, note }) =>
    hasWords([name, version, inside, licence, copyright, note].join(" "), query),
  );
}
