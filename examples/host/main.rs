//! A reference host: a small LMS that keeps courses in SQLite, answers the calls of `public/schema/openapi.yaml`, and
//! shows Roundview in a frame of another origin. It is for trying out and for reading; its people log in by choosing who
//! they are.
//!
//! ```text
//! cargo run --profile native --example host -- --dist dist
//! ```
//!
//! It listens on this machine alone: the LMS at http://127.0.0.1:8090, Roundview and the calls at the port after it. Run
//! it with `--help` for the options.
//!
//! `store` is the database and `seed` what it begins with; `api` are the calls, `access` who may make them, `problem`
//! what is said to others; `own_part` is what a student sees of a course; `site` are the pages of the LMS and the files
//! of the application.

mod access;
mod api;
mod own_part;
mod problem;
mod seed;
mod site;
mod store;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, Mutex},
    time::{SystemTime, UNIX_EPOCH},
};

use access::{Host, Origins};
use store::{Store, StoreError};
use tokio::net::TcpListener;

const USAGE: &str = "usage: host --dist FOLDER [--port N] [--database FILE] [--training DOC]
  --dist FOLDER    the built application
  --port N         the port of the LMS; Roundview has the one after it (8090)
  --database FILE  keep the state in FILE; without it everything is forgotten at the end
  --training DOC   a training document to answer with";

#[derive(Debug)]
struct Arguments {
    dist: PathBuf,
    port: u16,
    database: Option<PathBuf>,
    training: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}\n{USAGE}")]
    Arguments(String),
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    #[error("the database: {0}")]
    Store(#[from] StoreError),
    #[error("port {0}: {1}")]
    Port(u16, std::io::Error),
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--help") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match arguments(words.into_iter()).and_then(|arguments| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(if matches!(failure, Failure::Arguments(_)) { 2 } else { 1 })
        }
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Failure> {
    let (mut dist, mut port, mut database, mut training) = (None, 8090, None, None);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| Failure::Arguments(format!("{word} needs a value")))?;
        match &*word {
            "--dist" => dist = Some(PathBuf::from(value)),
            "--port" => {
                let number = value.parse().ok().filter(|port| (1..u16::MAX).contains(port));
                port = number.ok_or_else(|| Failure::Arguments(format!("--port {value}: no port")))?;
            }
            "--database" => database = Some(PathBuf::from(value)),
            "--training" => training = Some(PathBuf::from(value)),
            _ => return Err(Failure::Arguments(format!("unknown option {word}"))),
        }
    }
    let dist = dist.ok_or_else(|| Failure::Arguments("--dist is missing".to_owned()))?;
    Ok(Arguments { dist, port, database, training })
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut store = Store::open(arguments.database.as_deref())?;
    if store.is_empty()? {
        seed::fill(&mut store)?;
    }
    if let Some(path) = &arguments.training {
        let document = std::fs::read(path).map_err(|error| Failure::File(path.display().to_string(), error))?;
        store.set_training(&document)?;
    }
    let [lms, app] = [arguments.port, arguments.port + 1];
    let origin = |port: u16| format!("http://{}:{port}", Ipv4Addr::LOCALHOST);
    let host = Arc::new(Host {
        store: Mutex::new(store),
        origins: Origins { lms: origin(lms), app: origin(app) },
        dist: arguments.dist.clone(),
        now: Box::new(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)),
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    let failure = |error| Failure::Port(lms, error);
    runtime.map_err(failure)?.block_on(async {
        let app_listener = listen(app).await?;
        let lms_listener = listen(lms).await?;
        println!("the LMS is at {}", host.origins.lms);
        let app_router = site::app(Arc::clone(&host));
        tokio::spawn(async move { axum::serve(app_listener, app_router).await });
        axum::serve(lms_listener, site::lms(host)).await.map_err(failure)
    })
}

async fn listen(port: u16) -> Result<TcpListener, Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).await.map_err(|error| Failure::Port(port, error))
}
