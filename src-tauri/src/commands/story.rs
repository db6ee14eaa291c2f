use dateline_core::{
    library::{Ack, StoryView},
    story::{Edit, StoryId},
};

use super::{Answer, AtDesk};

#[tauri::command]
pub async fn open_story(desk: AtDesk<'_>, story: StoryId) -> Answer<StoryView> {
    desk.call(move |library| library.view(&story)).await
}

/// The page sends a story's next edits only after it has the answer to these.
#[tauri::command]
pub async fn edit_story(desk: AtDesk<'_>, story: StoryId, revision: i64, edits: Vec<Edit>) -> Answer<Ack> {
    desk.call(move |library| library.edit(&story, revision, &edits)).await
}
