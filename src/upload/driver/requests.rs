//! Sends one body; renews the token.

use std::{cell::Cell, pin::pin, rc::Rc};

use futures::{
    FutureExt,
    channel::oneshot,
    future::{Either, select, try_join},
};
use gloo_timers::future::TimeoutFuture;

use super::{Job, Source, now_ms};
use crate::{
    api::{
        Error,
        transfer::{self, Sent, Transfer},
        wire,
    },
    upload::{
        form,
        session::{Event, Send},
    },
};

/// Shortest time between two progress events of a request, in milliseconds: half of that between two paintings.
const PROGRESS_MS: u64 = 250;
/// The machine watches for stalls itself, by the events that it gets; the transfer's own watch stands far behind it.
const TRANSFER_PATIENCE_MS: u32 = 24 * 3_600_000;
/// A probe that takes longer than this has failed, in milliseconds.
const PROBE_MS: u32 = 8_000;

impl Job {
    pub(super) fn send(self: &Rc<Self>, send: Send) {
        let request = send.request;
        let job = Rc::clone(self);
        let work = async move {
            match job.try_send(&send).await {
                Ok(event) => event,
                Err(error @ Error::FileUnreadable) => {
                    job.source.replace(None);
                    Event::Failed { request, error }
                }
                Err(error) => Event::Failed { request, error },
            }
        };
        self.run_request(request, work.boxed_local());
    }

    async fn try_send(self: &Rc<Self>, send: &Send) -> Result<Event, Error> {
        let request = send.request;
        let source = self.source.borrow().clone().ok_or(Error::FileUnreadable)?;
        let bearer = self.client.bearer(0).await?;
        *self.bearer.borrow_mut() = Some(bearer.clone());
        let details = self.details();
        let url = format!(
            "{}/batches/{}",
            self.client.config().upload_base,
            if send.chunks.is_some() {
                "upload-chunk"
            } else {
                "upload"
            }
        );
        // Nothing follows a final body that could tell a changed file: it is looked at before, not beside.
        if send.is_final
            && !(in_time(source.reads(&send.range)).await && self.is_unchanged(&source, send).await)
        {
            return Err(Error::FileUnreadable);
        }
        let form = source
            .form(&details, send)
            .map_err(|_| Error::FileUnreadable)?;
        let transfer = Transfer {
            url: &url,
            form: &form,
            bearer: &bearer,
            stall_ms: TRANSFER_PATIENCE_MS,
            answer_ms: TRANSFER_PATIENCE_MS,
        };
        let all_sent = Rc::new(Cell::new(false));
        let (body_sent, when_body_sent) = oneshot::channel();
        let on_progress = self.on_progress(request, Rc::clone(&all_sent), body_sent);
        let answering = answer(transfer, on_progress, &source, send, &all_sent);
        // Only what is known to be of the right file counts as sent: with the file given again, the rest follows. The file is
        // compared once the browser has read the chunk, while the server answers: later it would hold up the next chunk.
        let comparing = async {
            // A browser may not tell that the body is sent. Then this ends with the answer.
            let _ = when_body_sent.await;
            Ok(send.is_final || self.is_unchanged(&source, send).await)
        };
        let (answer, is_unchanged) = try_join(answering, comparing).await?;
        if !is_unchanged {
            return Err(Error::FileUnreadable);
        }
        let what = if send.chunks.is_some() {
            "upload-chunk"
        } else {
            "upload"
        };
        let answer = wire::upload(&answer).ok_or(Error::Decode { what })?;
        // A single request that names no batch was not understood: the list will tell.
        Ok(Event::Acked { request, answer })
    }

    /// Whether a chunk, and before the final one all of them, is of the file that the upload began with. Firefox sends a file
    /// that was written over in the meantime: half of the old and half of the new one.
    async fn is_unchanged(self: &Rc<Self>, source: &Source, send: &Send) -> bool {
        let range = if send.is_final {
            0..source.size()
        } else {
            send.range.clone()
        };
        send.chunks.is_none() || in_time(self.owner.is_unchanged(self, source, range)).await
    }

