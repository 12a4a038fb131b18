//! What a test runs in: the app's server, chromedriver, and a folder for profiles and downloads. All of it
//! is stopped and removed when the world is dropped, also when the test fails.

use std::io::ErrorKind;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// So many tests at a time: each has several browsers, most of the time only one of which works.
const AT_ONCE: usize = 2;

/// A test's turn.
struct Turn;

impl Turn {
    /// How many have theirs, and what wakes those that wait.
    const STATE: &'static (Mutex<usize>, Condvar) = {
        static STATE: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());
        &STATE
    };

    fn wait() -> Turn {
        let (taken, ended) = Turn::STATE;
        let taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = ended.wait_while(taken, |taken| *taken >= AT_ONCE).unwrap_or_else(PoisonError::into_inner);
        *taken += 1;
        Turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (taken, ended) = Turn::STATE;
        *taken.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        ended.notify_one();
    }
}

/// A folder of this repository.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The report that becomes the plan.
pub fn report() -> PathBuf {
    here("tests/data/report-layout.txt")
}

/// The built app.
pub fn built() -> PathBuf {
    let dist = std::env::var_os("GT_DIST").map_or_else(|| here("dist"), PathBuf::from);
    let ready = dist.join("sw.js").is_file() && dist.join("index.html").is_file();
    assert!(ready, "The built app is not in {}. Run script/test, which builds it first.", dist.display());
    dist
}

/// Starts a program, or says what to do about its not being here.
pub fn start(command: &mut Command) -> Child {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap_or_else(|e| {
        let missing = if e.kind() == ErrorKind::NotFound { "is not here" } else { "did not start" };
        panic!("{name} {missing} ({e}). Run script/test, which fetches or names what the browser tests need.")
    })
}

/// A port that nothing listens on, and that no other test was given.
fn free_port() -> u16 {
    static GIVEN: Mutex<Vec<u16>> = Mutex::new(Vec::new());
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        if !given.contains(&port) {
            given.push(port);
            return port;
        }
    }
}

fn answers(port: u16) -> bool {
    TcpStream::connect_timeout(&([127, 0, 0, 1], port).into(), Duration::from_secs(1)).is_ok()
}

fn wait_for(port: u16, what: &str) {
    let begun = Instant::now();
    while !answers(port) {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what} does not answer on port {port}. Run script/test.");
        sleep(Duration::from_millis(50));
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The server of the built app.
pub struct Server {
    dist: PathBuf,
    /// Whether the sample is the one of a fixed day (`tests/data/served`) and not the one that ships.
    fixed: bool,
    port: u16,
    running: Option<Child>,
}

impl Server {
    fn new(dist: PathBuf) -> Server {
        let mut server = Server { dist, fixed: true, port: free_port(), running: None };
        server.start();
        server
    }

    /// Where the app is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Starts it, at the same address as before.
    pub fn start(&mut self) {
        assert!(here("node_modules/sirv").is_dir(), "node_modules is not here. Run script/test, which fetches it.");
        let mut command = Command::new("node");
        command.arg(here("script/serve.mjs")).arg(&self.dist).arg(self.port.to_string());
        if self.fixed {
            command.arg(here("tests/data/served"));
        }
        self.running = Some(start(&mut command));
        wait_for(self.port, "The server");
    }

    /// Starts it anew with the sample that ships, which moves with the day.
    pub fn serve_as_shipped(&mut self) {
        self.stop();
        self.fixed = false;
        self.start();
    }

    /// Stops it for good: its process is killed, and nothing answers any more.
    pub fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            end(&mut running);
        }
        assert!(!answers(self.port), "The server was killed, yet something answers on its port.");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(running) = &mut self.running {
            end(running);
        }
    }
}

/// What a test runs in.
pub struct World {
    pub server: Server,
    pub driver_port: u16,
    /// Profiles, downloads, and whatever else a test puts down.
    pub folder: PathBuf,
    drivers: Mutex<Vec<Child>>,
    _turn: Turn,
}

impl World {
    /// A world with the built app served.
    pub fn new() -> World {
        World::serving(|_| built())
    }

    /// A world with a copy of the built app served, which the test may change.
    pub fn with_a_copy() -> (World, PathBuf) {
        let world = World::serving(|folder| {
            let copy = folder.join("dist");
            let done = Command::new("cp").arg("-R").arg(built()).arg(&copy).status().unwrap();
            assert!(done.success());
            copy
        });
        let copy = world.server.dist.clone();
        (world, copy)
    }

    fn serving(dist: impl FnOnce(&Path) -> PathBuf) -> World {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let turn = Turn::wait();
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("golden-thread-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let server = Server::new(dist(&folder));
        let mut world = World { server, driver_port: 0, folder, drivers: Mutex::default(), _turn: turn };
        world.driver_port = world.driver("chromedriver");
        world
    }

    /// Starts a program that drives browsers; its port.
    pub fn driver(&self, name: &str) -> u16 {
        let port = free_port();
        let driver = start(Command::new(name).arg(format!("--port={port}")));
        self.drivers.lock().unwrap_or_else(PoisonError::into_inner).push(driver);
        wait_for(port, name);
        port
    }

    /// Puts a file down, to be opened.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.drivers.get_mut().unwrap_or_else(PoisonError::into_inner).iter_mut().for_each(end);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
