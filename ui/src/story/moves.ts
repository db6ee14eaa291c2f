/** Moving a story on to its next state, by way of Rust: it looks at the gates, and makes a milestone of it. */
import type { Gates } from "../generated/Gates";
import type { Step } from "../generated/Step";
import type { StorySession } from "./session.svelte";

/** What is on the screen is durable, or it is said why not. */
export async function madeDurable(story: StorySession): Promise<void> {
  await story.body.whenComposed(() => null);
  await story.saver.flush();
  if (story.save.kind === "failed") throw story.save.error;
}

/** One step of the story's undo. Nobody leaves the story before it is made. */
export async function moveOn(story: StorySession, step: Step, reason: string): Promise<Gates> {
  const from = story.state;
  const moved = (async () => {
    await madeDurable(story);
    const gates = await story.host.moveStory(story.id, step, reason);
    await story.saver.refresh();
    story.undo.note({ is: "state", from, to: gates.state });
    return gates;
  })();
  story.awaits(moved.catch(() => {}));
  return moved;
}
