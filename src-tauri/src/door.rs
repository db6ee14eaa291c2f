//! The door between the page and the desk: a command goes through by its name, and its answer comes back as it was
//! written.
//!
//! Tauri's own commands each begin on a thread of their own, and two that the page asks one after the other may change
//! places. Here a command begins where the page is heard, before the next is; only its answer is waited for elsewhere.

use dateline_desk::{Call, Desk};
use serde::Deserialize;
use serde_json::Value;
use tauri::{
    Manager, State,
    ipc::{Channel, Invoke, InvokeBody, InvokeError, InvokeResponseBody, JavaScriptChannelId},
};

pub type AtDesk<'a> = State<'a, Desk>;

/// What the page calls it.
pub const NAME: &str = "call";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    #[serde(flatten)]
    call: Call,
    /// Hears how far the work is.
    on_step: Option<JavaScriptChannelId>,
}

pub fn hear(invoke: Invoke) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let asked = match message.payload() {
        InvokeBody::Json(asked) => Asked::deserialize(asked),
        InvokeBody::Raw(bytes) => serde_json::from_slice(bytes),
    };
    let Asked { call, on_step } = match asked {
        Ok(asked) => asked,
        Err(cause) => {
            resolver.reject(cause.to_string());
            return true;
        }
    };
    let channel: Option<Channel<Value>> = on_step.map(|id| id.channel_on(message.webview()));
    // A page that was closed or reloaded no longer wants to know.
    let steps = Box::new(move |step| drop(channel.as_ref().map(|channel| channel.send(step))));
    let runtime = tauri::async_runtime::handle();
    let _within = runtime.inner().enter();
    let answer = message.webview_ref().state::<Desk>().answer(call, steps);
    resolver
        .respond_async_serialized(async move { answer.await.map(InvokeResponseBody::Json).map_err(InvokeError::from) });
    true
}
