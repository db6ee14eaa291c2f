import { expect, it } from "vitest";

import { oneLine } from "./one_line";

it.each([
  ["Làng gốm giữ lửa", "Làng gốm giữ lửa"],
  ["  Làng gốm\r\n\r\n  giữ lửa \n", "Làng gốm giữ lửa"],
  ["Làng  gốm\u2028giữ lửa", "Làng  gốm giữ lửa"],
  ["\n \n", ""],
  ["Làng\u001b[31m gốm\u202e", "Làng[31m gốm"],
])("a headline has one line: %j", (pasted, line) => expect(oneLine(pasted)).toBe(line));
