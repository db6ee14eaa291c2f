import { expect, it } from "vitest";

import { addressOf } from "./address";

it.each([
  ["https://vidu.vn/tin", "https://vidu.vn/tin"],
  ["  http://vidu.vn  ", "http://vidu.vn"],
  ["vidu.vn", "https://vidu.vn"],
  ["www.vidu.vn/tin?a=1#b", "https://www.vidu.vn/tin?a=1#b"],
  ["vidu.vn:8080/tin", "https://vidu.vn:8080/tin"],
  ["//vidu.vn/anh.jpg", "https://vidu.vn/anh.jpg"],
  ["toasoan@vidu.vn", "mailto:toasoan@vidu.vn"],
  ["mailto:toasoan@vidu.vn", "mailto:toasoan@vidu.vn"],
  ["https://vi.wikipedia.org/wiki/Hà_Nội", "https://vi.wikipedia.org/wiki/H%C3%A0_N%E1%BB%99i"],
  ["báo.vn/tin", "https://xn--bo-mia.vn/tin"],
  ["https://vi.wikipedia.org/wiki/H%C3%A0_N%E1%BB%99i", "https://vi.wikipedia.org/wiki/H%C3%A0_N%E1%BB%99i"],
  ["javascript:alert(1)", null],
  ["file:///etc/passwd", null],
  ["data:text/html,x", null],
  ["vidu", null],
  ["localhost:3000", null],
  ["https://", null],
  ["hai chữ.vn", null],
  ["", null],
])("%j is %j", (typed, address) => expect(addressOf(typed)).toBe(address));
