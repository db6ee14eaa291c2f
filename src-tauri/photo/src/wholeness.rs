//! Whether a JPEG holds every block that its headings promise. A decoder remarks on many things that take nothing from the
//! picture, tells only the first of them, and fills what is missing with grey; here the codes are followed to the last
//! block of each scan instead, and no pixel is made.

use super::jpeg::Jpeg;

const SOF_BASELINE: u8 = 0xC0;
const SOF_PROGRESSIVE: u8 = 0xC2;
const DHT: u8 = 0xC4;
const SOS: u8 = 0xDA;
const DRI: u8 = 0xDD;

/// Whether every block of every scan is there. Of a file without an end mark all that it begins must be there too: each
/// component, and each of its coefficients to the last bit. `false` for codes that are not Huffman's.
pub(super) fn is_whole(jpeg: &Jpeg) -> bool {
    let mut picture = Walk { has_end: jpeg.has_end(), ..Walk::default() };
    let walked = jpeg.pieces().try_for_each(|(marker, payload, entropy)| match marker {
        SOF_BASELINE..=SOF_PROGRESSIVE => picture.frame(marker, payload),
        DHT => picture.tables(payload),
        DRI => {
            let [high, low, ..] = payload else { return None };
            picture.restart_every = usize::from(u16::from_be_bytes([*high, *low]));
            Some(())
        }
        SOS => picture.scan(payload, entropy),
        0xC3 | 0xC5..=0xCF => None,
        _ => Some(()),
    });
    walked.is_some() && !picture.components.is_empty() && (jpeg.has_end() || picture.is_covered())
}

/// How many scans of the file it takes until nothing of the picture is missing; `None` where they never suffice.
pub(super) fn scans_needed(jpeg: &Jpeg) -> Option<usize> {
    let mut picture = Walk::default();
    let mut scans = 0;
    for (marker, payload, _) in jpeg.pieces() {
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => picture.frame(marker, payload)?,
            SOS => {
                scans += 1;
                let scan = picture.heading(payload)?;
                picture.cover(&scan);
                if picture.is_covered() {
                    return Some(scans);
                }
            }
            _ => {}
        }
    }
    None
}

#[derive(Default)]
struct Walk {
    has_end: bool,
    is_progressive: bool,
    components: Vec<Component>,
    /// The width and height of the picture in units of all components together.
    units: (usize, usize),
    /// Of DC and AC, four each.
    tables: [[Option<Table>; 4]; 2],
    restart_every: usize,
}

struct Component {
    id: u8,
    across: usize,
    down: usize,
    /// Its own blocks.
    size: (usize, usize),
    /// Blocks in a row, with those that fill up a unit.
    row: usize,
    /// Of a progressive picture, which coefficients of each block are not zero by now.
    filled: Vec<u64>,
    /// The lowest bit of each coefficient that a scan has told.
    told: [u8; 64],
}

const UNTOLD: u8 = u8::MAX;

struct Scan {
    /// Components, each with its tables.
    of: Vec<(usize, [usize; 2])>,
    from: usize,
    to: usize,
    /// Bits that were told before, and those that are told now.
    high: u8,
    low: u8,
}

impl Walk {
    fn frame(&mut self, marker: u8, payload: &[u8]) -> Option<()> {
        let &[_, h1, h0, w1, w0, count, ref parts @ ..] = payload else { return None };
        let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
        self.is_progressive = marker & 0x03 == 0x02;
        let parts = parts.as_chunks::<3>().0;
        if parts.len() < usize::from(count) || width == 0 || height == 0 || !self.components.is_empty() {
            return None;
        }
        let parts = &parts[..usize::from(count)];
        let factors = |part: &[u8; 3]| (usize::from(part[1] >> 4), usize::from(part[1] & 15));
        if parts.iter().map(factors).any(|(across, down)| !(1..=4).contains(&across) || !(1..=4).contains(&down)) {
            return None;
        }
        let most = |of: fn((usize, usize)) -> usize| parts.iter().map(factors).map(of).max().unwrap_or(1);
        let (most_across, most_down) = (most(|(across, _)| across), most(|(_, down)| down));
        let (width, height) = (usize::from(width), usize::from(height));
        self.units = (width.div_ceil(8 * most_across), height.div_ceil(8 * most_down));
        self.components = parts
            .iter()
            .map(|part| {
                let (across, down) = factors(part);
                let blocks = |of: usize, share: usize, most: usize| (of * share).div_ceil(most).div_ceil(8);
                let (row, rows) = (self.units.0 * across, self.units.1 * down);
                Component {
                    id: part[0],
                    across,
                    down,
                    size: (blocks(width, across, most_across), blocks(height, down, most_down)),
                    row,
                    filled: if marker == SOF_PROGRESSIVE { vec![0; row * rows] } else { Vec::new() },
                    told: [UNTOLD; 64],
                }
            })
            .collect();
        Some(())
    }

