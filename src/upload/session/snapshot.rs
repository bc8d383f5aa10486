//! What the journal keeps of the machine: enough to go on after a reload without sending an acknowledged chunk again.

use serde_json::{Map, Value, json};

use super::{Baseline, Part, Session, Settings, Spec};
use crate::upload::plan::{Chunks, Plan, Sizes};

/// State that outlives the tab. No file names, no tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// What is uploaded.
    pub spec: Spec,
    /// Size, chunk, first and last chunk in bytes; `None`: one request.
    pub chunks: Option<(u64, u64, u64, u64)>,
    /// Sizes in use.
    pub sizes: Sizes,
    /// The server's name of the session.
    pub upload_id: Option<String>,
    /// Parts acknowledged, as ranges `from..to` of part numbers.
    pub acked: Vec<(u32, u32)>,
    /// The final body may have reached the server.
    pub final_sent: bool,
    /// The list was read before the first byte.
    pub baseline_taken: bool,
    /// The server insists on order.
    pub ordered: bool,
}

impl Session {
    /// What to write down now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let mut acked: Vec<(u32, u32)> = Vec::new();
        for (part, state) in (0u32..).zip(&self.parts) {
            if *state != Part::Acked {
                continue;
            }
            match acked.last_mut() {
                Some(range) if range.1 == part => range.1 = part + 1,
                _ => acked.push((part, part + 1)),
            }
        }
        Snapshot {
            spec: self.spec,
            chunks: match &self.plan {
                Plan::Single { .. } => None,
                Plan::Chunks(chunks) => Some(chunks.numbers()),
            },
            sizes: self.sizes,
            upload_id: self.upload_id.clone(),
            acked,
            final_sent: self.final_sent,
            baseline_taken: self.baseline == Baseline::Taken,
            ordered: self.ordered,
        }
    }

    /// A machine that goes on from there. `None` if the numbers make no upload: then it starts from the beginning.
    #[must_use]
    pub fn restore(settings: Settings, snapshot: &Snapshot, seed: u64) -> Option<Self> {
        let spec = snapshot.spec;
        let plan = match snapshot.chunks {
            None => Plan::Single { size: spec.size },
            Some((size, chunk, first, last)) if size == spec.size => {
                Plan::Chunks(Chunks::restore(size, chunk, first, last)?)
            }
            Some(_) => return None,
        };
        let mut session = Self::with_plan(settings, spec, seed, snapshot.sizes, plan);
        session.ordered |= snapshot.ordered;
        session.final_sent = snapshot.final_sent;
        if snapshot.baseline_taken {
            session.baseline = Baseline::Taken;
        } else if snapshot.final_sent {
            // Too late: what the list shows now may be our own.
            session.baseline = Baseline::Unavailable;
        }
        if let Some(id) = &snapshot.upload_id {
            session.upload_id = Some(id.clone());
            for (from, to) in &snapshot.acked {
                session
                    .parts
                    .get_mut(*from as usize..*to as usize)?
                    .fill(Part::Acked);
            }
        }
        let last = session.last_part() as usize;
        session.parts[last] = Part::Todo;
        let through = (0u32..).zip(&session.parts);
        session.through = through
            .filter(|(_, part)| **part == Part::Acked)
            .filter_map(|(part, _)| session.plan.range(part))
            .map(|range| range.end - range.start)
            .max()
            .unwrap_or(0);
        Some(session)
    }
}

impl Snapshot {
    /// As JSON, for the journal.
    #[must_use]
    pub fn to_json(&self) -> String {
        json!({
            "size": self.spec.size,
            "framing": self.spec.framing,
            "can_chunk": self.spec.can_chunk,
            "chunks": self.chunks.map(|(a, b, c, d)| [a, b, c, d]),
            "sizes": [self.sizes.body, self.sizes.chunk, self.sizes.edge_chunk],
            "upload_id": self.upload_id,
            "acked": self.acked,
            "final_sent": self.final_sent,
            "baseline": self.baseline_taken,
            "ordered": self.ordered,
        })
        .to_string()
    }

    /// Reads what [`Self::to_json`] wrote; `None` for anything else.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return None;
        };
        let sizes = numbers(map.get("sizes")?)?;
        let chunks = match map.get("chunks")? {
            Value::Null => None,
            list => match numbers(list)?[..] {
                [a, b, c, d] => Some((a, b, c, d)),
                _ => return None,
            },
        };
        let acked = map
            .get("acked")?
            .as_array()?
            .iter()
            .map(|pair| match numbers(pair)?[..] {
                [from, to] => Some((u32::try_from(from).ok()?, u32::try_from(to).ok()?)),
                _ => None,
            });
        Some(Self {
            spec: Spec {
                size: map.get("size")?.as_u64()?,
                framing: map.get("framing")?.as_u64()?,
                can_chunk: flag(&map, "can_chunk")?,
            },
            chunks,
            sizes: match sizes[..] {
                [body, chunk, edge_chunk] => Sizes {
                    body,
                    chunk,
                    edge_chunk,
                },
                _ => return None,
            },
            upload_id: map.get("upload_id")?.as_str().map(str::to_owned),
            acked: acked.collect::<Option<_>>()?,
            final_sent: flag(&map, "final_sent")?,
            baseline_taken: flag(&map, "baseline")?,
            ordered: flag(&map, "ordered")?,
        })
    }
}

fn flag(map: &Map<String, Value>, name: &str) -> Option<bool> {
    map.get(name)?.as_bool()
}

fn numbers(value: &Value) -> Option<Vec<u64>> {
    value.as_array()?.iter().map(Value::as_u64).collect()
}
