//! The browser app's front door. Everything is in the library; natively there is only the `gt` command.

fn main() {
    #[cfg(all(target_arch = "wasm32", not(without_app)))]
    golden_thread::app::start();
    #[cfg(not(target_arch = "wasm32"))]
    println!("This is the browser's app. Run script/serve to build and open it; the command is called gt.");
}
