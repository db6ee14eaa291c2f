/** What the library knows for completing what is typed, asked for once, when a box first wants it. */
import type { StoryField } from "../generated/StoryField";
import type { Host, KnownValues } from "../host/host";
import { type Option, option } from "../shared/suggest";
import { Topics } from "./topics";

export class Known {
  private values = $state.raw<KnownValues>({});
  topics = $state.raw(new Topics([]));
  private asked = { values: false, topics: false };

  constructor(private readonly host: Host) {}

  /** Without an answer nothing is offered, and the next visit asks again: a story is written without it too. */
  async needValues(): Promise<void> {
    if (this.asked.values) return;
    this.asked.values = true;
    try {
      this.values = await this.host.knownValues();
    } catch {
      this.asked.values = false;
    }
  }

  async needTopics(): Promise<void> {
    if (this.asked.topics) return;
    this.asked.topics = true;
    try {
      this.topics = new Topics(await this.host.mediaTopics());
    } catch {
      this.asked.topics = false;
    }
  }

  options(field: StoryField): Option[] {
    return (this.values[field] ?? []).map((value) => option(value));
  }
}
