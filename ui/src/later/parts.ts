/** What a start into a story does without, in one file of its own. */
import { check } from "../check/part";
import { details } from "../details/part";
import type { Part } from "../desk/part";
import { find } from "../find/part";
import { history } from "../history/part";
import { whole } from "../library/part";
import { packaging } from "../package/part";
import { preview } from "../preview/part";
import { photoDesk } from "../photos/later_part";
import { review } from "../review/part";
import { way } from "../way/part";

/** Those of the story's screen: one line each. What is written in from the first word on is in `screen/parts.ts`. */
export const PARTS: readonly Part[] = [
  details,
  photoDesk,
  find,
  // Its sign in the bar changes its width, and none is to move away beneath the mouse for that.
  way,
  check,
  history,
  review,
  packaging,
  preview,
  whole,
];

export { default as AboutSheet } from "../about/AboutSheet.svelte";
export { default as ImportDialog } from "../library/ImportDialog.svelte";
export { default as LibraryScreen } from "../library/LibraryScreen.svelte";
export { default as PeopleSheet } from "../settings/PeopleSheet.svelte";
export { default as Palette } from "../palette/Palette.svelte";
export { default as TemplateSheet } from "../photos/TemplateSheet.svelte";
export { default as ContextMenu } from "../shared/ContextMenu.svelte";
export { default as KeptWords } from "../recovery/KeptWords.svelte";
export { default as LossScreen } from "../recovery/LossScreen.svelte";
export { default as TroubleScreen } from "../recovery/TroubleScreen.svelte";
export { default as SettingsPanel } from "../settings/SettingsPanel.svelte";
export { default as ShortcutSheet } from "../settings/ShortcutSheet.svelte";
export { default as HouseStyleSheet } from "../style/HouseStyleSheet.svelte";
