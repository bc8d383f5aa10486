//! What the console and its preflight worker say to each other. Both programs use this.
//!
//! To the worker: [`Question`]s, any number of times; then `terminate`. Back: [`Word`]s, the first of which is `Ready`.

use js_sys::{Array, JsString};
use preflight::report::Report;
use preflight::settings::Settings;
use preflight::wire;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

/// Changes with every change of this file or of `preflight::wire`: a worker of another release must not be believed.
pub const VERSION: f64 = 2.0;

/// What is asked. `id` is the page's own number for it.
#[derive(Debug, Clone)]
pub enum Question {
    /// Look into an archive.
    Archive {
        /// Comes back with every answer.
        id: u32,
        /// The archive.
        file: File,
        /// The office's rules.
        settings: Settings,
    },
    /// Read an archive's directory only, for its fingerprint.
    Fingerprint {
        /// Comes back with every answer.
        id: u32,
        /// The archive.
        file: File,
        /// The office's rules.
        settings: Settings,
    },
    /// Look at images, in the order in which they are read.
    Images {
        /// Comes back with every answer.
        id: u32,
        /// The images.
        files: Vec<File>,
        /// Their names as shown, as many as there are files.
        names: Vec<String>,
        /// The office's rules.
        settings: Settings,
    },
    /// Forget it: nobody waits for the answer.
    Drop {
        /// Of the question.
        id: u32,
    },
}

/// One message of the worker.
#[derive(Debug, Clone)]
pub enum Word {
    /// It is listening. Sent once; messages before it would be lost.
    Ready {
        /// Its [`VERSION`].
        version: f64,
    },
    /// It begins a step of this question; also its sign of life.
    At {
        /// Of the question.
        id: u32,
        /// Pages looked at, and to be looked at; 0 and 0 where that is not known.
        done: u32,
        /// See `done`.
        total: u32,
    },
    /// What it knows now.
    Report {
        /// Of the question.
        id: u32,
        /// The report.
        report: Box<Report>,
        /// Bytes of its WebAssembly memory, which never shrinks.
        memory: f64,
    },
    /// A small picture of one of the first pages.
    Thumbnail {
        /// Of the question.
        id: u32,
        /// Name of the page. Foreign text.
        name: String,
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// A PNG.
        picture: Blob,
    },
    /// It is through with this question.
    Done {
        /// Of the question.
        id: u32,
    },
    /// The file cannot be read.
    Unreadable {
        /// Of the question.
        id: u32,
    },
}

impl Question {
    /// As it travels: `[kind, id, file or files, names, settings]`.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let none = JsValue::NULL;
        match self {
            Self::Archive { id, file, settings } => {
                message("archive", *id, &[file.into(), none, numbers(settings)])
            }
            Self::Fingerprint { id, file, settings } => {
                message("fingerprint", *id, &[file.into(), none, numbers(settings)])
            }
            Self::Images {
                id,
                files,
                names,
                settings,
            } => {
                let files: Array = files.iter().collect();
                let names: Array = names
                    .iter()
                    .map(|name| JsString::from(name.as_str()))
                    .collect();
                message(
                    "images",
                    *id,
                    &[files.into(), names.into(), numbers(settings)],
                )
            }
            Self::Drop { id } => message("drop", *id, &[]),
        }
    }

    /// Reads what travelled; `None`: not from this console.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let id = whole(&message.get(1))?;
        let file = || message.get(2).dyn_into::<File>().ok();
        let settings = || settings(&message.get(4));
        Some(match message.get(0).as_string()?.as_str() {
            "archive" => Self::Archive {
                id,
                file: file()?,
                settings: settings()?,
            },
            "fingerprint" => Self::Fingerprint {
                id,
                file: file()?,
                settings: settings()?,
            },
            "images" => Self::Images {
                id,
                files: message
                    .get(2)
                    .dyn_ref::<Array>()?
                    .iter()
                    .map(|file| file.dyn_into().ok())
                    .collect::<Option<_>>()?,
                names: message
                    .get(3)
                    .dyn_ref::<Array>()?
                    .iter()
                    .map(|name| name.as_string())
                    .collect::<Option<_>>()?,
                settings: settings()?,
            },
            "drop" => Self::Drop { id },
            _ => return None,
        })
    }
}

impl Word {
    /// As it travels: `[kind, id, …]`.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        match self {
            Self::Ready { version } => message("ready", 0, &[(*version).into()]),
            Self::At { id, done, total } => message("at", *id, &[(*done).into(), (*total).into()]),
            Self::Report { id, report, memory } => message(
                "report",
                *id,
                &[wire::to_text(report).into(), (*memory).into()],
            ),
            Self::Thumbnail {
                id,
                name,
                width,
                height,
                picture,
            } => message(
                "thumbnail",
                *id,
                &[
                    name.into(),
                    (*width).into(),
                    (*height).into(),
                    picture.into(),
                ],
            ),
            Self::Done { id } => message("done", *id, &[]),
            Self::Unreadable { id } => message("unreadable", *id, &[]),
        }
    }

    /// Reads what travelled; `None`: not from this worker.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let id = whole(&message.get(1))?;
        let number = |at| whole(&message.get(at));
        Some(match message.get(0).as_string()?.as_str() {
            "ready" => Self::Ready {
                version: message.get(2).as_f64()?,
            },
            "at" => Self::At {
                id,
                done: number(2)?,
                total: number(3)?,
            },
            "report" => Self::Report {
                id,
                report: Box::new(wire::from_text(&message.get(2).as_string()?)?),
                memory: message.get(3).as_f64()?,
            },
            "thumbnail" => Self::Thumbnail {
                id,
                name: message.get(2).as_string()?,
                width: number(3)?,
                height: number(4)?,
                picture: message.get(5).dyn_into().ok()?,
            },
            "done" => Self::Done { id },
            "unreadable" => Self::Unreadable { id },
            _ => return None,
        })
    }
}

fn message(kind: &str, id: u32, rest: &[JsValue]) -> JsValue {
    let message = Array::of2(&kind.into(), &id.into());
    for value in rest {
        message.push(value);
    }
    message.into()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number that was a u32; the cast saturates"
)]
fn whole(value: &JsValue) -> Option<u32> {
    value.as_f64().map(|n| n as u32)
}

fn numbers(settings: &Settings) -> JsValue {
    let s = settings;
    let all = [
        u32::from(s.enabled),
        u32::from(s.one_folder),
        u32::from(s.cover_first),
        s.cover_min_kb,
        s.cover_max_kb,
        s.min_side_px,
        s.max_entries,
        s.max_entry_mb,
        s.max_total_mb,
        s.max_ratio,
    ];
    all.into_iter().map(JsValue::from).collect::<Array>().into()
}

fn settings(numbers: &JsValue) -> Option<Settings> {
    let numbers: &Array = numbers.dyn_ref()?;
    let at = |n| whole(&numbers.get(n));
    Some(Settings {
        enabled: at(0)? != 0,
        one_folder: at(1)? != 0,
        cover_first: at(2)? != 0,
        cover_min_kb: at(3)?,
        cover_max_kb: at(4)?,
        min_side_px: at(5)?,
        max_entries: at(6)?,
        max_entry_mb: at(7)?,
        max_total_mb: at(8)?,
        max_ratio: at(9)?,
    })
}
