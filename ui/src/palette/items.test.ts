import { describe, expect, it } from "vitest";

import type { StorySummary } from "../generated/StorySummary";
import { type StoryItem, commandItems, listed, storyItem } from "./items";

function story(id: string, headline: string, excerpt = ""): StoryItem {
  return storyItem({ id, headline, excerpt, language: "vi" } as StorySummary);
}

const river = story("river", "Chợ nổi họp sớm");
const bridge = story("bridge", "Cầu gỗ mở lại");
const rice = story("rice", "Xuất gạo ít dần");
const nothing = () => {};
const commands = commandItems({ package: nothing, bold: nothing, language_en: nothing });

const seen = (...asked: Parameters<typeof listed>) =>
  listed(...asked).map(({ listed }) => listed.map(({ item }) => item.id));

describe("the palette lists", () => {
  it("only what can be done now, in the order of the one list, with its key", () => {
    expect(commands.map(({ name, key }) => [name, key])).toEqual([
      ["Xuất gói", "Ctrl+↵"],
      ["Định dạng: Đậm", "Ctrl+B"],
      ["Ngôn ngữ: English", null],
    ]);
  });

  it("the last stories before anything is typed, without the one that is open, then every command", () => {
    const recent = [river, bridge, ...Array.from({ length: 20 }, (_, at) => story(`s${at}`, `Bài ${at}`))];
    const [stories, all] = listed("", { recent, found: [], commands, open: "river" });
    expect(stories?.listed.map(({ item }) => item.id)).toEqual(["bridge", "s0", "s1", "s2", "s3", "s4"]);
    expect(all?.listed).toHaveLength(commands.length);
    expect(listed(" ", { recent: [], found: [], commands }).map(({ kind }) => kind)).toEqual(["command"]);
  });

  it("the group with the better fit first", () => {
    const choice = { recent: [river, bridge, rice], found: [], commands };
    expect(seen("cho", choice)).toEqual([["river"]]);
    expect(seen("xuat goi", choice)).toEqual([["command-package"], ["rice"]]);
    expect(seen("xuat gao", choice)).toEqual([["rice"]]);
    // Where both fit as well a story comes first.
    expect(seen("xuat", choice)).toEqual([["rice"], ["command-package"]]);
  });

  it("what the library found below the headlines, each story once, so that the first stays the first", () => {
    const deep = story("deep", "Giá dầu tăng");
    const before = seen("cho", { recent: [river, bridge], found: [], commands });
    const after = seen("cho", { recent: [river, bridge], found: [deep, river], commands });
    expect(before).toEqual([["river"]]);
    expect(after).toEqual([["river", "deep"]]);
  });

  it("a story without a headline by its first words", () => {
    const blank = story("blank", "", "Ghi chép ở chợ cá");
    expect(seen("ghi chep", { recent: [blank], found: [], commands })).toEqual([["blank"]]);
  });
});
