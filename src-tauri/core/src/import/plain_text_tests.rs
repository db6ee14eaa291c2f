#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::ErrorCode;

fn today() -> ReadOptions {
    ReadOptions { today: "2020-07-10".parse().unwrap() }
}

fn reading(text: &str) -> Account {
    Account::of(text, &today())
}

/// An article as the tables below write it: one line a thing.
fn told(article: &Article) -> Vec<String> {
    let mut told = Vec::new();
    for (field, value) in article.fields.iter() {
        match value {
            crate::story::FieldValue::Text(text) => told.push(format!("{}: {text}", field.name())),
            crate::story::FieldValue::List(items) => told.push(format!("{}: {}", field.name(), items.join(" / "))),
        }
    }
    for block in &article.body {
        told.push(match block {
            ArticleBlock::Text(block) => match block.kind {
                BlockKind::Paragraph => block.text.clone(),
                BlockKind::Heading { level } => format!("h{level} {}", block.text),
                BlockKind::Quote => format!("> {}", block.text),
                BlockKind::ListItem { ordered } => format!("{} {}", if ordered { "1." } else { "-" }, block.text),
                BlockKind::Photo { .. } => unreachable!("a text block is no photo"),
            },
            ArticleBlock::Photo { caption, credit, .. } => format!("[{caption} | {credit}]"),
        });
    }
    for related in &article.related {
        let date = related.date.map_or("?".to_owned(), |date| date.to_string());
        told.push(format!("~ {} ({} = {date})", related.title, related.date_text));
    }
    for leftover in &article.leftovers {
        told.push(format!("! {}: {}", leftover.line, leftover.text));
    }
    told
}

fn assert_reads(source: &str, expected: &[&str]) {
    assert_eq!(told(&reading(source).article), expected, "reading:\n{source}");
}

#[test]
fn small_articles() {
    for (source, expected) in [
        ("Chỉ có tít", &["headline: Chỉ có tít"][..]),
        ("Tít\n\nMột đoạn duy nhất.", &["headline: Tít", "Một đoạn duy nhất."]),
        ("Tít\n\nSapo của bài.\n\nĐoạn hai.", &["headline: Tít", "abstract: Sapo của bài.", "Đoạn hai."]),
        (
            "Tít\n15/10/2019 | 6325\nSapo của bài.\nĐoạn hai.\nAnh Hoa",
            &[
                "headline: Tít",
                "abstract: Sapo của bài.",
                "byline: Anh Hoa",
                "date_published: 2019-10-15",
                "views: 6325",
                "Đoạn hai.",
            ],
        ),
        // The date stands first; the author under the headline.
        (
            "15/10/2019\nTít\nAnh Hoa\n\nĐoạn một.",
            &["headline: Tít", "byline: Anh Hoa", "date_published: 2019-10-15", "Đoạn một."],
        ),
        // A picture before any text: there is no lead.
        (
            "Tít\n\nẢnh: Bến sông buổi sớm.\n\nĐoạn một.\n\nĐoạn hai.",
            &["headline: Tít", "[Bến sông buổi sớm. | ]", "Đoạn một.", "Đoạn hai."],
        ),
        (
            "# Tít\n\nSapo.\n\n## Mục một\n\nĐoạn.\n\n### Mục nhỏ\n\n> Lời nói\n\n- a\n• b\n1. một\n2) hai",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "h1 Mục một",
                "Đoạn.",
                "h2 Mục nhỏ",
                "> Lời nói",
                "- a",
                "- b",
                "1. một",
                "1. hai",
            ],
        ),
        // The highest heading there is stands right below the headline.
        (
            "Tít\n\nSapo.\n\n## Mục một\n\nĐoạn.\n\n### Mục nhỏ\n\nHết.",
            &["headline: Tít", "abstract: Sapo.", "h1 Mục một", "Đoạn.", "h2 Mục nhỏ", "Hết."],
        ),
        // Numbers that do not count from 1 are the text's own.
        (
            "Tít\n\nSapo.\n\n1. Mục tiêu\n\nĐoạn.\n\n2. Giải pháp\n\n18. Đảng viên",
            &["headline: Tít", "abstract: Sapo.", "1. Mục tiêu", "Đoạn.", "2. Giải pháp", "18. Đảng viên"],
        ),
        // Talk begins with a dash; a dateline stays in the text.
        (
            "Tít\n\nHà Nội, 15/10 – Sáng nay, mưa lớn.\n\n– Nước lên nhanh không?\n– Nhanh lắm.",
            &[
                "headline: Tít",
                "abstract: Hà Nội, 15/10 – Sáng nay, mưa lớn.",
                "dateline: Hà Nội",
                "– Nước lên nhanh không?",
                "– Nhanh lắm.",
            ],
        ),
        // Captions and credits in their shapes.
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nBến sông. Ảnh: TTXVN\n\nẢnh: Chợ tan.\n\nẢnh: Anh Hoa\n\nNhà ven sông lúc nước lên.\nẢnh: Tư liệu\n\nẢnh: TTXVN",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "Đoạn.",
                "[Bến sông. | TTXVN]",
                "[Chợ tan. | Anh Hoa]",
                "[Nhà ven sông lúc nước lên. | Tư liệu]",
                "[ | TTXVN]",
            ],
        ),
        // The author took the pictures.
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nẢnh: Chợ tan.\n\nẢnh: Chợ đông. Ảnh: TTXVN\n\nBài và ảnh: Anh Hoa",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "byline: Anh Hoa",
                "Đoạn.",
                "[Chợ tan. | Anh Hoa]",
                "[Chợ đông. | TTXVN]",
            ],
        ),
        // What stands after the text.
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nAnh Hoa\nTheo TTXVN\nTừ khóa: chợ nổi, sông; nước",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "byline: Anh Hoa",
                "keywords: chợ nổi / sông / nước",
                "source: TTXVN",
                "Đoạn.",
            ],
        ),
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nTheo các hộ dân, nước còn lên.",
            &["headline: Tít", "abstract: Sapo.", "Đoạn.", "Theo các hộ dân, nước còn lên."],
        ),
        // English.
        (
            "The market is back\nBy Jane Doe\nOctober 15, 2019\n\nBoats returned to the river for the first time.\n\nTraders said that trade was good.\n\nPhoto: Boats leave at dawn. Photo: Jane Doe\n\nSource: River Desk\n\nRelated stories\n- The old pier (2 days ago)\nThe new pier\nyesterday",
            &[
                "headline: The market is back",
                "abstract: Boats returned to the river for the first time.",
                "byline: Jane Doe",
                "source: River Desk",
                "date_published: 2019-10-15",
                "Traders said that trade was good.",
                "[Boats leave at dawn. | Jane Doe]",
                "~ The old pier (2 days ago = 2020-07-08)",
                "~ The new pier (yesterday = 2020-07-09)",
            ],
        ),
    ] {
        assert_reads(source, expected);
    }
}

