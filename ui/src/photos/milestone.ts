/** What befalls many pictures at once is a version of the story, to be found again in its history. */
import type { Desk } from "../desk/desk.svelte";

/** Once it is on the disk: a version holds what the library has. */
export async function milestone(desk: Desk, name: string): Promise<void> {
  const { story, host } = desk;
  await story.flush();
  // What is told of words that could not be saved is told by whoever saves them.
  if (story.saver.idle)
    await host.nameVersion(story.id, name).catch((error: unknown) => desk.room.notify(error));
}
