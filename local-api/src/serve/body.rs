//! A request body that counts itself: it enforces the edge's limit, obeys the rules of `/__faults` while it is read,
//! and is read to its end even when the handler has answered early, because browsers look at an answer only after they
//! have sent their whole request.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use super::conn::Connection;
use crate::faults::Pace;

/// How long an unread rest is waited for, without and with bytes arriving.
const DRAIN_IDLE: Duration = Duration::from_secs(10);
const DRAIN_IN_ALL: Duration = Duration::from_secs(120);

/// Something that a body waits for before its next byte.
pub type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What is known about a body while it is read, and what should happen to it.
pub struct BodyControl {
    received: AtomicU64,
    limit: u64,
    patience: Duration,
    over: AtomicBool,
    silent: AtomicBool,
    disturbed: AtomicBool,
    orders: Mutex<Orders>,
}

#[derive(Default)]
struct Orders {
    cut_after: Option<u64>,
    stall: Option<(u64, Wait)>,
    pace: Option<Pace>,
}

impl BodyControl {
    /// For a body of at most `limit` bytes, given up when nothing of it has come for `patience`.
    #[must_use]
    pub fn new(limit: u64, patience: Duration) -> Arc<Self> {
        Arc::new(Self {
            received: AtomicU64::new(0),
            limit,
            patience,
            over: AtomicBool::new(false),
            silent: AtomicBool::new(false),
            disturbed: AtomicBool::new(false),
            orders: Mutex::default(),
        })
    }

    /// Bytes received so far, framing included.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// Whether more than the limit came.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Whether nothing more came.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.silent.load(Ordering::Relaxed)
    }

    /// Resets the connection once this many bytes have come.
    pub fn cut_after(&self, bytes: u64) {
        self.order(|orders| orders.cut_after = Some(bytes));
    }

    /// Stops reading once this many bytes have come, until `wait` is over.
    pub fn stall_after(&self, bytes: u64, wait: Wait) {
        self.order(|orders| orders.stall = Some((bytes, wait)));
    }

    /// Reads no faster than this.
    pub fn pace(&self, pace: Pace) {
        self.order(|orders| orders.pace = Some(pace));
    }

    fn order(&self, change: impl FnOnce(&mut Orders)) {
        change(&mut self.orders.lock().unwrap_or_else(PoisonError::into_inner));
        self.disturbed.store(true, Ordering::Relaxed);
    }
}

/// The error of a body beyond the limit. The edge turns it into its 413 page.
#[derive(Debug, thiserror::Error)]
#[error("the request body is larger than the edge allows")]
pub struct TooLarge;

/// The error of a body that stopped. The edge turns it into 408.
#[derive(Debug, thiserror::Error)]
#[error("nothing more of the request body came")]
pub struct Silent;

/// A counted body. Dropping it early leaves the rest to a task that reads and forgets it.
pub struct MeteredBody {
    inner: Option<Incoming>,
    control: Arc<BodyControl>,
    connection: Connection,
    wait: Option<Wait>,
    /// Runs while the client is waited for.
    deadline: Option<Pin<Box<tokio::time::Sleep>>>,
    /// A frame that is handed on when the wait is over.
    held: Option<Frame<Bytes>>,
}

impl MeteredBody {
    /// Wraps the body of a request.
    #[must_use]
    pub fn new(inner: Incoming, control: Arc<BodyControl>, connection: Connection) -> Self {
        Self {
            inner: Some(inner),
            control,
            connection,
            wait: None,
            deadline: None,
            held: None,
        }
    }

    /// Counts the bytes of a frame and carries out the orders. `None` means that the connection is being cut.
    fn count(&mut self, bytes: u64) -> Option<Result<(), TooLarge>> {
        let control = self.control.clone();
        let received = control.received.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if received > control.limit {
            control.over.store(true, Ordering::Relaxed);
            return Some(Err(TooLarge));
        }
        if control.disturbed.load(Ordering::Relaxed) {
            let mut orders = control
                .orders
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if orders.cut_after.is_some_and(|after| received >= after) {
                self.connection.reset();
                return None;
            }
            if let Some((_, wait)) = orders.stall.take_if(|(after, _)| received >= *after) {
                self.wait = Some(wait);
            } else if let Some(pace) = &orders.pace {
                self.wait = Some(Box::pin(tokio::time::sleep_until(pace.next(bytes))));
            }
        }
        Some(Ok(()))
    }
}

impl Body for MeteredBody {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(wait) = &mut self.wait {
            ready!(wait.as_mut().poll(cx));
            self.wait = None;
        }
        if let Some(frame) = self.held.take() {
            return Poll::Ready(Some(Ok(frame)));
        }
        let Some(inner) = &mut self.inner else {
            return Poll::Ready(None);
        };
        let Poll::Ready(next) = Pin::new(inner).poll_frame(cx) else {
            let patience = self.control.patience;
            let deadline = self
                .deadline
                .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
            ready!(deadline.as_mut().poll(cx));
            self.control.silent.store(true, Ordering::Relaxed);
            // There is nothing to read to the end: the connection goes with the body.
            self.inner = None;
            return Poll::Ready(Some(Err(Silent.into())));
        };
        self.deadline = None;
        match next {
            Some(Ok(frame)) => {
                let bytes = frame.data_ref().map_or(0, |data| data.len() as u64);
                match self.count(bytes) {
                    Some(Ok(())) if self.wait.is_some() => {
                        self.held = Some(frame);
                        self.poll_frame(cx)
                    }
                    Some(Ok(())) => Poll::Ready(Some(Ok(frame))),
                    Some(Err(e)) => Poll::Ready(Some(Err(e.into()))),
                    None => Poll::Pending,
                }
            }
            Some(Err(e)) => {
                self.inner = None;
                Poll::Ready(Some(Err(e.into())))
            }
            None => {
                self.inner = None;
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.held.is_none() && self.inner.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.inner
            .as_ref()
            .map_or_else(SizeHint::default, Body::size_hint)
    }
}

impl Drop for MeteredBody {
    fn drop(&mut self) {
        let Some(inner) = self.inner.take().filter(|inner| !inner.is_end_stream()) else {
            return;
        };
        let (wait, control) = (self.wait.take(), self.control.clone());
        let disturbed = control.disturbed.load(Ordering::Relaxed);
        tokio::spawn(async move {
            if let (true, Some(wait)) = (disturbed, wait) {
                wait.await;
            }
            let _ = tokio::time::timeout(DRAIN_IN_ALL, drain(inner, control)).await;
        });
    }
}

/// Reads the rest and forgets it. Ends when the client stops sending or the connection is gone.
async fn drain(mut body: Incoming, control: Arc<BodyControl>) {
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(DRAIN_IDLE, body.frame()).await {
        let bytes = frame.data_ref().map_or(0, |data| data.len() as u64);
        control.received.fetch_add(bytes, Ordering::Relaxed);
        let pace = control
            .orders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pace
            .clone();
        if let Some(pace) = pace {
            tokio::time::sleep_until(pace.next(bytes)).await;
        }
    }
}
