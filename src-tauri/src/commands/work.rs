use dateline_core::Error;
use tauri::{State, WebviewWindow};

use super::{Answer, AtDesk};
use crate::jobs::Jobs;

#[tauri::command]
pub fn cancel_job(jobs: State<'_, Jobs>, job: u32) {
    jobs.cancel(job);
}

/// The page has made its last edits durable.
#[tauri::command]
pub async fn ready_to_close(desk: AtDesk<'_>, window: WebviewWindow) -> Answer<()> {
    window.destroy().map_err(|error| desk.words(&Error::internal(error)))
}
