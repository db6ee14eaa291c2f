/** The parts that a window reads later, read with the tests: none of them waits for that. */
import "../later/parts";

export { readLater } from "../services/later.svelte";
