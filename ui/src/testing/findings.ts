/** Findings of the copy checker in the first story of the sample, where it would stand in its words. */
import type { Finding } from "../generated/Finding";

export function finding(more: Partial<Finding>): Finding {
  return {
    rule: "doubled_words",
    severity: "error",
    field: "body",
    block: 0,
    start: 0,
    end: 3,
    text: "Con",
    before: "",
    after: " đường vào làng ",
    message: "Chữ “Con” lặp lại.",
    ...more,
  };
}

export const SOME_ERRORS: Finding[] = [
  finding({ field: "headline", block: null, start: 7, end: 10, text: "rèn", message: "Chữ “rèn” lặp lại." }),
  finding({ start: 19, end: 23, text: "chạy", message: "Thiếu dấu cách sau “chạy”." }),
  finding({
    rule: "impossible_date",
    field: "caption",
    block: null,
    photo: "photo-river",
    text: "31/6/2020",
    start: 0,
    end: 4,
    message: "Ngày 31/6/2020 không có trên lịch.",
  }),
];
