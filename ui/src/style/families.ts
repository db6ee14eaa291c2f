/** The rules as the screen groups them: the families of Rust's list (rules.rs), in its order. */
import type { Rule } from "../generated/Rule";

export const FAMILIES = {
  between: [
    "missing_space",
    "space_before",
    "double_space",
    "odd_space",
    "edge_space",
    "blank_paragraph",
    "repeated_line",
  ],
  words: [
    "doubled_words",
    "joined_words",
    "bad_syllable",
    "tone_placement",
    "decomposed",
    "look_alike",
    "invisible",
    "spelling",
    "wrong_word",
    "doubtful_word",
  ],
  signs: [
    "unpaired",
    "quote_style",
    "range_style",
    "repeated_sign",
    "sentence_end",
    "sentence_capital",
    "comma_two_ways",
  ],
  numbers: [
    "number_grouping",
    "leading_zero",
    "number_not_in_body",
    "document_number_word",
    "document_number_shape",
    "document_number_spaces",
    "impossible_date",
    "wrong_weekday",
    "weekday_by_story",
    "age_by_birth",
    "sums_differ",
  ],
  names: ["name_two_ways", "capitals_two_ways", "glossary", "term_two_ways", "abbreviation"],
  pictures: ["caption_stop", "caption_credit", "caption_prefix"],
  reading: ["long_sentence", "long_lead", "long_headline", "quote_without_source"],
} satisfies Record<string, Rule[]>;

export type Family = keyof typeof FAMILIES;