    fn tables(&mut self, mut payload: &[u8]) -> Option<()> {
        while let [place, rest @ ..] = payload {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let length = counts.iter().map(|count| usize::from(*count)).sum();
            let (values, rest) = rest.split_at_checked(length)?;
            let (class, number) = (usize::from(place >> 4), usize::from(place & 15));
            *self.tables.get_mut(class)?.get_mut(number)? = Some(Table::new(counts, values));
            payload = rest;
        }
        Some(())
    }

    fn heading(&self, payload: &[u8]) -> Option<Scan> {
        let [count, rest @ ..] = payload else { return None };
        let (parts, rest) = rest.split_at_checked(2 * usize::from(*count))?;
        let &[from, to, bits] = rest.first_chunk()?;
        let component = |part: &[u8; 2]| {
            let at = self.components.iter().position(|component| component.id == part[0])?;
            Some((at, [usize::from(part[1] >> 4), usize::from(part[1] & 15)]))
        };
        let of: Vec<_> = parts.as_chunks::<2>().0.iter().map(component).collect::<Option<_>>()?;
        if of.is_empty() || of.len() > 4 {
            return None;
        }
        // Some phones write nonsense here where it says nothing.
        if !self.is_progressive {
            return Some(Scan { of, from: 0, to: 63, high: 0, low: 0 });
        }
        let (from, to) = (usize::from(from), usize::from(to));
        let is_sound = from <= to && to < 64 && (from == 0) == (to == 0) && (from == 0 || of.len() == 1);
        is_sound.then_some(Scan { of, from, to, high: bits >> 4, low: bits & 15 })
    }

    fn cover(&mut self, scan: &Scan) {
        for (at, _) in &scan.of {
            self.components[*at].told[scan.from..=scan.to].fill(scan.low);
        }
    }

    fn is_covered(&self) -> bool {
        self.components.iter().all(|component| component.told.iter().all(|bit| *bit == 0))
    }

    fn scan(&mut self, payload: &[u8], entropy: &[u8]) -> Option<()> {
        let scan = self.heading(payload)?;
        let mut bits = Bits { data: entropy, byte: 0, left: 0 };
        let mut run = 0;
        // A scan of one component has its own blocks one by one, one of several has units of them.
        let (across, down) = match scan.of.as_slice() {
            [(alone, _)] => self.components[*alone].size,
            _ => self.units,
        };
        for unit in 0..across * down {
            if self.restart_every > 0 && unit > 0 && unit % self.restart_every == 0 {
                bits.restart(unit / self.restart_every - 1)?;
                run = 0;
            }
            let (x, y) = (unit % across, unit / across);
            for (at, tables) in &scan.of {
                let (wide, high) = match scan.of.len() {
                    1 => (1, 1),
                    _ => (self.components[*at].across, self.components[*at].down),
                };
                for block in 0..wide * high {
                    let (x, y) = (x * wide + block % wide, y * high + block / wide);
                    let component = &mut self.components[*at];
                    let filled = component.filled.get_mut(y * component.row + x);
                    let table = |class: usize| self.tables[class].get(tables[class])?.as_ref();
                    match filled {
                        None => sequential(&mut bits, table(0)?, table(1)?)?,
                        Some(_) if scan.from == 0 && scan.high == 0 => drop(bits.value(table(0)?)?),
                        Some(_) if scan.from == 0 => drop(bits.take(1)?),
                        Some(filled) if scan.high == 0 => first(&mut bits, table(1)?, &scan, filled, &mut run)?,
                        Some(filled) => refined(&mut bits, table(1)?, &scan, filled, &mut run)?,
                    }
                }
            }
        }
        self.cover(&scan);
        // A trailer, where no mark tells where the picture ends.
        let may_trail = !self.has_end && self.is_covered();
        (may_trail || is_padding(bits.data)).then_some(())
    }
}

/// What is left of a scan's data once all its blocks are there. Where a hole in the file was read as blocks, the picture's
/// own data are left over, and those look like nothing but chance.
fn is_padding(left: &[u8]) -> bool {
    const FEW: usize = 64;
    let mut met = [false; 256];
    left.iter().for_each(|byte| met[usize::from(*byte)] = true);
    let met = met.iter().filter(|met| **met).count() as f64;
    let by_chance = 256.0 * (1.0 - (-(left.len() as f64) / 256.0).exp());
    left.len() <= FEW || met < by_chance / 2.0
}

