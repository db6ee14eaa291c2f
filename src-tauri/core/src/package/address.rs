//! Where a package's files will be found once they are on a server.

use crate::{Error, ErrorCode, Result, digest, story::StoryId};

/// Stands for the story's id inside a base URL, so that one setting serves every story.
const ID: &str = "{id}";

/// Used where nobody set an address: `.invalid` never resolves (RFC 6761), so that a forgotten setting shows
/// at once and no stranger's server is asked.
const PLACEHOLDER: &str = "https://media.example.invalid/{id}/";

/// What the addresses of a package's files begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// With [`ID`] in it, perhaps; ends with a slash.
    template: String,
    /// A person set it.
    pub is_set: bool,
}

impl BaseUrl {
    /// Checks what a person gave; `None` and an empty text mean the placeholder.
    pub fn new(given: Option<&str>) -> Result<Self> {
        match given.map(str::trim).filter(|url| !url.is_empty()) {
            // The id of any story is such a word.
            Some(url) if !is_usable(&url.replace(ID, "id")) => {
                Err(Error::new(ErrorCode::BaseUrlInvalid).with("url", url))
            }
            Some(url) => Ok(Self { template: format!("{}/", url.strip_suffix('/').unwrap_or(url)), is_set: true }),
            None => Ok(Self::placeholder()),
        }
    }

    pub fn placeholder() -> Self {
        Self { template: PLACEHOLDER.to_owned(), is_set: false }
    }

    /// The address of a file of `story` that lies at `path` inside `data/`.
    pub fn join(&self, story: &StoryId, path: &str) -> String {
        format!("{}{path}", self.template.replace(ID, &word(&story.0)))
    }
}

/// A web address with a host, in the letters that RFC 3986 allows, and nothing that a path can't follow.
fn is_usable(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
        return false;
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "80"));
    let host_is_plain = host.split('.').all(|label| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    });
    let path_is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte));
    let escapes_are_whole = path
        .split('%')
        .skip(1)
        .all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()));
    host_is_plain && port.parse::<u16>().is_ok() && path_is_plain && escapes_are_whole
}

/// A story or a photo, named the same way in every format.
pub fn urn(id: &str) -> String {
    format!("urn:uuid:{}", word(id))
}

/// The id as one word without surprises, also where it is from elsewhere.
fn word(id: &str) -> String {
    uuid::Uuid::parse_str(id).unwrap_or_else(|_| made_up_uuid(&[id])).to_string()
}

/// A name for something that has none, the same each time: a version 8 UUID over `parts`.
pub fn made_up_urn(story: &StoryId, parts: &[&str]) -> String {
    let parts: Vec<&str> = std::iter::once(story.0.as_str()).chain(parts.iter().copied()).collect();
    format!("urn:uuid:{}", made_up_uuid(&parts))
}

fn made_up_uuid(parts: &[&str]) -> uuid::Uuid {
    let digest = digest::sha256(parts.join("\u{1f}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::package::sample;

    #[test]
    fn addresses_that_serve_and_addresses_that_do_not() {
        let story = sample::story();
        let id = &story.id.0;
        for (given, expected) in [
            (None, format!("https://media.example.invalid/{id}/media/a.jpg")),
            (Some(""), format!("https://media.example.invalid/{id}/media/a.jpg")),
            (Some("https://example.org"), "https://example.org/media/a.jpg".into()),
            (Some("http://localhost:8080/x/"), "http://localhost:8080/x/media/a.jpg".into()),
            (Some("https://example.org/{id}"), format!("https://example.org/{id}/media/a.jpg")),
        ] {
            assert_eq!(BaseUrl::new(given).unwrap().join(&story.id, "media/a.jpg"), expected);
        }
        for bad in [
            "ftp://example.org/",
            "example.org",
            "//example.org/",
            "javascript:alert(1)//",
            "https://",
            "https:///media/",
            "https://a b/",
            "https://example.org/\"onload=",
            "https://example.org/<script>",
            "https://example.org/?q=",
            "https://example.org/#x",
            "https://user@example.org/",
            "https://example.org:port/",
            "https://example.org/%zz/",
            "https://báo.vn/",
            "https://example.org/\nX: y",
        ] {
            assert_eq!(BaseUrl::new(Some(bad)).unwrap_err().code, ErrorCode::BaseUrlInvalid, "{bad:?}");
        }
    }
}
