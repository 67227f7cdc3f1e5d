//! Listening and serving, with a slow tick that lets real time pass. It knows no path.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::listener::{Peer, PeerListener};
use crate::options::Options;
use crate::route::app;
use crate::sandbox::Sandbox;

/// How often due work is looked for while nobody calls.
const TICK: Duration = Duration::from_millis(500);

/// A sandbox that listens and is about to serve.
#[derive(Debug)]
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    /// The sandbox it serves.
    pub sandbox: Sandbox,
    listener: TcpListener,
}

/// Opens the sandbox and binds its address.
pub async fn listen(options: Options) -> Result<Serving, String> {
    let at = SocketAddr::new(options.host, options.port);
    let listener = TcpListener::bind(at).await.map_err(|error| format!("cannot listen on {at}: {error}"))?;
    let address = listener.local_addr().map_err(|error| format!("cannot listen on {at}: {error}"))?;
    let sandbox = Sandbox::open(options)?;
    Ok(Serving { address, sandbox, listener })
}

impl Serving {
    /// Serves until `stop` is ready.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), String> {
        let ticking = self.sandbox.clone();
        let ticker = tokio::spawn(async move {
            loop {
                tokio::time::sleep(TICK).await;
                // A failure shows in the next call that meets it.
                let _ = ticking.catch_up().await;
            }
        });
        let service = app(self.sandbox).into_make_service_with_connect_info::<Peer>();
        let served = tokio::select! {
            served = axum::serve(PeerListener(self.listener), service) => served.map_err(|error| format!("cannot serve: {error}")),
            () = stop => Ok(()),
        };
        ticker.abort();
        served
    }
}
