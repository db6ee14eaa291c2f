//! Licences by their SPDX names: what a package asks for, and which one a text is.

use std::collections::BTreeSet;

use spdx::{AdditionItem, Expression, LicenseReq, ParseMode};

/// A licence expression: `MIT OR Apache-2.0`.
pub struct Wanted(Expression);

impl Wanted {
    pub fn read(expression: &str) -> Result<Self, String> {
        let read = Expression::parse_mode(expression, ParseMode::LAX);
        read.map(Self).map_err(|error| format!("“{expression}” is no licence: {}", error.reason))
    }

    pub fn allowed(&self, allowed: &[String]) -> Result<(), String> {
        if self.0.evaluate(|one| is_allowed(one, allowed)) {
            return Ok(());
        }
        Err(format!("“{}” is not among the licences that the project takes", self.0))
    }

    /// Whether the texts that came with it are enough for a way through the expression that the project may go.
    pub fn at_hand(&self, allowed: &[String], kinds: &BTreeSet<&str>) -> Result<(), String> {
        let has = |one: &LicenseReq| {
            let licence = one.license.id().is_some_and(|id| kinds.contains(id.name));
            let addition = one.addition.as_ref().is_none_or(|addition| kinds.contains(addition_name(addition)));
            is_allowed(one, allowed) && licence && addition
        };
        if self.0.evaluate(has) {
            return Ok(());
        }
        let found = kinds.iter().copied().collect::<Vec<_>>().join(", ");
        let found = if found.is_empty() { "none" } else { &found };
        Err(format!("it comes without the licence text for “{}” (found: {found})", self.0))
    }

    pub fn names(&self, licence: &str) -> bool {
        self.0.requirements().any(|one| one.req.license.to_string() == licence)
    }
}

fn is_allowed(one: &LicenseReq, allowed: &[String]) -> bool {
    allowed.iter().any(|name| *name == one.to_string())
}

fn addition_name(addition: &AdditionItem) -> &str {
    addition.id().map_or("", |id| id.name)
}

/// The licence's own words.
pub fn standard(name: &str) -> Result<String, String> {
    spdx::license_id(name).map(|id| id.text().to_owned()).ok_or(format!("“{name}” is no licence that SPDX knows"))
}

/// What only one licence says, and what it does not say.
type Sign = (&'static str, &'static [&'static str], &'static [&'static str]);

const SIGNS: &[Sign] = &[
    (
        "Apache-2.0",
        &["apache license version 2.0", "terms and conditions for use, reproduction, and distribution"],
        &[],
    ),
    ("LLVM-exception", &["llvm exceptions to the apache 2.0 license", "as an exception, if, as a result"], &[]),
    (
        "MIT",
        &[
            "permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated",
            "permission notice shall be included in all copies",
        ],
        &[],
    ),
    (
        "MIT-0",
        &["permission is hereby granted, free of charge, to any person obtaining a copy of this software"],
        &["permission notice shall be included"],
    ),
    ("BSD-3-Clause", &["redistribution and use in source and binary forms", "used to endorse or promote"], &[]),
    ("BSD-2-Clause", &["redistribution and use in source and binary forms"], &["used to endorse or promote"]),
    ("Zlib", &["altered source versions must be plainly marked as such"], &[]),
    ("Unlicense", &["this is free and unencumbered software released into the public domain"], &[]),
    ("MPL-2.0", &["mozilla public license", "version 2.0", "“source code form”"], &[]),
    ("Unicode-3.0", &["unicode license v3", "data files"], &[]),
    ("CC0-1.0", &["cc0 1.0 universal", "statement of purpose"], &[]),
    ("CC-BY-4.0", &["attribution 4.0 international", "section 1 -- definitions"], &[]),
    ("OFL-1.1", &["sil open font license", "version 1.1", "permission & conditions"], &[]),
    (
        "0BSD",
        &["permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"],
        &["provided that the above copyright notice"],
    ),
    ("ISC", &["with or without fee is hereby granted, provided that the above copyright notice"], &[]),
];

/// Which licences a text has, whole.
pub fn kinds(text: &str) -> BTreeSet<&'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text =
        words.join(" ").to_lowercase().replace(['"', '”'], "“").replace("“source code form“", "“source code form”");
    let fits = |(_, says, silent): &&Sign| {
        says.iter().all(|words| text.contains(words)) && !silent.iter().any(|words| text.contains(words))
    };
    SIGNS.iter().filter(fits).map(|(name, _, _)| *name).collect()
}
