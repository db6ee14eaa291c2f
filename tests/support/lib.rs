//! Builders and helpers that the whole-program tests share.
