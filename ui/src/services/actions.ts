/** What a command is called: on the sheet of keys, and in the palette, where it stands without its neighbours. */
import type { Shortcut } from "./shortcuts";
import { type Phrase, t } from "../strings/index.svelte";

export function actionName({ action, scope }: Shortcut): string {
  const ofEditor = scope === "body" || action === "undo" || action === "redo";
  return t(`${ofEditor ? "editor" : "keys"}.${action}` as Phrase);
}

export function commandName(shortcut: Shortcut): string {
  const name = actionName(shortcut);
  return shortcut.scope === "body" ? t("palette.format", { name }) : name;
}