    fn on_progress(
        self: &Rc<Self>,
        request: u64,
        all_sent: Rc<Cell<bool>>,
        body_sent: oneshot::Sender<()>,
    ) -> impl Fn(Sent) + 'static {
        let weak = self.me.clone();
        let last = Cell::new(0);
        let body_sent = Cell::new(Some(body_sent));
        move |sent| {
            let Some(job) = weak.upgrade() else { return };
            match sent {
                Sent::All => {
                    all_sent.set(true);
                    if let Some(body_sent) = body_sent.take() {
                        let _ = body_sent.send(());
                    }
                    job.dispatch(Event::BodySent { request });
                }
                Sent::Bytes(loaded) => {
                    let now = now_ms();
                    if now.saturating_sub(last.get()) >= PROGRESS_MS {
                        last.set(now);
                        job.dispatch(Event::Progress { request, loaded });
                    }
                }
            }
        }
    }

    pub(super) async fn refresh_token(self: Rc<Self>) -> Event {
        let bearer = self.bearer.borrow().clone();
        let bearer = match bearer {
            Some(bearer) => bearer,
            None => match self.client.bearer(0).await {
                Ok(bearer) => bearer,
                Err(error) => return Event::TokenFailed(error),
            },
        };
        match self.client.renew(&bearer).await {
            Ok(renewed) => {
                *self.bearer.borrow_mut() = Some(renewed);
                Event::TokenRenewed {
                    left_ms: self.client.token_left_ms(),
                }
            }
            Err(error) => Event::TokenFailed(error),
        }
    }

    pub(super) async fn probe(self: Rc<Self>) -> Event {
        let reached = pin!(self.client.reach());
        let timeout = pin!(TimeoutFuture::new(PROBE_MS));
        match select(reached, timeout).await {
            Either::Left((Ok(()), _)) => Event::Probed { ok: true },
            Either::Left((Err(error), _)) if error.between().is_some() => {
                Event::Intercepted { error }
            }
            _ => Event::Probed { ok: false },
        }
    }

    /// The session is there again: the same person has signed in.
    pub fn signed_in(&self) {
        *self.bearer.borrow_mut() = None;
        self.dispatch(Event::SignedIn {
            left_ms: self.client.token_left_ms(),
        });
    }

    /// Begins, or goes on after a reload.
    pub fn start(&self) {
        self.dispatch(Event::Token {
            left_ms: self.client.token_left_ms(),
        });
        self.dispatch(Event::Start);
    }

    /// Bytes of framing that a chunk of this upload has at most.
    #[must_use]
    pub fn chunk_framing(&self) -> u64 {
        form::chunk_framing(&self.details.borrow())
    }
}

/// The server's answer to one body. An error that may be the file's is told as [`Error::FileUnreadable`].
async fn answer(
    transfer: Transfer<'_>,
    on_progress: impl Fn(Sent) + 'static,
    source: &Source,
    send: &Send,
    all_sent: &Cell<bool>,
) -> Result<serde_json::Value, Error> {
    let sending = pin!(transfer::send(transfer, on_progress));
    let looking = pin!(source.reads(&send.range));
    // The look goes beside the body: before it, it would cost every chunk the time of a look.
    let answer = match select(sending, looking).await {
        Either::Left((answer, _)) => answer,
        // Dropping the transfer ends it. Once everything was sent, the file is not needed any more; a final body, whose
        // end a browser may not have told, is left to fail by itself.
        Either::Right((false, _)) if !all_sent.get() && !send.is_final => {
            return Err(Error::FileUnreadable);
        }
        Either::Right((_, sending)) => sending.await,
    };
    match answer {
        // A file that was changed meanwhile looks like a lost connection. Once everything was sent it is one.
        Err(Error::Network) if !all_sent.get() && !source.reads(&send.range).await => {
            Err(Error::FileUnreadable)
        }
        answer => answer,
    }
}

/// A look into the file that takes longer than this failed, in milliseconds: Firefox may never answer for bytes that are gone.
const LOOK_MS: u32 = 15_000;

/// What a look said; `false` when it takes too long.
async fn in_time(look: impl Future<Output = bool>) -> bool {
    let late = pin!(TimeoutFuture::new(LOOK_MS));
    matches!(select(pin!(look), late).await, Either::Left((true, _)))
}
