//! From a confirmed draft to a running job.

use std::rc::Rc;

use super::{
    Draft,
    desk::{Desk, Then},
};
use crate::{
    api::clock,
    domain::Strategy,
    state::session::Auth,
    upload::{
        driver::{Chosen, Job, Source, Start},
        form::{self, Details},
        lookup::Wanted,
        plan::Sizes,
        session::{Event, Session as Machine, Settings, Spec},
        view::UploadKey,
    },
    words::upload_progress,
};
use leptos::prelude::*;

/// What is shown of a draft.
pub(super) fn chosen(draft: &Draft) -> Chosen {
    let first = draft.files.first().map(web_sys::File::name);
    Chosen {
        name: upload_progress::images(&first.unwrap_or_default(), draft.files.len()),
        files: draft.files.len(),
        size: draft.size(),
        strategy: draft.strategy,
        task_id: draft.task_id.clone(),
    }
}

impl Desk {
    /// Its turn has come.
    pub fn begin(&self, key: UploadKey) {
        let (job, then) = {
            let mut items = self.items.borrow_mut();
            let Some(item) = items.get_mut(&key) else {
                return;
            };
            (item.job.clone(), std::mem::take(&mut item.then))
        };
        match (job, then) {
            (Some(job), Then::Resume) => job.dispatch(Event::Resume),
            (Some(job), Then::Retry) => job.dispatch(Event::Retry),
            (Some(job), Then::Give(source)) => {
                job.give_source(source);
                job.start();
            }
            (Some(job), Then::Begin) => job.start(),
            (None, _) => self.begin_draft(key),
        }
        self.paint(key);
    }

    fn begin_draft(&self, key: UploadKey) {
        let draft = {
            let mut items = self.items.borrow_mut();
            items.get_mut(&key).and_then(|item| item.draft.take())
        };
        let (Some(draft), Some(desk)) = (draft, self.me.upgrade()) else {
            return;
        };
        let chosen = chosen(&draft);
        let details = Details {
            filename: draft.files[0].name(),
            strategy: draft.strategy,
            task_id: draft.task_id.clone(),
            notes: draft.notes.clone(),
        };
        let names: Vec<String> = draft.files.iter().map(web_sys::File::name).collect();
        let spec = Spec {
            size: chosen.size,
            framing: form::single_framing(&details, names.iter().map(String::as_str)),
            can_chunk: draft.strategy.is_zip(),
        };
        let source = if draft.strategy == Strategy::Images {
            Source::Images(draft.files)
        } else {
            let Some(file) = draft.files.into_iter().next() else {
                return;
            };
            Source::Whole(file.into())
        };
        let job = Job::new(
            self.session.client(),
            desk,
            Start {
                key,
                wanted: self.wanted(&details, names, chosen.size),
                machine: Machine::new(self.settings(&details), spec, super::random_53_bits()),
                details,
                chosen,
                known: Vec::new(),
                source: Some(source),
                log: Vec::new(),
            },
        );
        if let Some(item) = self.items.borrow_mut().get_mut(&key) {
            item.job = Some(Rc::clone(&job));
        }
        job.start();
    }

    fn wanted(&self, details: &Details, names: Vec<String>, bytes: u64) -> Wanted {
        let username = match self.session.auth_signal().get_untracked() {
            Auth::SignedIn(user) | Auth::Expired(user) => Some(user.username),
            _ => None,
        };
        Wanted {
            names,
            bytes,
            strategy: details.strategy,
            username,
            confirmed_ms: clock::wall_ms(),
        }
    }

    /// The deployment's settings, and what earlier uploads have taught.
    pub(super) fn settings(&self, details: &Details) -> Settings {
        let client = self.session.client();
        let config = client.config();
        let learned = self.learned.get();
        let set = Sizes {
            body: config.max_request_bytes,
            chunk: config.chunk_bytes,
            edge_chunk: config.edge_chunk_bytes,
        };
        let sizes = learned.sizes.unwrap_or(set);
        let most = config
            .max_request_bytes
            .saturating_sub(form::chunk_framing(details));
        Settings {
            sizes: Sizes {
                chunk: sizes.chunk.min(most),
                ..sizes
            },
            concurrency: config.upload_concurrency,
            ordered: learned.ordered,
            stall_ms: u64::from(config.stall_seconds) * 1_000,
            ..Settings::default()
        }
    }
}
