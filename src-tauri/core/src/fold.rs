//! Letters without their marks, for searching, sorting out names and making slugs.
