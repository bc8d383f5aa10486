//! The HTTP server: accepts connections and speaks HTTP/1.1 on them. It is built on hyper rather than on
//! `axum::serve`, because tests need to cut single connections (see [`conn`]).

pub mod body;
pub mod conn;
pub mod edge;
mod headers;
pub mod static_files;

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use crate::StartError;
use crate::app::App;
use crate::settings::Settings;
use conn::{Connection, SharedStream};

/// How long open requests may take to finish after SIGTERM.
const GRACE: Duration = Duration::from_secs(3);

/// Binds the address.
///
/// # Errors
/// [`StartError::Listen`].
pub async fn listen(host: &str, port: u16) -> Result<TcpListener, StartError> {
    TcpListener::bind((host, port))
        .await
        .map_err(|e| StartError::Listen {
            address: format!("{host}:{port}"),
            reason: if e.kind() == std::io::ErrorKind::AddrInUse {
                "another program is using the port".to_owned()
            } else {
                e.to_string()
            },
        })
}

/// Checks that what `--dist` and `--config` name is there.
///
/// # Errors
/// [`StartError::Missing`].
pub fn check_static(settings: &Settings) -> Result<(), StartError> {
    if let Some(dist) = settings
        .dist
        .as_deref()
        .filter(|dist| !dist.join("index.html").is_file())
    {
        return Err(StartError::Missing(format!(
            "--dist {} holds no index.html",
            dist.display()
        )));
    }
    if let Some(config) = settings
        .config
        .as_deref()
        .filter(|config| !config.is_file())
    {
        return Err(StartError::Missing(format!(
            "--config {} is not there",
            config.display()
        )));
    }
    Ok(())
}

/// Serves until SIGTERM or Ctrl-C. Prints `listening on http://…` on standard output as its only line.
/// `resume`: takes up what an earlier run left unfinished.
pub async fn serve(listener: TcpListener, app: App, resume: bool) {
    let router = app.router();
    if let Ok(address) = listener.local_addr() {
        let mut out = std::io::stdout();
        // Nobody may be reading; the server runs all the same.
        let _ = writeln!(out, "listening on http://{address}");
        let _ = out.flush();
    }
    if resume && app.settings.spelling.resumes() {
        app.worker.resume().await;
    }
    tokio::spawn(crate::uploads::expire_sessions(app.clone()));
    let connections = Arc::new(conn::Registry::default());
    let stop = stop_signal();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let task = connection(stream, app.clone(), router.clone(), connections.clone());
                    tokio::spawn(task);
                }
                // Out of file descriptors, most likely: wait for some to come back.
                Err(e) => {
                    eprintln!("error: accept: {e}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    drop(listener);
    app.worker.stop().await;
    connections.close_idle();
    if tokio::time::timeout(GRACE, connections.empty())
        .await
        .is_err()
    {
        eprintln!("stopping with requests still open");
    }
    // Folds the write-ahead log into the database file; without it nothing is lost either.
    let _ = app
        .db
        .run(|c| Ok(c.pragma_update(None, "wal_checkpoint", "TRUNCATE")?))
        .await;
    eprintln!("stopped");
}

/// Speaks HTTP on one connection until it ends or is cut.
async fn connection(stream: TcpStream, app: App, router: Router, all: Arc<conn::Registry>) {
    // Small answers must not wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let stream = Arc::new(stream);
    let this = Connection::new(&stream);
    let _registered = all.add();
    let service = service_fn(|request| {
        edge::handle(
            app.clone(),
            router.clone(),
            all.clone(),
            this.clone(),
            request,
        )
    });
    let http = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(120))
        .serve_connection(TokioIo::new(SharedStream(stream.clone())), service);
    tokio::pin!(http);
    let mut closing = all.closing();
    loop {
        tokio::select! {
            // The client's mistakes and vanished clients end here; the request log knows about them.
            _ = http.as_mut() => break,
            () = this.cut() => {
                // With zero linger the kernel sends RST when the last handle goes, which is at the end of this block.
                let _ = stream.set_zero_linger();
                break;
            }
            () = closing.next() => http.as_mut().graceful_shutdown(),
        }
    }
}

/// Resolves at SIGTERM or Ctrl-C.
async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
