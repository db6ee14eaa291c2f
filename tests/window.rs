use dateline_tests::{app::Place, telex::Telex};

#[test]
fn telex() {
    let mut place = Place::new();
    let telex = Telex::start(&mut place);
    let window = place.open();
    window.click("body");
    window.focus();
    telex.strike(&place, "hoaf");
    window.wait_for_text("body", "hòa");
    let how = std::env::var("HOW").unwrap_or_default();
    if let Some(target) = how.strip_prefix("mouse:") {
        let at = window.session.run("const r=document.querySelector(arguments[0]).getBoundingClientRect(); return [r.x+r.width/2+window.screenX, r.y+r.height/2+window.screenY].map(Math.round).join(' ')", serde_json::json!([target]));
        let at = at.as_str().unwrap().to_owned();
        let (x, y) = at.split_once(' ').unwrap();
        println!("{x} {y} {}", place.xdotool(&["search", "--name", "Dateline", "getwindowgeometry"]));
        place.xdotool(&["mousemove", x, y, "click", "1"]);
        window.session.wait_for(
            "ended",
            "/compositionend/.test(document.querySelector('[data-testid=log]').textContent)",
            serde_json::json!([]),
        );
        std::thread::sleep(std::time::Duration::from_millis(300));
    } else if how == "tab" {
        place.xdotool(&["key", "Tab"]);
    } else if how == "headline" {
        window.click("headline");
    } else {
        window.click("elsewhere");
    }
    println!("{}", window.text("log"));
    println!("BODY={}", window.text("body"));
    println!(
        "HEADLINE={} ACTIVE={}",
        window.text("headline"),
        window.session.run("return document.activeElement.outerHTML.slice(0,40)", serde_json::json!([]))
    );
    window.screenshot(std::path::Path::new("/tmp/telex.png"));
}
