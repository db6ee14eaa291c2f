/** The fields beside a story, as a person fills them in: what stands on the screen and what the library gets. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { StoryField } from "../generated/StoryField";
import type { Newsroom } from "../testing/newsroom";
import { speak } from "../strings/index.svelte";
import { all, appears, choose, click, closeWindow, find, openWindow, press, type } from "../testing/window";

let app: App;
let host: Newsroom;

beforeEach(async () => ({ app, host } = await openWindow()));
afterEach(async () => {
  await closeWindow();
  speak("vi");
});

async function stored(field: StoryField) {
  await app.desk?.story.flush();
  return (await host.openStory("story-forge")).story.fields[field];
}

const offered = () => all("option").map((one) => one.firstChild?.textContent);
const chips = (field: string) => all(`field-${field}-chip`).map((chip) => chip.textContent);
const chosen = () => document.querySelector("[role=option][aria-selected=true]")?.firstChild?.textContent;

describe("completion", () => {
  it("offers what other stories have, without accents, and takes it with Enter", async () => {
    const box = type("field-section", "gi");
    await vi.waitFor(() => expect(offered()).toEqual(["Giao thông", "Giáo dục"]));
    expect(box.getAttribute("aria-expanded")).toBe("true");
    expect(chosen(), "free text is left alone until the arrows go to the list").toBeUndefined();
    press("ArrowDown");
    press("ArrowDown");
    expect(chosen()).toBe("Giáo dục");
    expect(document.getElementById(box.getAttribute("aria-activedescendant") ?? "")?.textContent).toBe(
      "Giáo dục",
    );
    expect(press("Enter").defaultPrevented).toBe(true);
    expect([box.value, offered()]).toEqual(["Giáo dục", []]);
    expect(await stored("section")).toBe("Giáo dục");
  });

  it("takes what is chosen with Tab, and goes on", async () => {
    type("field-byline", "quang");
    await vi.waitFor(() => expect(offered()).toEqual(["Quang Lâm"]));
    press("ArrowDown");
    expect(press("Tab").defaultPrevented).toBe(false);
    expect(await stored("byline")).toBe("Quang Lâm");
  });

  it("keeps what is typed, closes with Escape, and leaves the Escapes after that to the window", async () => {
    const box = type("field-section", "Gia");
    await vi.waitFor(() => expect(offered()).not.toEqual([]));
    expect(press("Escape").defaultPrevented).toBe(true);
    expect([offered(), box.value]).toEqual([[], "Gia"]);
    expect(press("Escape").defaultPrevented).toBe(false);
    expect(await stored("section")).toBe("Gia");
  });

  it("has no use for keys while a word is composed, and stores the word all the same", async () => {
    type("field-section", "Gi", { isComposing: true });
    await vi.waitFor(() => expect(offered()).not.toEqual([]));
    expect(press("ArrowDown", { isComposing: true }).defaultPrevented).toBe(false);
    expect(press("Enter", { keyCode: 229 }).defaultPrevented).toBe(false);
    expect(chosen()).toBeUndefined();
    expect(await stored("section")).toBe("Gi");
  });

  it("asks the library once", async () => {
    const asked = vi.spyOn(host, "knownValues");
    find("field-section").focus();
    find("field-byline").focus();
    find("field-keywords").focus();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
  });
});

describe("keywords", () => {
  it("become chips with a comma or Enter, each once", async () => {
    const box = type("field-keywords", "mùa nước cạn, lễ hội, sông");
    expect(chips("keywords")).toEqual(["làng nghề", "lễ hội", "thợ rèn", "mùa nước cạn"]);
    expect(box.value).toBe("sông");
    expect(await stored("keywords"), "what is still being typed is safe already").toEqual([
      "làng nghề",
      "lễ hội",
      "thợ rèn",
      "mùa nước cạn",
      "sông",
    ]);
    press("Enter");
    expect(chips("keywords").at(-1)).toBe("sông");
    expect(box.value).toBe("");
  });

  it("are what was typed when the box is left", async () => {
    type("field-keywords", "bễ lò").blur();
    await vi.waitFor(() => expect(chips("keywords").at(-1)).toBe("bễ lò"));
    expect(find<HTMLInputElement>("field-keywords").value).toBe("");
  });

  it("are not cut while a word is composed", () => {
    const box = type("field-keywords", "một, ha", { isComposing: true });
    expect(box.value).toBe("một, ha");
    expect(chips("keywords")).toHaveLength(3);
  });

  it("are taken off by keyboard", async () => {
    const box = find<HTMLInputElement>("field-keywords");
    box.focus();
    press("Backspace");
    expect(document.activeElement?.textContent).toBe("thợ rèn");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Bỏ thợ rèn");
    press("ArrowLeft");
    press("Delete");
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("thợ rèn"));
    press("Backspace");
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("làng nghề"));
    press("ArrowRight");
    expect(document.activeElement).toBe(box);
    expect(await stored("keywords")).toEqual(["làng nghề"]);
  });
});

describe("topics", () => {
  async function pick(words: string) {
    find("field-subjects").focus();
    await vi.waitFor(() => {
      type("field-subjects", words);
      expect(offered()).not.toEqual([]);
    });
    press("Enter");
  }

  it("are found in either language without accents, stored as codes, and shown in the reader's", async () => {
    await pick("bau cu");
    await pick("armed conflict");
    expect(await stored("subjects")).toEqual(["medtop:20000574", "medtop:20000056"]);
    expect(chips("subjects")).toEqual(["bầu cử", "xung đột vũ trang"]);
    expect(all("field-subjects-chip")[0]?.title).toBe("chính trị");
    app.change({ language: "en" });
    flushSync();
    expect(chips("subjects")).toEqual(["election", "armed conflict"]);
  });

  it("that are unknown, or words, stay as they are", async () => {
    app.desk?.story.setField("subjects", ["medtop:99999999", "làng chài"]);
    flushSync();
    await pick("the thao");
    expect(chips("subjects")).toEqual(["medtop:99999999", "làng chài", "thể thao"]);
  });

  it("are not made of a search that was left", async () => {
    type("field-subjects", "bau").blur();
    await vi.waitFor(() => expect(find<HTMLInputElement>("field-subjects").value).toBe(""));
    expect(await stored("subjects")).toBeUndefined();
  });
});

describe("an embargo and a schedule", () => {
  it("are kept with the zone that is chosen, also when the clock is changed", async () => {
    type("field-embargoed", "24/12/2099 8:00");
    choose("field-embargoed-zone", "+09:00");
    expect(await stored("embargoed")).toBe("2099-12-24T08:00:00+09:00");
    type("field-embargoed", "25/12/2099 09:30");
    expect(await stored("embargoed")).toBe("2099-12-25T09:30:00+09:00");
    type("field-embargoed", "");
    expect(await stored("embargoed")).toBeUndefined();
    expect(find("embargoed-note").textContent.trim()).toBe("");
  });

  it("say what they mean, and when one contradicts the other", () => {
    app.desk?.story.setField("embargoed", "2099-12-24T08:00:00+07:00");
    app.desk?.story.setField("publish_schedule", "2099-12-24T08:00:00+07:00");
    flushSync();
    const note = find("publish_schedule-note");
    expect(note.textContent).toMatch(/còn [\d.]+ ngày/);
    expect(note.textContent).not.toContain("sớm hơn");
    // The same clock an hour further east comes first.
    app.desk?.story.setField("publish_schedule", "2099-12-24T08:00:00+08:00");
    flushSync();
    expect(note.textContent).toContain("Hẹn đăng sớm hơn mốc “Không đăng trước”");
    app.desk?.story.setField("publish_schedule", "2019-10-15");
    flushSync();
    expect(note.textContent).toContain("đã qua");
  });

  it("refuse what is no time, and keep it on the screen", async () => {
    const box = type("field-embargoed", "sáng mai");
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(
      document.getElementById(box.getAttribute("aria-describedby")?.split(" ")[0] ?? "")?.textContent,
    ).toContain("15/10/2019");
    expect(await stored("embargoed")).toBeUndefined();
  });
});

describe("the length", () => {
  it("is held against the plan in words and in a meter", async () => {
    expect(find("length").textContent).toContain("250 chữ");
    expect(document.querySelector("[role=meter]")).toBeNull();
    type("field-word_count_planned", "600");
    expect(find("length").textContent).toContain("250 / 600 chữ");
    expect(find("length").textContent).toContain("còn 350 chữ");
    type("field-word_count_planned", "215");
    const meter = document.querySelector("[role=meter]");
    expect(meter?.getAttribute("aria-valuetext")).toBe("250 / 215 chữ, dài hơn 35 chữ");
    expect(await stored("word_count_planned")).toBe("215");
    const box = type("field-word_count_planned", "sáu trăm");
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(await stored("word_count_planned")).toBe("215");
  });
});

describe("the length of the headline", () => {
  const told = () => all("headline-length").map(({ textContent }) => textContent.trim());

  it("shows as it comes near the house's limit, and how far it is over", async () => {
    // The house's own limit is twenty.
    await vi.waitFor(() => {
      type("headline", "một ".repeat(16));
      expect(told()).toEqual(["16 / 20 chữ"]);
    });
    type("headline", "một ".repeat(15));
    expect(told()).toEqual([]);
    type("headline", "một ".repeat(20));
    expect(told()).toEqual(["20 / 20 chữ"]);
    // A number and what is joined by a hyphen are one each, as the checker counts them.
    type("headline", "một ".repeat(18) + "2015-2020 COVID-19 12,5%");
    expect(told()).toEqual(["21 / 20 chữ, dài hơn 1 chữ"]);
  });

  it("follows the house style, and is silent where that sets no limit", async () => {
    type("headline", "Nước lên trong đêm");
    const style = await host.houseStyle();
    await host.saveHouseStyle({ ...style, lengths: { ...style.lengths, headline: 4 } });
    app.styleVersion++;
    await vi.waitFor(() => expect(told()).toEqual(["4 / 4 chữ"]));
    await host.saveHouseStyle({ ...style, lengths: { ...style.lengths, headline: 0 } });
    app.styleVersion++;
    await vi.waitFor(() => expect(told()).toEqual([]));
  });
});

it("counts a story alike in the bar, beside it, in the list and in the checks", async () => {
  const app_ = app.desk!.story;
  app_.setField("abstract", "Tăng 12,5% so với 2015-2020, xem https://a.example/b?c=1.");
  const { view } = app_.body;
  view!.dispatch(view!.state.tr.insertText("kinh tế-xã hội, TP.HCM: ", 1));
  await app_.flush();
  const shown = () => find("word-count").firstElementChild?.textContent;
  const [row] = await host.listStories("");
  const count = `${row!.word_count} chữ`;
  await vi.waitFor(() => expect(shown()).toBe(count));
  expect(find("length").textContent).toContain(count);
  click("open-checks");
  await vi.waitFor(() => expect(find("readable").textContent).toContain(count));
});

describe("the slug", () => {
  it("shows what the headline makes of it, and makes one of what is typed when the box is left", async () => {
    type("headline", "Đường về Vân Sa");
    const box = find<HTMLTextAreaElement>("field-slug");
    expect(box.placeholder).toBe("duong-ve-van-sa");
    expect(await stored("slug")).toBeUndefined();
    type("field-slug", "Đỏ lửa Vân Sa!").blur();
    await vi.waitFor(() => expect(box.value).toBe("do-lua-van-sa"));
    expect(await stored("slug")).toBe("do-lua-van-sa");
  });
});

it("stores an urgency, and none again", async () => {
  choose("field-urgency", "2");
  expect(await stored("urgency")).toBe("2");
  choose("field-urgency", "");
  expect(await stored("urgency")).toBeUndefined();
});

it("remembers which groups are folded, and says what is in them", async () => {
  const group = find<HTMLDetailsElement>("group-release");
  expect(group.open).toBe(true);
  group.open = false;
  group.dispatchEvent(new Event("toggle"));
  flushSync();
  expect(group.querySelector("summary")?.textContent).toContain("Vân Sa · Bản tin Bến Sông");
  press("d", { ctrlKey: true });
  press("d", { ctrlKey: true });
  expect(find<HTMLDetailsElement>("group-release").open).toBe(false);
  expect(find<HTMLDetailsElement>("group-story").open).toBe(true);
});

describe("what is missing", () => {
  it("leads to its place, shrinks as one types, and is gone when nothing is", async () => {
    expect(all("gaps")[0]?.textContent).not.toContain("tít chính");
    click("gap-alt_text-photo-river");
    expect(document.activeElement).toBe(find("alt-photo-river"));
    type("alt-photo-river", "Thuyền trên sông.");
    expect(all("gap-alt_text-photo-river")).toEqual([]);
    type("headline", " ");
    click("gap-headline");
    expect(document.activeElement).toBe(find("headline"));
    type("headline", "Tít");
    type("credit-photo-river", "Thu An");
    expect(all("gaps")).toEqual([]);
    expect(find("details").querySelector("[role=status]")?.textContent).toBe("Đã đủ những phần bắt buộc");
  });

  it("is the body while it has no word, and no photo that waits beside it", async () => {
    await app.newStory();
    await vi.waitFor(() => expect(app.desk?.story.isBegun).toBe(false));
    await appears("headline");
    app.desk!.rail.show("details");
    app.desk!.story.setField("subheadline", "Nước lên");
    await appears("gap-body");
    expect(all("gap-headline")).toHaveLength(1);
    click("gap-body");
    expect(document.activeElement).toBe(find("body"));
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.insertText("Chữ đầu tiên.", 1));
    flushSync();
    expect(all("gap-body")).toEqual([]);
  });
});
