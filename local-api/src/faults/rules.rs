//! Rules: what they match and when they are due.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::Pace;
use super::actions::Action;

/// What is known about a request when rules are asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) method: String,
    /// As sent.
    pub(super) path: String,
    /// With the second lane folded into the first.
    pub(super) folded: String,
    pub(super) user: Option<String>,
    pub(super) chunk: super::ChunkSeen,
}

/// A rule as tests post it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Posted {
    id: Option<String>,
    method: Option<String>,
    path: Option<String>,
    user: Option<String>,
    chunk_index: Option<u64>,
    is_final: Option<bool>,
    upload_id: Option<String>,
    #[serde(default)]
    skip: u64,
    times: Option<u64>,
    nth: Option<u64>,
    #[serde(default)]
    each_chunk: bool,
    #[serde(default)]
    keep_alive: bool,
    action: Action,
}

/// A rule in force.
pub(super) struct Rule {
    id: String,
    posted: Posted,
    seen: u64,
    seen_by_chunk: HashMap<Option<u64>, u64>,
    hits: u64,
    pace: Option<Pace>,
}

/// What a request got.
#[derive(Clone)]
pub(super) struct Chosen {
    pub(super) id: String,
    pub(super) action: Action,
    pub(super) pace: Option<Pace>,
}