#[test]
fn related_stories_in_their_shapes() {
    assert_reads(
        "Tít\n\nĐoạn.\n\nTin liên quan:\n\nMột\n\nMột\nhôm qua\n\nHai  ba\nHai ba\n2 ngày trước\n\n• Bốn (mở rộng) (1 tháng trước)\n\n• Năm (mở rộng)\nSáu\n15/10/2019\nBảy\nBảy\nBảy\n99999999999999999999 năm trước",
        &[
            "headline: Tít",
            "Đoạn.",
            "~ Một (hôm qua = 2020-07-09)",
            "~ Hai  ba (2 ngày trước = 2020-07-08)",
            "~ Bốn (mở rộng) (1 tháng trước = 2020-06-10)",
            "~ Năm (mở rộng) ( = ?)",
            "~ Sáu (15/10/2019 = 2019-10-15)",
            "~ Bảy ( = ?)",
            "~ Bảy (99999999999999999999 năm trước = ?)",
        ],
    );
}

#[test]
fn what_finds_no_place_is_reported_with_its_line() {
    let footer = "chữ ".repeat(80);
    assert_reads(
        &format!("Tít\n35/13/2019 | 5\nSapo.\n\nĐoạn.\n\n***\n\nĐoạn nữa.\nTin khác\nhôm qua\nMột\n{footer}\n•••"),
        &[
            "headline: Tít",
            "abstract: Sapo.",
            "Đoạn.",
            "Đoạn nữa.",
            "~ Một ( = ?)",
            "! 2: 35/13/2019 | 5",
            "! 7: ***",
            "! 11: hôm qua",
            &format!("! 13: {}", footer.trim()),
            "! 14: •••",
        ],
    );
    assert_reads(
        "Tít\nThứ Hai, 15/10/2019\nĐoạn\u{8}.",
        &["headline: Tít", "date_published: 2019-10-15", "Đoạn.", "! 2: Thứ Hai", "! 3: U+0008"],
    );
    // A day alone does not say as much as "3 giờ trước".
    assert_reads(
        "Tít\n3 giờ trước\nĐoạn.",
        &["headline: Tít", "date_published: 2020-07-10", "Đoạn.", "! 2: 3 giờ trước"],
    );
}

