/** What of the house style a filter leaves on the screen. */
import type { Lengths } from "../generated/Lengths";
import type { RuleInfo } from "../generated/RuleInfo";
import type { Writing } from "../generated/Writing";
import { t } from "../strings/index.svelte";
import { LENGTHS, QUESTIONS, WRITING, choicePhrase, questionPhrase } from "./choices";
import { FAMILIES, type Family } from "./families";
import { type Draft, House, type PairList } from "./house.svelte";
import type { Alike, Pair } from "./rows";

export const LISTS = ["protected", "replace", "abbreviations", "alike", "reporting"] as const;
export type List = (typeof LISTS)[number];

export const listName = (list: List) => t(`style.${list}`);
const named = (house: House, list: List) => house.fits(listName(list), t(`style.${list}_about`));

export function familiesShown(house: House): { family: Family; rules: RuleInfo[] }[] {
  const families = Object.entries(FAMILIES) as [Family, string[]][];
  return families
    .map(([family, names]) => {
      const name = t(`style_family.${family}`);
      const rules = house.rules.filter((info) => names.includes(info.rule));
      return { family, rules: rules.filter((info) => house.fits(info.name, info.about, name)) };
    })
    .filter(({ rules }) => rules.length > 0);
}

export function questionsShown(house: House): (keyof Writing)[] {
  return QUESTIONS.filter((question) => {
    const choices = WRITING[question].map((choice) => t(choicePhrase(question, choice)));
    return house.fits(t(questionPhrase(question)), ...choices);
  });
}

export function lengthsShown(house: House): (keyof Lengths)[] {
  return LENGTHS.filter((length) => house.fits(t(`style.length_${length}`)));
}

export function pairsShown(house: House, draft: Draft, list: PairList): readonly Pair[] {
  if (named(house, list)) return draft[list];
  return draft[list].filter(({ id, from, to }) => house.fitsRow(id, from, to));
}

export function alikeShown(house: House, draft: Draft): readonly Alike[] {
  if (named(house, "alike")) return draft.alike;
  return draft.alike.filter(({ id, terms }) => house.fitsRow(id, ...terms));
}

export function listsShown(house: House, draft: Draft): List[] {
  return LISTS.filter((list) => {
    if (named(house, list)) return true;
    if (list === "alike") return alikeShown(house, draft).length > 0;
    if (list === "replace" || list === "abbreviations") return pairsShown(house, draft, list).length > 0;
    return house.fits(...draft[list]);
  });
}
