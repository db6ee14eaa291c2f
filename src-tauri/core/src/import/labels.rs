//! Every word and sign of a page that the importer takes as a signpost: it says what stands beside it, and is
//! itself not kept. Whatever is not listed here ends up in a field, a block, a related story or a leftover.
//!
//! Beside these words, only the following is not kept: list signs (`•`, `-`, `*`, and `1.` where it equals the
//! place in the list), heading signs (`#`), quote signs (`>`), the `|`, commas and dashes between date, time, author and
//! views, a weekday that agrees with its date, the parentheses around a related story's date or a credit, the
//! dash before and the full stop after a credit, and a headline, a caption or a related title said twice. What a page
//! says for itself (`furniture`) is left over.

/// Before a caption or a credit, with a number or without ("Ảnh 2:"). With its diacritic: "Anh Hoa" is a person.
pub const PHOTO: &[&str] =
    &["ảnh", "hình", "hình ảnh", "chú thích ảnh", "chú thích", "photo", "caption", "picture caption"];

/// Between such a label and its number.
pub const NUMBER: &[&str] = &["số", "no."];

/// What a picture does not show, and readers must be told: these words stay in the caption.
pub const TELLING: &[&str] = &[
    "ảnh minh họa",
    "ảnh minh hoạ",
    "hình minh họa",
    "hình minh hoạ",
    "hình ảnh minh họa",
    "hình ảnh minh hoạ",
    "ảnh chỉ mang tính chất minh họa",
    "ảnh chỉ mang tính minh họa",
    "ảnh có tính minh họa",
    "minh họa",
    "ảnh tư liệu",
    "ảnh dựng",
    "ảnh ghép",
    "ảnh đồ họa",
    "ảnh do ai tạo",
    "ảnh tạo bởi ai",
    "illustration",
    "illustrative photo",
    "illustrative image",
    "for illustration only",
    "representational image",
    "representative image",
    "file photo",
    "file image",
    "file picture",
    "stock photo",
    "ai-generated image",
];

/// Before a credit, on a line of its own under a caption or at its end.
pub const CREDIT: &[&str] = &[
    "nguồn ảnh",
    "ảnh của",
    "tác giả ảnh",
    "photo credit",
    "image credit",
    "picture credit",
    "picture",
    "photograph",
    "credit",
    "image",
];

/// Before a credit at the end of a caption's line; capitals as written, for "hình ảnh: …" is plain text.
pub const INLINE_CREDIT: &[&str] = &[
    "Nguồn ảnh",
    "Nguồn",
    "Ảnh",
    "ẢNH",
    "Hình",
    "Đồ họa",
    "Photo",
    "PHOTO",
    "Photos",
    "Photograph",
    "Picture",
    "Image",
    "Credit",
    "CREDIT",
];

/// The same in parentheses, where small letters can be nothing else.
pub const ENCLOSED_CREDIT: &[&str] =
    &["ảnh", "hình", "nguồn ảnh", "nguồn", "photo", "photos", "picture", "image", "credit", "source"];

/// Before a credit without a colon: "Photo by Jane Doe / AFP".
pub const CREDIT_BY: &[&str] =
    &["Photo by", "Photos by", "PHOTO BY", "Photograph by", "Picture by", "Image by", "Photo courtesy of"];

/// Before the author's name.
pub const BYLINE: &[&str] = &[
    "tác giả",
    "bài",
    "tin",
    "bài viết",
    "thực hiện",
    "người viết",
    "phóng viên",
    "by",
    "author",
    "words",
    "reporter",
];

/// Before the name of an author who took the pictures as well.
pub const BYLINE_AND_PHOTOS: &[&str] = &[
    "bài và ảnh",
    "bài, ảnh",
    "bài - ảnh",
    "bài-ảnh",
    "bài & ảnh",
    "tin và ảnh",
    "tin, ảnh",
    "tin - ảnh",
    "tin, bài, ảnh",
    "words and pictures",
    "story and photos",
    "text and photos",
];

/// Before the name of another newsroom, at the end.
pub const SOURCE: &[&str] = &["nguồn", "nguồn tin", "source"];

/// Before the name of another newsroom, with a colon or without: "Theo TTXVN".
pub const SOURCE_WORD: &[&str] = &["theo"];

pub const KEYWORDS: &[&str] = &["từ khóa", "từ khoá", "tags", "tag", "thẻ", "keywords", "chủ đề"];

/// What a reporter writes before the parts of a story in a mail.
pub const HEADLINE: &[&str] = &["tít", "tít bài", "tựa", "tựa đề", "tiêu đề", "tên bài", "đầu đề", "title", "headline"];
pub const LEAD: &[&str] =
    &["sapo", "sa-pô", "sa pô", "chapeau", "chapô", "lead", "dẫn", "lời dẫn", "tóm tắt", "standfirst", "summary"];