/// A whole block.
fn sequential(bits: &mut Bits, dc: &Table, ac: &Table) -> Option<()> {
    bits.value(dc)?;
    let mut at = 1;
    while at < 64 {
        let code = bits.code(ac)?;
        let (zeros, size) = (usize::from(code >> 4), u32::from(code & 15));
        match size {
            0 if zeros < 15 => break,
            0 => at += 16,
            _ => {
                at += zeros + 1;
                bits.take(size)?;
            }
        }
    }
    // One that ends at the block's end says no end; more than that is none of a block.
    (at <= 64).then_some(())
}

/// The upper bits of a band of coefficients. `run` counts the blocks that have no more of them.
fn first(bits: &mut Bits, ac: &Table, scan: &Scan, filled: &mut u64, run: &mut u32) -> Option<()> {
    if *run > 0 {
        *run -= 1;
        return Some(());
    }
    let mut at = scan.from;
    while at <= scan.to {
        let code = bits.code(ac)?;
        let (zeros, size) = (code >> 4, u32::from(code & 15));
        match (zeros, size) {
            (15, 0) => at += 16,
            (zeros, 0) => {
                *run = (1 << zeros) - 1 + bits.take(u32::from(zeros))?;
                break;
            }
            (zeros, size) => {
                at += usize::from(zeros);
                bits.take(size)?;
                *filled |= 1u64.checked_shl(u32::try_from(at).ok()?).filter(|_| at <= scan.to)?;
                at += 1;
            }
        }
    }
    Some(())
}

/// One bit more of each coefficient of a band.
fn refined(bits: &mut Bits, ac: &Table, scan: &Scan, filled: &mut u64, run: &mut u32) -> Option<()> {
    let mut at = scan.from;
    if *run == 0 {
        while at <= scan.to {
            let code = bits.code(ac)?;
            let (mut zeros, size) = (code >> 4, code & 15);
            if size == 0 && zeros < 15 {
                *run = (1 << zeros) + bits.take(u32::from(zeros))?;
                break;
            }
            if size != 0 {
                bits.take(1)?;
            }
            while at <= scan.to {
                if *filled >> at & 1 == 1 {
                    bits.take(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if size != 0 {
                *filled |= 1u64.checked_shl(u32::try_from(at).ok()?).filter(|_| at <= scan.to)?;
            }
            at += 1;
        }
    }
    if *run > 0 {
        for at in at..=scan.to {
            if *filled >> at & 1 == 1 {
                bits.take(1)?;
            }
        }
        *run -= 1;
    }
    Some(())
}

/// Huffman's codes of each length, and what they stand for.
struct Table {
    /// The first code of each length, how many there are, and where their values begin.
    lengths: [(u32, u32, usize); 16],
    values: Vec<u8>,
}

impl Table {
    fn new(counts: &[u8; 16], values: &[u8]) -> Self {
        let (mut code, mut start) = (0, 0);
        let lengths = counts.map(|count| {
            let length = (code, u32::from(count), start);
            code = (code + u32::from(count)) << 1;
            start += usize::from(count);
            length
        });
        Self { lengths, values: values.to_vec() }
    }
}

/// A scan's data, bit by bit; `None` where a marker or their end comes before a bit that is asked for.
struct Bits<'a> {
    data: &'a [u8],
    byte: u8,
    left: u32,
}

impl Bits<'_> {
    fn bit(&mut self) -> Option<u32> {
        if self.left == 0 {
            (self.byte, self.data) = match self.data {
                [0xFF, 0x00, rest @ ..] => (0xFF, rest),
                [0xFF, ..] | [] => return None,
                [byte, rest @ ..] => (*byte, rest),
            };
            self.left = 8;
        }
        self.left -= 1;
        Some(u32::from(self.byte >> self.left & 1))
    }

    fn take(&mut self, count: u32) -> Option<u32> {
        let mut number = 0;
        for _ in 0..count {
            number = number << 1 | self.bit()?;
        }
        Some(number)
    }

    fn code(&mut self, table: &Table) -> Option<u8> {
        let mut code = 0;
        for (first, count, start) in &table.lengths {
            code = code << 1 | self.bit()?;
            if let Some(at) = code.checked_sub(*first).filter(|at| at < count) {
                return table.values.get(start + at as usize).copied();
            }
        }
        None
    }

    /// A code that tells how many bits follow it, and those.
    fn value(&mut self, table: &Table) -> Option<u32> {
        let size = self.code(table)?;
        (size <= 16).then(|| self.take(u32::from(size)))?
    }

    /// On to what follows the restart marker of this number. What stands before it is padding.
    fn restart(&mut self, number: usize) -> Option<()> {
        self.left = 0;
        let marks = self.data.windows(2).position(|pair| matches!(pair, [0xFF, 0xD0..=0xD7]))?;
        let (padding, rest) = self.data.split_at(marks);
        self.data = &rest[2..];
        (usize::from(rest[1] - 0xD0) == number % 8 && is_padding(padding)).then_some(())
    }
}
