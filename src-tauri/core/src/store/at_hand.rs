//! What lists are counted by, in memory: for whoever counts a large library again and again, as one who tries one order after
//! the other. It holds as long as nothing was written since, by anybody.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    sync::{Arc, OnceLock},
};

/// How far a library was written: by others, and through this connection.
pub type Written = (i64, u64);

/// One story as it is counted; its names are borrowed, since there may be very many.
pub type Fact<'a> = FactWith<&'a str>;

/// The same, whatever its names are.
#[derive(Clone, Copy, Debug)]
pub struct FactWith<Name> {
    /// Its row in `search`; higher means changed later.
    pub row: i64,
    pub state: Name,
    pub section: Name,
    pub author: Name,
    pub embargoed: Option<i64>,
    pub due: Option<i64>,
    pub length: i64,
    pub lacks: bool,
    pub blank: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Debug, Default)]
pub struct AtHand {
    is_wanted: Cell<bool>,
    kept: RefCell<Option<Arc<Kept>>>,
}

#[derive(Debug)]
struct Kept {
    written: Written,
    /// The highest row first.
    facts: Vec<FactWith<NameAt>>,
    /// Each once: a hundred thousand stories have a few sections.
    names: Vec<String>,
    by_title: OnceLock<Vec<i64>>,
}

/// Which of the kept names.
type NameAt = u32;

impl<Name: Copy> FactWith<Name> {
    fn named<Other>(&self, mut name: impl FnMut(Name) -> Other) -> FactWith<Other> {
        let Self { row, state, section, author, embargoed, due, length, lacks, blank, created_at, updated_at } = *self;
        let [state, section, author] = [state, section, author].map(&mut name);
        FactWith { row, state, section, author, embargoed, due, length, lacks, blank, created_at, updated_at }
    }
}

/// Puts together what will be at hand.
#[derive(Default)]
pub struct Gathering {
    facts: Vec<FactWith<NameAt>>,
    names: Vec<String>,
    known: HashMap<String, NameAt>,
}

impl Gathering {
    pub fn take(&mut self, fact: &Fact<'_>) {
        let kept = fact.named(|name| self.name(name));
        self.facts.push(kept);
    }

    fn name(&mut self, name: &str) -> NameAt {
        if let Some(at) = self.known.get(name) {
            return *at;
        }
        let at = self.names.len() as NameAt;
        self.names.push(name.to_owned());
        self.known.insert(name.to_owned(), at);
        at
    }
}

impl AtHand {
    /// From now on what was counted is kept.
    pub fn want(&self) {
        self.is_wanted.set(true);
    }

    pub fn is_wanted(&self) -> bool {
        self.is_wanted.get()
    }

    fn kept(&self) -> Option<Arc<Kept>> {
        self.kept.borrow().clone()
    }

    pub fn is_of(&self, written: Written) -> bool {
        self.kept().is_some_and(|kept| kept.written == written)
    }

    pub fn keep(&self, written: Written, mut gathered: Gathering) {
        gathered.facts.sort_unstable_by_key(|fact| -fact.row);
        let kept = Kept { written, facts: gathered.facts, names: gathered.names, by_title: OnceLock::new() };
        *self.kept.borrow_mut() = Some(Arc::new(kept));
    }

    /// All of them, or those at these rows which are there.
    pub fn each(&self, rows: Option<&[i64]>, mut take: impl FnMut(Fact<'_>)) {
        let Some(kept) = self.kept() else { return };
        let Kept { facts, names, .. } = &*kept;
        let mut tell = |fact: &FactWith<NameAt>| take(fact.named(|at| names[at as usize].as_str()));
        match rows {
            None => facts.iter().for_each(tell),
            Some(rows) => {
                let at = |row: &i64| facts.binary_search_by_key(&-row, |fact| -fact.row).ok();
                rows.iter().filter_map(at).for_each(|at| tell(&facts[at]));
            }
        }
    }

    pub fn by_title(&self) -> Option<Vec<i64>> {
        self.kept().and_then(|kept| kept.by_title.get().cloned())
    }

    pub fn keep_titles(&self, rows: &[i64]) {
        if let Some(kept) = self.kept() {
            // What is there already is the same.
            kept.by_title.set(rows.to_vec()).ok();
        }
    }
}
