/** The app: got ready, and then put on the page. */
import { flushSync, mount } from "svelte";

import { App } from "./app/app.svelte";
import Window from "./Window.svelte";
import { keepLooks } from "./screen/keep_looks.svelte";
import { findHost } from "./host";
import { readLater } from "./services/later.svelte";

let app: App;

/** Asks for all that the first screen shows. `whole`: with what is otherwise read once that is on the screen. */
export async function ready({ whole }: { whole: boolean }): Promise<void> {
  app = new App(await findHost());
  const [parts] = [whole ? readLater() : null, await app.start()];
  // Into a story the words come first; anything else needs the rest.
  if (parts || !app.desk) await (parts ?? readLater());
}

export function begin(page: HTMLElement): void {
  mount(Window, { target: page, props: { app } });
  flushSync();
  keepLooks(app, page);
  // A frame is painted once its callbacks are over.
  requestAnimationFrame(() => setTimeout(() => void readLater()));
}
