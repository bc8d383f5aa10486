//! Makes a view of a job.

use super::{Job, now_ms};
use crate::{
    domain::{Strategy, TaskId},
    upload::{
        rate::Bar,
        session::{Show, Trouble},
        view::{Phase, PhaseTimes, Preparing, UploadView},
    },
    words::{upload_problems, upload_progress},
};

/// What the person chose, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// File name, or what stands for several images.
    pub name: String,
    /// How many files.
    pub files: usize,
    /// Bytes in all.
    pub size: u64,
    /// As chosen.
    pub strategy: Strategy,
    /// As typed.
    pub task_id: Option<TaskId>,
}

impl Chosen {
    /// A view of an upload that waits for its turn.
    #[must_use]
    pub fn view(&self, key: super::UploadKey) -> UploadView {
        let mut view =
            UploadView::new(key, self.name.clone(), self.files, self.size, self.strategy);
        view.task_id.clone_from(&self.task_id);
        view
    }
}

impl Job {
    /// What is shown of it now.
    #[must_use]
    pub fn view(&self) -> UploadView {
        let machine = self.machine.borrow();
        let show = machine.show();
        let mut view = self.chosen.view(self.key);
        view.total_bytes = machine.bytes_total();
        view.confirmed_bytes = machine.bytes_confirmed();
        view.in_flight_bytes = machine.bytes_in_flight();
        view.given_up_bytes = machine.bytes_given_up();
        let done = matches!(show, Show::Done(_));
        // What has failed is not half done: only what the server has confirmed counts, and a retry begins there.
        let failed = matches!(show, Show::Failed(_));
        let mut bar = if failed {
            Bar::default()
        } else {
            self.bar.get()
        };
        view.percent_shown = bar.show(view.sent_bytes(), view.total_bytes, done);
        self.bar.set(bar);
        if matches!(show, Show::Sending) {
            view.speed = machine.speed();
            view.remaining = machine.remaining();
        }
        view.chunk = machine.chunks();
        view.notice = self.notice.get().map(|words| words().to_owned());
        view.log = self
            .log
            .borrow()
            .iter()
            .map(|(_, entry)| entry.clone())
            .collect();
        view.times = self.times_now(&show);
        let (confirmed, total) = (view.confirmed_bytes, view.total_bytes);
        match &show {
            Show::Failed(trouble) => {
                view.problem = Some(upload_problems::stopped(trouble, confirmed, total));
            }
            Show::NeedsFile => {
                view.problem = Some(upload_problems::file(self.file_why.get(), confirmed, total));
            }
            Show::Waiting(super::super::view::WaitingWhy::SignIn, _) => {
                view.problem = Some(upload_problems::sign_in());
            }
            Show::Cancelled { unsure: true } => {
                view.problem = Some(upload_problems::cancelled_unsure());
            }
            Show::Done(batch) => view.batch = Some(batch.clone()),
            _ => {}
        }
        if let Some(words) = machine.heard() {
            view.notice = Some(upload_progress::server_said(words));
        }
        if let Some(status) = machine.interceptor() {
            view.notice = Some(upload_problems::intercepted(status));
        }
        view.may_reload = matches!(machine.interceptor(), Some(None))
            || matches!(show, Show::Failed(Trouble::Between { status: None }));
        if machine.is_cancelling() {
            view.notice = Some(upload_progress::cancelling().to_owned());
        }
        view.phase = self.phase(show);
        view
    }

    fn phase(&self, show: Show) -> Phase {
        match show {
            Show::Idle if self.source.borrow().is_none() => Phase::NeedsFile(self.file_why.get()),
            Show::Idle | Show::Asking | Show::MustPack => Phase::Preparing(Preparing::Asking),
            Show::Sending => Phase::Sending,
            Show::Waiting(why, until) => Phase::Waiting {
                why,
                seconds: until.map(|at| {
                    let left = at.saturating_sub(now_ms()).div_ceil(1_000);
                    u32::try_from(left).unwrap_or(u32::MAX)
                }),
            },
            Show::Paused => Phase::Paused,
            Show::Confirming(how) => Phase::Confirming(how),
            Show::NeedsFile => Phase::NeedsFile(self.file_why.get()),
            Show::Done(batch) => Phase::Done { batch },
            Show::Failed(_) => Phase::Failed,
            Show::Cancelled { .. } => Phase::Cancelled,
        }
    }

    /// Adds up the time per phase; `true` if the phase has changed.
    pub(super) fn note_phase(&self) -> bool {
        let show = self.show();
        let now = now_ms();
        let mut shown = self.shown.borrow_mut();
        let mut times = self.times.get();
        add(&mut times, &shown.0, now.saturating_sub(shown.1));
        self.times.set(times);
        let changed = std::mem::discriminant(&shown.0) != std::mem::discriminant(&show);
        *shown = (show, now);
        changed
    }

    fn times_now(&self, show: &Show) -> PhaseTimes {
        let mut times = self.times.get();
        add(
            &mut times,
            show,
            now_ms().saturating_sub(self.shown.borrow().1),
        );
        times
    }
}

fn add(times: &mut PhaseTimes, show: &Show, passed: u64) {
    let phase = match show {
        Show::Idle | Show::Asking | Show::MustPack => &mut times.preparing,
        Show::Sending => &mut times.sending,
        Show::Waiting(..) => &mut times.waiting,
        Show::Paused | Show::NeedsFile => &mut times.paused,
        Show::Confirming(_) => &mut times.confirming,
        Show::Done(_) | Show::Failed(_) | Show::Cancelled { .. } => return,
    };
    *phase += passed;
}
