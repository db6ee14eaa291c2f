/** Goes to a screen as `screens.ts` tells, on a real newsroom. */
import { flushSync, mount, unmount } from "svelte";

import Window from "../Window.svelte";
import { App } from "../app/app.svelte";
import type { Settings } from "../generated/Settings";
import { type Newsroom, newsroomWith } from "./newsroom";
import { readLater } from "./parts";
import { emptyStory, sampleStories } from "./stories";
import type { Screen, Step } from "./screens";

const PATIENCE_MS = 3000;

/** What is there once a screen can be used. */
const BEGINNINGS: Record<Screen["on"], Step[]> = {
  library: [["see", "story-row"]],
  story: [["see", "body"]],
  nothing: [["see", "library"]],
};

/** Shows the screen. Returns how it is taken away again. */
export async function goTo(screen: Screen, settings: Partial<Settings>): Promise<() => Promise<void>> {
  localStorage.clear();
  document.body.innerHTML = "";
  const host = await hostFor(screen, settings);
  const app = new App(host);
  await app.start();
  await readLater();
  const shown = mount(Window, { target: document.body, props: { app } });
  flushSync();
  const leave = () => unmount(shown);
  try {
    await screen.first?.(host, app);
    for (const step of [...(screen.begins ?? BEGINNINGS[screen.on]), ...screen.steps])
      await take(step, screen.name);
  } catch (error) {
    await leave();
    throw error;
  }
  return leave;
}

async function hostFor(screen: Screen, settings: Partial<Settings>): Promise<Newsroom> {
  const stories = screen.on === "nothing" ? [] : [...sampleStories(), inEnglish()];
  screen.stories?.(stories);
  const host = await newsroomWith(stories, { pictures: screen.pictures === true });
  const last_story = (screen.on === "story" && stories[0]?.id) || null;
  await host.saveSettings({ ...settings, last_story });
  if (screen.on !== "nothing") await aPast(host);
  await screen.host?.(host);
  return host;
}

/** So that there is something to compare in the first story. */
async function aPast(host: Newsroom): Promise<void> {
  await host.nameVersion("story-forge", "Bản nháp đầu");
  const { revision } = await host.openStory("story-forge");
  await host.edit("story-forge", revision, [{ edit: "set_field", field: "place", value: "Bến Vân Sa" }]);
}

/** A story in another language than the screen or the stories beside it. */
const inEnglish = () => ({
  ...emptyStory("story-english", "en"),
  fields: { headline: "River rises overnight", abstract: "Two villages spent the night on their roofs." },
});

const find = (testid: string) => document.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`);

const VERBS: Record<string, (...rest: string[]) => void> = {
  see: () => {},
  click: (testid) => find(testid)?.click(),
  focus: (testid) => find(testid)?.focus(),
  /** Presses the button only where the part is not yet to be seen, or no longer. */
  open: (testid, button = "") => find(testid) ?? find(button)?.click(),
  close: (testid, button = "") => find(testid) && find(button)?.click(),
  type: (testid, text = "") => {
    const box = find(testid);
    if (!box) return;
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  },
  key: (key, held = "") => {
    const event = new KeyboardEvent("keydown", {
      key,
      ctrlKey: held === "Control",
      bubbles: true,
      cancelable: true,
    });
    (document.activeElement ?? document.body).dispatchEvent(event);
  },
  /** The right button. */
  menu: (testid) => {
    const more = { bubbles: true, cancelable: true, clientX: 40, clientY: 60 };
    find(testid)?.dispatchEvent(new MouseEvent("contextmenu", more));
  },
  paste: (testid, html = "") => {
    const event = new Event("paste", { bubbles: true, cancelable: true });
    const clipboardData = { getData: (type: string) => (type === "text/html" ? html : ""), files: [] };
    find(testid)?.dispatchEvent(Object.assign(event, { clipboardData }));
  },
};

/** Whether what the step is about is there. What a key is for has been waited for before. */
function ready([verb = "", testid = ""]: Step): boolean {
  if (["key", "open", "close"].includes(verb)) return true;
  const element = find(testid);
  return element !== null && !(verb === "click" && element.disabled);
}

async function take(step: Step, name: string): Promise<void> {
  const [verb = "", ...rest] = step;
  const act = VERBS[verb];
  if (!act) throw new Error(`${name}: nobody knows how to ${verb}`);
  const until = Date.now() + PATIENCE_MS;
  while (!ready(step)) {
    if (Date.now() > until) throw new Error(`${name}: waited in vain to ${step.join(" ")}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    flushSync();
  }
  act(...rest);
  flushSync();
}
