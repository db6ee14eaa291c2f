/** What a person decides on a finding, with the note that takes it back. */
import type { App } from "../app.svelte";
import type { Finding } from "../generated/Finding";
import type { Rule } from "../generated/Rule";
import type { StorySession } from "../story/session.svelte";
import { t } from "../strings/index.svelte";

/** Rules that a word or a name can be right in spite of. */
const ABOUT_WORDS: readonly Rule[] = [
  "spelling",
  "bad_syllable",
  "joined_words",
  "doubled_words",
  "name_two_ways",
  "capitals_two_ways",
  "sentence_capital",
  "look_alike",
];

export const mayProtect = ({ rule }: Finding): boolean => ABOUT_WORDS.includes(rule);

export function ignore(app: App, session: StorySession, finding: Finding, whole: boolean): void {
  const takeBack = session.checker.ignore(finding, whole, app.settings.name);
  const name = session.checker.rules.get(finding.rule)?.name ?? finding.rule;
  const words = whole ? t("check.did_ignore_rule", { name }) : t("check.did_ignore", { text: finding.text });
  app.note = { words, way: t("check.undo"), act: takeBack, undoes: true };
}

/** The words are right for this house, in every story. */
export async function protect(app: App, session: StorySession, { text }: Finding): Promise<void> {
  const { host } = session;
  try {
    const style = await host.houseStyle();
    const { protected: before } = style.glossary;
    const save = async (names: string[]) => {
      await host.saveHouseStyle({ ...style, glossary: { ...style.glossary, protected: names } });
      app.styleVersion++;
    };
    await save([...before, text]);
    const act = () => void save(before).catch((error: unknown) => app.notify(error));
    app.note = { words: t("check.did_protect", { text }), way: t("check.undo"), act, undoes: true };
  } catch (error) {
    app.notify(error);
  }
}
