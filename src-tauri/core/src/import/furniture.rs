//! What a copied page says that is no part of its story: buttons, sections, counters, advertisements, the address at its
//! foot. It is told as left over, wherever it stands.

use super::labels::{PHOTO, begins_with, is_one_of};

/// Whole lines, whatever their case and the signs around them.
const BUTTONS: &[&str] = &[
    "chia sẻ",
    "chia sẻ bài viết",
    "chia sẻ facebook",
    "chia sẻ lên facebook",
    "chia sẻ link",
    "thích",
    "lưu",
    "lưu bài",
    "lưu bài viết",
    "in bài",
    "in bài viết",
    "in",
    "gửi email",
    "gửi bình luận",
    "bình luận",
    "viết bình luận",
    "ý kiến",
    "ý kiến bạn đọc",
    "phản hồi",
    "theo dõi",
    "theo dõi chúng tôi",
    "theo dõi trên google news",
    "đăng ký",
    "đăng nhập",
    "đăng ký nhận tin",
    "sao chép liên kết",
    "copy link",
    "nghe",
    "nghe đọc bài",
    "nghe bài viết",
    "nghe audio",
    "cỡ chữ",
    "a a",
    "zalo",
    "facebook",
    "twitter",
    "google news",
    "quảng cáo",
    "tài trợ",
    "nội dung tài trợ",
    "trang chủ",
    "menu",
    "tìm kiếm",
    "trở lại",
    "quay lại",
    "về đầu trang",
    "bỏ qua quảng cáo",
    "xem ảnh",
    "xem video",
    "video",
    "ảnh",
    "e-magazine",
    "podcast",
    "đọc bài gốc",
    "share",
    "share this",
    "share this article",
    "share this story",
    "share on facebook",
    "share on twitter",
    "share article",
    "tweet",
    "email",
    "print",
    "print this",
    "print article",
    "save",
    "save article",
    "bookmark",
    "comment",
    "comments",
    "add comment",
    "leave a comment",
    "view comments",
    "like",
    "follow",
    "follow us",
    "subscribe",
    "subscribe now",
    "sign up",
    "sign in",
    "log in",
    "register",
    "newsletter",
    "gift article",
    "gift this article",
    "copy",
    "link copied",
    "listen to article",
    "listen to this article",
    "play audio",
    "whatsapp",
    "linkedin",
    "reddit",
    "messenger",
    "telegram",
    "pinterest",
    "flipboard",
    "advertisement",
    "advertisment",
    "ad",
    "ads",
    "sponsored",
    "sponsored content",
    "skip advertisement",
    "skip to content",
    "skip to main content",
    "continue reading",
    "story continues below",
    "story continues below advertisement",
    "article continues below",
    "article continues after advertisement",
    "continue reading below",
    "home",
    "search",
    "back to top",
    "back",
    "close",
    "view gallery",
    "view image in fullscreen",
    "photo gallery",
    "show more",
    "load more",
    "toggle caption",
    "hide caption",
    "reuters, the news and media division of thomson reuters",
    "our standards: the thomson reuters trust principles",
    "purchase licensing rights",
    "acquire licensing rights",
    "text size",
    "font size",
    "translate",
    "explore more on these topics",
    "scroll to continue",
    "sign up here",
    "live",
    "breaking",
    "exclusive",
];

/// Whole lines at the head of a page: its sections.
const SECTIONS: &[&str] = &[
    "thời sự",
    "tin tức",
    "tin trong nước",
    "trong nước",
    "chính trị",
    "xã hội",
    "chính trị - xã hội",
    "kinh tế",
    "kinh doanh",
    "thế giới",
    "quốc tế",
    "thể thao",
    "bóng đá",
    "văn hóa",
    "văn hoá",
    "văn nghệ",
    "giải trí",
    "giáo dục",
    "tuyển sinh",
    "du học",
    "sức khỏe",
    "sức khoẻ",
    "y tế",
    "pháp luật",
    "đời sống",
    "khoa học",
    "công nghệ",
    "số hóa",
    "du lịch",
    "ô tô",
    "xe",
    "nhà đất",
    "bất động sản",
    "môi trường",
    "giao thông",
    "an ninh",
    "quốc phòng",
    "quân sự",
    "tài chính",
    "chứng khoán",
    "thị trường",
    "nông nghiệp",
    "nông thôn",
    "lao động",
    "việc làm",
    "nhịp sống",
    "nhịp sống trẻ",
    "bạn đọc",
    "góc nhìn",
    "ý kiến",
    "tâm sự",
    "phóng sự",
    "điều tra",
    "địa phương",
    "biển đảo",
    "dân sinh",
    "đô thị",
    "xây dựng đảng",
    "nhân ái",
    "emagazine",
    "multimedia",
    "nóng",
    "tin nóng",
    "mới nhất",
    "news",
    "local news",
    "national",
    "nation",
    "world",
    "world news",
    "politics",
    "business",
    "economy",
    "markets",
    "money",
    "sport",
    "sports",
    "opinion",
    "editorial",
    "technology",
    "tech",
    "science",
    "health",
    "culture",
    "arts",
    "entertainment",
    "travel",
    "lifestyle",
    "life",
    "education",
    "environment",
    "climate",
    "weather",
    "crime",
    "courts",
    "u.s.",
    "us",
    "us news",
    "u.s. news",
    "uk",
    "uk news",
    "asia",
    "asia pacific",
    "europe",
    "africa",
    "americas",
    "middle east",
    "australia",
    "obituaries",
    "features",
    "magazine",
    "video",
];

