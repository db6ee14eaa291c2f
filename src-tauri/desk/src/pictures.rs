//! Pictures for the screen.

use std::sync::LazyLock;

use tokio::sync::Semaphore;

use crate::{Answer, Desk};

/// As many at once as there are cores: a contact sheet that asks for hundreds must not have as many threads stand in line
/// for the memory that the core gives out.
static DECODERS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

impl Desk {
    /// A JPEG of the picture, at least `width` pixels wide where the original allows.
    pub async fn preview(&self, sha256: String, width: u32) -> Answer<Vec<u8>> {
        let media = self.read(|library| Ok(library.media())).await?;
        // A contact sheet's thumbnails don't wait for a large picture that is being made.
        let (kept, name) = (media.clone(), sha256.clone());
        if let Some(jpeg) = self.aside(move || Ok(kept.kept_preview(&name, width))).await? {
            return Ok(jpeg);
        }
        let _turn = DECODERS.acquire().await;
        self.aside(move || media.preview(&sha256, width)).await
    }
}
