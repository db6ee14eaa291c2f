/** A story goes out. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { SOME_ERRORS, finding } from "../testing/findings";
import { all, appears, closeWindow, find, freshPage, host, open, type } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

describe("a package", () => {
  it("waits for what is missing, or goes out as a draft, and is checked", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    const write = find<HTMLButtonElement>("package-write");
    expect(write.disabled).toBe(true);
    find("package-draft").click();
    await vi.waitFor(() => expect(write.disabled).toBe(false));
    write.click();
    await appears("package-checked");
    expect(find("package-result").dataset.ok).toBe("true");
    expect(find("package-path").textContent).toContain("/home/toasoan/goi/");
  });

  it("is done and says so where the library could not note it", async () => {
    await open();
    const message = "Gói đã nguyên vẹn và vào chỗ, nhưng thư viện không ghi nhận được: ổ đĩa đầy";
    host.unnoted = { code: "package_unnoted", message, hint: "Gói vẫn dùng được." };
    find("open-package").click();
    await appears("package-missing");
    find("package-draft").click();
    await vi.waitFor(() => expect(find<HTMLButtonElement>("package-write").disabled).toBe(false));
    find("package-write").click();
    expect((await appears("package-warning")).textContent).toContain(message);
    await appears("package-checked");
    expect(find("package-result").dataset.ok).toBe("true");
    expect(all("package-error")).toEqual([]);
  });

  it("leads to the field that is missing", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    find("missing-alt_text-photo-river").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("alt-photo-river")));
    expect(all("package")).toEqual([]);
  });

  it("is not written with a picture that must not go out, draft or not, and leads to its rights", async () => {
    const app = await open();
    app.session?.setPhotoField("photo-forge", "expires", "2020-01-31");
    find("open-package").click();
    expect((await appears("package-refused")).textContent).toContain(
      "Ảnh 1, forge.jpg: hết hạn dùng 31/01/2020",
    );
    find("package-draft").click();
    await vi.waitFor(() => expect(find<HTMLButtonElement>("package-write").disabled).toBe(true));
    find("refused-photo-forge").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("pad-expires")));
    expect(all("package")).toEqual([]);
  });

  it("carries WebP where that is wanted, and remembers it", async () => {
    const app = await open();
    find("open-package").click();
    await appears("package-plan");
    find("package-webp").click();
    await vi.waitFor(() => expect(find("package-plan").textContent).toContain("river-2048.webp"));
    find("package-draft").click();
    await vi.waitFor(() => expect(find<HTMLButtonElement>("package-write").disabled).toBe(false));
    find("package-write").click();
    await appears("package-checked");
    expect(app.settings.webp).toBe(true);
  });

  it("tells gently of a crop that is too small to go out", async () => {
    const app = await open();
    app.session?.setPhotoField("photo-forge", "crop_1_1", "0,0,0.1,0.16");
    find("open-package").click();
    expect((await appears("package-gently")).textContent).toContain(
      "Cắt 1:1 chỉ có 600 × 600 điểm ảnh, cần 640 × 640",
    );
  });
});

describe("a story in which the copy checker found errors", () => {
  /** Nothing but the errors stands in the way. */
  async function openDialog(errors = SOME_ERRORS) {
    const app = await open();
    host.errors = errors;
    for (const field of ["credit", "alt_text"] as const)
      app.session?.setPhotoField("photo-river", field, "Có");
    await app.session?.flush();
    find("open-package").click();
    await appears("package-errors");
    return app;
  }

  const write = () => find<HTMLButtonElement>("package-write");
  const versions = async () => (await host.history("story-forge")).map(({ version }) => version);

  it("is held back, with each error by its reason, words and place", async () => {
    await openDialog();
    expect(write().disabled).toBe(true);
    expect(all("package-missing")).toEqual([]);
    expect(all("package-ready")).toEqual([]);
    expect(find("package-said").textContent.trim()).toBe("Bài còn 3 lỗi");
    const told = find("package-errors").textContent.replace(/\s+/g, " ");
    expect(told).toContain("Thiếu dấu cách sau “chạy”. chạy Thân bài, đoạn 1");
    expect(told).toContain("31/6/2020 Chú thích ảnh – ảnh 2");
  });

  it("leads to the words of an error in the headline, in a caption and in the body", async () => {
    const app = await openDialog();
    all("package-finding")[0]!.click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("headline")));
    const headline = find<HTMLTextAreaElement>("headline");
    expect([headline.selectionStart, headline.selectionEnd]).toEqual([7, 10]);
    expect(all("package")).toEqual([]);

    app.sheet = "package";
    await appears("package-errors");
    all("package-finding")[2]!.click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("caption-photo-river")));

    app.sheet = "package";
    await appears("package-errors");
    all("package-finding")[1]!.click();
    await vi.waitFor(() => {
      const { selection, doc } = app.session!.editor!.state;
      expect(doc.textBetween(selection.from, selection.to)).toBe("chạy");
    });
  });

  it("counts characters, where a box counts some of them twice", async () => {
    const app = await openDialog([finding({ field: "headline", block: null, start: 2, end: 5 })]);
    app.session?.setField("headline", "🔥 rèn rèn");
    all("package-finding")[0]!.click();
    const headline = find<HTMLTextAreaElement>("headline");
    await vi.waitFor(() => expect(document.activeElement).toBe(headline));
    expect(headline.value.slice(headline.selectionStart, headline.selectionEnd)).toBe("rèn");
  });

  it("leads to the kicker too, where the details are closed", async () => {
    await openDialog([finding({ field: "kicker", block: null })]);
    if (all("details").length > 0) find("toggle-details").click();
    await vi.waitFor(() => expect(all("details")).toEqual([]));
    find("package-finding").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("field-kicker")));
  });

  it("goes out once somebody answers for it by name, and the history says who", async () => {
    const app = await openDialog();
    app.change({ name: "Minh Hạ" });
    expect(all("package-overridden-by")).toEqual([]);
    find("package-override").click();
    const name = await appears("package-overridden-by");
    expect(write().disabled).toBe(true);
    expect(name.getAttribute("aria-invalid")).toBe("true");
    expect(find("package-override-note").textContent).toContain("Ghi tên");
    type("package-overridden-by", "   ");
    expect(write().disabled).toBe(true);
    type("package-overridden-by", " Lê Bến ");
    expect(find("package-override-note").textContent).toContain("được ghi vào lịch sử");
    await vi.waitFor(() => expect(write().disabled).toBe(false));
    const asked = vi.spyOn(host, "writePackage");
    write().click();
    await appears("package-checked");
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ draft: false, overridden_by: "Lê Bến" });
    expect((await versions())[0]).toEqual({ kind: "overridden", by: "Lê Bến", errors: 3 });
  });

  it("is offered to the person whose name the settings have", async () => {
    const app = await open();
    app.change({ name: "Minh Hạ" });
    host.errors = SOME_ERRORS;
    find("open-package").click();
    (await appears("package-override")).click();
    expect((await appears("package-overridden-by")) as HTMLInputElement).toHaveProperty("value", "Minh Hạ");
  });

  it("goes out as a draft without anybody's name, and nothing is recorded", async () => {
    await openDialog();
    find("package-draft").click();
    await vi.waitFor(() => expect(write().disabled).toBe(false));
    expect(find<HTMLInputElement>("package-override").disabled).toBe(true);
    const asked = vi.spyOn(host, "writePackage");
    write().click();
    await appears("package-checked");
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ draft: true, overridden_by: null });
    expect((await versions()).filter((version) => version?.kind === "overridden")).toEqual([]);
  });

  it("is refused where the errors came after the look at it, and shows them then", async () => {
    const app = await open();
    for (const field of ["credit", "alt_text"] as const)
      app.session?.setPhotoField("photo-river", field, "Có");
    await app.session?.flush();
    find("open-package").click();
    await appears("package-ready");
    host.errors = SOME_ERRORS;
    write().click();
    expect((await appears("package-error")).dataset.code).toBe("package_errors");
    await appears("package-errors");
    expect(write().disabled).toBe(true);
  });

  it("needs no name where there is none, and a name that nobody asked for is not passed on", async () => {
    await openDialog();
    find("package-override").click();
    await appears("package-overridden-by");
    type("package-overridden-by", "Lê Bến");
    host.errors = [];
    find("package-as-zip").click();
    await vi.waitFor(() => expect(all("package-errors")).toEqual([]));
    await appears("package-ready");
    const asked = vi.spyOn(host, "writePackage");
    write().click();
    await appears("package-checked");
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ overridden_by: null });
  });
});
