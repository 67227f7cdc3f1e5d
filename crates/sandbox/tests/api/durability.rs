//! The program itself: its first line, and that a kill at any moment loses nothing that was answered.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use serde_json::{Value, json};

/// The running program; it ends with the test.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(arguments: &[&str]) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_request-center-sandbox"))
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address =
            line.trim_end().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}"));
        Program { address: address.to_owned(), child }
    }

    /// SIGKILL: nothing is flushed, nothing is said.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn call(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, Value) {
        exchange(&self.address, method, path, headers, body).unwrap()
    }

    fn token(&self, client: &str) -> String {
        let query = format!("/oauth/token?grant_type=client_credentials&client_id={client}&client_secret=s");
        self.call("POST", &query, "", "").1["access_token"].as_str().unwrap().to_owned()
    }

    fn get(&self, token: &str, path: &str) -> Value {
        let (status, body) = self.call("GET", path, &format!("Authorization: Bearer {token}\r\n"), "");
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}

/// One call on a connection of its own; `None` where the program is gone.
fn exchange(address: &str, method: &str, path: &str, headers: &str, body: &str) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).unwrap_or(Value::Null)))
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A database file, gone with the test.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> File {
        let file =
            File(std::env::temp_dir().join(format!("request-center-{}-{name}.db", std::process::id())));
        file.remove();
        file
    }

    fn remove(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }

    fn name(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.remove();
    }
}

#[test]
fn the_first_line_says_where_it_listens() {
    let program = Program::start(&[]);
    let (host, port) = program.address.rsplit_once(':').unwrap();
    assert_eq!(host, "127.0.0.1", "loopback unless told otherwise");
    assert_ne!(port.parse::<u16>().unwrap(), 0);
    assert_eq!(program.call("POST", "/sandbox/advance", "", "").0, 200);
}

#[test]
fn a_kill_loses_no_answered_request_and_keeps_clock_jobs_and_tokens() {
    let file = File::new("kill");
    let options = ["--db", file.name(), "--queue-seconds", "3600"];
    let program = Program::start(&options);
    let token = program.token("employee");
    let (status, now) =
        program.call("POST", "/sandbox/advance", "", &json!({"seconds": 40 * 86_400}).to_string());
    assert_eq!(status, 200);
    let month = now["now"].as_str().unwrap()[..7].to_owned();
    let objects = program.get(
        &token,
        "/v3/requestable-objects?identity-id=me&statuses=AVAILABLE&types=ACCESS_PROFILE&limit=8",
    );
    let me =
        program.get(&token, "/v3/public-identities?filters=alias%20eq%20%22amara.okafor%22")[0]["id"].clone();
    let mut answered = Vec::new();
    for object in objects.as_array().unwrap() {
        let item = json!({"type": object["type"], "id": object["id"], "comment": "Needed."});
        let body = json!({"requestedFor": [me], "requestedItems": [item]}).to_string();
        let headers = format!("Authorization: Bearer {token}\r\n");
        let (status, answer) = program.call("POST", "/v3/access-requests", &headers, &body);
        assert_eq!(status, 202, "{answer}");
        answered.push(answer["newRequests"][0]["accessRequestIds"][0].as_str().unwrap().to_owned());
    }
    assert_eq!(answered.len(), 8);
    program.kill();

    let program = Program::start(&options);
    let (_, now) = program.call("POST", "/sandbox/advance", "", "");
    assert_eq!(now["now"].as_str().unwrap()[..7], month, "the clock is where it was");
    let rows = program.get(&token, "/v3/access-request-status?requested-by=me");
    let listed: Vec<&str> =
        rows.as_array().unwrap().iter().filter_map(|row| row["accessRequestId"].as_str()).collect();
    for id in &answered {
        assert!(listed.contains(&id.as_str()), "{id} was answered with 202 and is lost");
    }
}

#[test]
fn a_kill_loses_no_accepted_decision() {
    let file = File::new("decided");
    let options = ["--db", file.name(), "--queue-seconds", "3600"];
    let program = Program::start(&options);
    let token = program.token("approver");
    let pending = "/v3/access-request-approvals/pending?owner-id=me";
    let id = program.get(&token, pending)[0]["id"].as_str().unwrap().to_owned();
    let headers = format!("Authorization: Bearer {token}\r\n");
    let path = format!("/v3/access-request-approvals/{id}/approve");
    assert_eq!(program.call("POST", &path, &headers, "{}").0, 202);
    program.kill();

    let program = Program::start(&options);
    assert_eq!(program.get(&token, pending)[0]["actionInProcess"], "APPROVED");
    assert_eq!(program.call("POST", "/sandbox/advance", "", "").0, 200);
    let (_, effects) = program.call("GET", "/sandbox/effects", "", "");
    assert_eq!(effects["byApproval"][&id], json!(["APPROVED"]));
}

#[test]
fn a_kill_in_a_stream_of_requests_loses_none_that_was_answered() {
    let file = File::new("stream");
    let options = ["--db", file.name(), "--queue-seconds", "0", "--rate-limit", "100000"];
    let program = Program::start(&options);
    let token = program.token("admin");
    let objects = program.get(&token, "/v3/requestable-objects?types=ACCESS_PROFILE");
    let people = program.get(&token, "/v3/public-identities?limit=4");
    let anyone =
        json!({"change": {"requestOnBehalfOfConfig": {"allowRequestOnBehalfOfAnyoneByAnyone": true}}});
    let opened = exchange(&program.address, "POST", "/sandbox/config", "", &anyone.to_string());
    assert_eq!(opened.map(|(status, _)| status), Some(200));
    let (tell, told) = mpsc::channel::<(String, usize)>();
    let (address, bearer) = (program.address.clone(), format!("Authorization: Bearer {token}\r\n"));
    let stream = std::thread::spawn(move || {
        for object in objects.as_array().unwrap() {
            let item = json!({"type": object["type"], "id": object["id"], "comment": "Needed."});
            let whom: Vec<&Value> = people.as_array().unwrap().iter().map(|person| &person["id"]).collect();
            let body = json!({"requestedFor": whom, "requestedItems": [item, item]}).to_string();
            // The program is gone at some point; what was answered before counts.
            let Some((202, answer)) = exchange(&address, "POST", "/v3/access-requests", &bearer, &body)
            else {
                return;
            };
            for one in answer["newRequests"].as_array().unwrap() {
                let id = one["accessRequestIds"][0].as_str().unwrap().to_owned();
                if tell.send((id, one["requestedItemsDetails"].as_array().unwrap().len())).is_err() {
                    return;
                }
            }
        }
    });
    let mut answered: Vec<(String, usize)> = (0..30).map(|_| told.recv().unwrap()).collect();
    program.kill();
    stream.join().unwrap();
    answered.extend(told.try_iter());

    let program = Program::start(&options);
    for (id, items) in &answered {
        let path = format!("/v3/access-request-status?filters=accessRequestId%20eq%20%22{id}%22");
        assert_eq!(
            program.get(&token, &path).as_array().map(Vec::len),
            Some(*items),
            "{id} after {}",
            answered.len()
        );
    }
}

#[test]
fn wrong_options_are_told_on_standard_error_and_end_the_program() {
    for (arguments, told) in [
        (&["--prot", "1"][..], "unexpected argument '--prot' found"),
        (&["--seed", "no/such.json"][..], "cannot read no/such.json"),
        (&["--db", "/no/such/folder/x.db"][..], "cannot open /no/such/folder/x.db"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_request-center-sandbox"))
            .args(["--port", "0"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(!output.status.success());
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains(told), "{errors}");
        assert_eq!(output.stdout, b"");
    }
}