#[test]
fn the_head_of_a_page_is_looked_at_as_a_whole() {
    let story = ["headline: Cầu Bến Lăng thông xe", "abstract: Sapo của bài ở đây, một câu đủ dài."];
    let read = |head: &str| {
        let source = format!("{head}\nSapo của bài ở đây, một câu đủ dài.\nĐoạn một.\nĐoạn hai.");
        let told = told(&reading(&source).article);
        assert_eq!(told[..2], story, "{source}");
        told[2..].iter().filter(|line| !line.starts_with("Đoạn")).cloned().collect::<Vec<_>>()
    };
    let tit = "Cầu Bến Lăng thông xe";
    let dated = "date_published: 2019-10-15T14:05:00+07:00";
    for (head, expected) in [
        (format!("{tit}\nChia sẻ\n15/10/2019 14:05"), &[dated, "! 2: Chia sẻ"][..]),
        (format!("{tit}\n15/10/2019 14:05\nCập nhật: 16/10/2019 08:00"), &[dated, "! 3: Cập nhật: 16/10/2019 08:00"]),
        (format!("{tit}\nCập nhật: 16/10/2019 08:00\n15/10/2019 14:05"), &[dated, "! 2: Cập nhật: 16/10/2019 08:00"]),
        (format!("{tit}\nCập nhật lúc 14h05 ngày 15/10/2019"), &[dated]),
        (
            format!("{tit}\nMinh Cảnh\nChia sẻ\nNghe đọc bài\n15/10/2019 14:05"),
            &["byline: Minh Cảnh", dated, "! 3: Chia sẻ", "! 4: Nghe đọc bài"],
        ),
        (format!("{tit}\nBởi Minh Cảnh\n15/10/2019 14:05"), &["byline: Minh Cảnh", dated]),
        (format!("{tit}\n15/10/2019 14:05 · 3 phút đọc"), &[dated, "! 2: 3 phút đọc"]),
        (format!("{tit}\nMinh Cảnh - 15/10/2019 14:05"), &["byline: Minh Cảnh", dated]),
        (format!("{tit}\nMinh Cảnh | 15/10/2019 14:05 | Thời sự"), &["byline: Minh Cảnh", dated, "! 2: Thời sự"]),
        (
            format!("Trang chủ > Thời sự\n{tit}\n15/10/2019 14:05\n12 bình luận"),
            &[dated, "! 1: Trang chủ > Thời sự", "! 4: 12 bình luận"],
        ),
        (format!("THỜI SỰ\n{tit}\nThứ ba, 15/10/2019, 14:05 (GMT+7)"), &[dated, "! 1: THỜI SỰ"]),
        (
            format!("{tit} | Báo Ruộng Đồng\n{tit}\n15/10/2019 14:05"),
            &[dated, "! 1: Cầu Bến Lăng thông xe | Báo Ruộng Đồng"],
        ),
        // No list knows every button.
        (
            format!("{tit}\nGửi tới thân hữu\n15/10/2019 14:05\nĐổi nền tối"),
            &[dated, "! 2: Gửi tới thân hữu", "! 4: Đổi nền tối"],
        ),
        (format!("{tit}\nĐổi nền tối"), &["! 2: Đổi nền tối"]),
        (format!("{tit}\n15/10/2019 14:05 Cập nhật 3 giờ trước"), &[dated, "! 2: Cập nhật 3 giờ trước"]),
    ] {
        assert_eq!(read(&head), expected, "{head}");
    }
    // A second headline, and where the author is.
    assert_reads(
        "Tít\nNgười dân hai bờ chờ ngày này từ năm 1990\nJane Doe in London\n15/10/2019\nSapo của bài.\nĐoạn một.",
        &[
            "headline: Tít",
            "subheadline: Người dân hai bờ chờ ngày này từ năm 1990",
            "abstract: Sapo của bài.",
            "byline: Jane Doe in London",
            "date_published: 2019-10-15",
            "Đoạn một.",
        ],
    );
    // Under the lead.
    assert_reads(
        "Tít\nSapo của bài.\n15/10/2019 14:05\nMinh Cảnh\nĐoạn một.\nĐoạn hai.",
        &["headline: Tít", "abstract: Sapo của bài.", "byline: Minh Cảnh", dated, "Đoạn một.", "Đoạn hai."],
    );
    assert_reads(
        "Reuters\nWorld\nDelta town reopens market\nBy Jane Doe and John Roe\nOctober 15, 2019 2:05 PM GMT+7 Updated 3 hours ago\n[1/3] Boats leave at dawn. REUTERS/Jane Doe Purchase Licensing Rights\nBEN TRAM, Oct 15 (Reuters) - Traders returned to the market.\nAdvertisement · Scroll to continue\nThe market has 300 boats.",
        &[
            "headline: Delta town reopens market",
            "byline: Jane Doe and John Roe",
            "dateline: BEN TRAM",
            "date_published: 2019-10-15T14:05:00+07:00",
            "[Boats leave at dawn. | REUTERS/Jane Doe]",
            "BEN TRAM, Oct 15 (Reuters) - Traders returned to the market.",
            "The market has 300 boats.",
            "! 1: Reuters",
            "! 2: World",
            "! 5: Updated 3 hours ago",
            "! 8: Advertisement · Scroll to continue",
        ],
    );
    // What somebody says leads nowhere.
    assert_reads(
        "Hỏi chuyện\nPV\n- Ông học nghề từ năm nào?\n- Từ năm 15 tuổi.",
        &["headline: Hỏi chuyện", "byline: PV", "- Ông học nghề từ năm nào?", "- Từ năm 15 tuổi."],
    );
    // Verse has no sentence to wait for.
    assert_reads(
        "Ca dao\nGió đưa cành trúc la đà\nTiếng chuông Trấn Vũ canh gà Thọ Xương\nMịt mù khói tỏa ngàn sương\nNhịp chày Yên Thái mặt gương Tây Hồ.",
        &[
            "headline: Ca dao",
            "Gió đưa cành trúc la đà",
            "Tiếng chuông Trấn Vũ canh gà Thọ Xương",
            "Mịt mù khói tỏa ngàn sương",
            "Nhịp chày Yên Thái mặt gương Tây Hồ.",
        ],
    );
    assert_reads(
        "Floating school opens\nTuesday, October 15, 2019\nPrint\nA floating school for 62 children opened on Tuesday.\nThe school has four rooms.",
        &[
            "headline: Floating school opens",
            "abstract: A floating school for 62 children opened on Tuesday.",
            "date_published: 2019-10-15",
            "The school has four rooms.",
            "! 3: Print",
        ],
    );
    assert_reads(
        "Storm knocks out power\nBy JANE DOE | AP\nPublished 11:20 AM EDT, October 15, 2019\nUpdated 3:05 PM EDT, October 15, 2019\nCEDAR FALLS, Neb. (AP) — A storm knocked out power to 12,000 homes on Tuesday.\n“It sounded like a train,” said Mary Holt.\nCrews are at work.",
        &[
            "headline: Storm knocks out power",
            "abstract: CEDAR FALLS, Neb. (AP) — A storm knocked out power to 12,000 homes on Tuesday.",
            "byline: JANE DOE | AP",
            "dateline: CEDAR FALLS, Neb.",
            "date_published: 2019-10-15",
            "“It sounded like a train,” said Mary Holt.",
            "Crews are at work.",
            "! 3: 11:20 AM",
            "! 3: EDT",
            "! 4: Updated 3:05 PM EDT, October 15, 2019",
        ],
    );
    assert_reads(
        "Boats are back\nBy Jane Doe, October 15, 2019\nBoats returned to the river.\nTrade was good.",
        &[
            "headline: Boats are back",
            "abstract: Boats returned to the river.",
            "byline: Jane Doe",
            "date_published: 2019-10-15",
            "Trade was good.",
        ],
    );
}

