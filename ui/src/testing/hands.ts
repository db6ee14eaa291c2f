/**
 * Every control and every command of every screen, each tried once with the keyboard: it must stay in the page, what was
 * done must be taken back by Ctrl+Z from where it landed, and no word that is being composed may be torn.
 */
import { flushSync } from "svelte";
import { describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Action } from "../services/shortcuts";
import { SCREENS, type Screen } from "./screens";
import { goTo } from "./walk";

/** What cannot be taken back by Ctrl+Z, and why. */
const FOR_GOOD: Record<string, string> = {
  undo: "is the taking back itself",
  redo: "goes the other way",
  restore: "is a milestone of the history, and its note brings back what was",
  "note-plain": "takes a paste back and pastes again: what is taken back is that",
};

/** What leaves the page for the system, or ends the window. */
const OUTSIDE = ["reveal", "open-page", "chooses-folder"];

const CONTROLS = "button, a[href], input, select, textarea, summary, [role=option]";

/** A control by what it is for, whichever picture or story it is of. */
function kindOf(element: HTMLElement): string {
  const name =
    element.dataset.testid ??
    element.closest<HTMLElement>("[data-testid]")?.dataset.testid ??
    element.tagName;
  const kind = name.replace(/(photo|story)-[a-z0-9-]+$/, "$1").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "");
  const label = element.dataset.testid
    ? ""
    : ` ${element.getAttribute("aria-label") ?? element.dataset.way ?? ""}`;
  return `${element.tagName.toLowerCase()} ${kind}${label}`;
}

function controls(): HTMLElement[] {
  const sheet = [...document.querySelectorAll("dialog")].at(-1) ?? document.body;
  return [...sheet.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (one) =>
      !one.matches(":disabled, [aria-disabled=true], [tabindex='-1']") && !one.closest("[hidden], [inert]"),
  );
}

function act(element: HTMLElement): void {
  element.focus();
  if (element instanceof HTMLSelectElement) {
    element.selectedIndex = (element.selectedIndex + 1) % element.options.length;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && isText(element))
  ) {
    element.setSelectionRange(element.value.length, element.value.length);
    element.value += "à";
    element.dispatchEvent(new InputEvent("input", { inputType: "insertText", data: "à", bubbles: true }));
  } else element.click();
  flushSync();
}

const isText = ({ type }: HTMLInputElement) => ["text", "search", "url", "date", "time", ""].includes(type);

/** The words, pictures and all else of the open story. */
function seen(app: App): string | null {
  if (!app.desk) return null;
  const { story } = app.desk;
  const filled = (fields: object) =>
    Object.entries(fields).filter(([, value]) => value !== "" && value?.length !== 0);
  return JSON.stringify([
    filled(story.fields),
    story.photos.map(({ id, fields }) => [id, filled(fields)]),
    story.doc.toJSON(),
    [story.state, story.language, story.related, story.ignored.length, story.lifted.length],
  ]);
}

/** Where two tellings part. */
function difference(before: string, now: string): string {
  let at = 0;
  while (before[at] === now[at]) at++;
  return `${before.slice(Math.max(0, at - 40), at + 60)} | ${now.slice(Math.max(0, at - 40), at + 60)}`;
}

const body = (app: App) => JSON.stringify(app.desk?.story.doc.toJSON());

const inPage = () => {
  const { activeElement: at } = document;
  return at !== null && at !== document.body && !at.matches(":disabled") && !at.closest("[hidden], [inert]");
};

/** Until nothing that was asked for is on its way any more. */
async function settled(app: App): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
  await app.desk?.story.flush();
  flushSync();
}

type Try = { name: string; do: (app: App) => boolean };

/** Answers whether it changes the body. */
async function tryOut(screen: Screen, one: Try): Promise<boolean> {
  let app!: App;
  const first = screen.first;
  const leave = await goTo(
    { ...screen, first: (host, opened) => ((app = opened), first?.(host, opened)) },
    { language: "vi" },
  );
  try {
    await settled(app);
    // What the way to the screen typed is a step of its own.
    for (const [, box] of app.desk?.story.boxes.entries() ?? []) box.close();
    const before = seen(app);
    const id = app.desk?.story.id;
    if (!one.do(app)) return false;
    await settled(app);
    await vi.waitFor(() => expect(inPage(), `${one.name} leaves the keyboard nowhere`).toBe(true), {
      timeout: 700,
    });
    if (before === null || app.desk?.story.id !== id || seen(app) === before) return false;
    if (Object.keys(FOR_GOOD).some((known) => one.name.includes(known))) return false;
    const words = body(app);
    const event = new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true, cancelable: true });
    document.activeElement!.dispatchEvent(event);
    await settled(app);
    const now = seen(app) ?? "";
    if (now !== before) throw new Error(`is not taken back: ${difference(before, now)}`);
    return words !== body(app);
  } finally {
    await leave();
  }
}

/** The same once more, while a word is being composed in the body. */
async function inTheMiddleOfAWord(screen: Screen, one: Try): Promise<void> {
  let app!: App;
  const first = screen.first;
  const leave = await goTo(
    { ...screen, first: (host, opened) => ((app = opened), first?.(host, opened)) },
    { language: "vi" },
  );
  try {
    await settled(app);
    const before = body(app);
    Object.defineProperty(app.desk!.story.body.view!, "composing", { value: true, configurable: true });
    one.do(app);
    await settled(app);
    expect(body(app), `${one.name} tears a word`).toBe(before);
  } finally {
    await leave();
  }
}

/** Those of the screens whose number leaves this rest. */
export function walkAll(rest: number, of: number): void {
  const tried = new Set<string>();
  const mine = SCREENS.filter((_screen, at) => at % of === rest);
  describe.each(mine)("$name", (screen) => {
    it("keeps the keyboard, takes back what was done, and tears no word", { timeout: 300_000 }, async () => {
      let app!: App;
      const first = screen.first;
      const leave = await goTo(
        { ...screen, first: (host, opened) => ((app = opened), first?.(host, opened)) },
        { language: "vi" },
      );
      await settled(app);
      const kinds = [...new Set(controls().map(kindOf))].filter((kind) => !tried.has(kind));
      // What lies under a sheet nobody can reach.
      const commands = app.covered || app.menus.opened ? {} : app.commands.all();
      const actions = (Object.keys(commands) as Action[]).filter((action) => !tried.has(action));
      await leave();
      const faults: string[] = [];
      const all: Try[] = [
        ...kinds.map((name) => ({
          name,
          do: () => {
            const element = controls().find((control) => kindOf(control) === name);
            if (element) act(element);
            return element !== undefined;
          },
        })),
        ...actions.map((action) => ({ name: action, do: (opened: App) => opened.commands.run(action) })),
      ];
      for (const one of all) {
        tried.add(one.name);
        if (OUTSIDE.some((known) => one.name.includes(known))) continue;
        try {
          if (await tryOut(screen, one)) await inTheMiddleOfAWord(screen, one);
        } catch (error) {
          faults.push(`${one.name}: ${(error as Error).message.slice(0, 300)}`);
        }
      }
      expect(faults).toEqual([]);
    });
  });
}
