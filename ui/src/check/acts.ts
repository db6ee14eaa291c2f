/** What a person decides about a finding. Nothing is asked beforehand: each can be taken back. */
import type { Finding } from "../generated/Finding";
import type { Ignored } from "../generated/Ignored";
import type { Rule } from "../generated/Rule";
import type { Desk } from "../desk/desk.svelte";
import { t } from "../strings/index.svelte";
import { placeOf } from "./ignored";

/** Rules that a house's own words may silence. */
const OF_WORDS: readonly Rule[] = [
  "spelling",
  "bad_syllable",
  "joined_words",
  "doubled_words",
  "name_two_ways",
  "capitals_two_ways",
  "sentence_capital",
];

export const mayBeProtected = ({ rule, text }: Finding): boolean =>
  OF_WORDS.includes(rule) && text.trim() !== "";

function ignore(desk: Desk, decision: Pick<Ignored, "rule" | "place">): void {
  desk.story.ignore({ ...decision, by: desk.room.settings.name, at: new Date().toISOString() });
}

/** Each answers whether something was done. */
export function ignoreHere(desk: Desk, finding: Finding): boolean {
  ignore(desk, { rule: finding.rule, place: placeOf(finding) });
  desk.told(t("check.ignored_here"));
  return true;
}

export function ignoreRule(desk: Desk, rule: Rule, name: string): boolean {
  ignore(desk, { rule, place: null });
  desk.told(t("check.ignored_rule", { rule: name }));
  return true;
}

const PROTECTED = "protected";

/** From now on the house writes it so: in every story. */
export function protect(desk: Desk, words: string): boolean {
  putIntoHouse(desk, words, true);
  desk.story.undo.note({ is: "other", what: PROTECTED, value: words, on: true });
  desk.told(t("check.protected", { words }));
  return true;
}

/** So that it can be taken back with the story's other steps. */
export function protecting(desk: Desk): void {
  desk.story.performs(PROTECTED, (words, on) => putIntoHouse(desk, words, on));
}

function putIntoHouse({ host, room }: Desk, words: string, on: boolean): void {
  const saved = async (): Promise<void> => {
    const style = await host.houseStyle();
    const { glossary } = style;
    const others = glossary.protected.filter((one) => one !== words);
    await host.saveHouseStyle({
      ...style,
      glossary: { ...glossary, protected: on ? [...others, words] : others },
    });
    room.styleVersion++;
  };
  saved().catch((error: unknown) => room.notify(error));
}
