/**
 * Before the tests of each file. The newsroom answers in a few milliseconds, and in a second on a computer that builds
 * Rust beside it: nobody gives up before that, and nobody looks so seldom that the tests take longer by it.
 */
import { vi } from "vitest";

const { waitFor } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, { timeout: 10_000, interval: 10, ...(typeof options === "object" && options) });
