//! Prepares the split build (`OMR_SPLIT=1`, set by `cargo xtask`): the linker keeps the relocations by which the module is
//! cut into parts. Every other build is one piece.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    println!("cargo::rerun-if-env-changed=OMR_SPLIT");
    let wanted = std::env::var_os("OMR_SPLIT").is_some();
    let wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if wanted && wasm {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
