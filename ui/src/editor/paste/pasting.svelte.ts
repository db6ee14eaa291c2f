/** What is told of the last paste, until the next edit. */
import type { Desk } from "../../desk/desk.svelte";
import type { Pasted } from "./paste";

class Pasting {
  pasted = $state.raw<Pasted | null>(null);
}

const make = (): Pasting => new Pasting();
export const pastingOf = (desk: Desk): Pasting => desk.of(make);
