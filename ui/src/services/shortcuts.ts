/**
 * Every command of the app, with its keys, in one list: the screens act on it, the sheet (F1) and the palette
 * (Ctrl+K) show it. Alt+Z and bare Ctrl+Shift belong to UniKey, Ctrl+Shift+U and Ctrl+Shift+E to GTK and ibus;
 * bare letters act only in a list, since j r s f x are Telex tone keys.
 */
export type Scope =
  | "everywhere"
  | "library"
  | "story"
  | "body"
  | "timeline"
  | "contact_sheet"
  | "cropping"
  | "finding"
  | "checks"
  | "suggestions";

export type Action =
  | "new"
  | "find"
  | "palette"
  | "library_back"
  | "import"
  | "settings"
  | "sheet"
  | "menu"
  | "house_style"
  | "about"
  | "people"
  | "all_stories"
  | "queue"
  | "language_vi"
  | "language_en"
  | "theme_light"
  | "theme_dark"
  | "theme_system"
  | "text_larger"
  | "text_smaller"
  | "text_usual"
  | "escape"
  | "next"
  | "previous"
  | "open"
  | "duplicate"
  | "spike"
  | "unspike"
  | "take_back"
  | "do_again"
  | "choose"
  | "choose_on"
  | "choose_all"
  | "set_section"
  | "samples_away"
  | "next_finding"
  | "previous_finding"
  | "finding_here"
  | "checks"
  | "fix"
  | "ignore_here"
  | "ignore_rule"
  | "to_house_list"
  | "next_check"
  | "previous_check"
  | "open_check"
  | "suggest"
  | "suggestions"
  | "comment"
  | "way"
  | "next_suggestion"
  | "previous_suggestion"
  | "open_suggestion"
  | "accept_suggestion"
  | "reject_suggestion"
  | "save"
  | "history"
  | "find_here"
  | "replace"
  | "find_next"
  | "find_previous"
  | "package"
  | "details"
  | "preview"
  | "focus"
  | "add_photos"
  | "photos"
  | "photos_lacking"
  | "words_aside"
  | "next_photo"
  | "previous_photo"
  | "duplicate_here"
  | "spike_here"
  | "unspike_here"
  | "onward"
  | "bold"
  | "italic"
  | "link"
  | "undo"
  | "redo"
  | "paste_plain"
  | "paragraph"
  | "heading"
  | "subheading"
  | "numbers"
  | "bullets"
  | "quote"
  | "words_vi"
  | "words_en"
  | "next_moment"
  | "previous_moment"
  | "compare_now"
  | "compare_two"
  | "move"
  | "extend"
  | "select"
  | "select_all"
  | "large"
  | Rate
  | "unrate"
  | "pick"
  | "reject"
  | "unmark"
  | Label
  | "zoom"
  | "two_up"
  | "reorder"
  | "rating_goes_on"
  | "insert_photo"
  | "take_off"
  | "crop"
  | "apply"
  | "find_photos"
  | "nudge"
  | "nudge_far"
  | "crop_larger"
  | "crop_smaller"
  | "crop_narrower"
  | "crop_wider";

type Rate = `rate_${1 | 2 | 3 | 4 | 5}`;
type Label = `label_${(typeof LABELS)[number]}`;

export interface Shortcut {
  action: Action;
  scope: Scope;
  /** As ProseMirror names keys: "Mod" is ⌘ on macOS and Ctrl elsewhere; "Ctrl" is macOS's own. None: the palette is the way to it. */
  keys: string[];
}

/** What can be done now. */
export type Commands = Partial<Record<Action, () => void>>;

export const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const MOVES = [...ARROWS, "Home", "End", "PageUp", "PageDown"];
// What a Mac calls delete is Backspace elsewhere.
const DELETE = onMac ? ["Delete", "Backspace"] : ["Delete"];
export const STARS = [1, 2, 3, 4, 5] as const;
/** As Lightroom has them: four have a key, in this order from 6 on. */
export const LABELS = ["red", "yellow", "green", "blue", "purple"] as const;

