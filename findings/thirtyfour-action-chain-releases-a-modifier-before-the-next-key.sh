#!/usr/bin/env bash
# A chord such as `Key::Control + "y"` means Control held while y is pressed where thirtyfour 0.38.1 sends it to an element
# (WebElement::send_keys, WebDriver's Element Send Keys). The same chord given to ActionChain::send_keys presses and releases each key
# by itself: Control is up again before y goes down, and the page sees a plain y. Needs cargo (Rust 1.95) and Python 3.11; a small
# WebDriver of our own stands in for the browser and prints the keys it is asked to press.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${driver:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"

cat >driver.py <<'PY'
import http.server
import json

NAMES = {"\ue009": "Control"}


class Driver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        value = None
        if self.path == "/session" and self.command == "POST":
            value = {"sessionId": "s", "capabilities": {"browserName": "chrome"}}
        elif self.path.endswith("/actions") and self.command == "POST":
            keys = [a for source in body["actions"] if source["type"] == "key" for a in source["actions"]]
            steps = [f"{a['type']} {NAMES.get(a['value'], a['value'])}" for a in keys if "value" in a]
            print("a chain sends:", ", ".join(steps), flush=True)
        elif self.path.endswith("/element") and self.command == "POST":
            value = {"element-6066-11e4-a52e-4f735466cecf": "e"}
        elif self.path.endswith("/value"):
            text = "".join(NAMES.get(key, key) + " " for key in body["text"]).strip()
            print("an element is sent, as one text:", text, flush=True)
        text = json.dumps({"value": value}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_DELETE = answer

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Driver)
print(server.server_address[1], file=open("port", "w"))
server.serve_forever()
PY
python3 driver.py >seen &
driver=$!
until [ -s port ]; do :; done

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "chord"
version = "0.1.0"
edition = "2024"

[dependencies]
thirtyfour = "=0.38.1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
TOML
cat >src/main.rs <<'RS'
use thirtyfour::prelude::*;

#[tokio::main]
async fn main() -> WebDriverResult<()> {
    let port = std::fs::read_to_string("port").expect("a port");
    let at = format!("http://127.0.0.1:{}", port.trim());
    let driver = WebDriver::new(&at, DesiredCapabilities::chrome()).await?;
    driver.find(By::Css("input")).await?.send_keys(Key::Control + "y").await?;
    driver.action_chain().send_keys(Key::Control + "y").perform().await?;
    driver.quit().await
}
RS
cargo run --quiet

cat seen
grep -qx 'an element is sent, as one text: Control y' seen
grep -qx 'a chain sends: keyDown Control, keyUp Control, keyDown y, keyUp y' seen
