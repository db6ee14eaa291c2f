//! A WebDriver client as small as the tests need: W3C commands as JSON over HTTP, nothing beside std.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::Command,
};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

use crate::process::{PATIENCE, Plug, Running, came_about, wait_until};

/// The key under which WebDriver hands out an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A program's window under WebKitWebDriver's hand. Dropping it kills both.
pub struct Session {
    port: u16,
    path: String,
    driver: Running,
}

#[derive(Clone, Debug)]
pub struct Element(String);

/// The window lets itself be made no smaller (`src-tauri/src/window.rs`).
const SMALLEST: (u32, u32) = (720, 480);

impl Session {
    /// Starts `program` in a driver of its own. `environment` says what both of them see.
    pub fn start(program: &Path, args: &[&str], environment: impl FnOnce(&mut Command)) -> Self {
        // Asked for and let go at once: the driver takes no socket, only a number.
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a local port");
        let port = free.local_addr().expect("a bound socket has an address").port();
        drop(free);

        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}"));
        environment(&mut command);
        let driver = Running::start(&mut command);
        wait_until("WebKitWebDriver listens", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());

        let mut session = Self { port, path: "/session".into(), driver };
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": program, "args": args},
        }}});
        let opened = session.post("", capabilities);
        session.path = format!("/session/{}", opened["sessionId"].as_str().expect("a session id"));
        let milliseconds = PATIENCE.as_millis() as u64;
        session.post("/timeouts", json!({"implicit": milliseconds, "script": milliseconds}));
        session
    }

    /// The first element that fits, as soon as there is one.
    pub fn find(&self, css: &str) -> Element {
        let found = self.post("/element", json!({"using": "css selector", "value": css}));
        Element(found[ELEMENT].as_str().expect("an element id").to_owned())
    }

    /// The element that has the keyboard.
    pub fn active(&self) -> Element {
        let found = self.request("GET", "/element/active", None).expect("something always has the keyboard");
        Element(found[ELEMENT].as_str().expect("an element id").to_owned())
    }

    /// Clicks the first element that fits. One that is just being drawn anew or uncovered is clicked when it is.
    pub fn click(&self, css: &str) {
        let mut refusal = String::new();
        let clicked = came_about(|| {
            let Element(id) = self.find(css);
            self.try_post(&format!("/element/{id}/click"), json!({})).map_err(|error| refusal = error).is_ok()
        });
        assert!(clicked, "{css} can't be clicked: {refusal}");
    }

    /// Types into an element. At most one chord with Ctrl a call: WebKit's driver lets go of Ctrl only at its end.
    pub fn send_keys(&self, element: &Element, keys: &str) {
        self.post(&format!("/element/{}/value", element.0), json!({"text": keys}));
    }

    /// The same while somebody else may pull the plug: an error once that is done.
    pub fn try_send_keys(&self, element: &Element, keys: &str) -> Result<(), String> {
        self.try_post(&format!("/element/{}/value", element.0), json!({"text": keys})).map(drop)
    }

    /// What the page answers, while somebody else may pull the plug.
    pub fn try_run(&self, script: &str) -> Result<Value, String> {
        self.try_post("/execute/sync", json!({"script": script, "args": []}))
    }

    /// What the page answers to `return …` with `args` as `arguments`.
    pub fn run(&self, script: &str, args: Value) -> Value {
        self.post("/execute/sync", json!({"script": script, "args": args}))
    }

    /// Waits in the page until the expression holds; a wait that is too long fails with `what`.
    pub fn wait_for(&self, what: &str, expression: &str, args: Value) {
        let script = format!(
            "const given = [...arguments], done = given.pop();
             (function look() {{
                 (function () {{ return {expression}; }}).apply(null, given) ? done(true) : setTimeout(look, 20);
             }})();"
        );
        let looked = self.try_post("/execute/async", json!({"script": script, "args": args}));
        if let Err(error) = looked {
            let page = self.run("return document.body.innerText", json!([]));
            panic!("waited in vain until {what}: {error}\nThe page says: {page}");
        }
    }

    /// Makes the window another size, and waits until the page has it: what is clicked before is no longer where it was.
    pub fn resize(&self, width: u32, height: u32) {
        self.post("/window/rect", json!({"width": width, "height": height}));
        let size = json!([width.max(SMALLEST.0), height.max(SMALLEST.1)]);
        self.wait_for(
            "the page is as large as its window",
            "innerWidth === arguments[0] && innerHeight === arguments[1]",
            size,
        );
        self.wait_for_painting();
    }

    /// Waits until what was changed last is on the screen.
    fn wait_for_painting(&self) {
        let script = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        self.post("/execute/async", json!({"script": script, "args": []}));
    }

    pub fn reload(&self) {
        self.post("/refresh", json!({}));
    }

    /// A PNG of the page.
    pub fn screenshot(&self) -> Vec<u8> {
        // The driver waits for the next painting, and a page on which nothing blinks is never painted again.
        self.run(
            "const speck = document.body.appendChild(document.createElement('div'));
             Object.assign(speck.style, {position: 'fixed', width: '1px', height: '1px', top: 0, left: 0});
             let on = false;
             const blink = setInterval(() => speck.style.background = (on = !on) ? '#00000001' : '#00000002', 20);
             window.stopBlinking = () => { clearInterval(blink); speck.remove(); };",
            json!([]),
        );
        let png = self.request("GET", "/screenshot", None).expect("a screenshot");
        self.run("window.stopBlinking()", json!([]));
        BASE64_STANDARD.decode(png.as_str().expect("a text")).expect("base64")
    }

    /// What driver, program and all that they started hang on.
    pub fn plug(&self) -> Plug {
        self.driver.plug()
    }

    /// Ends driver, program and all that they started, as a power cut would.
    pub fn kill(self) {
        drop(self.driver);
    }

    fn post(&self, path: &str, body: Value) -> Value {
        self.try_post(path, body.clone()).unwrap_or_else(|error| panic!("POST {path} {body}: {error}"))
    }

    fn try_post(&self, path: &str, body: Value) -> Result<Value, String> {
        self.request("POST", path, Some(body))
    }

    fn request(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, String> {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = format!(
            "{method} {}{path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.path,
            self.port,
            body.len(),
        );
        let response = exchange(self.port, &request).map_err(|error| format!("the driver is gone: {error}"))?;
        let (_, body) = response.split_once("\r\n\r\n").ok_or("no HTTP response")?;
        let mut answer: Value = serde_json::from_str(body).map_err(|error| format!("{error} in {body:?}"))?;
        let value = answer["value"].take();
        match value.get("error") {
            Some(error) => Err(format!("{error}: {}", value["message"])),
            None => Ok(value),
        }
    }
}

fn exchange(port: u16, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE * 2))?;
    stream.write_all(request.as_bytes())?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    Ok(response)
}
