/** House styles as files, for tests. */

/** Of another house. */
export const ANOTHER_HOUSE = `[rules]
long_sentence = "off"
number_not_in_body = "error"

[writing]
tone = "newer"
caption_stop = "always"

[glossary]
protected = ["Vân Sa", "Lam Khê"]

[glossary.replace]
"Hà nội" = "Hà Nội"
"xử lí" = "xử lý"

[glossary.abbreviations]
UBND = "Ủy ban nhân dân"
HTX = "hợp tác xã"
`;

/** A file that is none, by its third line. */
export const NO_STYLE = `[writing]
# cách viết
tone = oldest
`;
