//! Nothing is lost: each letter of a source is kept, or was knowingly read as a sign.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// How often each letter is there. Whitespace is mended, and so not counted.
fn letters<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut count = BTreeMap::new();
    for letter in texts.into_iter().flat_map(str::chars).filter(|c| !c.is_whitespace()) {
        *count.entry(letter).or_default() += 1;
    }
    count
}

/// Everything that the reading kept or knowingly read as a sign, and everything that the source holds.
fn account(source: &str) -> (BTreeMap<char, usize>, BTreeMap<char, usize>) {
    let Account { article, signs, echoes, .. } = reading(source);
    let (lines, _) = text::lines(source);
    let source = letters(lines.iter().map(|line| line.text.as_str()).chain(echoes.iter().map(String::as_str)));

    let mut kept: Vec<&str> = signs.iter().map(String::as_str).collect();
    for (field, value) in article.fields.iter() {
        match (field, value) {
            // Their words are among the signs, or reported.
            (StoryField::DatePublished | StoryField::Views, _) => (),
            (_, crate::story::FieldValue::Text(text)) => kept.push(text),
            (_, crate::story::FieldValue::List(items)) => kept.extend(items.iter().map(String::as_str)),
        }
    }
    for block in &article.body {
        match block {
            ArticleBlock::Text(block) => kept.push(&block.text),
            ArticleBlock::Photo { caption, credit, .. } => kept.extend([caption.as_str(), credit]),
        }
    }
    kept.extend(article.related.iter().flat_map(|related| [related.title.as_str(), &related.date_text]));
    kept.extend(article.leftovers.iter().map(|leftover| leftover.text.as_str()));
    (source, letters(kept))
}

#[test]
fn no_letter_of_the_real_page_is_lost() {
    let Some(source) = seed() else { return };
    let (there, kept) = account(&source);
    assert_eq!(there, kept);

    // And what was read as signs is no more than this.
    let mut signs: BTreeMap<String, usize> = BTreeMap::new();
    for sign in reading(&source).signs.into_iter().filter(|sign| !sign.is_empty()) {
        *signs.entry(sign).or_default() += 1;
    }
    let repeated: Vec<_> =
        signs.iter().filter(|(sign, _)| sign.starts_with("Hội nghị")).map(|(_, count)| *count).collect();
    assert_eq!(repeated, [1, 1, 1, 1], "four related titles are said twice");
    signs.retain(|sign, _| !sign.starts_with("Hội nghị"));
    let expected = [("()", 10), ("15/10/2019 | 6325", 1), ("Các bài viết khác", 1), ("Ảnh:", 2), ("•", 10)];
    assert_eq!(signs, expected.map(|(sign, count)| (sign.to_owned(), count)).into());
}

/// Lines of every shape the reader knows, some of them broken.
fn any_line() -> impl Strategy<Value = String> {
    let word = || {
        prop::sample::select(vec![
            "Chợ",
            "nổi",
            "sông",
            "Hậu",
            "(mở",
            "rộng)",
            "2020",
            "-",
            "vẫncòn",
            "môn.Vai",
            "“mới”,",
            "the",
            "of",
            "River",
            "Ảnh:",
            "ảnh:",
            "TTXVN",
            "a\u{301}",
            "đ",
            "•",
            "|",
            "15/10/2019",
            "hôm",
            "qua",
            "(hôm qua)",
            ")",
            "(",
            "…",
            "1.",
            "#",
            ">",
            "Hoa",
            "🙂",
            "\u{a0}",
            "Nguồn:",
            "Photo:",
            "và",
            "T.H.",
            "/",
        ])
    };
    let sentence = prop::collection::vec(word(), 1..14).prop_map(|words| words.join(" "));
    let lead = prop::sample::select(vec![
        "",
        "",
        "",
        "• ",
        "- ",
        "* ",
        "1. ",
        "2. ",
        "3) ",
        "# ",
        "## ",
        "> ",
        "Ảnh: ",
        "Ảnh:",
        "Nguồn ảnh: ",
        "Photo: ",
        "Nguồn: ",
        "Theo ",
        "By ",
        "Tác giả: ",
        "Bài và ảnh: ",
        "Từ khóa: ",
        "– ",
        "TÍT: ",
        "SAPO: ",
        "BÀI: ",
        ">> ",
        "Xem thêm: ",
        "Ảnh minh họa: ",
        "Ảnh 2: ",
        "[1/3] ",
        "Kính gửi: ",
    ]);
    let end = prop::sample::select(vec![
        "",
        "",
        ".",
        " (hôm qua)",
        " (2 ngày trước)",
        " (99999999999999999999 năm trước)",
        " Ảnh: TTXVN",
        " (Ảnh: Anh Hoa).",
        " - Ảnh: T.H.",
        " | 12",
        " (Nguồn: TTXVN)",
        " REUTERS/Jane Doe",
        " (ảnh minh họa)",
        " Photo by Jane Doe / AFP",
    ]);
    let shaped = (lead, sentence, end).prop_map(|(lead, sentence, end)| format!("{lead}{sentence}{end}"));
    let fixed = prop::sample::select(vec![
        "",
        "",
        "",
        "\u{a0}",
        "15/10/2019 | 6325",
        "Thứ Hai, 15/10/2019, 14:05",
        "31/02/2019 | 5",
        "hôm qua",
        "2 ngày trước",
        "Anh Hoa",
        "Anh Hoa",
        "Chợ nổi họp lại",
        "Chợ nổi họp lại",
        "Các bài viết khác",
        "Tin liên quan:",
        "***",
        "6325",
        "Ảnh: TTXVN",
        "Ảnh:",
        "1. a",
        "2. b",
        "Hết",
        "BÀI:",
        "SAPO:",
        "Xem thêm:",
        "Cập nhật: 16/10/2019 08:00",
        "Anh Hoa | 15/10/2019 14:05 | Thời sự",
        "By Jane Doe, October 15, 2019",
        "Thời sự",
        "Chia sẻ",
        "(Theo TTXVN)",
        "TTXVN",
        "© 2019 Báo Ruộng Đồng",
        "Điện thoại: 0123 456 789",
        "- 30 -",
        "Hà Nội (TTXVN) – Mưa lớn.",
    ])
    .prop_map(str::to_owned);
    prop_oneof![shaped, fixed]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_letter_of_any_text_is_lost(lines in prop::collection::vec(any_line(), 1..25), windows in any::<bool>()) {
        let source = lines.join(if windows { "\r\n" } else { "\n" });
        let (there, kept) = account(&source);
        prop_assert_eq!(there, kept, "in:\n{}", source);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|[\\n \\r#>•*.(){0}-]){0,200}") {
        let (there, kept) = account(&text);
        prop_assert_eq!(there, kept);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes, Path::new("a"), &today());
    }
}
