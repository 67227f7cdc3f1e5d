//! A sandbox for one test: in this process, on a port of its own, with an in-memory database, serving the built site. It must not
//! know the page.

use request_center_sandbox::{Options, Sandbox as Service, listen};
use serde_json::{Value, json};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use tokio::{sync::oneshot, task::JoinHandle};

/// The differences of a test's world from the demo.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct World {
    /// A seed file in `seeds/`; the demo's company if none.
    pub(crate) seed: Option<&'static str>,
    /// Additional generated catalog items.
    pub(crate) scale: usize,
    /// The number of reports of the director; those of the seed if none.
    pub(crate) reports: usize,
    /// True if users may read only their own access.
    pub(crate) strict_reads: bool,
    /// The lifetime of a token, in seconds.
    pub(crate) token_seconds: Option<u64>,
    /// A file of the site that is missing until [`Server::restore_file`].
    pub(crate) missing: Option<&'static str>,
    /// The rate limit: calls per ten seconds.
    pub(crate) rate_limit: Option<u32>,
    /// The window of the rate limit in milliseconds, if not ten seconds.
    pub(crate) rate_millis: Option<u64>,
    /// Generated pending approvals of the persona `approver`.
    pub(crate) approvals: usize,
    /// Additional stuck requests, the last of which not even a close ends.
    pub(crate) stuck: usize,
    /// True if simulated colleagues decide nothing, so that the test can.
    pub(crate) undecided: bool,
}

impl World {
    /// A small company with pending approvals of every kind for the persona `approver`: `seeds/approvals.json`.
    pub(crate) fn approvals() -> Self {
        Self { seed: Some("approvals.json"), undecided: true, ..Self::default() }
    }

    /// A small company with every state under a known name: `seeds/company.json`.
    pub(crate) fn company() -> Self {
        Self { seed: Some("company.json"), ..Self::default() }
    }
}

/// A running sandbox; it stops with the test.
pub(crate) struct Server {
    /// True if no text in its data looks like a placeholder or a message id.
    pub(crate) speaks_plainly: bool,
    broken: Option<Broken>,
    /// Its address, without a slash at the end.
    pub(crate) address: String,
    /// The sandbox itself, for faults, settings and personas, which need no network.
    pub(crate) service: Service,
    client: reqwest::Client,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<Result<(), String>>,
}

