//! The page's `tokenProvider`: good, bad, slow and replaced.

use crate::service::{Service, client_with, provider_of, run, until};
use request_center::api::{Abort, Client, ErrorKind, Priority, RequestableQuery};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

async fn read(client: &Client) -> Result<(), ErrorKind> {
    let query = RequestableQuery::default();
    client.list_requestable_objects(&query, Priority::User, &Abort::new()).await.map(drop).map_err(|e| e.kind)
}

fn asked() -> String {
    run("return (window.asked ?? []).join()").as_string().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn two_calls_share_one_token_request_and_a_rejected_token_is_renewed_once() {
    run("window.asked = []; window.second = undefined");
    let service = Service::answering(
        "return request.headers.get('authorization') === 'Bearer t1' ? json(401, { error: 'expired' }) : json(200, [])",
    );
    let client = client_with("/tokens", Some(
        "window.asked.push(`${arg.reason} ${arg.signal instanceof AbortSignal}`);
         const token = `t${window.asked.length}`;
         return new Promise((yes) => setTimeout(() => yes(token === 't1' ? ` ${token}\\n` : { token }), 20));",
    ));
    let second = client.clone();
    spawn_local(async move {
        let good = read(&second).await.is_ok();
        run(&format!("window.second = {good}"));
    });
    assert_eq!(read(&client).await, Ok(()));
    until("the second read", || !run("return window.second").is_undefined()).await;
    assert!(run("return window.second").is_truthy());
    assert_eq!(asked(), "initial true,rejected true");
    assert_eq!((service.calls(), service.call(3, "token")), (4, "Bearer t2".to_owned()));
}

#[wasm_bindgen_test]
async fn a_second_401_ends_the_call() {
    let service = Service::answering("return json(401, { error: 'JWT validation failed' })");
    let client = client_with("/twice", Some("return 'again and again'.replaceAll(' ', '-')"));
    assert_eq!(read(&client).await, Err(ErrorKind::Unauthorized));
    assert_eq!(service.calls(), 2);
}

#[wasm_bindgen_test]
async fn without_a_valid_token_nothing_is_sent() {
    let service = Service::answering("return json(200, [])");
    for provider in [
        "throw new Error('no')",
        "return Promise.reject('no')",
        "return ''",
        "return null",
        "return {}",
        "return 5",
        "return '<html> <body>Sign in</body> </html>'",
        "return new Promise(() => {})",
    ] {
        let client = client_with("/none", Some(provider));
        assert_eq!(read(&client).await, Err(ErrorKind::NoToken), "{provider}");
    }
    assert_eq!(service.calls(), 0);
}

#[wasm_bindgen_test]
async fn simultaneous_reads_share_one_failed_token_request() {
    for provider in ["throw new Error('no')", "return Promise.reject('no')"] {
        run("window.asked = []; window.second = undefined");
        let client = client_with("/shared", Some(&format!("window.asked.push('asked'); {provider}")));
        let second = client.clone();
        spawn_local(async move {
            let kind = read(&second).await;
            run(&format!("window.second = {}", kind == Err(ErrorKind::NoToken)));
        });
        assert_eq!((read(&client).await, client.is_signed_out()), (Err(ErrorKind::NoToken), true));
        until("the second read", || !run("return window.second").is_undefined()).await;
        assert!(run("return window.second").is_truthy());
        assert_eq!(asked(), "asked", "{provider}");
    }
}

#[wasm_bindgen_test]
async fn a_provider_that_replaces_a_slow_one_is_called_instead() {
    run("window.gone = false; window.second = undefined");
    let service = Service::answering("return json(200, [])");
    let slow = "arg.signal.addEventListener('abort', () => { window.gone = true; });
                window.waiting = true;
                return new Promise(() => {});";
    let client = client_with("/replaced", Some(slow));
    let waiting = client.clone();
    spawn_local(async move {
        let good = read(&waiting).await.is_ok();
        run(&format!("window.second = {good}"));
    });
    until("the question", || run("return window.waiting").is_truthy()).await;
    client.set_token_provider(Some(provider_of("return 'new'")));
    until("the read", || run("return window.second").is_truthy()).await;
    assert_eq!(service.call(0, "token"), "Bearer new");
    assert!(run("return window.gone").is_truthy(), "the slow one was told through its signal");
}

#[wasm_bindgen_test]
async fn an_expired_token_is_renewed() {
    run("window.asked = []; window.ends = Date.now() + 150");
    let service = Service::answering("return json(200, [])");
    let client = client_with(
        "/renewed",
        Some("window.asked.push(arg.reason); return { token: 'x', expiresAt: new Date(Date.now() + 150) }"),
    );
    assert_eq!(read(&client).await, Ok(()));
    assert_eq!(read(&client).await, Ok(()));
    assert_eq!(asked(), "initial");
    until("its end", || run("return Date.now() > window.ends").is_truthy()).await;
    assert_eq!(read(&client).await, Ok(()));
    assert_eq!((asked().as_str(), service.calls()), ("initial,expired", 3));
}

/// A script function that makes a person's JWT.
const JWT: &str = "window.jwt = (id) => `h.${btoa(JSON.stringify({ identity_id: id }))}.s`;";

#[wasm_bindgen_test]
async fn a_token_of_another_person_is_neither_stored_nor_sent() {
    run(&format!("{JWT} window.asked = []; window.met = 0;"));
    let service = Service::answering("return world.over ? json(401, { error: 'expired' }) : json(200, [])");
    let client = client_with(
        "/other",
        Some("window.asked.push(arg.reason); return window.jwt(window.asked.length > 1 ? 'i-2' : 'i-1')"),
    );
    client.set_owner("i-1".into(), || {
        run("window.met += 1");
    });
    assert_eq!(read(&client).await, Ok(()));
    service.world("world.over = true");
    for _ in 0..2 {
        assert_eq!(read(&client).await, Err(ErrorKind::OtherPerson));
    }
    assert_eq!(run("return window.met").as_f64(), Some(1.0), "whoever cares is told once");
    let sent: Vec<String> = (0..service.calls()).map(|at| service.call(at, "token")).collect();
    assert!(sent.iter().all(|token| Some(token) == sent.first()), "{sent:?}");
}

#[wasm_bindgen_test]
async fn a_token_without_a_subject_or_of_the_same_person_is_used() {
    run(&format!("{JWT} window.asked = []; window.met = 0;"));
    let service = Service::answering("return calls % 2 ? json(200, []) : json(401, { error: 'expired' })");
    let client = client_with(
        "/same",
        Some(
            "window.asked.push(arg.reason); return [window.jwt('i-1'), window.jwt('i-1'), 'opaque'][window.asked.length - 1]",
        ),
    );
    client.set_owner("i-1".into(), || {
        run("window.met += 1");
    });
    for _ in 0..3 {
        assert_eq!(read(&client).await, Ok(()));
    }
    assert_eq!(asked(), "initial,rejected,rejected");
    assert_eq!(service.call(4, "token"), "Bearer opaque");
    assert_eq!(run("return window.met").as_f64(), Some(0.0), "nobody else was there");
}
