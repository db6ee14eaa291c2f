/** What became of a paste: what was kept, and what was left behind. */
import type { Node } from "prosemirror-model";

export type Kept = "paragraph" | "heading" | "list_item" | "quote" | "photo";

export type Removed =
  | "images"
  | "tables"
  | "embeds"
  | "forms"
  | "links"
  | "struck"
  | "deleted"
  | "comments"
  | "hidden"
  | "symbols";

/** Pieces of text whose letters a font had given another meaning. */
export type Converted = "tcvn3" | "vni" | "symbols";

export interface Report {
  kept: Record<Kept, number>;
  /** Of a table it is the layout that goes, of struck words the line: their words stay. */
  removed: Record<Removed, number>;
  converted: Record<Converted, number>;
  /** Notes that stand as paragraphs behind the text. */
  footnotes: number;
}

export function emptyReport(): Report {
  return {
    kept: { paragraph: 0, heading: 0, list_item: 0, quote: 0, photo: 0 },
    removed: {
      images: 0,
      tables: 0,
      embeds: 0,
      forms: 0,
      links: 0,
      struck: 0,
      deleted: 0,
      comments: 0,
      hidden: 0,
      symbols: 0,
    },
    converted: { tcvn3: 0, vni: 0, symbols: 0 },
    footnotes: 0,
  };
}

export function countKept(report: Report, blocks: Node[]): void {
  for (const { type } of blocks) report.kept[type.name as Kept]++;
}

/** Whether a person should hear of it. That fonts and colours go, and a sign stays the sign it was, everybody expects. */
export function isNews({ removed, converted, footnotes }: Report): boolean {
  return footnotes + converted.tcvn3 + converted.vni > 0 || Object.values(removed).some((count) => count > 0);
}
