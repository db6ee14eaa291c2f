//! The door between the page and the desk: a command goes through by its name, and its answer comes back as it was
//! written.

use dateline_core::ErrorText;
use dateline_desk::{Call, Desk};
use serde_json::{Map, Value};
use tauri::{
    State,
    ipc::{Channel, Response},
};

pub type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
pub async fn call(desk: AtDesk<'_>, command: String, args: Map<String, Value>) -> Result<Response, ErrorText> {
    desk.answer(Call { command, args, job: 0 }, Box::new(|_| ())).await.map(Response::new)
}

/// The same for what tells how far it is, under a number by which it can be stopped.
#[tauri::command]
pub async fn work(
    desk: AtDesk<'_>,
    command: String,
    args: Map<String, Value>,
    job: u32,
    on_step: Channel<Value>,
) -> Result<Response, ErrorText> {
    // A page that was closed or reloaded no longer wants to know.
    let steps = Box::new(move |step| drop(on_step.send(step)));
    desk.answer(Call { command, args, job }, steps).await.map(Response::new)
}