#[test]
fn a_box_is_not_the_end_of_the_story() {
    assert_reads(
        "Cầu Bến Lăng thông xe\n15/10/2019\nSapo của bài ở đây, một câu đủ dài.\nĐoạn một của bài.\nXem thêm:\nKhởi công cầu vượt Yên Lộc\nĐoạn hai của bài, nội dung chính còn dài. Câu thứ hai.\nẢnh: Công nhân dọn rào chắn\nĐoạn ba của bài: ông Lũy nói sẽ mở thêm hai làn xe.\nMinh Cảnh",
        &[
            "headline: Cầu Bến Lăng thông xe",
            "abstract: Sapo của bài ở đây, một câu đủ dài.",
            "byline: Minh Cảnh",
            "date_published: 2019-10-15",
            "Đoạn một của bài.",
            "Đoạn hai của bài, nội dung chính còn dài. Câu thứ hai.",
            "[Công nhân dọn rào chắn | ]",
            "Đoạn ba của bài: ông Lũy nói sẽ mở thêm hai làn xe.",
            "~ Khởi công cầu vượt Yên Lộc ( = ?)",
        ],
    );
    assert_reads(
        "Ferry strike\nOctober 15, 2019\nThe lead of the story is here.\nPara one of the story.\nREAD MORE\nCrews race to restore power\nPara two of the story, which goes on. It has two sentences.\nADVERTISEMENT\nPara three of the story.",
        &[
            "headline: Ferry strike",
            "abstract: The lead of the story is here.",
            "date_published: 2019-10-15",
            "Para one of the story.",
            "Para two of the story, which goes on. It has two sentences.",
            "Para three of the story.",
            "~ Crews race to restore power ( = ?)",
            "! 8: ADVERTISEMENT",
        ],
    );
    // Several titles, marked; the author at the end; a list behind it all.
    assert_reads(
        "Tít\nSapo.\nĐoạn một.\n\nTIN LIÊN QUAN\n• Chợ đêm mở lại\n• Cầu mới (15/09/2019)\n\nMột mục của bài\n\nĐoạn hai.\n>> Khởi công cầu vượt Yên Lộc\n► Xem thêm: Nước rút\nĐoạn ba.\nMinh Cảnh\nTin cùng chuyên mục\nMột\nhôm qua",
        &[
            "headline: Tít",
            "abstract: Sapo.",
            "byline: Minh Cảnh",
            "Đoạn một.",
            "Một mục của bài",
            "Đoạn hai.",
            "Đoạn ba.",
            "~ Chợ đêm mở lại ( = ?)",
            "~ Cầu mới (15/09/2019 = 2019-09-15)",
            "~ Một (hôm qua = 2020-07-09)",
            "~ Khởi công cầu vượt Yên Lộc ( = ?)",
            "~ Nước rút ( = ?)",
        ],
    );
    // What the stories of a list say first is no text of this one.
    assert_reads(
        "Tít\nSapo.\nĐoạn một.\nTin khác\nChợ đêm mở lại\nChợ họp từ bảy giờ tối.\nCầu mới\nCầu thông xe hôm nay.",
        &[
            "headline: Tít",
            "abstract: Sapo.",
            "Đoạn một.",
            "~ Chợ đêm mở lại ( = ?)",
            "~ Cầu mới ( = ?)",
            "! 6: Chợ họp từ bảy giờ tối.",
            "! 8: Cầu thông xe hôm nay.",
        ],
    );
}