pub const BODY: &[&str] =
    &["bài", "nội dung", "nội dung bài", "thân bài", "chính văn", "body", "text", "story", "copy"];

/// Before the date under the headline.
pub const PUBLISHED: &[&str] = &[
    "ngày đăng tin",
    "ngày đăng",
    "đăng ngày",
    "đăng lúc",
    "đăng tải lúc",
    "đăng",
    "thời gian đăng",
    "thời gian",
    "ngày xuất bản",
    "xuất bản ngày",
    "xuất bản lúc",
    "xuất bản",
    "phát hành lúc",
    "gửi lúc",
    "first published on",
    "first published at",
    "first published",
    "originally published",
    "published on",
    "published at",
    "published",
    "posted on",
    "posted at",
    "posted",
    "date",
];

/// Before the date of a later change.
pub const UPDATED: &[&str] = &[
    "cập nhật lần cuối lúc",
    "cập nhật lần cuối",
    "lần cập nhật cuối",
    "cập nhật lúc",
    "cập nhật ngày",
    "cập nhật",
    "sửa lần cuối",
    "chỉnh sửa lần cuối",
    "last updated on",
    "last updated at",
    "last updated",
    "last modified on",
    "last modified",
    "updated on",
    "updated at",
    "updated",
    "modified",
];

pub const VIEWS: &[&str] = &["lượt xem", "lượt đọc", "lượt truy cập", "views", "view", "reads"];

/// Between date and time, beside punctuation.
pub const AT: &[&str] = &["lúc", "at"];

/// Letters that name a zone in one country and another elsewhere, or stand for two in a year: nobody can tell.
pub const ZONE_NAMES: &[&str] = &[
    "et",
    "est",
    "edt",
    "ct",
    "cst",
    "cdt",
    "mt",
    "mst",
    "mdt",
    "pt",
    "pst",
    "pdt",
    "bst",
    "ist",
    "cet",
    "cest",
    "eet",
    "eest",
    "aest",
    "aedt",
    "acst",
    "awst",
    "jst",
    "kst",
    "hkt",
    "sgt",
    "ict",
    "nzst",
    "nzdt",
    "akst",
    "akdt",
    "hst",
    "wib",
    "local time",
];

/// Monday first.
pub const WEEKDAYS: [&[&str]; 7] = [
    &["thứ hai", "thứ 2", "t2", "monday", "mon"],
    &["thứ ba", "thứ 3", "t3", "tuesday", "tues", "tue"],
    &["thứ tư", "thứ 4", "t4", "wednesday", "weds", "wed"],
    &["thứ năm", "thứ 5", "t5", "thursday", "thurs", "thur", "thu"],
    &["thứ sáu", "thứ 6", "t6", "friday", "fri"],
    &["thứ bảy", "thứ bẩy", "thứ 7", "t7", "saturday", "sat"],
    &["chủ nhật", "chúa nhật", "cn", "sunday", "sun"],
];

/// Over stories beside this one, amid the text or after it, on a line of their own or before a title.
pub const RELATED: &[&str] = &[
    "tin liên quan",
    "các tin liên quan",
    "tin tức liên quan",
    "tin có liên quan",
    "bài liên quan",
    "bài viết liên quan",
    "các bài viết liên quan",
    "tin bài liên quan",
    "tin, bài liên quan",
    "xem thêm",
    "xem tiếp",
    "xem ngay",
    "đọc thêm",
    "đọc tiếp",
    "đọc ngay",
    "mời xem thêm",
    "mời bạn xem thêm",
    "mời đọc thêm",
    "mời bạn đọc xem thêm",
    "bạn có thể quan tâm",
    "có thể bạn quan tâm",
    "tham khảo thêm",
    "liên quan",
    "related",
    "related story",
    "related stories",
    "related article",
    "related articles",
    "related news",
    "related content",
    "related coverage",
    "related topics",
    "read more",
    "read also",
    "also read",
    "read next",
    "see also",
    "see more",
    "watch",
    "listen",
    "don't miss",
    "don’t miss",
    "you may also like",
    "you might also like",
    "recommended",
    "recommended reading",
    "more on this story",
    "more on this topic",
    "more on this",
];

/// Over the list that a page ends with: no text of the story comes behind it.
pub const LIST: &[&str] = &[
    "các bài viết khác",
    "bài viết khác",
    "các tin khác",
    "các bài khác",
    "tin khác",
    "bài khác",
    "các tin đã đưa",
    "tin đã đưa",
    "tin cùng chuyên mục",
    "bài cùng chuyên mục",
    "cùng chuyên mục",
    "tin cùng chủ đề",
    "cùng chủ đề",
    "cùng tác giả",
    "tin mới hơn",
    "tin cũ hơn",
    "tin mới nhất",
    "tin mới",
    "tin đọc nhiều",
    "đọc nhiều",
    "đọc nhiều nhất",
    "xem nhiều",
    "xem nhiều nhất",
    "tin nổi bật",
    "more stories",
    "more news",
    "more from",
    "other stories",
    "other news",
    "latest news",
    "latest stories",
    "top stories",
    "most read",
    "most viewed",
    "most popular",
    "trending",
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
    "gia đình cung cấp",
    "người dân cung cấp",
    "bạn đọc cung cấp",
    "mạng xã hội",
    "courtesy photo",
];

