package dev.tidegate.chaos.site;

import dev.tidegate.sandbox.Net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy between two parts, which can be cut: loudly, when both ends see their connections
 * reset and new ones refused, or silently, when nothing arrives any more and nobody is told. What
 * was under way when it was cut silently arrives when it is mended.
 */
public final class Wire implements AutoCloseable {

    private static final int BUFFER = 16_384;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refused;
    private volatile long delayNanos;

    /** Guarded by this. */
    private boolean silent;

    /** A wire to {@code target}, a port of this machine. */
    public Wire(int target) {
        this.target = target;
        try {
            server = new ServerSocket(Net.freePort(), 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("a proxy cannot listen", e);
        }
        Thread.ofVirtual().name("wire-" + target).start(this::accept);
    }

    /** Where clients connect. */
    public int port() {
        return server.getLocalPort();
    }

    /** Resets all connections, and every new one. */
    public void cut() {
        refused = true;
        reset();
    }

    /** Resets all connections that are open; new ones are taken. */
    public void reset() {
        open.forEach(Wire::reset);
    }

    /** Lets nothing through from now on, and says nothing of it. */
    public synchronized void silence() {
        silent = true;
    }

    /** Holds back whatever comes for so long. */
    public void slow(Duration by) {
        delayNanos = by.toNanos();
    }

    /** Works again as it should. */
    public synchronized void mend() {
        refused = false;
        delayNanos = 0;
        silent = false;
        notifyAll();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                if (refused) {
                    reset(client);
                } else {
                    open.add(client);
                    Thread.ofVirtual().start(() -> connect(client));
                    if (refused) {
                        // it was cut meanwhile
                        reset(client);
                    }
                }
            }
        } catch (IOException e) {
            // closed: the run is over
        }
    }

    private void connect(Socket client) {
        try {
            pass();
            Socket other = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(other);
            Thread back = Thread.ofVirtual().start(() -> pump(other, client));
            pump(client, other);
            back.join();
            end(client);
            end(other);
        } catch (IOException e) {
            // nobody is there
            reset(client);
            open.remove(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                pass();
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
            pass();
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits as long as what comes is held back. */
    private void pass() throws InterruptedException {
        if (delayNanos > 0) {
            LockSupport.parkNanos(delayNanos);
        }
        synchronized (this) {
            while (silent) {
                wait();
            }
        }
    }

    private void end(Socket socket) throws IOException {
        open.remove(socket);
        socket.close();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        mend();
    }
}
