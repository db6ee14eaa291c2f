import { mount } from "svelte";

import { App } from "./app.svelte";
import Window from "./Window.svelte";
import { findHost } from "./host";
import { readLater } from "./later/later.svelte";

import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "prosemirror-view/style/prosemirror.css";

const app = new App(await findHost());
await app.start();
// Into a story the words come first; anything else needs the rest.
if (!app.session) await readLater();
mount(Window, { target: document.getElementById("app") as HTMLElement, props: { app } });
// A frame is painted once its callbacks are over.
requestAnimationFrame(() => setTimeout(() => void readLater()));
