/** The whole window on a real newsroom, and a person's hands: for tests. */
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, vi } from "vitest";

import Window from "../Window.svelte";
import { App } from "../app/app.svelte";
import type { Photo } from "../generated/Photo";
import type { Story } from "../generated/Story";
import { type Newsroom, type Wanted, newsroomWith } from "./newsroom";
import { readLater } from "./parts";
import { sampleStories } from "./stories";

let window_: Record<string, unknown> | null = null;

/** The library of the window that was opened last. */
export let host: Newsroom;

/** As on the first start on a new computer. */
export function freshPage(): void {
  localStorage.clear();
  document.body.innerHTML = "";
}

/** For each test of a file a fresh page, in which every element has this size. */
export function eachOnAPage(width: number, height: number): void {
  let unlay = () => {};
  beforeEach(() => {
    freshPage();
    unlay = laidOut(width, height);
  });
  afterEach(async () => {
    await closeWindow();
    unlay();
  });
}

/** With what the page remembers from before; the first story opens. */
export const open = async (stories: Story[] = sampleStories(), wanted: Wanted = {}): Promise<App> =>
  openOn(await newsroomWith(stories, wanted));

export async function openOn(library: Newsroom): Promise<App> {
  host = library;
  const app = new App(host);
  await app.start();
  await readLater();
  window_ = mount(Window, { target: document.body, props: { app } });
  flushSync();
  return app;
}

export async function openWindow(stories?: Story[]): Promise<{ app: App; host: Newsroom }> {
  freshPage();
  return { app: await open(stories), host };
}

/** The first story of the sample, as the library has it. */
export const stored = async () => (await host.openStory("story-forge")).story;

export async function closeWindow(): Promise<void> {
  if (window_) await unmount(window_);
  window_ = null;
}

export const all = (testid: string) => [
  ...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`),
];

export function find<T extends HTMLElement = HTMLElement>(testid: string): T {
  const [found] = all(testid);
  if (!found) throw new Error(`${testid} is not on the screen`);
  return found as T;
}

export const appears = (testid: string) => vi.waitFor(() => find(testid));

/** Puts the focus into a box and a text instead of what stands there. */
export function type(testid: string, text: string, more: InputEventInit = {}): HTMLInputElement {
  const box = find<HTMLInputElement>(testid);
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true, ...more }));
  flushSync();
  return box;
}

export function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
  flushSync();
  return event;
}

export function click(testid: string): void {
  find(testid).click();
  flushSync();
}

export function choose(testid: string, value: string): void {
  const select = find<HTMLSelectElement>(testid);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
}

/** Gives every element a size, since nothing is laid out here. Returns how it is taken back. */
export function laidOut(width: number, height: number): () => void {
  const sizes = [
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(width),
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(height),
  ];
  return () => sizes.forEach((size) => size.mockRestore());
}

/** What the library holds of a picture. */
export async function storedPhoto(id: string, story: string): Promise<Photo> {
  const photo = (await host.openStory(story)).story.photos.find((one) => one.id === id);
  if (!photo) throw new Error(`${id} is not with the story`);
  return photo;
}
