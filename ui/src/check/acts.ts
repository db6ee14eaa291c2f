/** What a person decides about a finding. Nothing is asked beforehand: each can be taken back. */
import type { App } from "../app/app.svelte";
import type { Finding } from "../generated/Finding";
import type { Ignored } from "../generated/Ignored";
import type { Rule } from "../generated/Rule";
import type { StorySession } from "../story/session.svelte";
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

function note(app: App, words: string, act: () => void): void {
  app.note = { words, way: t("editor.undo"), act, undoes: true };
}

function ignore(app: App, session: StorySession, decision: Pick<Ignored, "rule" | "place">): () => void {
  const ignored: Ignored = { ...decision, by: app.settings.name, at: new Date().toISOString() };
  session.ignore(ignored);
  return () => session.heed(ignored);
}

export function ignoreHere(app: App, session: StorySession, finding: Finding): () => void {
  const back = ignore(app, session, { rule: finding.rule, place: placeOf(finding) });
  note(app, t("check.ignored_here"), back);
  return back;
}

export function ignoreRule(app: App, session: StorySession, rule: Rule, name: string): () => void {
  const back = ignore(app, session, { rule, place: null });
  note(app, t("check.ignored_rule", { rule: name }), back);
  return back;
}

/** From now on the house writes it so: in every story. Returns how it is taken back. */
export function protect(app: App, words: string): () => void {
  const change = (others: (known: string[]) => string[]): void => {
    const saved = async (): Promise<void> => {
      const style = await app.host.houseStyle();
      const { glossary } = style;
      await app.host.saveHouseStyle({
        ...style,
        glossary: { ...glossary, protected: others(glossary.protected) },
      });
      app.styleVersion++;
    };
    saved().catch((error: unknown) => app.notify(error));
  };
  const without = (known: string[]) => known.filter((one) => one !== words);
  change((known) => [...without(known), words]);
  const back = () => change(without);
  note(app, t("check.protected", { words }), back);
  return back;
}
