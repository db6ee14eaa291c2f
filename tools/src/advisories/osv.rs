//! One advisory, as the Open Source Vulnerability format has it (<https://ossf.github.io/osv-schema/>).

use std::collections::BTreeSet;

use semver::Version;
use serde::Deserialize;
use serde_json::Value;

use super::Ecosystem;

#[derive(Deserialize)]
pub struct Record {
    id: String,
    /// An instant, in RFC 3339: it sorts as a text.
    pub modified: String,
    pub withdrawn: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    details: String,
    #[serde(default)]
    affected: Vec<Affected>,
}

#[derive(Deserialize)]
struct Affected {
    package: Option<Package>,
    #[serde(default)]
    ranges: Vec<Range>,
    #[serde(default)]
    versions: Vec<String>,
    #[serde(default)]
    database_specific: Value,
}

#[derive(Deserialize)]
struct Package {
    ecosystem: String,
    name: String,
}

#[derive(Clone, Deserialize)]
struct Range {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Introduced(String),
    Fixed(String),
    LastAffected(String),
    Limit(String),
}

/// What a record says about one package.
pub struct Advisory {
    pub id: String,
    pub aliases: Vec<String>,
    pub summary: String,
    pub package: String,
    /// RustSec's word for what is no vulnerability: `unmaintained`, `unsound`, `notice`.
    pub informational: Option<String>,
    ranges: Vec<Range>,
    versions: Vec<String>,
    /// GitHub's word for where it ends when nothing mended it: `<= 1.4.2`.
    last_known: Option<String>,
}

impl Record {
    pub fn ecosystems(&self) -> BTreeSet<Ecosystem> {
        let named = self.affected.iter().filter_map(|affected| affected.package.as_ref());
        named.filter_map(|package| ecosystem(&package.ecosystem)).collect()
    }
}

fn ecosystem(name: &str) -> Option<Ecosystem> {
    match name {
        "crates.io" => Some(Ecosystem::Cargo),
        "npm" => Some(Ecosystem::Npm),
        _ => None,
    }
}

/// One for each package and each stretch of versions that the record tells of.
pub fn advisories(record: Record) -> Vec<(Ecosystem, Advisory)> {
    let Record { id, aliases, summary, details, affected, .. } = record;
    let summary = if summary.is_empty() { details.lines().next().unwrap_or_default().to_owned() } else { summary };
    let mut found: Vec<(Ecosystem, Advisory)> = Vec::new();
    for Affected { package, ranges, versions, database_specific } in affected {
        let Some(package) = package else { continue };
        let Some(ecosystem) = ecosystem(&package.ecosystem) else { continue };
        let words = |key| database_specific[key].as_str().map(str::to_owned);
        found.push((
            ecosystem,
            Advisory {
                id: id.clone(),
                aliases: aliases.clone(),
                summary: summary.clone(),
                package: package.name,
                informational: words("informational"),
                ranges: ranges.into_iter().filter(|range| range.kind != "GIT").collect(),
                versions,
                last_known: words("last_known_affected_version_range"),
            },
        ));
    }
    found
}

impl Advisory {
    /// Nobody looks after it, or there is something to know: no fault of this version.
    pub fn is_only_told(&self) -> bool {
        matches!(self.informational.as_deref(), Some("unmaintained" | "notice"))
    }

    pub fn affects(&self, version: &Version) -> Result<bool, String> {
        if self.versions.iter().any(|listed| *listed == version.to_string()) {
            return Ok(true);
        }
        // Nothing said of versions is said of them all.
        if self.ranges.is_empty() && self.versions.is_empty() {
            return Ok(true);
        }
        for range in &self.ranges {
            if self.in_range(range, version)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn in_range(&self, range: &Range, version: &Version) -> Result<bool, String> {
        let mut events: Vec<(Version, &Event)> = Vec::new();
        for event in &range.events {
            events.push((self.version(event.version())?, event));
        }
        if !events.iter().any(|(_, event)| matches!(event, Event::Introduced(_))) {
            return Err(format!("{}: a range of {} begins nowhere", self.id, self.package));
        }
        // Of two at one version the beginning counts: what was mended there came back with it.
        events.sort_by(|(one, event), (other, next)| one.cmp_precedence(other).then(event.rank().cmp(&next.rank())));
        let mut inside = false;
        let mut open = false;
        for (at, event) in &events {
            let order = version.cmp_precedence(at);
            match event {
                Event::Introduced(_) if order.is_ge() => (inside, open) = (true, true),
                Event::Fixed(_) | Event::Limit(_) if order.is_ge() => inside = false,
                Event::LastAffected(_) if order.is_gt() => inside = false,
                _ => {}
            }
            if !matches!(event, Event::Introduced(_)) {
                open = false;
            }
        }
        match &self.last_known {
            Some(last) if inside && open => self.reaches(last, version),
            _ => Ok(inside),
        }
    }

    /// Whether the version is within `<= 1.4.2` or `< 1.4.3`.
    fn reaches(&self, last: &str, version: &Version) -> Result<bool, String> {
        let compared = |at: &str| Ok(version.cmp_precedence(&self.version(at.trim())?));
        match (last.strip_prefix("<="), last.strip_prefix('<')) {
            (Some(at), _) => compared(at).map(std::cmp::Ordering::is_le),
            (None, Some(at)) => compared(at).map(std::cmp::Ordering::is_lt),
            // In words that we don't know: as if it had not been said.
            (None, None) => Ok(true),
        }
    }

    /// The first version after this one in which it is mended.
    pub fn fixed_after(&self, version: &Version) -> Option<Version> {
        let events = self.ranges.iter().flat_map(|range| &range.events);
        let fixed = events.filter_map(|event| match event {
            Event::Fixed(at) => self.version(at).ok(),
            _ => None,
        });
        fixed.filter(|fixed| fixed > version).min()
    }

    fn version(&self, text: &str) -> Result<Version, String> {
        // "0" is before every version; some leave out what is nought.
        let (numbers, rest) = text.find(['-', '+']).map_or((text, ""), |at| text.split_at(at));
        let missing = 3_usize.saturating_sub(numbers.split('.').count());
        let full = match text {
            "0" => "0.0.0-0".into(),
            _ => format!("{}{}{rest}", numbers.trim_start_matches('v'), ".0".repeat(missing)),
        };
        Version::parse(&full).map_err(|error| format!("{}: “{text}” of {}: {error}", self.id, self.package))
    }
}

impl Event {
    fn version(&self) -> &str {
        let (Event::Introduced(at) | Event::Fixed(at) | Event::LastAffected(at) | Event::Limit(at)) = self;
        at
    }

    fn rank(&self) -> u8 {
        u8::from(matches!(self, Event::Introduced(_)))
    }
}