impl Server {
    /// Starts a sandbox.
    pub(crate) async fn start(world: &World) -> Self {
        let broken = world.missing.map(Broken::without);
        let folder = broken.as_ref().map_or_else(site, |broken| broken.folder.clone());
        let mut options = Options { port: 0, site: Some(folder), scale: world.scale, ..Options::default() };
        options.seed = world.seed.map(|name| here().join("seeds").join(name));
        let stuck = options
            .seed
            .as_ref()
            .filter(|_| world.stuck > 0)
            .map(|seed| with_stuck_requests(seed, world.stuck));
        options.seed = stuck.or(options.seed);
        options.queue = Duration::from_millis(300);
        (options.reports, options.strict_reads) = (world.reports, world.strict_reads);
        options.colleagues_decide = !world.undecided;
        options.approvals = world.approvals;
        options.token_seconds = world.token_seconds.unwrap_or(options.token_seconds);
        options.rate_limit = world.rate_limit.unwrap_or(options.rate_limit);
        options.rate_window = world.rate_millis.map_or(options.rate_window, Duration::from_millis);
        let serving =
            listen(options).await.unwrap_or_else(|error| panic!("the sandbox does not start: {error}"));
        let (address, service) = (format!("http://{}", serving.address), serving.sandbox.clone());
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serving.run(async {
            let _ = stopped.await;
        }));
        let client = reqwest::Client::builder().no_proxy().build().expect("a client of plain HTTP");
        let speaks_plainly = world.seed != Some("hostile.json");
        Self { speaks_plainly, broken, address, service, client, stop: Some(stop), served }
    }

    /// Calls `/sandbox/...`: a GET with `None`, a POST with a body.
    pub(crate) async fn call(&self, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}/sandbox/{path}", self.address);
        let request = match &body {
            Some(body) => {
                self.client.post(&url).body(body.to_string()).header("Content-Type", "application/json")
            }
            None => self.client.get(&url),
        };
        read(request, &url).await
    }

    /// Restores the missing file.
    pub(crate) fn restore_file(&self) {
        let Some(Broken { folder, file }) = &self.broken else { return };
        fs::copy(site().join(file), folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    }

    /// Serves another file of the site in its place.
    pub(crate) fn replace_file(&self, other: &str) {
        let Some(Broken { folder, file }) = &self.broken else { return };
        fs::copy(site().join(other), folder.join(file)).unwrap_or_else(|error| panic!("{other}: {error}"));
    }

    /// Removes that file again.
    pub(crate) fn remove_file(&self) {
        let Some(Broken { folder, file }) = &self.broken else { return };
        fs::remove_file(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    }

    /// A header of the response to a GET.
    pub(crate) async fn header(&self, path: &str, name: &str) -> String {
        let url = format!("{}{path}", self.address);
        let answer = self.client.get(&url).send().await.unwrap_or_else(|error| panic!("{url}: {error}"));
        let header = answer.headers().get(name).and_then(|value| value.to_str().ok());
        header.unwrap_or_else(|| panic!("{url} has no {name}")).to_owned()
    }

    /// Requests a persona's token; returns the whole response.
    pub(crate) async fn token(&self, persona: &str) -> Value {
        let url = format!(
            "{}/oauth/token?grant_type=client_credentials&client_id={persona}&client_secret=any",
            self.address
        );
        read(self.client.post(&url), &url).await
    }

    /// Calls an operation of the API as that persona.
    pub(crate) async fn post_as(&self, persona: &str, path: &str, body: Value) -> Value {
        let token = self.token(persona).await;
        let token = token["access_token"].as_str().unwrap_or_default();
        let url = format!("{}{path}", self.address);
        let request = self.client.post(&url).header("Authorization", format!("Bearer {token}"));
        read(request.header("Content-Type", "application/json").body(body.to_string()), &url).await
    }
}

/// A copy of the seed with that many stuck requests.
fn with_stuck_requests(seed: &Path, count: usize) -> PathBuf {
    let text = fs::read_to_string(seed).unwrap_or_else(|error| panic!("{}: {error}", seed.display()));
    let mut seed: Value = serde_json::from_str(&text).expect("a seed is JSON");
    let requests = seed["requests"].as_array_mut().expect("a seed has requests");
    for number in 1..=count {
        let (item, outcome) =
            if number < count { ("Payroll analyst", "stuck") } else { ("Travel booker", "immovable") };
        let items = json!([{ "item": item, "comment": "Since the source went", "outcome": outcome }]);
        let id = format!("{number:032}");
        requests.push(json!({ "id": id, "requester": "mokafor", "created": "-40d", "items": items }));
    }
    let path = here().join(format!("../../target/e2e/hanging-{}.json", std::process::id()));
    fs::create_dir_all(here().join("../../target/e2e")).expect("a folder for what tests write");
    fs::write(&path, seed.to_string()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path
}

/// A copy of the site without one of its files; deleted after the test.
struct Broken {
    folder: PathBuf,
    file: &'static str,
}

impl Broken {
    fn without(file: &'static str) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}-{}", std::process::id(), file.replace('/', "-"));
        let folder = here().join("../../target/e2e").join(name);
        copy(&site(), &folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        fs::remove_file(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        Self { folder, file }
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

async fn read(request: reqwest::RequestBuilder, url: &str) -> Value {
    let answer = request.send().await.unwrap_or_else(|error| panic!("{url}: {error}"));
    let (status, text) = (answer.status(), answer.text().await.unwrap_or_default());
    assert!(status.is_success(), "{url} answered {status}: {text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{url}: {error}: {text}"))
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        self.served.abort();
    }
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the built site.
pub(crate) fn site() -> PathBuf {
    let site = env::var_os("REQUEST_CENTER_SITE").map_or_else(|| here().join("../../dist"), PathBuf::from);
    let page = site.join("index.html");
    assert!(page.is_file(), "{} is missing: cargo xtask dist builds the site", page.display());
    site
}
