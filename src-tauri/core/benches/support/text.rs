//! Text that looks Vietnamese: syllables put together from onsets and rimes, a few of them frequent and most rare, as
//! in any language. The same text each time.

const ONSETS: [&str; 22] = [
    "đ", "c", "ch", "nh", "t", "th", "n", "l", "m", "h", "v", "tr", "kh", "b", "ng", "g", "ph", "s", "d", "x", "r",
    "gi",
];
const RIMES: [&str; 40] = [
    "a", "ược", "ông", "ương", "à", "ường", "ó", "ong", "ân", "ới", "ười", "ình", "ợ", "ổi", "iên", "ang", "ấy", "áng",
    "ều", "ất", "uyện", "àng", "ạn", "inh", "ức", "ăm", "ước", "oan", "ếu", "ành", "ọc", "iệt", "ung", "ay", "ồng",
    "ủa", "ền", "ão", "ựng", "ĩ",
];

pub struct Writer(u64);

impl Writer {
    pub fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// The first entries come far more often than the last.
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let chance = (self.0 >> 11) as f64 / (1u64 << 53) as f64;
        from[(chance * chance * from.len() as f64) as usize]
    }

    pub fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.pick(&ONSETS));
            text.push_str(self.pick(&RIMES));
        }
        text
    }
}
