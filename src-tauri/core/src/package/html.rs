//! The body as HTML, for the page and for the formats that carry markup. What is written is well-formed XML
//! too, so that one text serves `text/html` and XHTML.

use std::fmt::Write;

use quick_xml::{Reader, events::Event};

use crate::{
    letters,
    story::{Block, BlockKind, Photo, Run, Settled},
};

/// Text between tags. What no text may hold, and XML refuses, is left out; line breaks become `<br/>`.
pub fn text(text: &str) -> String {
    escape(&letters::fit(text), false).replace('\n', "<br/>")
}

/// Text inside a double-quoted attribute, or in an element that takes no markup.
pub fn attribute(text: &str) -> String {
    escape(&letters::fit(text), true)
}

fn escape(text: &str, quotes: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' if quotes => escaped.push_str("&quot;"),
            '\'' if quotes => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

/// The body's blocks. `figure` writes a photo its own way.
pub fn body(story: &Settled, figure: &dyn Fn(&Photo) -> String) -> String {
    let mut html = String::new();
    // A run of quotes is one quotation and a run of items one list.
    for group in story.body.chunk_by(|before, after| family(before).is_some() && family(before) == family(after)) {
        let Some(first) = group.first() else { continue };
        match family(first) {
            Some(element) => {
                let item = if element == "blockquote" { "p" } else { "li" };
                let items: String = group
                    .iter()
                    .filter(|block| !block.text.trim().is_empty())
                    .map(|block| wrapped(item, block))
                    .collect();
                if !items.is_empty() {
                    let _ = write!(html, "<{element}>\n{items}</{element}>\n");
                }
            }
            None => html.push_str(&lone_block(first, story, figure)),
        }
    }
    html
}

/// The element that neighbours of this kind share.
fn family(block: &Block) -> Option<&'static str> {
    match block.kind {
        BlockKind::Quote => Some("blockquote"),
        BlockKind::ListItem { ordered: false } => Some("ul"),
        BlockKind::ListItem { ordered: true } => Some("ol"),
        _ => None,
    }
}

fn lone_block(block: &Block, story: &Settled, figure: &dyn Fn(&Photo) -> String) -> String {
    match &block.kind {
        BlockKind::Photo { photo } => story.photo(photo).map(figure).unwrap_or_default(),
        _ if block.text.trim().is_empty() => String::new(),
        // The headline is the page's h1.
        BlockKind::Heading { level: 0 | 1 } => wrapped("h2", block),
        BlockKind::Heading { .. } => wrapped("h3", block),
        _ => wrapped("p", block),
    }
}

fn wrapped(element: &str, block: &Block) -> String {
    format!("<{element}>{}</{element}>\n", inline(&block.runs()))
}

fn inline(runs: &[Run]) -> String {
    let mut html = String::new();
    for linked in runs.chunk_by(|before, after| before.marks.link == after.marks.link) {
        let words: String = linked.iter().map(marked).collect();
        match linked.first().and_then(|run| run.marks.link.as_deref()).and_then(safe_address) {
            Some(address) => {
                let _ = write!(html, "<a href=\"{}\">{words}</a>", attribute(address));
            }
            None => html.push_str(&words),
        }
    }
    html
}

fn marked(run: &Run) -> String {
    let mut html = text(&run.text);
    if let Some(lang) = &run.marks.lang {
        html = format!("<span lang=\"{}\">{html}</span>", attribute(lang));
    }
    if run.marks.italic {
        html = format!("<em>{html}</em>");
    }
    if run.marks.bold {
        html = format!("<strong>{html}</strong>");
    }
    html
}

/// A link may lead to the web or to a mailbox. Anything else keeps its words and loses its link.
fn safe_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let leads_out = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    (leads_out && !address.contains(|character: char| character.is_control() || character.is_whitespace()))
        .then_some(address)
}

/// Why a page that was written here can't be read: it is well-formed XML, so that a broken one can be told.
pub fn well_formed(page: &str) -> std::result::Result<(), String> {
    let mut reader = Reader::from_str(page);
    let mut depth = 0usize;
    let mut elements = 0usize;
    loop {
        match reader.read_event().map_err(|cause| cause.to_string())? {
            Event::Start(_) => (depth, elements) = (depth + 1, elements + 1),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if depth == 0 && elements > 0 => return Ok(()),
            Event::Eof => return Err("the page ends too early".to_owned()),
            _ => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{package::sample, story::Marks};

    fn run(text: &str, bold: bool, link: Option<&str>) -> Run {
        Run { text: text.into(), marks: Marks { bold, link: link.map(str::to_owned), ..Marks::default() } }
    }

    fn html_of(blocks: Vec<Block>) -> String {
        let mut story = sample::story();
        story.body = blocks;
        body(&story, &|photo| format!("[{}]", photo.id))
    }

    #[test]
    fn blocks_become_elements_and_neighbours_join() {
        let item = |ordered, text: &str| Block::new(BlockKind::ListItem { ordered }, text);
        let quote = |text: &str| Block::new(BlockKind::Quote, text);
        let html = html_of(vec![
            Block::new(BlockKind::Heading { level: 1 }, "Một"),
            Block::new(BlockKind::Heading { level: 2 }, "Hai"),
            Block::paragraph("đoạn"),
            Block::paragraph("  "),
            quote("a"),
            quote("b"),
            item(false, "c"),
            item(false, "d"),
            item(true, "e"),
        ]);
        let expected = "<h2>Một</h2><h3>Hai</h3><p>đoạn</p><blockquote><p>a</p><p>b</p></blockquote>\
                        <ul><li>c</li><li>d</li></ul><ol><li>e</li></ol>";
        assert_eq!(html.replace('\n', ""), expected);
    }

    #[test]
    fn a_link_around_a_bold_word_stays_one_link() {
        let link = Some("https://example.org/?a=1&b=\"2\"");
        let block = Block::from_runs(
            BlockKind::Paragraph,
            [run("xem ", false, link), run("đây", true, link), run(".", false, None)],
        );
        assert_eq!(
            html_of(vec![block]).trim(),
            "<p><a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">xem <strong>đây</strong></a>.</p>"
        );
    }

    #[test]
    fn words_in_another_language_say_so() {
        let marks = Marks { lang: Some("en".into()), bold: true, ..Marks::default() };
        let runs = [run("chương trình ", false, None), Run { text: "live".into(), marks }];
        let html = html_of(vec![Block::from_runs(BlockKind::Paragraph, runs)]);
        assert_eq!(html.trim(), "<p>chương trình <strong><span lang=\"en\">live</span></strong></p>");
    }

    #[test]
    fn links_lead_to_the_web_or_a_mailbox_and_nowhere_else() {
        for good in ["https://example.org/", "HTTP://example.org", "mailto:toa.soan@example.org"] {
            assert_eq!(safe_address(good), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "/x",
            "vbscript:x",
            "",
        ] {
            assert_eq!(safe_address(bad), None, "{bad:?}");
        }
        let block = Block::from_runs(BlockKind::Paragraph, [run("chữ", false, Some("javascript:alert(1)"))]);
        assert_eq!(html_of(vec![block]).trim(), "<p>chữ</p>");
    }

    #[test]
    fn hostile_text_stays_text() {
        let html = html_of(vec![Block::paragraph("</p><script>alert('x')</script> & \u{0}\u{1b}\"")]);
        assert_eq!(html.trim(), "<p>&lt;/p&gt;&lt;script&gt;alert('x')&lt;/script&gt; &amp; \"</p>");
        assert_eq!(attribute("\" onload='x'"), "&quot; onload=&#39;x&#39;");
    }
}
