//! Harness of the end-to-end tests: starts local-api and a browser, finds things on the page the way assistive technology
//! does (role and accessible name), waits for conditions instead of sleeping, and fails every test that broke the
//! content security policy, panicked, or wrote a secret to the console.

pub mod api;
pub mod ax;
pub mod axe;
pub mod bench;
pub mod browser;
pub mod devtools;
pub mod drivers;
pub mod engine;
pub mod failure;
pub mod faults;
pub mod files;
pub mod flows;
pub mod gateway;
pub mod keys;
pub mod loading;
pub mod machine;
pub mod old;
pub mod page;
pub mod reach;
pub mod screen;
pub mod server;
pub mod speech;
pub mod wait;
pub mod watch;
pub mod words;

pub use ax::Role;
pub use bench::{Bench, run};
pub use engine::{Ability, Engine};
pub use failure::{Failure, Step};
pub use faults::Rule;
pub use gateway::{Gateway, Program, Protocol};
pub use page::Page;
pub use server::{LocalApi, Setup};
