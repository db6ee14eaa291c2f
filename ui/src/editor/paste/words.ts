/** What a paste kept and left behind, in a sentence. */
import { type Counted, count, language, t } from "../../strings/index.svelte";
import type { Pasted } from "./paste";
import type { Kept, Removed, Report } from "./report";

const KEPT: Record<Kept, Counted> = {
  paragraph: "paste.paragraphs",
  heading: "paste.headings",
  list_item: "paste.items",
  quote: "paste.quotes",
  photo: "paste.photos",
};

const REMOVED: Record<Removed, Counted> = {
  images: "paste.images",
  tables: "paste.tables",
  embeds: "paste.embeds",
  forms: "paste.forms",
  links: "paste.links",
  struck: "paste.struck",
  deleted: "paste.deleted",
  comments: "paste.comments",
  hidden: "paste.hidden",
  symbols: "paste.symbols",
};

export function said(pasted: Pasted): string {
  if (pasted.kind === "only_images") return t("paste.only_images");
  if (pasted.kind === "too_much") return t(pasted.plain ? "paste.too_much" : "paste.far_too_much");
  return saidOf(pasted.report);
}

function saidOf({ kept, removed, converted, footnotes }: Report): string {
  const left = listed(removed, REMOVED);
  const sentence = left
    ? t("paste.kept_removed", { kept: listed(kept, KEPT), removed: left })
    : t("paste.kept", { kept: listed(kept, KEPT) });
  return [
    sentence,
    ...(converted.tcvn3 > 0 ? [count("paste.tcvn3", converted.tcvn3)] : []),
    ...(converted.vni > 0 ? [count("paste.vni", converted.vni)] : []),
    ...(footnotes > 0 ? [count("paste.footnotes", footnotes)] : []),
  ].join(" ");
}

function listed<Name extends string>(counts: Record<Name, number>, words: Record<Name, Counted>): string {
  const items = (Object.keys(words) as Name[])
    .filter((name) => counts[name] > 0)
    .map((name) => count(words[name], counts[name]));
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(items);
}
