/** What a command is called: on the sheet of keys, and in the palette, where it stands without its neighbours. */
import type { Shortcut } from "./shortcuts";
import { type Phrase, t } from "../strings/index.svelte";

export function actionName({ action, scope }: Shortcut): string {
  return t(`${scope === "body" ? "editor" : "keys"}.${action}` as Phrase);
}

export function commandName(shortcut: Shortcut): string {
  const name = actionName(shortcut);
  const format = shortcut.scope === "body" && shortcut.action !== "undo" && shortcut.action !== "redo";
  return format ? t("palette.format", { name }) : name;
}
