//! Single connections: how a test's rule cuts one, and how all of them are told to close once they are idle.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{Notify, watch};

/// A handle to the connection that a request came on. Holds the socket weakly, so that cutting really closes it.
#[derive(Clone)]
pub struct Connection {
    stream: Weak<TcpStream>,
    cut: Arc<Notify>,
}

impl Connection {
    /// The handle for this socket.
    #[must_use]
    pub fn new(stream: &Arc<TcpStream>) -> Self {
        Self {
            stream: Arc::downgrade(stream),
            cut: Arc::default(),
        }
    }

    /// Resets the connection. The request's handler is dropped with it, so the caller should wait for ever.
    pub fn reset(&self) {
        self.cut.notify_one();
    }

    /// Waits for [`Connection::reset`].
    pub(super) async fn cut(&self) {
        self.cut.notified().await;
    }

    /// Keeps the kernel from reading far ahead of a throttled request.
    pub fn shrink_receive_buffer(&self) {
        if let Some(stream) = self.stream.upgrade() {
            // A hint only: without it the throttle still holds on average.
            let _ = socket2::SockRef::from(&*stream).set_recv_buffer_size(128 * 1024);
        }
    }
}

/// All connections together.
pub struct Registry {
    open: watch::Sender<usize>,
    closing: watch::Sender<u64>,
}

impl Default for Registry {
    fn default() -> Self {
        Self {
            open: watch::Sender::new(0),
            closing: watch::Sender::new(0),
        }
    }
}

impl Registry {
    /// Counts a connection until the guard is dropped.
    pub(super) fn add(&self) -> Counted {
        self.open.send_modify(|n| *n += 1);
        Counted(self.open.clone())
    }

    /// Tells every connection to close as soon as no request is running on it.
    pub fn close_idle(&self) {
        self.closing.send_modify(|n| *n += 1);
    }

    /// Hears of the next [`Registry::close_idle`].
    pub(super) fn closing(&self) -> Closing {
        Closing(self.closing.subscribe())
    }

    /// Waits until no connection is left.
    pub(super) async fn empty(&self) {
        // Fails only when the sender is gone, and we hold it.
        let _ = self.open.subscribe().wait_for(|n| *n == 0).await;
    }
}

/// Guard of [`Registry::add`].
pub(super) struct Counted(watch::Sender<usize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.send_modify(|n| *n -= 1);
    }
}

/// Listener of [`Registry::closing`].
pub(super) struct Closing(watch::Receiver<u64>);

impl Closing {
    pub(super) async fn next(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// A socket that the connection's task and [`Connection`] can both reach.
pub(super) struct SharedStream(pub Arc<TcpStream>);

impl AsyncRead for SharedStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.0.poll_read_ready(cx))?;
            match self.0.try_read(buf.initialize_unfilled()) {
                Ok(n) => {
                    buf.advance(n);
                    return Poll::Ready(Ok(()));
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                Err(e) => return Poll::Ready(Err(e)),
            }
        }
    }
}

impl AsyncWrite for SharedStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[io::IoSlice::new(data)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        data: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.0.poll_write_ready(cx))?;
            match self.0.try_write_vectored(data) {
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                result => return Poll::Ready(result),
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(socket2::SockRef::from(&*self.0).shutdown(std::net::Shutdown::Write))
    }
}
