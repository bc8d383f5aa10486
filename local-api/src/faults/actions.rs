//! What rules do, as tests post it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a rule does. Several of these may be combined.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Action {
    pub(super) status: Option<u16>,
    pub(super) body: Option<Value>,
    pub(super) headers: HashMap<String, String>,
    pub(super) content_type: Option<String>,
    pub(super) when: When,
    pub(super) cut: Option<Cut>,
    pub(super) delay_ms: Option<Delay>,
    pub(super) throttle: Option<Throttle>,
    pub(super) stall: Option<Stall>,
    pub(super) forget_upload: bool,
}

/// Before or after the server's own work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum When {
    #[default]
    Before,
    After,
}

/// `"before"`, `"after"`, or an object.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Cut {
    Word(When),
    #[serde(rename_all = "snake_case")]
    Exact {
        when: When,
        after_bytes: Option<u64>,
    },
}

impl Cut {
    pub(super) fn when(&self) -> When {
        match self {
            Self::Word(when) | Self::Exact { when, .. } => *when,
        }
    }

    pub(super) fn after_bytes(&self) -> Option<u64> {
        match self {
            Self::Word(_) => None,
            Self::Exact { after_bytes, .. } => *after_bytes,
        }
    }
}

/// Milliseconds before the work, or before and after it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Delay {
    Before(u64),
    Both {
        #[serde(default)]
        before: u64,
        #[serde(default)]
        after: u64,
    },
}

impl Delay {
    pub(super) fn before(self) -> u64 {
        match self {
            Self::Before(ms) | Self::Both { before: ms, .. } => ms,
        }
    }

    pub(super) fn after(self) -> u64 {
        match self {
            Self::Before(_) => 0,
            Self::Both { after, .. } => after,
        }
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Throttle {
    pub(super) bytes_per_second: f64,
    /// Whether all requests of the rule share the pace, as on one line.
    #[serde(default)]
    pub(super) shared: bool,
}

/// `true`, or an object.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Stall {
    Flag(bool),
    Exact { after_bytes: u64 },
}

impl Stall {
    /// After how many bytes reading stops; `None` when it does not.
    pub(super) fn after_bytes(&self) -> Option<u64> {
        match self {
            Self::Flag(false) => None,
            Self::Flag(true) => Some(0),
            Self::Exact { after_bytes } => Some(*after_bytes),
        }
    }
}

impl Action {
    /// Says what is wrong with an action that makes no sense.
    pub(super) fn check(&self) -> Result<(), String> {
        if self
            .throttle
            .as_ref()
            .is_some_and(|t| !t.bytes_per_second.is_finite() || t.bytes_per_second <= 0.0)
        {
            return Err("throttle.bytes_per_second must be more than 0".to_owned());
        }
        if self
            .status
            .is_some_and(|status| !(200..=599).contains(&status))
        {
            return Err("status must be from 200 to 599".to_owned());
        }
        let nothing = self.status.is_none()
            && self.cut.is_none()
            && self.delay_ms.is_none()
            && self.throttle.is_none()
            && self.stall.is_none()
            && self.headers.is_empty()
            && !self.forget_upload;
        if nothing {
            Err("action does nothing".to_owned())
        } else {
            Ok(())
        }
    }
}
