/** IPTC media topics as a story holds them: `medtop:20000002`, a bare code, or words that some desk wrote. */
import type { Language } from "../generated/Language";
import type { MediaTopic } from "../generated/MediaTopic";
import { type Option, option } from "../shared/suggest";

const PREFIX = "medtop:";

export interface Topic {
  /** As it is stored, also where it is no topic that is known. */
  value: string;
  text: string;
  /** The broader topic, or the code of one without a name here. */
  note?: string;
}

export class Topics {
  private readonly byCode: Map<string, MediaTopic>;

  constructor(topics: readonly MediaTopic[]) {
    this.byCode = new Map(topics.map((topic) => [topic.code, topic]));
  }

  /** A stored subject for the screen: an unknown one stays as it is. */
  named(value: string, language: Language): Topic {
    const topic = this.byCode.get(value.startsWith(PREFIX) ? value.slice(PREFIX.length) : value);
    return topic
      ? { value, text: topic[language], note: this.parent(topic, language) }
      : { value, text: value };
  }

  /** Each topic under its name in the reader's language, found by the other one too. */
  options(language: Language): Option[] {
    return [...this.byCode.values()].map((topic) => {
      const made = option(topic[language], PREFIX + topic.code, this.parent(topic, language));
      const other = option(topic[language === "vi" ? "en" : "vi"]).letters;
      const words = (made.letters.at(-1)?.word ?? -1) + 1;
      return {
        ...made,
        letters: [...made.letters, ...other.map((one) => ({ ...one, word: one.word + words }))],
      };
    });
  }

  private parent({ parent }: MediaTopic, language: Language): string | undefined {
    return parent ? this.byCode.get(parent)?.[language] : undefined;
  }
}
