//! What the console and its CRC worker say to each other. Both programs use this.
//!
//! To the worker: an array of Files, any number of times; then `terminate`. Back: see [`Word`]; answers come in the order of
//! the questions.

use js_sys::{Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

/// Changes with every change of this file: a worker of another release must not be believed.
pub const VERSION: f64 = 1.0;

/// One message of the worker.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// It is listening. Sent once; messages before it would be lost.
    Ready {
        /// Its [`VERSION`].
        version: f64,
    },
    /// It has read on.
    Read {
        /// Bytes since the last such message.
        bytes: f64,
    },
    /// It is through with the oldest array.
    Sums(Vec<u32>),
    /// It could not read a file of the oldest array, and does nothing more.
    Unreadable {
        /// The file's index in that array.
        index: u32,
    },
}

impl Word {
    /// As it travels: `["ready", 1]`, `["read", bytes]`, `["sums", Uint32Array]`, `["unreadable", index]`.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let (kind, value): (&str, JsValue) = match self {
            Self::Ready { version } => ("ready", (*version).into()),
            Self::Read { bytes } => ("read", (*bytes).into()),
            Self::Sums(sums) => ("sums", Uint32Array::from(sums.as_slice()).into()),
            Self::Unreadable { index } => ("unreadable", (*index).into()),
        };
        Array::of2(&kind.into(), &value).into()
    }

    /// Reads what travelled; `None`: not from this worker.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let value = message.get(1);
        Some(match message.get(0).as_string()?.as_str() {
            "ready" => Self::Ready {
                version: value.as_f64()?,
            },
            "read" => Self::Read {
                bytes: value.as_f64()?,
            },
            "sums" => Self::Sums(value.dyn_ref::<Uint32Array>()?.to_vec()),
            "unreadable" => Self::Unreadable {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "an index that was a u32; the cast saturates"
                )]
                index: value.as_f64()? as u32,
            },
            _ => return None,
        })
    }
}
