//! A whole body in place of another: what stands there afterwards is the new one, letter for letter and mark for mark.

use proptest::prelude::*;

use super::*;

fn kinds() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        4 => Just(BlockKind::Paragraph),
        1 => (1..=2u8).prop_map(|level| BlockKind::Heading { level }),
        1 => Just(BlockKind::Quote),
        1 => any::<bool>().prop_map(|ordered| BlockKind::ListItem { ordered }),
    ]
}

fn runs() -> impl Strategy<Value = Run> {
    let marks = (any::<bool>(), any::<bool>(), prop::option::of("[ab]"), prop::option::of("en|vi"));
    let marks = marks.prop_map(|(bold, italic, link, lang)| Marks { bold, italic, link, lang, ..Marks::default() });
    let marks = prop_oneof![2 => Just(Marks::default()), 1 => marks];
    ("[aăâ🙂 .]{0,5}|chợ nổi|ghe hàng", marks).prop_map(|(text, marks)| Run { text, marks })
}

fn blocks() -> impl Strategy<Value = Block> {
    let text = (kinds(), prop::collection::vec(runs(), 0..4)).prop_map(|(kind, runs)| Block::from_runs(kind, runs));
    prop_oneof![8 => text, 1 => Just(Block::photo(PhotoId("p".into())))]
}

fn bodies() -> impl Strategy<Value = Vec<Block>> {
    prop::collection::vec(blocks(), 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_new_body_stands_and_nothing_else(bodies in prop::collection::vec(bodies(), 2..4), again in bodies()) {
        let mut story = fresh();
        story.make(&[Edit::AddPhoto { photo: a_photo() }]);
        for body in bodies {
            story.make(&[Edit::SetBody { body: body.clone() }]);
            prop_assert_eq!(story.read_body().unwrap(), body.clone());
            prop_assert_eq!(&story.fork().read_body().unwrap(), &body, "as it is stored");
            prop_assert!(story.edit(&[Edit::SetBody { body }], now()).unwrap().is_none(), "twice is once");
        }
        // Two who put different bodies in place meet, and see the same.
        let mut other = story.fork();
        other.make(&[Edit::SetBody { body: again }]);
        let end = story.body_length() as u32;
        story.make(&[splice(end, 0, vec![paragraph(), bold("x")])]);
        story.meet(&mut other);
    }

    #[test]
    fn a_block_cut_into_runs_and_put_together_is_the_same(block in blocks()) {
        prop_assert_eq!(&Block::from_runs(block.kind.clone(), block.runs()), &block);
    }
}

#[test]
fn what_others_write_in_what_stays_is_kept() {
    let mut story = fresh();
    let body = ["Một đoạn đầu.", "Hai câu. Ở giữa.", "Ba đoạn cuối."].map(Block::paragraph).to_vec();
    story.make(&[Edit::SetBody { body: body.clone() }]);
    let mut other = story.fork();
    let mut longer = body.clone();
    longer[1] = Block::paragraph("Hai câu mới. Ở giữa.");
    longer.insert(1, Block::new(BlockKind::Quote, "Chen vào."));
    story.make(&[Edit::SetBody { body: longer }]);
    let end = other.body_length() as u32;
    other.make(&[splice(end, 0, vec![text(" Thêm.")]), splice(4, 0, vec![text(" nhỏ")])]);
    story.meet(&mut other);
    assert_eq!(story.lines(), ["Một nhỏ đoạn đầu.", "> Chen vào.", "Hai câu mới. Ở giữa.", "Ba đoạn cuối. Thêm."]);
}

#[test]
fn a_long_body_and_many_marks_take_no_longer_than_they_are_long() {
    const TIMES: u32 = 10;
    let (short, long) = (time_to_change(150), time_to_change(150 * TIMES as usize));
    // With room for a computer that does something else meanwhile. As the square of its length it would be a hundred times.
    assert!(long < short * 5 * TIMES, "{short:?} and {long:?}");
}

fn time_to_change(lines: usize) -> std::time::Duration {
    let started = std::time::Instant::now();
    let line = |number: usize| format!("Người bán hàng số {number} về chợ, mang theo dưa hấu và hoa tết.");
    let mut body: Vec<Block> = (0..lines).map(|number| Block::paragraph(line(number))).collect();
    let mut story = fresh();
    story.make(&[Edit::SetBody { body: body.clone() }]);
    // Everything otherwise: each way of looking for what is the same finds nothing.
    body.iter_mut().for_each(|block| block.text = block.text.chars().rev().collect());
    let marked = |start| Mark { kind: MarkKind::Bold, start, end: start + 2, href: None, lang: None };
    body[0].marks = (0..12).map(|at| marked(at * 4)).collect();
    body[1..].iter_mut().for_each(|block| block.marks = vec![marked(3)]);
    story.make(&[Edit::SetBody { body: body.clone() }]);
    assert_eq!(story.read_body().unwrap(), body);
    started.elapsed()
}