/// Where a page's trail of sections begins.
const TRAIL: &[&str] = &["trang chủ", "trang nhất", "home", "tin tức", "news"];

/// What a line that only counts says of what it counts.
const COUNTED: &[&str] = &[
    "bình luận",
    "chia sẻ",
    "lượt chia sẻ",
    "lượt thích",
    "thích",
    "ý kiến",
    "phản hồi",
    "phút đọc",
    "comments",
    "comment",
    "shares",
    "share",
    "likes",
    "like",
    "min read",
    "minute read",
    "mins read",
    "minutes read",
    "saves",
    "reactions",
];

/// What a page's invitations begin with.
const INVITATIONS: &[&str] = &[
    "nghe",
    "chia sẻ",
    "theo dõi",
    "đăng ký",
    "đăng nhập",
    "gửi",
    "tải",
    "bấm",
    "nhấn",
    "xem",
    "đọc",
    "mời",
    "quét",
    "bình luận",
    "share",
    "follow",
    "listen",
    "sign",
    "subscribe",
    "read",
    "get",
    "click",
    "download",
    "join",
    "watch",
    "comment",
    "support",
];

/// Before what only a page's foot says: whose it is.
const IMPRINT: &[&str] = &[
    "©",
    "(c)",
    "bản quyền",
    "copyright",
    "giấy phép",
    "giấy phép số",
    "gpxb",
    "tổng biên tập",
    "phó tổng biên tập",
    "quyền tổng biên tập",
    "cơ quan chủ quản",
    "chịu trách nhiệm",
    "chịu trách nhiệm nội dung",
    "issn",
    "ghi rõ nguồn",
];
const RESERVED: &[&str] = &["all rights reserved", "giữ bản quyền", "ghi rõ nguồn", "may not be published, broadcast"];
/// Before how to reach it: in a story's end it can be the story's own.
const CONTACT: &[&str] = &[
    "điện thoại",
    "đt",
    "hotline",
    "đường dây nóng",
    "fax",
    "email",
    "e-mail",
    "mail",
    "thư điện tử",
    "tòa soạn",
    "toà soạn",
    "trụ sở",
    "địa chỉ",
    "website",
    "liên hệ",
    "liên hệ quảng cáo",
    "tel",
    "phone",
    "telephone",
    "address",
    "contact",
    "contact us",
];

/// Before the lines of a mail that carry no story.
const MAIL: &[&str] = &[
    "from",
    "to",
    "cc",
    "bcc",
    "sent",
    "từ",
    "đến",
    "gửi",
    "kính gửi",
    "reply-to",
    "subject",
    "date sent",
    "attachments",
    "đính kèm",
];

/// A button, a counter or an advertisement: nothing that a story says, wherever it stands.
pub fn is_button(text: &str) -> bool {
    // What is quoted is no button.
    let words = text.trim_matches(|c: char| !c.is_alphanumeric() && !".>".contains(c));
    let words = words.strip_suffix(':').unwrap_or(words);
    // What a picture is marked with has words or a colon behind it, and "Nghe." is what somebody said.
    let said = text.ends_with(['!', '?', '”', '"'])
        || (text.ends_with([':', '：']) && is_one_of(words, PHOTO))
        || (text.ends_with('.') && words.split_whitespace().count() < 3);
    let parts = || words.split(['·', '|', '•']).map(str::trim);
    !said && parts().all(|part| is_one_of(part, BUTTONS)) || counts(words)
}

