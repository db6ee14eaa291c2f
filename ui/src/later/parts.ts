/** What a start into a story does without, in one file of its own. */
export { default as AboutSheet } from "../about/AboutSheet.svelte";
export { default as ChecksPanel } from "../check/ChecksPanel.svelte";
export { default as ChecksStatus } from "../check/ChecksStatus.svelte";
export { default as CopyDesk } from "../check/CopyDesk.svelte";
export { default as DetailsPanel } from "../story/DetailsPanel.svelte";
export { default as FindBar } from "../story/FindBar.svelte";
export { default as HistorySheet } from "../history/HistorySheet.svelte";
export { default as ImportDialog } from "../library/ImportDialog.svelte";
export { default as LibraryScreen } from "../library/LibraryScreen.svelte";
export { default as PackageDialog } from "../package/PackageDialog.svelte";
export { default as Palette } from "../palette/Palette.svelte";
export { default as BroughtAgain } from "../photos/BroughtAgain.svelte";
export { default as PhotoDesk } from "../photos/PhotoDesk.svelte";
export { default as TemplateSheet } from "../photos/TemplateSheet.svelte";
export { default as ShortcutSheet } from "../settings/ShortcutSheet.svelte";
export { default as HouseStyleSheet } from "../style/HouseStyleSheet.svelte";
