//! The OMR Batch Console: rules that run anywhere, and (on wasm32) the page that carries them.
//!
//! What touches the browser is compiled for wasm32 only, so that every rule is tested natively.

pub mod analytics;
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod batches;
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod components;
pub mod config;
pub mod diagnostics;
pub mod domain;
pub mod export;
pub mod idle;
pub mod inbox;
pub mod language;
pub mod live;
pub mod log;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod parts;
pub mod poll;
pub mod preferences;
pub mod release;
pub mod report;
pub mod route;
pub mod shortcuts;
#[cfg(target_arch = "wasm32")]
pub mod start;
#[cfg(target_arch = "wasm32")]
pub mod state;
pub mod upload;
pub mod words;