impl Rule {
    /// Takes a posted rule. The error says what is wrong with it.
    pub(super) fn new(posted: Posted) -> Result<Self, String> {
        posted.action.check()?;
        if posted.nth == Some(0) {
            return Err("nth counts from 1".to_owned());
        }
        if posted.nth.is_some() && (posted.times.is_some() || posted.skip > 0) {
            return Err("nth stands for skip and times; give one or the other".to_owned());
        }
        let shared = posted.action.throttle.as_ref().filter(|t| t.shared);
        Ok(Self {
            id: posted
                .id
                .clone()
                .unwrap_or_else(|| crate::ids::uuid()[..8].to_owned()),
            pace: shared.map(|t| Pace::new(t.bytes_per_second)),
            posted,
            seen: 0,
            seen_by_chunk: HashMap::new(),
            hits: 0,
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn wants_fresh_connections(&self) -> bool {
        !self.posted.keep_alive && self.posted.action.cut.is_some()
    }

    /// Whether the rule needs to know what a chunk's form says.
    pub(super) fn asks_about_chunks(&self) -> bool {
        let p = &self.posted;
        p.chunk_index.is_some()
            || p.is_final.is_some()
            || p.upload_id.is_some()
            || p.each_chunk
            || p.action.forget_upload
    }

    /// Whether method, path and user match.
    pub(super) fn fits_request(&self, facts: &Facts) -> bool {
        let p = &self.posted;
        p.method
            .as_deref()
            .is_none_or(|method| method.eq_ignore_ascii_case(&facts.method))
            && p.path
                .as_deref()
                .is_none_or(|path| path_fits(path, &facts.path) || path_fits(path, &facts.folded))
            && p.user
                .as_deref()
                .is_none_or(|user| facts.user.as_deref() == Some(user))
    }

    /// Whether everything matches.
    pub(super) fn fits(&self, facts: &Facts) -> bool {
        let (p, chunk) = (&self.posted, &facts.chunk);
        self.fits_request(facts)
            && p.chunk_index
                .is_none_or(|index| chunk.chunk_index == Some(index))
            && p.is_final
                .is_none_or(|is_final| chunk.is_final.unwrap_or(false) == is_final)
            && p.upload_id
                .as_deref()
                .is_none_or(|id| chunk.upload_id.as_deref() == Some(id))
            && (!self.asks_about_chunks() || chunk.chunk_index.is_some())
    }

    /// Counts a matching request; whether the rule applies to it.
    pub(super) fn due(&mut self, facts: &Facts) -> bool {
        let counter = if self.posted.each_chunk {
            self.seen_by_chunk
                .entry(facts.chunk.chunk_index)
                .or_default()
        } else {
            &mut self.seen
        };
        *counter += 1;
        let (skip, times) = match self.posted.nth {
            Some(nth) => (nth - 1, Some(1)),
            None => (self.posted.skip, self.posted.times),
        };
        let due = *counter > skip && times.is_none_or(|times| *counter - skip <= times);
        self.hits += u64::from(due);
        due
    }

    pub(super) fn chosen(&self) -> Chosen {
        let own = self
            .posted
            .action
            .throttle
            .as_ref()
            .map(|t| Pace::new(t.bytes_per_second));
        Chosen {
            id: self.id.clone(),
            action: self.posted.action.clone(),
            pace: self.pace.clone().or(own),
        }
    }

    /// The rule as `GET /__faults` shows it.
    pub(super) fn json(&self) -> Value {
        let p = &self.posted;
        let seen = if p.each_chunk {
            self.seen_by_chunk.values().sum()
        } else {
            self.seen
        };
        serde_json::json!({
            "id": self.id, "method": p.method, "path": p.path, "user": p.user, "chunk_index": p.chunk_index,
            "is_final": p.is_final, "upload_id": p.upload_id, "skip": p.skip, "times": p.times, "nth": p.nth,
            "each_chunk": p.each_chunk, "keep_alive": p.keep_alive, "action": p.action,
            "seen": seen, "hits": self.hits,
        })
    }
}

/// A prefix, or a glob in which `*` stands for any text, slashes included.
fn path_fits(pattern: &str, path: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    // Without a star it is a prefix.
    let Some(last) = pieces.pop() else {
        return true;
    };
    let mut rest = rest;
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::super::ChunkSeen;
    use super::*;

    fn rule(json: Value) -> Rule {
        Rule::new(serde_json::from_value(json).unwrap()).unwrap()
    }

    fn chunk(index: u64) -> Facts {
        Facts {
            method: "POST".into(),
            path: "/api/realtime/batches/upload-chunk".into(),
            folded: "/api/batches/upload-chunk".into(),
            user: Some("staff".into()),
            chunk: ChunkSeen {
                chunk_index: Some(index),
                is_final: Some(index == 9),
                ..ChunkSeen::default()
            },
        }
    }

    #[test]
    fn paths_are_prefixes_or_globs() {
        assert!(path_fits("/api/batches", "/api/batches/upload"));
        assert!(!path_fits("/batches", "/api/batches/upload"));
        assert!(path_fits("/api/*/progress", "/api/batches/5e/progress"));
        assert!(!path_fits("/api/*/progress", "/api/batches/5e/status"));
        assert!(path_fits("*upload*", "/api/batches/upload-chunk"));
        assert!(!path_fits("/a*b*c", "/a-c-b"));
    }

    #[test]
    fn skip_times_and_nth_count_matching_requests() {
        let due = |json: Value| {
            let mut rule = rule(json);
            (0..5).map(|_| rule.due(&chunk(0))).collect::<Vec<_>>()
        };
        let act = serde_json::json!({"status": 503});
        assert_eq!(due(serde_json::json!({"action": act})), [true; 5]);
        assert_eq!(
            due(serde_json::json!({"times": 2, "action": act})),
            [true, true, false, false, false]
        );
        assert_eq!(
            due(serde_json::json!({"skip": 1, "times": 2, "action": act})),
            [false, true, true, false, false]
        );
        assert_eq!(
            due(serde_json::json!({"nth": 3, "action": act})),
            [false, false, true, false, false]
        );
    }

    #[test]
    fn each_chunk_counts_apart() {
        let mut rule =
            rule(serde_json::json!({"each_chunk": true, "times": 1, "action": {"cut": "after"}}));
        let due: Vec<bool> = [0, 1, 0, 1, 2]
            .iter()
            .map(|i| rule.due(&chunk(*i)))
            .collect();
        assert_eq!(due, [true, true, false, false, true]);
        assert!(rule.wants_fresh_connections());
    }

    #[test]
    fn a_rule_about_chunks_matches_chunks_only() {
        let third = rule(serde_json::json!({"chunk_index": 3, "action": {"stall": true}}));
        assert!(third.fits(&chunk(3)) && !third.fits(&chunk(4)));
        let plain = Facts {
            chunk: ChunkSeen::default(),
            ..chunk(3)
        };
        assert!(!third.fits(&plain) && third.fits_request(&plain));
        let last =
            rule(serde_json::json!({"is_final": true, "action": {"cut": {"when": "after"}}}));
        assert!(last.fits(&chunk(9)) && !last.fits(&chunk(3)));
        let other =
            rule(serde_json::json!({"user": "admin", "action": {"delay_ms": {"after": 5}}}));
        assert!(!other.fits(&chunk(3)));
    }

    #[test]
    fn senseless_rules_are_refused() {
        let refused = |json: Value| match serde_json::from_value::<Posted>(json) {
            Ok(posted) => Rule::new(posted).is_err(),
            Err(_) => true,
        };
        assert!(refused(serde_json::json!({"action": {}})));
        assert!(refused(serde_json::json!({"action": {"status": 42}})));
        assert!(refused(serde_json::json!({"acton": {"status": 500}})));
        assert!(refused(serde_json::json!({"action": {"cut": "sideways"}})));
        assert!(refused(
            serde_json::json!({"action": {"throttle": {"bytes_per_second": 0}}})
        ));
        assert!(refused(
            serde_json::json!({"nth": 2, "times": 1, "action": {"status": 500}})
        ));
    }
}