/// Those that sell pictures, as credits name them: "REUTERS/Jane Doe", "Jane Doe/AFP via Getty Images".
pub const PICTURE_AGENCIES: &[&str] = &[
    "ap",
    "ap photo",
    "ap images",
    "afp",
    "reuters",
    "epa",
    "epa-efe",
    "efe",
    "dpa",
    "ansa",
    "pa",
    "pa media",
    "pa wire",
    "upi",
    "getty",
    "getty images",
    "xinhua",
    "tân hoa xã",
    "thx",
    "ttxvn",
    "vna",
    "vnp",
    "bloomberg",
    "shutterstock",
    "kyodo",
    "yonhap",
    "sputnik",
    "tass",
    "anadolu",
    "nurphoto",
    "zuma press",
    "abaca",
    "aap",
    "imago",
    "istock",
    "alamy",
    "rex",
    "rex features",
    "unsplash",
    "pexels",
    "pixabay",
    "bernama",
    "antara",
    "the canadian press",
];

/// Newsrooms whose bare name at the end of a text says where it is from.
pub const NEWSROOMS: &[&str] = &[
    "ttxvn",
    "tân hoa xã",
    "vov",
    "vtv",
    "vnexpress",
    "dân trí",
    "tuổi trẻ",
    "thanh niên",
    "vietnamnet",
    "vietnam+",
    "vietnamplus",
    "tiền phong",
    "lao động",
    "nhân dân",
    "người lao động",
    "sài gòn giải phóng",
    "hà nội mới",
    "công an nhân dân",
    "quân đội nhân dân",
    "ap",
    "afp",
    "reuters",
    "xinhua",
    "bbc",
    "cnn",
    "bloomberg",
    "kyodo",
    "yonhap",
    "the guardian",
    "associated press",
    "the associated press",
    "agence france-presse",
    "vna",
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

/// The longest of `labels` that `text` begins with, whatever the case, as a whole word: (it, what follows).
pub fn begins_with<'a>(text: &'a str, labels: &[&str]) -> Option<(&'a str, &'a str)> {
    let found = labels.iter().filter_map(|label| {
        let rest = strip_prefix(text, label)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    });
    let rest = found.min_by_key(|rest| rest.len())?;
    Some((&text[..text.len() - rest.len()], rest))
}

/// "By Jane Doe", without a colon: ("By ", "Jane Doe").
pub fn by(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = begins_with(text, &["by", "bởi"])?;
    let names = rest.strip_prefix(' ')?.trim_start();
    (!names.is_empty()).then(|| (&text[..text.len() - names.len()], names))
}

/// What stands in parentheses that hold the whole text.
pub fn enclosed(text: &str) -> Option<&str> {
    text.strip_prefix('(')?.strip_suffix(')').map(str::trim)
}

/// Whether a text is one of `labels` and no more, whatever its case.
pub fn is_one_of(text: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| strip_prefix(text, label) == Some(""))
}

/// Whether a line is one of the headings over related stories.
pub fn is_related_heading(text: &str) -> bool {
    is_box_heading(text) || is_list_heading(text)
}

fn is_box_heading(text: &str) -> bool {
    is_one_of(bare(text), RELATED)
}

/// Whether it is one that only a page's end has.
pub fn is_list_heading(text: &str) -> bool {
    is_one_of(bare(text), LIST)
}

/// Without the signs that pages put around a heading.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric()).trim()
}

/// "Xem thêm: Title", "ALSO READ | Title" → ("Xem thêm:", "Title").
pub fn before_related(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = begins_with(text, RELATED).or_else(|| begins_with(text, LIST))?;
    let title = rest.trim_start().strip_prefix([':', '：', '|', '>', '»', '→'])?;
    let title = title.trim_start_matches([' ', '>', '|', '»', '→', ':']);
    (!title.is_empty()).then(|| (&text[..text.len() - title.len()], title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_found_whatever_its_case_and_only_with_its_colon() {
        for (text, found) in [
            ("Ảnh: Toàn cảnh", Some(("Ảnh:", "Toàn cảnh"))),
            ("ẢNH : Toàn cảnh", Some(("ẢNH :", "Toàn cảnh"))),
            ("Chú thích ảnh: Bến sông", Some(("Chú thích ảnh:", "Bến sông"))),
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
