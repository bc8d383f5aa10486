//! Mounts the console. Everything else is in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    omr_batch_console::start::start();
}
