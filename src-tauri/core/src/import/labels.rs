//! Every word and sign of a page that the importer takes as a signpost: it says what stands beside it, and is
//! itself not kept. Whatever is not listed here ends up in a field, a block, a related story or a leftover.
//!
//! Beside these words, only the following is not kept: list signs (`•`, `-`, `*`, and `1.` where it equals the
//! place in the list), heading signs (`#`), quote signs (`>`), the `|`, commas and dashes between date, time and
//! views, a weekday that agrees with its date, the parentheses around a related story's date or a credit, the
//! dash before and the full stop after a credit, and a related title said twice.

/// Before a caption or a credit. With its diacritic: "Anh Hoa" is a person.
pub const PHOTO: &[&str] = &["ảnh", "ảnh minh họa", "ảnh minh hoạ", "chú thích ảnh", "photo", "caption"];

/// Before a credit, on a line of its own under a caption or at its end.
pub const CREDIT: &[&str] = &["nguồn ảnh", "photo credit", "picture"];

/// Before a credit at the end of a caption's line; capitals as written, for "hình ảnh: …" is plain text.
pub const INLINE_CREDIT: &[&str] = &["Nguồn ảnh", "Ảnh", "ẢNH", "Photo", "Picture"];

/// Before the author's name.
pub const BYLINE: &[&str] = &["tác giả", "bài", "tin", "thực hiện", "by", "author"];

/// Before the name of an author who took the pictures as well.
pub const BYLINE_AND_PHOTOS: &[&str] = &[
    "bài và ảnh",
    "bài, ảnh",
    "bài - ảnh",
    "tin và ảnh",
    "tin, ảnh",
    "tin, bài, ảnh",
    "words and pictures",
    "story and photos",
];

/// Before the name of another newsroom, at the end.
pub const SOURCE: &[&str] = &["nguồn", "source"];

/// Before the name of another newsroom, without a colon: "Theo TTXVN".
pub const SOURCE_WORD: &[&str] = &["theo"];

pub const KEYWORDS: &[&str] = &["từ khóa", "từ khoá", "tags", "keywords"];

/// Before the date under the headline.
pub const PUBLISHED: &[&str] =
    &["ngày đăng", "đăng ngày", "cập nhật", "cập nhật lúc", "xuất bản", "published", "posted", "updated"];

pub const VIEWS: &[&str] = &["lượt xem", "lượt đọc", "views"];

/// Between date and time, beside punctuation.
pub const AT: &[&str] = &["lúc", "at"];

/// Monday first.
pub const WEEKDAYS: [&[&str]; 7] = [
    &["thứ hai", "thứ 2", "monday"],
    &["thứ ba", "thứ 3", "tuesday"],
    &["thứ tư", "thứ 4", "wednesday"],
    &["thứ năm", "thứ 5", "thursday"],
    &["thứ sáu", "thứ 6", "friday"],
    &["thứ bảy", "thứ bẩy", "thứ 7", "saturday"],
    &["chủ nhật", "sunday"],
];

/// Over the list of related stories, on a line of their own.
pub const RELATED: &[&str] = &[
    "các bài viết khác",
    "bài viết khác",
    "các tin khác",
    "các bài khác",
    "tin khác",
    "tin liên quan",
    "các tin liên quan",
    "bài liên quan",
    "bài viết liên quan",
    "tin bài liên quan",
    "tin, bài liên quan",
    "tin cùng chuyên mục",
    "bài cùng chuyên mục",
    "cùng chuyên mục",
    "tin mới hơn",
    "tin cũ hơn",
    "xem thêm",
    "đọc thêm",
    "related",
    "related stories",
    "related articles",
    "related news",
    "more stories",
    "other stories",
    "read more",
    "see also",
];

/// Agencies and stock phrases that stand for a name after "Ảnh:" and are not written like one.
pub const AGENCIES: &[&str] = &[
    "dân trí",
    "tư liệu",
    "ảnh tư liệu",
    "internet",
    "minh họa",
    "nhân vật cung cấp",
    "ban tổ chức",
    "cộng tác viên",
    "handout",
    "file photo",
    "supplied",
    "cắt từ clip",
    "chụp màn hình",
];

/// What stands before a colon that one of `labels` precedes, and what stands after: ("Ảnh:", "Toàn cảnh").
pub fn split<'a>(text: &'a str, labels: &[&str]) -> Option<(&'a str, &'a str)> {
    labels.iter().find_map(|label| {
        let after = strip_prefix(text, label)?.trim_start();
        let rest = after.strip_prefix([':', '：'])?;
        Some((&text[..text.len() - rest.len()], rest.trim_start()))
    })
}

/// What follows `prefix` (in lower case) at the start of `text`, whatever its case.
pub fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for letter in prefix.chars() {
        if !rest.next()?.to_lowercase().eq([letter]) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether a line is one of the headings over related stories.
pub fn is_related_heading(text: &str) -> bool {
    let words = text.trim_start_matches('#').trim_end_matches([':', '：', '.', '…', '>', '»']).trim();
    RELATED.iter().any(|label| strip_prefix(words, label) == Some(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_found_whatever_its_case_and_only_with_its_colon() {
        for (text, found) in [
            ("Ảnh: Toàn cảnh", Some(("Ảnh:", "Toàn cảnh"))),
            ("ẢNH : Toàn cảnh", Some(("ẢNH :", "Toàn cảnh"))),
            ("Ảnh minh họa: Internet", Some(("Ảnh minh họa:", "Internet"))),
            ("Ảnh:", Some(("Ảnh:", ""))),
            ("Anh Hoa", None),
            ("Anh: Hoa", None),
            ("Ảnh hưởng: lớn", None),
            ("", None),
        ] {
            assert_eq!(split(text, PHOTO), found, "{text}");
        }
    }

    #[test]
    fn headings_over_related_stories() {
        for text in ["Các bài viết khác", "CÁC BÀI VIẾT KHÁC:", "Tin liên quan", "## Related stories", "Xem thêm…"]
        {
            assert!(is_related_heading(text), "{text}");
        }
        for text in ["Các bài viết khác nhau", "Tin", "", "Related stories of the war"] {
            assert!(!is_related_heading(text), "{text}");
        }
    }
}
