//! Both lock files held against a database of known advisories, which lies in a folder: nothing is asked of the network.

mod database;
mod lock;
mod osv;
mod stand;

use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use database::Database;
use lock::Locked;
use osv::Advisory;
use stand::LetStand;

/// Whose packages: by the names that OSV has for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ecosystem {
    Cargo,
    Npm,
}

impl fmt::Display for Ecosystem {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Ecosystem::Cargo => "crates.io",
            Ecosystem::Npm => "npm",
        })
    }
}

/// What was found: each line for a person.
#[derive(Debug, Default)]
pub struct Report {
    /// Known to be wrong with a package that is locked.
    pub known: Vec<String>,
    /// Known, and let stand for a while: with the reason.
    pub standing: Vec<String>,
    /// What is worth knowing and no fault: packages that nobody cares for any more, decisions that fit nothing.
    pub told: Vec<String>,
    /// What was compared with what.
    pub compared: String,
}

/// Compares the locks with the database. An error where that can't be done whole: it says nothing about the packages.
pub fn check(locks: &[PathBuf], folder: &Path, let_stand: &Path, today: NaiveDate) -> Result<Report, String> {
    let standing = LetStand::read(let_stand)?;
    let mut packages = BTreeSet::new();
    for lock in locks {
        packages.extend(lock::read(lock)?);
    }
    let wanted: BTreeSet<_> = packages.iter().map(|locked| (locked.ecosystem, locked.name.as_str())).collect();
    let database = Database::read(folder, &wanted)?;
    for ecosystem in wanted.iter().map(|(ecosystem, _)| *ecosystem).collect::<BTreeSet<_>>() {
        if database.count(ecosystem) == 0 {
            return Err(format!("{} has no advisory of {ecosystem}: that is no pass", folder.display()));
        }
    }
    let mut report = Report { compared: compared(&packages, &database), ..Report::default() };
    let mut used = BTreeSet::new();
    for locked in &packages {
        for advisory in database.about(locked.ecosystem, &locked.name) {
            if !advisory.affects(&locked.version)? {
                continue;
            }
            let line = line(locked, advisory);
            match standing.iter().position(|row| row.fits(advisory, &locked.name)) {
                _ if advisory.is_only_told() => report.told.push(line),
                None => report.known.push(line),
                Some(at) => {
                    used.insert(at);
                    let LetStand { until, why, .. } = &standing[at];
                    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
                    if *until < today {
                        report.known.push(format!("{line}\n    It was let stand until {until}: {why}"));
                    } else {
                        report.standing.push(format!("{line}\n    Let stand until {until}: {why}"));
                    }
                }
            }
        }
    }
    let idle = standing.iter().enumerate().filter(|(at, _)| !used.contains(at));
    report
        .told
        .extend(idle.map(|(_, row)| format!("{} is let stand for {}, which fits nothing here", row.id, row.package)));
    Ok(report)
}

fn compared(packages: &BTreeSet<Locked>, database: &Database) -> String {
    let parts = [Ecosystem::Cargo, Ecosystem::Npm].map(|ecosystem| {
        let count = packages.iter().filter(|locked| locked.ecosystem == ecosystem).count();
        let (known, newest) = (database.count(ecosystem), database.newest(ecosystem));
        (count > 0).then(|| format!("{count} packages of {ecosystem} with {known} advisories, the newest of {newest}"))
    });
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn line(locked: &Locked, advisory: &Advisory) -> String {
    let Locked { name, version, file, only_builds, .. } = locked;
    let aliases = match advisory.aliases.join(", ") {
        none if none.is_empty() => none,
        some => format!(" ({some})"),
    };
    let fixed = match advisory.fixed_after(version) {
        Some(fixed) => format!("fixed in {fixed}"),
        None => "no fixed version is known".into(),
    };
    let where_used = if *only_builds { ", which only builds and tests" } else { "" };
    let kind = advisory.informational.as_ref().map(|kind| format!(" [{kind}]")).unwrap_or_default();
    format!(
        "{name} {version} in {file}{where_used}: {}{aliases}{kind}, {fixed}\n    {}",
        advisory.id,
        advisory.summary.trim()
    )
}
