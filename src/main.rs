//! The browser app's front door. Everything is in the library; natively there is only the `gt` command.

fn main() {
    #[cfg(target_arch = "wasm32")]
    golden_thread::app::start();
    #[cfg(not(target_arch = "wasm32"))]
    println!("This is the browser's app. Run script/serve to build and open it; the command is called gt.");
}
