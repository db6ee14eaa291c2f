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

function note(desk: Desk, words: string, act: () => void): void {
  desk.room.note = { words, way: t("editor.undo"), act, undoes: true };
}

function ignore(desk: Desk, decision: Pick<Ignored, "rule" | "place">): () => void {
  const ignored: Ignored = { ...decision, by: desk.room.settings.name, at: new Date().toISOString() };
  desk.story.ignore(ignored);
  return () => desk.story.heed(ignored);
}

export function ignoreHere(desk: Desk, finding: Finding): () => void {
  const back = ignore(desk, { rule: finding.rule, place: placeOf(finding) });
  note(desk, t("check.ignored_here"), back);
  return back;
}

export function ignoreRule(desk: Desk, rule: Rule, name: string): () => void {
  const back = ignore(desk, { rule, place: null });
  note(desk, t("check.ignored_rule", { rule: name }), back);
  return back;
}

/** From now on the house writes it so: in every story. Returns how it is taken back. */
export function protect(desk: Desk, words: string): () => void {
  const change = (others: (known: string[]) => string[]): void => {
    const saved = async (): Promise<void> => {
      const style = await desk.host.houseStyle();
      const { glossary } = style;
      await desk.host.saveHouseStyle({
        ...style,
        glossary: { ...glossary, protected: others(glossary.protected) },
      });
      desk.room.styleVersion++;
    };
    saved().catch((error: unknown) => desk.room.notify(error));
  };
  const without = (known: string[]) => known.filter((one) => one !== words);
  change((known) => [...without(known), words]);
  const back = () => change(without);
  note(desk, t("check.protected", { words }), back);
  return back;
}
