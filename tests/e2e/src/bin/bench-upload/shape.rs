//! A line between browser and server: a TCP relay with a rate for all connections together, a rate for each, and a delay.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use e2e::{Failure, Step};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// Far longer than a timer is late, far shorter than anything that is measured.
const CREDIT: Duration = Duration::from_millis(50);

/// How a line is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line {
    /// Bytes per second upwards, all connections together.
    pub total: Option<u64>,
    /// Bytes per second upwards, each connection.
    pub each: Option<u64>,
    /// Round-trip time in milliseconds.
    pub round_trip_ms: u64,
}

/// A running line; it ends with the process.
pub struct Relay {
    /// Where the browser connects to.
    pub base: String,
}

impl Relay {
    /// Opens the line to `upstream` (`http://host:port`) on a thread of its own, so that measuring does not slow it.
    pub fn open(line: Line, upstream: &str) -> Step<Self> {
        let target: SocketAddr = upstream
            .trim_start_matches("http://")
            .parse()
            .map_err(|e| Failure(format!("no address in {upstream}: {e}")))?;
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let base = format!("http://{}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        std::thread::spawn(move || {
            runtime.block_on(async move {
                match TcpListener::from_std(listener) {
                    Ok(listener) => accept(listener, target, line).await,
                    Err(error) => eprintln!("the shaped line cannot listen: {error}"),
                }
            });
        });
        Ok(Self { base })
    }
}

async fn accept(listener: TcpListener, target: SocketAddr, line: Line) {
    let shared = line.total.map(|rate| Arc::new(Pace::new(rate)));
    loop {
        let Ok((browser, _)) = listener.accept().await else {
            return;
        };
        let shared = shared.clone();
        tokio::spawn(async move {
            let Ok(server) = TcpStream::connect(target).await else {
                return;
            };
            let (from_browser, to_browser) = browser.into_split();
            let (from_server, to_server) = server.into_split();
            let own = line.each.map(|rate| Arc::new(Pace::new(rate)));
            let delay = Duration::from_millis(line.round_trip_ms / 2);
            let up = relay(from_browser, to_server, [shared, own], delay);
            let down = relay(from_server, to_browser, [None, None], delay);
            // Either side may go first; the relay ends when both have.
            tokio::join!(up, down);
        });
    }
}

/// When the next byte may pass. Counted on an absolute schedule, so that the timer's coarseness does not add up: who is late
/// by less than [`CREDIT`] is on time.
struct Pace {
    per_second: f64,
    free_at: Mutex<Instant>,
}

impl Pace {
    fn new(per_second: u64) -> Self {
        Self {
            per_second: per_second as f64,
            free_at: Mutex::new(Instant::now()),
        }
    }

    /// Books `bytes` and gives the time at which the last of them has passed.
    fn book(&self, bytes: usize) -> Instant {
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let start = (*free_at).max(now.checked_sub(CREDIT).unwrap_or(now));
        *free_at = start + Duration::from_secs_f64(bytes as f64 / self.per_second);
        *free_at
    }
}

async fn relay(
    mut from: impl tokio::io::AsyncRead + Unpin,
    mut to: impl tokio::io::AsyncWrite + Unpin + Send + 'static,
    paces: [Option<Arc<Pace>>; 2],
    delay: Duration,
) {
    // As much as is on its way at once; a full channel holds the sender back.
    let (send, mut receive) = mpsc::channel::<(Instant, Vec<u8>)>(512);
    let writer = tokio::spawn(async move {
        while let Some((due, bytes)) = receive.recv().await {
            tokio::time::sleep_until(due.into()).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
        let _ = to.shutdown().await;
    });
    let mut buffer = vec![0; 32 * 1024];
    while let Ok(n @ 1..) = from.read(&mut buffer).await {
        let passed = paces.iter().flatten().map(|pace| pace.book(n)).max();
        if let Some(passed) = passed {
            tokio::time::sleep_until(passed.into()).await;
        }
        if send
            .send((Instant::now() + delay, buffer[..n].to_vec()))
            .await
            .is_err()
        {
            break;
        }
    }
    drop(send);
    let _ = writer.await;
}