export const SHORTCUTS: Shortcut[] = [
  { action: "new", scope: "everywhere", keys: ["Mod-n"] },
  { action: "palette", scope: "everywhere", keys: ["Mod-k"] },
  { action: "library_back", scope: "everywhere", keys: ["Mod-l"] },
  { action: "import", scope: "everywhere", keys: ["Mod-o"] },
  { action: "settings", scope: "everywhere", keys: ["Mod-,"] },
  { action: "sheet", scope: "everywhere", keys: ["F1"] },
  { action: "menu", scope: "everywhere", keys: ["ContextMenu", "Shift-F10"] },
  { action: "escape", scope: "everywhere", keys: ["Escape"] },

  { action: "find", scope: "library", keys: ["Mod-f"] },
  { action: "next", scope: "library", keys: ["ArrowDown", "j"] },
  { action: "previous", scope: "library", keys: ["ArrowUp", "k"] },
  { action: "open", scope: "library", keys: ["Enter"] },
  { action: "duplicate", scope: "library", keys: ["d"] },
  { action: "spike", scope: "library", keys: DELETE },
  { action: "unspike", scope: "library", keys: ["u"] },
  { action: "take_back", scope: "library", keys: ["Mod-z"] },
  { action: "do_again", scope: "library", keys: ["Mod-y", "Mod-Shift-z"] },
  { action: "choose", scope: "library", keys: ["x", " "] },
  { action: "choose_on", scope: "library", keys: ["Shift-ArrowDown", "Shift-ArrowUp"] },
  { action: "choose_all", scope: "library", keys: ["Mod-a"] },
  { action: "set_section", scope: "library", keys: ["s"] },
  { action: "samples_away", scope: "library", keys: [] },
  { action: "all_stories", scope: "library", keys: ["Mod-1"] },
  { action: "queue", scope: "library", keys: ["Mod-2"] },

  { action: "onward", scope: "story", keys: ["Tab", "Enter"] },
  { action: "package", scope: "story", keys: ["Mod-Enter"] },
  { action: "details", scope: "story", keys: ["Mod-d"] },
  { action: "preview", scope: "story", keys: ["Mod-r"] },
  // On macOS F11 shows the desktop, and ⌃⌘F is where full screen is expected.
  { action: "focus", scope: "story", keys: [onMac ? "Ctrl-Mod-f" : "F11"] },
  { action: "add_photos", scope: "story", keys: ["Mod-p"] },
  { action: "photos", scope: "story", keys: ["Mod-Shift-p"] },
  { action: "photos_lacking", scope: "story", keys: [] },
  { action: "words_aside", scope: "story", keys: [] },
  { action: "next_photo", scope: "story", keys: ["Mod-ArrowDown"] },
  { action: "previous_photo", scope: "story", keys: ["Mod-ArrowUp"] },
  { action: "save", scope: "story", keys: ["Mod-s"] },
  { action: "history", scope: "story", keys: ["Mod-Shift-h"] },
  { action: "find_here", scope: "story", keys: ["Mod-f"] },
  // ⌘H hides a Mac's window.
  { action: "replace", scope: "story", keys: [onMac ? "Alt-Mod-f" : "Mod-h"] },
  { action: "find_next", scope: "story", keys: onMac ? ["Mod-g", "F3"] : ["F3"] },
  { action: "find_previous", scope: "story", keys: onMac ? ["Mod-Shift-g", "Shift-F3"] : ["Shift-F3"] },

  { action: "next_finding", scope: "story", keys: ["F8"] },
  { action: "previous_finding", scope: "story", keys: ["Shift-F8"] },
  { action: "finding_here", scope: "story", keys: ["Mod-."] },
  { action: "checks", scope: "story", keys: [] },
  { action: "suggest", scope: "story", keys: ["Mod-Shift-s"] },
  { action: "suggestions", scope: "story", keys: [] },
  { action: "comment", scope: "story", keys: ["Mod-Shift-m"] },
  { action: "way", scope: "story", keys: ["Mod-Shift-d"] },

  { action: "fix", scope: "finding", keys: ["Enter"] },
  { action: "ignore_here", scope: "finding", keys: ["i"] },
  { action: "ignore_rule", scope: "finding", keys: ["r"] },
  { action: "to_house_list", scope: "finding", keys: ["h"] },

  { action: "next_check", scope: "checks", keys: ["ArrowDown", "j"] },
  { action: "previous_check", scope: "checks", keys: ["ArrowUp", "k"] },
  { action: "open_check", scope: "checks", keys: ["Enter"] },

  { action: "next_suggestion", scope: "suggestions", keys: ["ArrowDown", "j"] },
  { action: "previous_suggestion", scope: "suggestions", keys: ["ArrowUp", "k"] },
  { action: "open_suggestion", scope: "suggestions", keys: ["Enter"] },
  { action: "accept_suggestion", scope: "suggestions", keys: ["a"] },
  { action: "reject_suggestion", scope: "suggestions", keys: ["r"] },

  { action: "bold", scope: "body", keys: ["Mod-b"] },
  { action: "italic", scope: "body", keys: ["Mod-i"] },
  { action: "link", scope: "body", keys: ["Mod-e"] },
  { action: "paragraph", scope: "body", keys: ["Mod-0"] },
  { action: "heading", scope: "body", keys: ["Mod-1"] },
  { action: "subheading", scope: "body", keys: ["Mod-2"] },
  { action: "numbers", scope: "body", keys: ["Mod-7"] },
  { action: "bullets", scope: "body", keys: ["Mod-8"] },
  { action: "quote", scope: "body", keys: ["Mod-9"] },
  { action: "words_vi", scope: "body", keys: [] },
  { action: "words_en", scope: "body", keys: [] },
  { action: "undo", scope: "story", keys: ["Mod-z"] },
  { action: "redo", scope: "story", keys: ["Mod-y", "Mod-Shift-z"] },
  // The web view pastes at this key by itself: no page may read a clipboard unasked.
  { action: "paste_plain", scope: "body", keys: [onMac ? "Alt-Mod-Shift-v" : "Mod-Shift-v"] },

  { action: "next_moment", scope: "timeline", keys: ["ArrowDown", "j"] },
  { action: "previous_moment", scope: "timeline", keys: ["ArrowUp", "k"] },
  { action: "compare_now", scope: "timeline", keys: ["Enter"] },
  { action: "compare_two", scope: "timeline", keys: [" "] },

  { action: "move", scope: "contact_sheet", keys: MOVES },
  { action: "extend", scope: "contact_sheet", keys: MOVES.map((key) => `Shift-${key}`) },
  { action: "select", scope: "contact_sheet", keys: [" "] },
  { action: "select_all", scope: "contact_sheet", keys: ["Mod-a"] },
  { action: "large", scope: "contact_sheet", keys: ["Enter"] },
  ...STARS.map((stars): Shortcut => ({
    action: `rate_${stars}`,
    scope: "contact_sheet",
    keys: [String(stars)],
  })),
  { action: "unrate", scope: "contact_sheet", keys: ["0"] },
  { action: "pick", scope: "contact_sheet", keys: ["p"] },
  { action: "reject", scope: "contact_sheet", keys: ["x"] },
  { action: "unmark", scope: "contact_sheet", keys: ["u"] },
  ...LABELS.map((label, at): Shortcut => ({
    action: `label_${label}`,
    scope: "contact_sheet",
    keys: at < 4 ? [String(6 + at)] : [],
  })),
  { action: "zoom", scope: "contact_sheet", keys: ["z"] },
  { action: "two_up", scope: "contact_sheet", keys: ["n"] },
  {
    action: "reorder",
    scope: "contact_sheet",
    keys: [...ARROWS, "Home", "End"].map((key) => `Mod-Shift-${key}`),
  },
  { action: "rating_goes_on", scope: "contact_sheet", keys: [] },
  { action: "insert_photo", scope: "contact_sheet", keys: ["i"] },
  { action: "crop", scope: "contact_sheet", keys: ["c"] },
  { action: "take_off", scope: "contact_sheet", keys: DELETE },
  { action: "apply", scope: "contact_sheet", keys: ["Mod-Shift-Enter"] },
  { action: "find_photos", scope: "contact_sheet", keys: ["Mod-f"] },

  { action: "nudge", scope: "cropping", keys: ARROWS },
  { action: "nudge_far", scope: "cropping", keys: ARROWS.map((key) => `Shift-${key}`) },
  // The sign that a keyboard writes with Shift, too.
  { action: "crop_larger", scope: "cropping", keys: ["+", "=", "Shift-+"] },
  { action: "crop_smaller", scope: "cropping", keys: ["-"] },
  { action: "crop_narrower", scope: "cropping", keys: ["["] },
  { action: "crop_wider", scope: "cropping", keys: ["]"] },

  { action: "duplicate_here", scope: "story", keys: [] },
  { action: "spike_here", scope: "story", keys: [] },
  { action: "unspike_here", scope: "story", keys: [] },
  { action: "house_style", scope: "everywhere", keys: [] },
  { action: "language_vi", scope: "everywhere", keys: [] },
  { action: "language_en", scope: "everywhere", keys: [] },
  { action: "theme_light", scope: "everywhere", keys: [] },
  { action: "theme_dark", scope: "everywhere", keys: [] },
  { action: "theme_system", scope: "everywhere", keys: [] },
  { action: "about", scope: "everywhere", keys: [] },
  { action: "people", scope: "everywhere", keys: ["Mod-Shift-l"] },
  // The sign that a keyboard writes with Shift, too.
  { action: "text_larger", scope: "story", keys: ["Mod-+", "Mod-=", "Mod-Shift-+"] },
  { action: "text_smaller", scope: "story", keys: ["Mod--"] },
  { action: "text_usual", scope: "story", keys: [] },
];