#[test]
fn what_a_page_ends_with_is_no_title() {
    assert_reads(
        "Tít\n15/10/2019\nSapo của bài.\nĐoạn một.\nTin liên quan\nKhởi công cầu vượt\n(15/09/2019)\nKhánh thành chợ\n14:05 15/09/2019\nMở bán vé (15/09/2019 14:05)\nĐiện thoại: 0123 456 789\n© 2019 Báo Ruộng Đồng",
        &[
            "headline: Tít",
            "abstract: Sapo của bài.",
            "date_published: 2019-10-15",
            "Đoạn một.",
            "~ Khởi công cầu vượt (15/09/2019 = 2019-09-15)",
            "~ Khánh thành chợ (14:05 15/09/2019 = 2019-09-15)",
            "~ Mở bán vé (15/09/2019 14:05 = 2019-09-15)",
            "! 11: Điện thoại: 0123 456 789",
            "! 12: © 2019 Báo Ruộng Đồng",
        ],
    );
    for (end, expected) in [
        ("(Theo TTXVN)", &["source: TTXVN"][..]),
        ("Theo: Dân trí", &["source: Dân trí"]),
        ("Minh Cảnh\n(Theo VnExpress)", &["byline: Minh Cảnh", "source: VnExpress"]),
        ("TTXVN", &["source: TTXVN"]),
        (
            "(Theo Trung tâm Dự báo khí tượng thủy văn quốc gia)",
            &["source: Trung tâm Dự báo khí tượng thủy văn quốc gia"],
        ),
        ("Minh Cảnh\nChia sẻ:", &["byline: Minh Cảnh", "! 5: Chia sẻ:"]),
        ("Minh Cảnh\nBình luận (12)", &["byline: Minh Cảnh", "! 5: Bình luận (12)"]),
        ("Minh Cảnh\n© 2019 Báo Ruộng Đồng", &["byline: Minh Cảnh", "! 5: © 2019 Báo Ruộng Đồng"]),
        // Readers who want to help are told how.
        ("Điện thoại: 0123 456 789", &["Điện thoại: 0123 456 789"]),
    ] {
        let told = told(&reading(&format!("Tít\nSapo của bài.\nĐoạn một.\n{end}")).article);
        let rest: Vec<&String> = told
            .iter()
            .filter(|line| !["headline: Tít", "abstract: Sapo của bài.", "Đoạn một."].contains(&line.as_str()))
            .collect();
        assert_eq!(rest, expected, "{end}");
    }
}

