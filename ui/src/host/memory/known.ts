/** What the stories of the memory host hold already, and the topics that Rust reads from the same file. */
import type { MediaTopic } from "../../generated/MediaTopic";
import type { Story } from "../../generated/Story";
import type { StoryField } from "../../generated/StoryField";
import type { KnownValues } from "../host";
import table from "../../../../src-tauri/core/data/media_topics.tsv?raw";

const COMPLETED: StoryField[] = [
  "byline",
  "dateline",
  "section",
  "keywords",
  "place",
  "genre",
  "source",
  "copyright_holder",
  "copyright_notice",
];

/** Most used first. */
export function knownValues(stories: Iterable<Story>): KnownValues {
  const all = [...stories];
  const known: KnownValues = {};
  for (const field of COMPLETED) {
    const times = new Map<string, number>();
    for (const value of all.flatMap(({ fields }) => fields[field] ?? [])) {
      if (value) times.set(value, (times.get(value) ?? 0) + 1);
    }
    known[field] = [...times].sort(([, a], [, b]) => b - a).map(([value]) => value);
  }
  return known;
}

export function mediaTopics(): MediaTopic[] {
  const [, ...rows] = table.trim().split("\n");
  return rows.map((row) => {
    const [code = "", parent = "", vi = "", en = ""] = row.split("\t");
    return { code, parent: parent || null, vi, en };
  });
}