export function keysOf(action: Action): string[] {
  return SHORTCUTS.find((shortcut) => shortcut.action === action)?.keys ?? [];
}

/** The action that a key stands for, among those of the given scopes. */
export function actionFor(event: KeyboardEvent, ...scopes: Scope[]): Action | null {
  const meant = SHORTCUTS.find((shortcut) => scopes.includes(shortcut.scope) && belongsTo(event, shortcut));
  return meant?.action ?? null;
}

/** Whether a key stands for it. While a word is being composed the keys belong to the input method. */
export function belongsTo(event: KeyboardEvent, { keys }: Shortcut): boolean {
  if (event.isComposing || event.keyCode === 229) return false;
  return keys.some((key) => fits(event, key));
}

/** "Mod-a" is Mod and a; "-" is itself. */
const partsOf = (keys: string): string[] => keys.split(/-(?=.)/);

function fits(event: KeyboardEvent, keys: string): boolean {
  const parts = partsOf(keys);
  const key = parts.pop() ?? "";
  const mod = parts.includes("Mod");
  const held = onMac ? event.metaKey : event.ctrlKey;
  const other = onMac ? event.ctrlKey : event.metaKey;
  const alt = parts.includes("Alt");
  // On a Mac ⌥F writes ƒ: the key says more than the letter.
  const pressed = alt ? event.code.replace(/^Key/, "") : event.key;
  const isIt = isDigit(key)
    ? digitOf(event) === key
    : pressed.toLowerCase() === key.toLowerCase() && event.shiftKey === parts.includes("Shift");
  return isIt && held === mod && other === parts.includes("Ctrl") && event.altKey === alt;
}

const isDigit = (key: string): boolean => /^\d$/.test(key);

/**
 * The digit that a key stands for. Where the row of digits gives other letters (ă â ê of a Vietnamese layout, & é of a
 * French one) its place says which is meant; with Shift some of them write the digit itself.
 */
function digitOf({ key, code, shiftKey }: KeyboardEvent): string | null {
  if (isDigit(key)) return key;
  return (!shiftKey && /^Digit(\d)$/.exec(code)?.[1]) || null;
}

const SIGNS: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
  ContextMenu: "Menu",
  " ": "Space",
};

/** How a key is written for a person: Ctrl+N, ⌘N. */
export function shown(keys: string): string {
  const names = partsOf(keys).map((part) => {
    if (part === "Ctrl") return "⌃";
    if (part === "Mod") return onMac ? "⌘" : "Ctrl";
    if (part === "Alt") return onMac ? "⌥" : "Alt";
    if (part === "Shift") return onMac ? "⇧" : "Shift";
    return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
  return names.join(onMac ? "" : "+");
}

/** A label with its key, for hints on hover. */
export function withKey(label: string, action: Action): string {
  const [first] = keysOf(action);
  return first ? `${label} (${shown(first)})` : label;
}