#[test]
fn a_mail_says_what_its_parts_are() {
    assert_reads(
        "Subject: Bài cầu\nKính gửi: Tòa soạn\nTÍT: Cầu Bến Lăng thông xe\nSAPO: Sapo của bài.\nBÀI:\nĐoạn một.\nĐoạn hai.\nẢNH:\n1. Công nhân dọn rào chắn. Ảnh: Minh Cảnh\n2. Xe máy qua cầu\nTác giả: Hà Thu",
        &[
            "headline: Cầu Bến Lăng thông xe",
            "abstract: Sapo của bài.",
            "byline: Hà Thu",
            "Đoạn một.",
            "Đoạn hai.",
            "[Công nhân dọn rào chắn. | Minh Cảnh]",
            "[Xe máy qua cầu | ]",
            "! 1: Subject: Bài cầu",
            "! 2: Kính gửi: Tòa soạn",
        ],
    );
    assert_reads(
        "Tít:\nCầu thông xe\nSa-pô:\nSapo của bài.\nNội dung: Đoạn một.\nĐoạn hai.\nẢnh 1: Công nhân",
        &["headline: Cầu thông xe", "abstract: Sapo của bài.", "Đoạn một.", "Đoạn hai.", "[Công nhân | ]"],
    );
}

#[test]
fn a_caption_said_twice_is_one() {
    assert_reads(
        "Tít\nSapo.\nĐoạn một.\nCông nhân dọn rào chắn. Ảnh: Minh Cảnh\nCông nhân dọn rào chắn. Ảnh: Minh Cảnh\nĐoạn hai.\nXe máy qua cầu.\nXe máy qua cầu. Ảnh: Hà Thu\nĐoạn ba.\nẢnh: Chợ tan\nChợ tan\nẢnh minh họa: Internet",
        &[
            "headline: Tít",
            "abstract: Sapo.",
            "Đoạn một.",
            "[Công nhân dọn rào chắn. | Minh Cảnh]",
            "Đoạn hai.",
            "[Xe máy qua cầu. | Hà Thu]",
            "Đoạn ba.",
            "[Chợ tan | ]",
            "[Ảnh minh họa | Internet]",
        ],
    );
}

#[test]
fn rules_and_signs_of_the_end_are_no_list() {
    assert_reads(
        "Tít\nSapo.\nĐoạn một.\n* * *\n- - -\n- 15 độ C ở Sa Pa.\n> 50% cử tri đã đi bầu lúc 10h.\nĐoạn hai.\n- 30 -",
        &[
            "headline: Tít",
            "abstract: Sapo.",
            "Đoạn một.",
            "- 15 độ C ở Sa Pa.",
            "> 50% cử tri đã đi bầu lúc 10h.",
            "Đoạn hai.",
            "! 4: * * *",
            "! 5: - - -",
            "! 9: - 30 -",
        ],
    );
}

#[test]
fn a_text_without_headline_keeps_its_words_in_the_body() {
    let long = "chữ ".repeat(70);
    let article = reading(&format!("{long}\n\nĐoạn.")).article;
    assert_eq!(article.fields.text(StoryField::Headline), "");
    assert_eq!(article.fields.text(StoryField::Abstract), long.trim());
}

