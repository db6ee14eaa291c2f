/** A story goes out. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { all, appears, closeWindow, find, freshPage, open } from "../testing/window";

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
