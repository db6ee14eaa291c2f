//! The notices as a file: paragraphs of fields, as in the control files of Debian, which people read and the page takes
//! apart (`ui/src/about/notices.ts`).

use super::{HEAD, Kind, Notice, text::Texts};

pub fn written(own: usize, notices: &[Notice], texts: &Texts) -> String {
    let mut out = String::new();
    field(&mut out, "Name", "Dateline");
    field(&mut out, "License", "Apache-2.0");
    field(&mut out, "Copyright", "Copyright 2026 The Dateline contributors");
    field(&mut out, "Texts", &own.to_string());
    field(&mut out, "Comment", HEAD);
    for notice in notices {
        out.push('\n');
        field(&mut out, "Name", &notice.name);
        field(&mut out, "Kind", kind(notice.kind));
        field(&mut out, "Version", &notice.version);
        field(&mut out, "Inside", &notice.inside);
        field(&mut out, "License", &notice.licence);
        field(&mut out, "Source", &notice.source);
        field(&mut out, "Copyright", &each_once(&notice.copyright).join("\n"));
        let mut numbers: Vec<usize> = notice.texts.clone();
        numbers.sort_unstable();
        numbers.dedup();
        field(&mut out, "Texts", &numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", "));
        field(&mut out, "Comment", &notice.note);
    }
    for (at, text) in texts.iter().enumerate() {
        out.push('\n');
        field(&mut out, "Text", &(at + 1).to_string());
        field(&mut out, "License", &text.name);
        field(&mut out, "Content", &format!("\n{}", text.words));
    }
    out
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Part => "part",
        Kind::Rust => "rust",
        Kind::JavaScript => "javascript",
    }
}

fn each_once(lines: &[String]) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for line in lines {
        if !found.contains(&line.as_str()) {
            found.push(line);
        }
    }
    found
}

/// A field that is empty is left out. Further lines are set in by a space; an empty one has a dot.
fn field(out: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let mut lines = value.lines();
    let first = lines.next().unwrap_or_default();
    out.push_str(format!("{name}: {first}").trim_end());
    out.push('\n');
    for line in lines {
        out.push_str(if line.is_empty() { " ." } else { " " });
        out.push_str(line);
        out.push('\n');
    }
}
