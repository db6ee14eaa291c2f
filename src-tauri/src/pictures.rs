//! `photo://localhost/<sha256>?width=N`: a picture of the library for an `<img>`, made off the main thread.

use dateline_desk::Desk;
use tauri::{
    Manager, UriSchemeContext, UriSchemeResponder, Wry,
    async_runtime::spawn,
    http::{Request, Response, StatusCode, Uri, header},
};

pub const SCHEME: &str = "photo";

pub fn answer(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let desk = context.app_handle().state::<Desk>().inner().clone();
    spawn(async move {
        let jpeg = match wanted(request.uri()) {
            Some((sha256, width)) => desk.preview(sha256, width).await.ok(),
            None => None,
        };
        responder.respond(response(jpeg));
    });
}

/// The hash and the width that an address asks for; the hash becomes a file name, so it must be one.
fn wanted(uri: &Uri) -> Option<(String, u32)> {
    let sha256 = uri.path().strip_prefix('/')?;
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let width = uri.query()?.strip_prefix("width=")?.parse().ok()?;
    (sha256.len() == 64 && sha256.bytes().all(hex)).then(|| (sha256.to_owned(), width))
}

fn response(jpeg: Option<Vec<u8>>) -> Response<Vec<u8>> {
    let (status, body) = match jpeg {
        Some(jpeg) => (StatusCode::OK, jpeg),
        None => (StatusCode::NOT_FOUND, Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if status == StatusCode::OK {
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("image/jpeg"));
        // The name is the hash of what it names: it never means another picture.
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, max-age=31536000, immutable"));
    }
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_of_pictures_are_served() {
        let hash = "0123456789abcdef".repeat(4);
        let asked = |address: &str| wanted(&address.parse().unwrap());
        assert_eq!(asked(&format!("photo://localhost/{hash}?width=640")), Some((hash.clone(), 640)));
        for address in [
            "photo://localhost/?width=640".to_owned(),
            "photo://localhost/../../etc/passwd?width=640".to_owned(),
            format!("photo://localhost/{}?width=640", hash.to_uppercase()),
            format!("photo://localhost/{hash}/..?width=640"),
            format!("photo://localhost/{hash}"),
            format!("photo://localhost/{hash}?width=-1"),
        ] {
            assert_eq!(asked(&address), None, "{address}");
        }
    }

    #[test]
    fn a_picture_is_kept_by_the_page_and_a_missing_one_is_not() {
        let found = response(Some(vec![1]));
        assert_eq!(found.status(), 200);
        assert!(found.headers()["cache-control"].to_str().unwrap().contains("immutable"));
        let missing = response(None);
        assert_eq!(missing.status(), 404);
        assert!(missing.headers().get("cache-control").is_none());
    }
}
