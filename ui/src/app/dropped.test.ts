import { expect, it } from "vitest";

import { sorted } from "./dropped";

it.each([
  [
    ["/a/bai.txt", "/a/1.jpg", "/a/2.HEIC"],
    { article: "/a/bai.txt", documents: [], photos: ["/a/1.jpg", "/a/2.HEIC"] },
  ],
  [["/a/Bài phỏng vấn.docx"], { article: null, documents: ["/a/Bài phỏng vấn.docx"], photos: [] }],
  [["/a/ảnh.JPG", "/a/b.pdf"], { article: null, documents: ["/a/b.pdf"], photos: ["/a/ảnh.JPG"] }],
  [
    ["C:\\tin\\BAI.TXT", "C:\\tin\\2.txt"],
    { article: "C:\\tin\\BAI.TXT", documents: [], photos: ["C:\\tin\\2.txt"] },
  ],
  [
    ["/a/tin.odt", "/a/tin.rtf", "/a/thu.eml"],
    { article: null, documents: ["/a/tin.odt", "/a/tin.rtf", "/a/thu.eml"], photos: [] },
  ],
  [["/a/the"], { article: null, documents: [], photos: ["/a/the"] }],
  [[], { article: null, documents: [], photos: [] }],
])("%j is %j", (paths, is) => expect(sorted(paths)).toEqual(is));
