//! A caller who leaves in the middle of a call: the call has arrived, and nothing is done about it where the work had not
//! begun. Tried on real connections, because only there a caller can leave.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc;

use request_center_models::operation::Operation::ApproveAccessRequest;
use request_center_sandbox::fault::{Fault, Kind};
use request_center_sandbox::{Options, Sandbox, Serving, listen};
use rusqlite::Transaction;
use serde_json::{Value, json};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::company::still;

/// A sandbox on a port of its own.
struct Served {
    address: SocketAddr,
    sandbox: Sandbox,
    task: JoinHandle<Result<(), String>>,
}

impl Served {
    async fn start() -> Served {
        let serving: Serving = listen(Options { port: 0, ..still() }).await.unwrap();
        let (address, sandbox) = (serving.address, serving.sandbox.clone());
        Served { address, sandbox, task: tokio::spawn(serving.run(std::future::pending())) }
    }

    /// One call on a connection of its own, answered to its end.
    async fn call(&self, method: &'static str, path: &str, token: &str, body: &'static str) -> Value {
        let (address, text) = (self.address, call(method, path, token, body));
        let answer = spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(text.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        });
        let answer = answer.await.unwrap();
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap_or_default()
    }

    /// The approver's token, and the first approval that waits for them.
    async fn approval(&self) -> (String, String) {
        let path = "/oauth/token?grant_type=client_credentials&client_id=approver&client_secret=s";
        let token = self.call("POST", path, "", "").await["access_token"].as_str().unwrap().to_owned();
        let pending = "/v3/access-request-approvals/pending?owner-id=me&limit=1";
        let id = self.call("GET", pending, &token, "").await[0]["id"].as_str().unwrap().to_owned();
        (token, id)
    }

    /// Sends an approval on a connection of its own and leaves once `arrived`; gone when the other side has noticed.
    async fn approve_and_leave(&self, token: &str, id: &str) {
        let (address, text) = (self.address, call("POST", &approve(id), token, "{}"));
        let (sandbox, id) = (self.sandbox.clone(), id.to_owned());
        let gone = spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(text.as_bytes()).unwrap();
            while !sandbox.calls().by_approval().contains_key(&id) {
                std::thread::yield_now();
            }
            stream.shutdown(Shutdown::Write).unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            assert!(answer.is_empty(), "who has left is not answered");
        });
        gone.await.unwrap();
    }

    /// The calls that arrived about that approval, and those carried out.
    async fn told(&self, id: &str) -> (Value, Value) {
        self.call("POST", "/sandbox/advance", "", "").await;
        let effects = self.call("GET", "/sandbox/effects", "", "").await;
        (effects["callsByApproval"][id].clone(), effects["byApproval"][id].clone())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn approve(id: &str) -> String {
    format!("/v3/access-request-approvals/{id}/approve")
}

fn call(method: &str, path: &str, token: &str, body: &str) -> String {
    let authorization =
        if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{authorization}Content-Length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_whose_caller_leaves_while_the_database_is_busy_arrives_and_is_not_carried_out() {
    let served = Served::start().await;
    let (token, id) = served.approval().await;
    let (release, released) = mpsc::channel::<()>();
    let store = served.sandbox.store().clone();
    let busy = tokio::spawn(async move {
        let held = move |_: &Transaction<'_>| {
            let _ = released.recv();
            Ok(())
        };
        store.run(held).await
    });
    served.approve_and_leave(&token, &id).await;
    release.send(()).unwrap();
    busy.await.unwrap().unwrap();
    assert_eq!(served.told(&id).await, (json!(1), Value::Null));

    served.call("POST", &approve(&id), &token, "{}").await;
    assert_eq!(served.told(&id).await, (json!(2), json!(["APPROVED"])), "sent again, it is carried out once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_waits_before_its_work_does_nothing_once_its_caller_has_left() {
    let served = Served::start().await;
    let (token, id) = served.approval().await;
    let fault = Fault::from(Kind::SlowBefore { millis: 3_600_000 });
    served.sandbox.faults().plant(fault.of(ApproveAccessRequest)).unwrap();
    served.approve_and_leave(&token, &id).await;
    assert_eq!(served.told(&id).await, (json!(1), Value::Null));
    served.call("POST", &approve(&id), &token, "{}").await;
    assert_eq!(served.told(&id).await, (json!(2), json!(["APPROVED"])));
}
