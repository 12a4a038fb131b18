//! The whole app's front door: every page. The first program hands the page over to it when somebody
//! goes where the first program does not reach.

fn main() {
    #[cfg(target_arch = "wasm32")]
    golden_thread::app::start_whole();
    #[cfg(not(target_arch = "wasm32"))]
    println!("This is the browser's app. Run script/serve to build and open it; the command is called gt.");
}
