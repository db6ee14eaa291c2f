/** An article in the letters from before Unicode: said when it has come in, and to be had as it was in its file. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appears, click, closeWindow, find, freshPage, host, open } from "../testing/window";

const OLD =
  "Thî ®ãng ghe cuèi cïng\n\nX\u00adëng cña «ng mçi n¨m cßn ®ãng ba chiÕc ghe.\n\n¤ng häc nghÒ tõ nhá.\n";

describe("an article in old letters", () => {
  beforeEach(freshPage);
  afterEach(closeWindow);

  async function importOne(text: string | Uint8Array) {
    const app = await open();
    host.drop([host.file("bai.txt", text)]);
    (await appears("import-go")).click();
    return app;
  }

  it("is converted and told of; a person may have it as it was, and go back", async () => {
    const app = await importOne(OLD);
    const note = await appears("note-import");
    expect(note.textContent).toContain("Bài dùng bảng mã TCVN3 (phông .Vn…), đã được chuyển mã.");
    expect(app.desk?.story.text("headline")).toBe("Thợ đóng ghe cuối cùng");
    const converted = app.desk!.story.id;

    click("note-as_it_was");
    await vi.waitFor(() => expect(app.desk?.story.text("headline")).toBe("Thî ®ãng ghe cuèi cïng"));
    const asItWas = app.desk!.story.id;
    await vi.waitFor(async () => expect((await host.openStory(converted)).story.state).toBe("spiked"));

    (await appears("note-undo")).click();
    await vi.waitFor(() => expect(app.desk?.story.id).toBe(converted));
    await vi.waitFor(async () => expect((await host.openStory(asItWas)).story.state).toBe("spiked"));
    expect((await host.openStory(converted)).story.state).toBe("draft");
  });

  it("tells it on its sheet too, where lines were left over", async () => {
    const app = await importOne(`${OLD}\n§o¹n cuèi\u001a cña tin.\n`);
    expect((await appears("import-letters")).textContent).toContain("TCVN3");
    click("import-as-it-was");
    await vi.waitFor(() => expect(app.desk?.story.text("headline")).toBe("Thî ®ãng ghe cuèi cïng"));
  });

  it("in bytes has no other way to be taken", async () => {
    const bytes = Uint8Array.from([...OLD].map((letter) => letter.charCodeAt(0)));
    const app = await importOne(bytes);
    expect((await appears("note-import")).textContent).toContain("TCVN3");
    expect(app.desk?.story.text("headline")).toBe("Thợ đóng ghe cuối cùng");
    expect(document.querySelector("[data-testid=note-as_it_was]")).toBeNull();
    expect(find("note-import")).toBeTruthy();
  });
});
