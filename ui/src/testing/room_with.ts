/** A window for a part of the story's screen that is tried without one. */
import { App } from "../app/app.svelte";
import type { Room } from "../desk/room";
import type { Host } from "../host/host";

export const roomWith = (host: Host): Room => new App(host);
