//! The program: reads the command line, says where it listens, serves until it is interrupted. It knows no rule of the
//! API.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use request_center_sandbox::{Options, listen};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), String> {
    let serving = listen(options).await?;
    let mut out = std::io::stdout();
    // Whoever started this may have closed the pipe after the first line, or before it.
    let _ = writeln!(out, "listening on http://{}", serving.address).and_then(|()| out.flush());
    serving
        .run(async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
        .await
}