#[test]
fn the_language_is_told_from_the_words() {
    for (source, language) in [
        ("Chợ nổi họp lại", Language::Vietnamese),
        ("Cho noi hop lai", Language::Vietnamese),
        ("The market of Hà Nội is back", Language::English),
        ("2019", Language::Vietnamese),
    ] {
        assert_eq!(reading(source).article.language, language, "{source}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let code = |bytes: &[u8]| read(bytes, Path::new("a.txt"), &today()).unwrap_err().code;
    assert_eq!(code(b"\xff\xd8\xff"), ErrorCode::TextNotUtf8);
    assert_eq!(code(b"\n \n"), ErrorCode::TextEmpty);
    assert_eq!(code(&vec![b'a'; crate::import::MAX_TEXT_BYTES + 1]), ErrorCode::FileTooLarge);
}

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

fn seed() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/hoi-nghi-lan-thu-18.txt");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) => {
            eprintln!("SKIPPED: shared/seed is not beside the checkout");
            None
        }
    }
}

#[test]
fn the_real_page_is_read_whole() {
    let Some(source) = seed() else { return };
    let article = read(source.as_bytes(), Path::new("seed"), &today()).unwrap();
    let field = |field| article.fields.text(field);

    assert_eq!(article.language, Language::Vietnamese);
    assert_eq!(field(StoryField::Headline), "Hội nghị Ban Chấp hành Đảng bộ Khối các cơ quan Trung ương lần thứ 18");
    assert_eq!((field(StoryField::DatePublished), field(StoryField::Views)), ("2019-10-15", "6325"));
    assert!(field(StoryField::Abstract).starts_with("Thực hiện Chương trình làm việc toàn khóa"));
    assert!(field(StoryField::Abstract).ends_with("dự và chủ trì Hội nghị."));
    assert_eq!(field(StoryField::Byline), "Anh Hoa");
    assert_eq!(article.fields.iter().count(), 5);

    let body: Vec<String> = article
        .body
        .iter()
        .map(|block| match block {
            ArticleBlock::Text(Block { kind: BlockKind::Paragraph, text, .. }) => {
                text.split(' ').take(4).collect::<Vec<_>>().join(" ")
            }
            ArticleBlock::Photo { caption, credit, .. } => format!("[{caption}|{credit}]"),
            other => panic!("only paragraphs and pictures are there: {other:?}"),
        })
        .collect();
    assert_eq!(
        body,
        [
            "Tham dự Hội nghị",
            "Hội nghị lần này,",
            "[Đồng chí Sơn Minh Thắng, Ủy viên Trung ương Đảng, Bí thư Đảng ủy Khối phát biểu tại Hội nghị.|]",
            "Phát biểu khai mạc",
            "Dự thảo Báo cáo",
            "Đảng uỷ Khối và",
            "Tiếp tục nâng cao",
            "Tuy nhiên, công tác",
            "[Toàn cảnh Hội nghị|]",
            "Dự thảo Báo cáo",
            "Tuy nhiên, công tác",
            "Phát biểu kết luận",
            "Đồng chí Bí thư",
        ]
    );
    // The page's own slips are for the copy desk to see.
    let text = |at: usize| match &article.body[at] {
        ArticleBlock::Text(block) => block.text.as_str(),
        ArticleBlock::Photo { .. } => "",
    };
    assert!(text(4).starts_with("Dự thảo Báo cáo Báo cáo kết quả"));
    assert!(text(10).contains("vẫncòn") && text(10).contains("môn.Vai"));

    let related: Vec<(&str, String)> =
        article.related.iter().map(|related| (related.date_text.as_str(), related.date.unwrap().to_string())).collect();
    let expected = [
        ("hôm qua", "2020-07-09"),
        ("2 ngày trước", "2020-07-08"),
        ("8 ngày trước", "2020-07-02"),
        ("9 ngày trước", "2020-07-01"),
        ("10 ngày trước", "2020-06-30"),
        ("20 ngày trước", "2020-06-20"),
        ("22 ngày trước", "2020-06-18"),
        ("24 ngày trước", "2020-06-16"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("2 tháng trước", "2020-05-10"),
    ];
    assert_eq!(related, expected.map(|(found, date)| (found, date.to_owned())));
    assert_eq!(article.related[0].title, "Hội nghị Ban Chấp hành Đảng bộ Khối lần thứ 21");
    assert!(article.related[1].title.contains("thời kỳ  mới"), "as found, with its two spaces");
    assert!(article.related[4].title.ends_with("nhiệm kỳ 2020 - 2025 thành công tốt đẹp"));
    assert_eq!(article.leftovers, []);
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