/// Whether a line asks its reader to do something: no second headline does.
pub fn invites(text: &str) -> bool {
    begins_with(text, INVITATIONS).is_some()
}

/// "12 bình luận", "Bình luận (3)", "3 min read", "Chia sẻ 12".
fn counts(text: &str) -> bool {
    let is_count = |text: &str| {
        let number = text.trim_matches(|c: char| " ()[]+".contains(c)).trim_end_matches(['k', 'K', 'M']);
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
    };
    let (before, after) = (text.split_once(' '), begins_with(text, COUNTED));
    before.is_some_and(|(count, rest)| is_count(count) && is_one_of(rest.trim(), COUNTED))
        || after.is_some_and(|(_, rest)| is_count(rest))
}

/// A section's name, or the way to it: "Trang chủ > Thời sự", "Thời sự / Giao thông".
pub fn is_section(text: &str) -> bool {
    let parts: Vec<&str> =
        text.split(['>', '»', '›', '/', '|', '•', '→', '\\']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let words = |part: &str| part.split_whitespace().count();
    match parts[..] {
        [] => false,
        [one] => is_one_of(one.trim_end_matches(':'), SECTIONS),
        [first, ..] => {
            parts.iter().all(|part| is_one_of(part, SECTIONS))
                || (is_one_of(first, TRAIL) && parts.iter().all(|part| words(part) <= 6))
        }
    }
}

/// What stands in a head, and is the page's: a button, a section, the lines of a mail.
pub fn is_of_head(text: &str) -> bool {
    is_button(text) || is_section(text) || is_mail(text)
}

/// What stands at a page's foot.
pub fn is_foot(text: &str) -> bool {
    is_button(text) || is_imprint(text) || is_contact(text)
}

/// Whose a page is: © and its likes.
pub fn is_imprint(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.starts_with('©')
        || begins_with(text, IMPRINT).is_some_and(|(sign, rest)| {
            sign == "©" || rest.trim_start().starts_with([':', '©', '–', '-']) || rest.contains(char::is_numeric)
        })
        || RESERVED.iter().any(|words| lower.contains(words))
}

/// How a newsroom is reached.
pub fn is_contact(text: &str) -> bool {
    let address = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
    (address && !text.contains(' '))
        || begins_with(text, CONTACT).is_some_and(|(_, rest)| rest.trim_start().starts_with([':', '：']))
}

/// The head of a mail.
pub fn is_mail(text: &str) -> bool {
    begins_with(text, MAIL).is_some_and(|(_, rest)| rest.trim_start().starts_with([':', '：']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_says_is_told_from_what_its_story_says() {
        for text in [
            "Chia sẻ",
            "PRINT",
            "Share this article",
            "3 min read",
            "12 bình luận",
            "Bình luận (3)",
            "Chia sẻ 12",
            "Advertisement",
            "1,2K shares",
        ] {
            assert!(is_button(text), "{text}");
        }
        for text in ["Chia sẻ nỗi đau với người dân", "Print shop burns", "Ảnh:", "12 người", "Nghe.", "“Live”"]
        {
            assert!(!is_button(text), "{text}");
        }
        for text in
            ["Thời sự", "THỜI SỰ", "Trang chủ > Thời sự > Giao thông", "Home / News / Local", "Xã hội | Giao thông"]
        {
            assert!(is_section(text), "{text}");
        }
        for text in ["Giao thông tê liệt", "Cầu Bến Lăng thông xe", "Bóng đá / Anh Hoa"] {
            assert!(!is_section(text), "{text}");
        }
        for text in [
            "© 2019 Báo Ruộng Đồng",
            "Bản quyền thuộc về Báo Ruộng Đồng. All rights reserved.",
            "Giấy phép số 12/GP-BTTTT",
            "Copyright 2019 The Paper",
        ] {
            assert!(is_imprint(text), "{text}");
        }
        for text in ["Bản quyền bài hát được bán.", "Giấy phép hết hạn, tàu vẫn chạy.", "Copyright law changes"]
        {
            assert!(!is_imprint(text), "{text}");
        }
        for text in
            ["Điện thoại: 0123 456 789", "Email: toasoan@example.vn", "https://example.vn/bai", "Tòa soạn: 12 Bến Lăng"]
        {
            assert!(is_contact(text), "{text}");
        }
        assert!(!is_contact("Điện thoại của ông reo"));
        assert!(is_mail("Kính gửi: Tòa soạn") && !is_mail("Từ hôm nay: mưa") && !is_mail("Đến nơi, ông nói"));
    }
}
