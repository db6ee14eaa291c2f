//! Pages and mails as the press makes them: what is the story, and what is around it.

use super::*;

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
